import ColumnStore
import Disclosure

/// Which series a corpus has: one a body, indicator and run of editions that mean the same.
///
/// Concepts join the cells of several editions where `Concept.joins` says so. A cell that is a concept by itself is followed under the concept's id.
/// Blank, not applicable and text are missing; they never count as 0.
struct SeriesSelection: Sendable {
    let corpus: Corpus
    private let patterns: [IndicatorPattern]
    private let exposure: SeriesExposure?
    private var sources: [Source] = []

    init(corpus: Corpus, patterns: [IndicatorPattern], exposure: SeriesExposure? = nil) {
        self.corpus = corpus
        self.patterns = patterns
        self.exposure = exposure
        sources = allSources().flatMap(divided)
    }

    /// All series, body by body, in the order of the registries.
    func series() -> [YearlySeries] {
        corpus.bodies.indices.flatMap { body in sources.compactMap { series(of: $0, body: body) } }
    }

    /// Indicators, each with the editions that join.
    var count: Int { sources.count }

    /// The series of all bodies for one of them, in the order of bodies.
    func series(ofSource index: Int) -> [YearlySeries] {
        let source = sources[index]
        return corpus.bodies.indices.compactMap { series(of: source, body: $0) }
    }

    /// What a series is read from.
    private struct Source: Sendable {
        var indicator: String
        var label: LocalizedText
        var unit: String
        var measure: YearlySeries.Measure
        /// The editions whose values make one series; empty for a variable of an imported panel, which has none.
        var editions: [Edition]
        /// Whether the editions join only with care, so that a jump between them is tested for.
        var hasEditionBreaks: Bool
        var policyBreaks: [Int]
        var value: @Sendable (Edition?, _ cell: (String, Int) -> Double?) -> Double?
        /// The bodies that have it; `nil` for all.
        var bodies: Set<Int>?
        /// Whether it is counted per the exposure.
        var isCountedPer = false
        /// The cells read in an edition.
        var cells: @Sendable (Edition?) -> [String]
    }

    private func allSources() -> [Source] {
        let present = Set(corpus.forms.joined())
        // Those that nobody filed on are known as well, lest a concept be cut into cells.
        let editions = Edition.ordered(present.union(Edition.allCases))
        var sources: [Source] = []
        var covered: Set<String> = []
        for concept in Concept.all where isWanted(concept, among: present) {
            sources += concept.series(of: editions).filter { !present.isDisjoint(with: $0) }.map { source(of: concept, editions: $0) }
            covered.formUnion(editions.flatMap { singleCell(of: concept, in: $0).map { [$0] } ?? [] })
        }
        if !patterns.isEmpty {
            sources += Ratio.all.filter { ratio in patterns.contains { $0.matches(ratio.id) || $0.text == ratio.label } }.map(source)
        }
        for variable in corpus.panel.variables where !covered.contains(variable) {
            let entries = Catalog.standard.indicators(variable, among: editions).filter { present.contains($0.edition) }
            if entries.isEmpty {
                // Those of panels from elsewhere come below, for their own entities.
                if corpus.importsVariable(variable) { continue }
                if patterns.isEmpty || patterns.contains(where: { $0.matches(variable) }) { sources.append(importedSource(variable)) }
            } else if patterns.contains(where: { $0.matches(variable) }) {
                sources += cellSources(variable, entries)
            }
        }
        for part in corpus.imports {
            for variable in part.panel.variables where patterns.isEmpty || patterns.contains(where: { $0.matches(variable) }) {
                sources.append(importedSource(variable, of: part))
            }
        }
        return sources
    }

    /// A source by the exposure, apart where the exposure does not mean the same in two editions. A ratio has its own denominator.
    private func divided(_ source: Source) -> [Source] {
        guard let exposure, source.measure != .ratio else { return [source] }
        let per =
            exposure.scale == 1
            ? "" : "\(exposure.scale == exposure.scale.rounded() && exposure.scale < 1e15 ? String(Int(exposure.scale)) : String(exposure.scale)) "
        return exposure.divided(source.editions).map { editions in
            var one = source
            one.editions = editions
            one.indicator = "\(source.indicator) / \(exposure.indicator)"
            one.label = LocalizedText(zh: "\(source.label.zh) / \(per)\(exposure.label.zh)", en: "\(source.label.en) / \(per)\(exposure.label.en)")
            one.unit = exposure.scale == 1 ? "1" : source.unit
            one.isCountedPer = true
            return one
        }
    }

