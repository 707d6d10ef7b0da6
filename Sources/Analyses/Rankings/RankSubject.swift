import ColumnStore
import Disclosure

/// What bodies are ranked by.
enum RankSubject {
    case ratio(Ratio)
    case concept(Concept)
    case cell(String)

    /// The subject of an id or Chinese name; `nil` for one that neither the registries nor the panel know.
    init?(_ name: String, in corpus: Corpus) {
        if let ratio = Ratio.named(name) {
            self = .ratio(ratio)
        } else if let concept = Concept.all.first(where: { $0.id == name || $0.label == name }) {
            self = .concept(concept)
        } else if !Catalog.standard.indicators(name).isEmpty || corpus.panel.column(name) != nil {
            self = .cell(name)
        } else {
            return nil
        }
    }

    /// Whether rank 1 is the largest value.
    var descends: Bool {
        if case .ratio(let ratio) = self { ratio.direction != .lowerIsBetter } else { true }
    }

    /// Its name.
    var label: LocalizedText {
        switch self {
        case .ratio(let ratio): LocalizedText(zh: ratio.label, en: ratio.labelEnglish)
        case .concept(let concept): LocalizedText(zh: concept.label, en: concept.labelEnglish)
        case .cell(let indicator):
            Catalog.standard.indicators(indicator).last?.labels ?? LocalizedText(zh: indicator, en: indicator)
        }
    }

    /// Whether values are shares, shown as percentages.
    var isFraction: Bool { rateKind == .proportion || rateKind == .rate }

    /// The model for intervals and shrinkage; `nil` where the value is no rate.
    var rateKind: Ratio.Kind? {
        switch self {
        case .ratio(let ratio): ratio.kind
        case .concept, .cell: nil
        }
    }

    /// A value with what it was made of, or the reason why there is none.
    struct Reading {
        var value: Double?
        var n: Double?
        var numerator: Double?
        var components: [RankRow.Component]
        var reason: LocalizedText?
    }

    /// Reads the value of a body and year. Blank is never 0.
    func reading(of body: Int, year: Int, in corpus: Corpus) -> Reading {
        guard corpus.hasReport(body: body, year: year) || isImported(in: corpus) else { return .missing(RankNotes.noReport(year)) }
        let cell: (String, Int) -> Double? = { corpus.panel.value($0, entity: body, year: year + $1) }
        let editions = corpus.forms[body * corpus.panel.yearCount + year - corpus.years.lowerBound]
        switch self {
        case .ratio(let ratio):
            guard let edition = editions.first(where: { ratio.numerator(in: $0) != nil }) else { return .missing(RankNotes.notAsked) }
            guard let both = ratio.evaluate(in: edition, cell) else {
                let cells = (ratio.numerator(in: edition)?.terms ?? []) + (ratio.denominator(in: edition)?.terms ?? [])
                return .missing(RankNotes.blank(cells.filter { cell($0.indicator, $0.lag) == nil }.map(\.indicator)))
            }
            let components = [RankRow.Component("numerator", both.numerator), RankRow.Component("denominator", both.denominator)]
            return Reading(
                value: both.value, n: ratio.kind == .difference ? nil : both.denominator, numerator: both.numerator, components: components,
                reason: both.value == nil ? RankNotes.zeroDenominator : nil)
        case .concept(let concept):
            guard let expression = editions.lazy.compactMap({ concept.expression(in: $0) }).first else { return .missing(RankNotes.notAsked) }
            guard let value = expression.value(cell) else {
                return .missing(RankNotes.blank(expression.terms.filter { cell($0.indicator, $0.lag) == nil }.map(\.indicator)))
            }
            return Reading(value: value, components: expression.indicators.map { RankRow.Component($0, cell($0, 0)) })
        case .cell(let indicator):
            if corpus.panel.state(indicator, entity: body, year: year) == CellState.absent.rawValue { return .missing(RankNotes.notAsked) }
            guard let value = cell(indicator, 0) else { return .missing(RankNotes.blank([indicator])) }
            return Reading(value: value, components: [RankRow.Component(indicator, value)])
        }
    }

    private func isImported(in corpus: Corpus) -> Bool {
        if case .cell(let indicator) = self { Catalog.standard.indicators(indicator).isEmpty } else { false }
    }
}

extension RankSubject.Reading {
    fileprivate static func missing(_ reason: LocalizedText) -> RankSubject.Reading {
        RankSubject.Reading(components: [], reason: reason)
    }
}
