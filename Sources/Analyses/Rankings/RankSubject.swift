import ColumnStore
import Disclosure

/// What bodies are ranked by.
indirect enum RankSubject: Sendable {
    case ratio(Ratio)
    case concept(Concept)
    case cell(String)
    case quotient(Quotient)
    case daysLate

    /// Whose names are meant: a panel's own go before the catalog's among its entities.
    enum Origin: CaseIterable {
        case reports, panels
    }

    /// The subject that a name and an exposure mean among the bodies of an origin: an id or Chinese name, two of them with a slash between, or one by an
    /// exposure; `nil` for what neither the registries nor the panels know.
    init?(_ name: String, per exposure: RankOptions.Exposure?, _ origin: Origin, in corpus: Corpus) {
        if let exposure {
            guard let quotient = Quotient(name, per: exposure, origin, in: corpus) else { return nil }
            self = .quotient(quotient)
        } else if origin == .panels, let quantity = RankSubject(quantity: name, origin, in: corpus) {
            self = quantity
        } else if let ratio = Ratio.named(name) {
            self = .ratio(ratio)
        } else if origin == .reports, name == PublicationTiming.subject || name == PublicationTiming.label.zh {
            self = .daysLate
        } else if let quantity = RankSubject(quantity: name, origin, in: corpus) {
            self = quantity
        } else if let quotient = Quotient(name, origin, in: corpus) {
            self = .quotient(quotient)
        } else {
            return nil
        }
    }

    /// The concept or cell of a name; `nil` for one that neither the registry nor a panel knows.
    init?(quantity name: String, _ origin: Origin, in corpus: Corpus) {
        let isOwn = corpus.imports.contains { $0.variables.contains(name) }
        if origin == .panels, isOwn {
            self = .cell(name)
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
        switch self {
        case .ratio(let ratio): ratio.direction != .lowerIsBetter
        case .daysLate: false
        case .concept, .cell, .quotient: true
        }
    }

    /// Its name.
    var label: LocalizedText {
        switch self {
        case .ratio(let ratio): LocalizedText(zh: ratio.label, en: ratio.labelEnglish)
        case .concept(let concept): LocalizedText(zh: concept.label, en: concept.labelEnglish)
        case .cell(let indicator):
            Catalog.standard.indicators(indicator).last?.labels ?? LocalizedText(zh: indicator, en: indicator)
        case .quotient(let quotient): quotient.label
        case .daysLate: PublicationTiming.label
        }
    }

    /// Whether values are shares, shown as percentages.
    var isFraction: Bool {
        switch self {
        case .ratio(let ratio): ratio.kind != .difference
        case .quotient(let quotient): quotient.kind == .proportion
        case .concept, .cell, .daysLate: false
        }
    }

    /// Whether it is the reader who divides one number by another.
    var isQuotient: Bool { if case .quotient = self { true } else { false } }

    /// Whether a denominator decides how much a value says.
    var hasDenominator: Bool {
        switch self {
        case .ratio(let ratio): ratio.kind != .difference
        case .quotient: true
        case .concept, .cell, .daysLate: false
        }
    }

    /// Units of the denominator that a value is per.
    var scale: Double { if case .quotient(let quotient) = self { quotient.scale } else { 1 } }

    /// The model for intervals and shrinkage; `nil` where the value is no rate.
    var rateKind: Ratio.Kind? {
        switch self {
        case .ratio(let ratio): ratio.kind
        case .quotient(let quotient): quotient.kind
        case .concept, .cell, .daysLate: nil
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

    /// The value of a body and a year that may be outside the corpus; without a subject that the body's origin does not know.
    static func reading(_ subject: RankSubject?, of body: Int, year: Int, in corpus: Corpus) -> Reading {
        let none = corpus.isImported(body) ? RankNotes.noRow(year) : RankNotes.noReport(year)
        guard corpus.years.contains(year) else { return .missing(none) }
        return subject?.reading(of: body, year: year, in: corpus) ?? .missing(corpus.isImported(body) ? RankNotes.notInPanel : RankNotes.notAsked)
    }

    /// Reads the value of a body and year. Blank is never 0.
    func reading(of body: Int, year: Int, in corpus: Corpus) -> Reading {
        if case .quotient(let quotient) = self { return quotient.reading(of: body, year: year, in: corpus) }
        if corpus.isImported(body) { return ofPanel(body, year: year, in: corpus) }
        guard corpus.hasReport(body: body, year: year) else { return .missing(RankNotes.noReport(year)) }
        let cell: (String, Int) -> Double? = { corpus.panel.value($0, entity: body, year: year + $1) }
        let editions = corpus.forms[body * corpus.panel.yearCount + year - corpus.years.lowerBound]
        switch self {
        case .quotient: return .missing(nil)
        case .daysLate:
            // A report that cannot be read is named by whoever loaded it.
            guard let report = try? corpus.provider.report(body: body, year: year), let timing = PublicationTiming(of: report)
            else { return .missing(RankNotes.unknownDay) }
            return Reading(value: Double(timing.daysLate), components: [RankRow.Component(PublicationTiming.subject, Double(timing.daysLate))])
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

    /// The value of an entity of a panel: its own column, or nothing.
    private func ofPanel(_ entity: Int, year: Int, in corpus: Corpus) -> Reading {
        guard case .cell(let indicator) = self else { return .missing(RankNotes.notInPanel) }
        if corpus.panel.state(indicator, entity: entity, year: year) == CellState.absent.rawValue { return .missing(RankNotes.noRow(year)) }
        guard let value = corpus.panel.value(indicator, entity: entity, year: year) else {
            let raw = corpus.imported(entity).flatMap { $0.part.panel.remark(indicator, entity: $0.entity, year: year)?.raw }
            let state = CellState(rawValue: corpus.panel.state(indicator, entity: entity, year: year))
            return .missing(RankNotes.missing(state, raw: raw) ?? RankNotes.blank([indicator]))
        }
        return Reading(value: value, components: [RankRow.Component(indicator, value)])
    }
}

extension RankSubject.Reading {
    fileprivate static func missing(_ reason: LocalizedText?) -> RankSubject.Reading {
        RankSubject.Reading(components: [], reason: reason)
    }
}
