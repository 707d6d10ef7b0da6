import ColumnStore
public import Disclosure

/// Which bodies and years of a corpus an analysis looks at: the filters that every command has.
public struct CorpusSelection: Sendable, Hashable {
    /// Names, region codes or keys of bodies; empty for all.
    public var entities: [String]
    /// Codes of regions, within which the body's region must lie; empty for all.
    public var regions: [String]
    /// Ranges of years; empty for all.
    public var years: [ClosedRange<Int>]

    /// A selection; by default of everything.
    public init(entities: [String] = [], regions: [String] = [], years: [ClosedRange<Int>] = []) {
        self.entities = entities
        self.regions = regions
        self.years = years
    }

    /// Whether everything is selected.
    public var isEverything: Bool { entities.isEmpty && regions.isEmpty && years.isEmpty }

    /// Whether a body is selected, under its own name and code or under those that it had before.
    public func includes(_ body: Body, former: [BodyRegister.Former]) -> Bool { includes(body) || former.contains { includes($0.body) } }

    /// Whether a body is selected.
    public func includes(_ body: Body) -> Bool {
        guard entities.isEmpty || entities.contains(where: { $0 == body.name || $0 == body.regionCode || $0 == body.key }) else { return false }
        guard !regions.isEmpty else { return true }
        guard let code = body.regionCode else { return false }
        return regions.contains { Regions.standard.isWithin(code, $0) }
    }

    /// Whether a year is selected.
    public func includes(year: Int) -> Bool { years.isEmpty || years.contains { $0.contains(year) } }
}

extension Corpus {
    /// The selected part of the corpus.
    ///
    /// - Parameter keepingYears: Keeps all years of the selected bodies, for analyses that compare a year with the one before; their results
    ///   are filtered by year afterwards.
    public func selecting(_ selection: CorpusSelection, keepingYears: Bool = false) -> Corpus {
        if selection.isEverything { return self }
        return part(of: bodies.indices.filter { selection.includes(bodies[$0], former: formerBodies($0)) }, selection, keepingYears: keepingYears)
    }

    /// Some bodies of the corpus, by ascending position, with all their years.
    public func selecting(bodies kept: [Int]) -> Corpus { part(of: kept, CorpusSelection(), keepingYears: true) }

    private func part(of kept: [Int], _ selection: CorpusSelection, keepingYears: Bool) -> Corpus {
        let wanted = years.filter { keepingYears || selection.includes(year: $0) }
        let span = (wanted.first ?? years.lowerBound)...(wanted.last ?? years.lowerBound)
        var part = panel.selecting(entities: kept.count == bodies.count ? nil : kept, years: span)
        let dropped = span.filter { !wanted.contains($0) }
        for year in dropped { part.clear(year: year) }
        var forms: [[Edition]] = []
        forms.reserveCapacity(kept.count * span.count)
        for body in kept {
            for year in span {
                forms.append(dropped.contains(year) ? [] : self.forms[body * panel.yearCount + year - years.lowerBound])
            }
        }
        let position = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
        let imports = self.imports.map { imported in
            var selected = imported
            let chosen = imported.bodies.indices.filter { position[imported.bodies[$0]] != nil }
            selected.bodies = chosen.map { position[imported.bodies[$0]]! }
            if chosen.count != imported.bodies.count { selected.panel = imported.panel.selecting(entities: chosen) }
            let names = Set(selected.bodies.map { bodies[kept[$0]].name })
            selected.repetitions = imported.repetitions.filter { names.contains($0.entity) }
            return selected
        }
        return Corpus(
            bodies: kept.map { bodies[$0] }, panel: part, forms: forms, provider: SelectedReports(base: provider, bodies: kept, years: Set(wanted)),
            imports: imports,
            former: kept.map(formerBodies))
    }
}

/// The reports of some bodies and years of a corpus, under their new positions.
private struct SelectedReports: ReportProvider {
    let base: any ReportProvider
    let bodies: [Int]
    let years: Set<Int>

    func report(body: Int, year: Int) throws -> Report? { years.contains(year) ? try base.report(body: bodies[body], year: year) : nil }

    func reports(body: Int, years: [Int]) throws -> [Int: Report] {
        try base.reports(body: bodies[body], years: years.filter(self.years.contains))
    }

    func filledForms(body: Int, year: Int) throws -> Report? { years.contains(year) ? try base.filledForms(body: bodies[body], year: year) : nil }

    func passages(body: Int, year: Int) throws -> [Passage] { years.contains(year) ? try base.passages(body: bodies[body], year: year) : [] }
}
