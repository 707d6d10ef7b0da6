import Disclosure

/// What the numbers of a series are counted per: inhabitants, staff, another indicator of the same body and year.
///
/// An exposure from an imported panel stands for a body as ``PanelJoin`` says. It is read from all bodies there are, whatever part of them is compared.
struct SeriesExposure: Sendable {
    /// Units of it that a value is per.
    let scale: Double
    /// The id it was asked for by.
    let indicator: String
    let label: LocalizedText
    private let ofReports: RankSubject?
    private let ofPanels: RankSubject?
    private let join: PanelJoin?
    private let corpus: Corpus
    private let positions: [Key: Int]

    private struct Key: Hashable {
        let body: String
        let isImported: Bool
    }

    /// The exposure of a name among all bodies; `nil` for one that nobody knows.
    init?(_ exposure: RankOptions.Exposure, in corpus: Corpus) {
        let reports = RankSubject(quantity: exposure.indicator, .reports, in: corpus)
        let panels = corpus.imports.isEmpty ? nil : RankSubject(quantity: exposure.indicator, .panels, in: corpus)
        guard let subject = reports ?? panels else { return nil }
        scale = exposure.scale
        indicator = exposure.indicator
        label = subject.label
        ofReports = reports
        ofPanels = panels
        join = PanelJoin(exposure.indicator, in: corpus)
        self.corpus = corpus
        var positions: [Key: Int] = [:]
        for (index, body) in corpus.bodies.enumerated() { positions[Key(body: body.key, isImported: corpus.isImported(index))] = index }
        self.positions = positions
    }

    /// The exposure of a body of a part of the corpus in a year, above 0 and finite; `nil` where there is none.
    func value(of body: Int, year: Int, in part: Corpus) -> Double? {
        let isImported = part.isImported(body)
        guard let subject = isImported ? ofPanels : ofReports, corpus.years.contains(year),
            let own = positions[Key(body: part.bodies[body].key, isImported: isImported)]
        else { return nil }
        var place = own
        if case .cell = subject, let join {
            guard let joined = join.position(of: own, year: year, in: corpus) else { return nil }
            place = joined
        }
        guard let value = subject.reading(of: place, year: year, in: corpus).value, value > 0, value.isFinite else { return nil }
        return value
    }

    /// Editions of one series, divided where the exposure does not mean the same.
    func divided(_ editions: [Edition]) -> [[Edition]] {
        guard case .concept(let concept)? = ofReports, !editions.isEmpty else { return [editions] }
        return concept.series(of: editions).filter { !$0.isEmpty }
    }
}