    private func isWanted(_ concept: Concept, among present: Set<Edition>) -> Bool {
        if patterns.isEmpty { return true }
        if patterns.contains(where: { $0.matches(concept.id) || $0.text == concept.label }) { return true }
        return Edition.ordered(present.union(Edition.allCases)).contains { edition in
            guard let cell = singleCell(of: concept, in: edition) else { return false }
            return patterns.contains { $0.matches(cell) }
        }
    }

    /// The cell that is the concept by itself in an edition.
    private func singleCell(of concept: Concept, in edition: Edition) -> String? {
        guard let terms = concept.expression(in: edition)?.terms, terms.count == 1, terms[0].coefficient == 1 else { return nil }
        return terms[0].indicator
    }

    private func source(of concept: Concept, editions: [Edition]) -> Source {
        var expressions: [Edition: CellExpression] = [:]
        for edition in editions { expressions[edition] = concept.expression(in: edition) }
        let known = expressions
        return Source(
            indicator: concept.id, label: LocalizedText(zh: concept.label, en: concept.labelEnglish), unit: concept.unit,
            measure: concept.unit == "万元" || concept.unit == "元" ? .amount : .count, editions: editions,
            hasEditionBreaks: concept.comparability == .mostly || concept.comparability == .from2019, policyBreaks: concept.breaks,
            value: { edition, cell in edition.flatMap { known[$0] }?.value(cell) },
            cells: { edition in edition.flatMap { known[$0] }?.indicators ?? [] })
    }

    private func source(of ratio: Ratio) -> Source {
        Source(
            indicator: ratio.id, label: LocalizedText(zh: ratio.label, en: ratio.labelEnglish), unit: ratio.kind == .difference ? "件" : "1",
            measure: ratio.kind == .difference ? .amount : .ratio,
            editions: Edition.ordered(Set(corpus.forms.joined()).union(Edition.allCases)).filter(ratio.isDefined), hasEditionBreaks: false,
            policyBreaks: ratio.breaks,
            value: { edition, cell in edition.flatMap { ratio.evaluate(in: $0, cell) }?.value },
            cells: { edition in edition.flatMap { ratio.numerator(in: $0) }?.indicators ?? [] })
    }

    private func importedSource(_ variable: String) -> Source {
        Source(
            indicator: variable, label: LocalizedText(zh: variable, en: variable), unit: "", measure: measure(ofImported: variable), editions: [],
            hasEditionBreaks: false, policyBreaks: [], value: { _, cell in cell(variable, 0) }, cells: { _ in [variable] })
    }

    /// A variable of a panel from elsewhere, under its own name whatever the catalog has, for the entities of that panel.
    private func importedSource(_ variable: String, of part: ImportedPart) -> Source {
        let description = part.panel.description(of: variable)
        var source = importedSource(variable)
        source.label = description.label.map { LocalizedText(zh: $0, en: $0) } ?? source.label
        source.unit = description.unit ?? ""
        source.bodies = Set(part.bodies)
        switch description.kind {
        case .count?: source.measure = .count
        case .amount?, .level?: source.measure = .amount
        case .rate?: source.measure = .ratio
        case nil: break
        }
        return source
    }

    /// A variable of an imported panel is a count when nearly all its values are whole numbers of at least 0 (``IndicatorKind``).
    private func measure(ofImported variable: String) -> YearlySeries.Measure {
        guard let column = corpus.panel.column(variable) else { return .count }
        var (count, negative, fractional) = (0.0, 0.0, 0.0)
        let (periods, lanes) = (column.periodCount, SeriesColumn.lanes)
        column.withTiles { values, validity in
            for slot in 0..<column.tileCount * periods {
                for lane in 0..<lanes where validity[slot] & 1 << UInt8(lane) != 0 {
                    let value = values[slot * lanes + lane]
                    count += 1
                    if value < 0 { negative += 1 }
                    if value != value.rounded() { fractional += 1 }
                }
            }
        }
        return negative <= IndicatorKind.mostNegative * count && fractional <= IndicatorKind.mostFractional * count ? .count : .amount
    }

