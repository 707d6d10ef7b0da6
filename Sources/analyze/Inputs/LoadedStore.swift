import Analyses
import ColumnStore
import Disclosure
import Persistence

/// The corpus of a store, all of it read from one state.
struct LoadedStore {
    /// The reports and the panels from elsewhere.
    let corpus: Corpus
    /// The number of each report in the store, by position.
    private let ids: [Int?]
    /// The years of its reports.
    private let years: ClosedRange<Int>
    private let store: Store
    private let version: Int

    /// Another program may be writing: what is read is read again when the store has changed meanwhile.
    private static let attempts = 5

    init(_ store: Store) throws {
        var attempt = 1
        while true {
            let version = try store.dataVersion()
            let contents = try store.loadPanel()
            let panels = try store.importedPanels()
            if attempt < Self.attempts, try store.dataVersion() != version {
                attempt += 1
                continue
            }
            let reports = Corpus(
                bodies: contents.bodies, panel: contents.panel, forms: contents.forms,
                provider: StoredReports(store: store, ids: contents.reportIDs, years: contents.panel.years), former: contents.former)
            corpus = try panels.reduce(reports) { try $0.joined(with: $1.ordered) }
            ids = contents.reportIDs
            years = contents.panel.years
            (self.store, self.version) = (store, version)
            return
        }
    }

    /// Whether the store is as it was when it was loaded, and whole; of several read as one that is not known.
    var isUnchanged: Bool { store.sources.count == 1 && store.damage == nil && (try? store.dataVersion()) == version }

    /// What the corpus was made of; `nil` when the store has changed since it was loaded, or is damaged.
    ///
    /// Every row of the reports is read and checked.
    func digests() throws -> CorpusDigests? {
        let reports = try store.reportDigests()
        var imports = ContentKeyBuilder()
        for number in try store.importDigest() { imports.add(number) }
        guard isUnchanged else { return nil }
        return CorpusDigests(program: AnalysisProgram.key, reports: digests(reports), imports: imports.key)
    }

    /// The digests at the positions of the corpus, whose years are those of all reports and panels.
    private func digests(_ reports: [Int: UInt64]) -> [UInt64] {
        let span = corpus.panel.yearCount
        // Panels from elsewhere may reach over more years than the reports.
        let first = years.lowerBound - corpus.years.lowerBound
        let bodies = ids.count / years.count
        var digests = [UInt64](repeating: 0, count: bodies * span)
        for body in 0..<bodies {
            for period in 0..<years.count {
                if let id = ids[body * years.count + period] { digests[body * span + first + period] = reports[id] ?? 0 }
            }
        }
        return digests
    }
}

/// The reports of a store, fetched when they are asked for.
struct StoredReports: ReportProvider {
    let store: Store
    let ids: [Int?]
    let years: ClosedRange<Int>

    func report(body: Int, year: Int) throws -> Report? {
        try id(body, year).flatMap { try store.report(id: $0) }
    }

    func reports(body: Int, years: [Int]) throws -> [Int: Report] {
        let known = years.compactMap { year in id(body, year).map { (year: year, id: $0) } }
        let found = try store.reports(ids: known.map(\.id))
        return zip(known, found).reduce(into: [:]) { reports, item in reports[item.0.year] = item.1 }
    }

    func filledForms(body: Int, year: Int) throws -> Report? { try id(body, year).flatMap { try store.report(id: $0, parts: .forms) } }

    func passages(body: Int, year: Int) throws -> [Passage] {
        try id(body, year).flatMap { try store.report(id: $0, parts: .prose) }?.passages ?? []
    }

    /// The number of a report in the store. Entities of imported panels stand behind the bodies of reports.
    private func id(_ body: Int, _ year: Int) -> Int? {
        years.contains(year) && body < ids.count / years.count ? ids[body * years.count + year - years.lowerBound] : nil
    }
}

extension ImportedPanel {
    /// The panel with entities, variables and repetitions in the order of their names, whatever that of the rows of its file was.
    var ordered: ImportedPanel {
        let bodies = panel.entities.indices.map { (position: $0, body: body($0)) }
        var ordered = self
        ordered.panel = panel.selecting(
            entities: bodies.sorted { $0.body.precedes($1.body) }.map(\.position), variables: panel.variables.sorted())
        ordered.repetitions.sort { ($0.entity, $0.variable, $0.year) < ($1.entity, $1.variable, $1.year) }
        return ordered
    }

    /// An entity of the panel as a body: its level and region when the panel has such attributes.
    func body(_ index: Int) -> Body {
        func attribute(_ names: [String]) -> String? { names.lazy.compactMap { panel.attributes[$0]?[index] }.first }
        return Body(
            name: panel.entities[index], kind: attribute(["kind"]).flatMap(Body.Kind.init) ?? .unknown,
            level: attribute(["level"]).flatMap(Body.Level.init) ?? .unknown, regionCode: attribute(["region_code", "region"]))
    }
}
