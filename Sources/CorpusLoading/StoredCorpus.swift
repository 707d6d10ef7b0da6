public import Analyses
import ColumnStore
public import Persistence

/// The corpus of a store, all of it read from one state.
///
/// Numbers are in memory, one column an indicator; texts, places and prose are fetched from the store when an analysis asks for them, so the store has to stay open as
/// long as the corpus is used.
public struct StoredCorpus: Sendable {
    /// The reports and the panels from elsewhere.
    public let corpus: Corpus
    /// The number of each report in the store, by position.
    private let ids: [Int?]
    /// The years of its reports.
    private let years: ClosedRange<Int>
    private let store: Store
    private let version: Int

    /// Another program may be writing: what is read is read again when the store has changed meanwhile.
    private static let attempts = 5

    /// Loads the newest version of every report, and the imported panels behind them.
    ///
    /// - Throws: `StoreError`, or ``RuleTextErrors`` of the rules that came with a panel.
    /// - Complexity: linear in the cells.
    public init(_ store: Store) throws {
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
            corpus = try reports.joined(with: panels)
            ids = contents.reportIDs
            years = contents.panel.years
            (self.store, self.version) = (store, version)
            return
        }
    }

    /// Whether the store is as it was when it was loaded, and whole; of several read as one that is not known.
    public var isUnchanged: Bool { store.sources.count == 1 && store.damage == nil && (try? store.dataVersion()) == version }

    /// What the corpus was made of; `nil` when the store has changed since it was loaded, or is damaged.
    ///
    /// Every row of the reports is read and checked.
    /// - Parameter program: the key of what computes: program, libraries, processor.
    public func digests(program: ContentKey) throws -> CorpusDigests? {
        let reports = try store.reportDigests()
        var imports = ContentKeyBuilder()
        for number in try store.importDigest() { imports.add(number) }
        guard isUnchanged else { return nil }
        return CorpusDigests(program: program, reports: digests(reports), imports: imports.key)
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