    /// The series of a cell: editions that share the id, apart where a concept that the cell is part of keeps them apart.
    private func cellSources(_ variable: String, _ entries: [Indicator]) -> [Source] {
        var groups: [[Indicator]] = []
        for entry in entries {
            let group = groups.firstIndex { group in
                guard let concept = Concept.of(variable, edition: entry.edition) else { return true }
                return concept.joins(group[0].edition, entry.edition)
            }
            if let group { groups[group].append(entry) } else { groups.append([entry]) }
        }
        return groups.map { group in
            let newest = group.last!
            return Source(
                indicator: variable, label: newest.labels, unit: newest.unit,
                measure: newest.kind == .money || newest.kind == .change ? .amount : .count, editions: group.map(\.edition), hasEditionBreaks: false,
                policyBreaks: newest.section == .remedies ? [2024] : [],
                value: { edition, cell in edition == nil ? nil : cell(variable, 0) }, cells: { _ in [variable] })
        }
    }

    private func series(of source: Source, body: Int) -> YearlySeries? {
        if let bodies = source.bodies, !bodies.contains(body) { return nil }
        var years: [Int] = []
        var values: [Double] = []
        var used: [Edition] = []
        var breaks: [YearlySeries.KnownBreak] = []
        var empty = 0
        var (events, units, withoutExposure): ([Double], [Double], Int) = ([], [], 0)
        for year in corpus.years {
            var read = self.read(source, body: body, year: year)
            guard let value = read.value else {
                if read.isAsked { empty += 1 }
                continue
            }
            if source.isCountedPer {
                guard let below = exposure?.value(of: body, year: year, in: corpus) else {
                    withoutExposure += 1
                    continue
                }
                read.units = below / (exposure?.scale ?? 1)
            }
            if let edition = read.edition {
                if let last = used.last, last != edition, source.hasEditionBreaks { breaks.append(.init(year: year, kind: .edition)) }
                if !used.contains(edition) { used.append(edition) }
            }
            years.append(year)
            values.append(read.units.map { value / $0 } ?? value)
            if let one = read.units {
                events.append(value)
                units.append(one)
            }
        }
        guard !values.isEmpty || empty > 0 || withoutExposure > 0 else { return nil }
        for year in source.policyBreaks where !breaks.contains(where: { $0.year == year }) { breaks.append(.init(year: year, kind: .policy)) }
        for year in renamings(of: body) where !breaks.contains(where: { $0.year == year }) { breaks.append(.init(year: year, kind: .region)) }
        var series = YearlySeries(
            body: body, indicator: source.indicator, label: source.label, unit: source.unit, measure: source.measure, editions: used, years: years,
            values: values, breaks: breaks.sorted { $0.year < $1.year }, emptyYears: empty)
        if source.isCountedPer { series.exposure = .init(events: events, units: units) }
        series.yearsWithoutExposure = withoutExposure
        return series
    }

    /// The first years under another name of the region.
    private func renamings(of body: Int) -> [Int] {
        let former = corpus.formerBodies(body)
        let names = former.map(\.body.name) + [corpus.bodies[body].name]
        return former.indices.filter { names[$0] != names[$0 + 1] }.map { former[$0].lastYear + 1 }
    }

    /// The value of a year, the form it stands on, and whether the form asks for it at all.
    private func read(_ source: Source, body: Int, year: Int) -> (value: Double?, edition: Edition?, isAsked: Bool, units: Double?) {
        let cell: (String, Int) -> Double? = { corpus.panel.value($0, entity: body, year: year + $1) }
        if source.editions.isEmpty {
            let isAsked = source.cells(nil).contains { corpus.panel.state($0, entity: body, year: year) != 0 }
            return (source.value(nil, cell), nil, isAsked, nil)
        }
        var isAsked = false
        for edition in corpus.forms[body * corpus.panel.yearCount + year - corpus.years.lowerBound] where source.editions.contains(edition) {
            if let value = source.value(edition, cell) { return (value, edition, true, nil) }
            if source.cells(edition).contains(where: { corpus.panel.state($0, entity: body, year: year) != 0 }) { isAsked = true }
        }
        return (nil, nil, isAsked, nil)
    }
}
