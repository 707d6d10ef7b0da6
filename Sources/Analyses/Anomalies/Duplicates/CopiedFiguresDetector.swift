import ColumnStore
import Disclosure

/// Figures that were copied: a report whose numbers are those of the body's own report of the year before, or of a sibling.
///
/// **Definition.** The share of identical non-zero cells: of the printed flows and amounts of ten and more that stand in either report under the same
/// edition, those with the same number in the same cell of both. Half of them and at least eight make a finding. Stocks, which stay as they are for
/// good reasons, and numbers below ten, which meet by chance, do not count. A body's own two years are compared outright, siblings by MinHash.
struct CopiedFiguresDetector: CorpusDetector {
    private static let threshold = 0.5
    private static let leastCommon = 8

    func findings(in corpus: Corpus) throws -> [Finding] {
        let reports = ReportPairs(corpus)
        guard reports.items.count > 1 else { return [] }
        let sets = figures(reports)
        let siblings = SimilarPairs(threshold: Self.threshold, bands: 32, rows: 2).pairs(sets, group: reports.group) { one, other in
            reports.items[one].body != reports.items[other].body && reports.areRelated(one, other) && isComparable(reports, one, other)
        }
        let copies = (siblings + own(reports, sets)).filter { sets[$0.first].commonCount(sets[$0.second]) >= Self.leastCommon }
        return try reports.strongest(copies).map { try finding($0, reports, common: sets[$0.first].commonCount(sets[$0.second])) }
    }

    /// The reports that are like the one of the year before.
    private func own(_ reports: ReportPairs, _ sets: [ShingleSet]) -> [SimilarPairs.Pair] {
        let years = reports.corpus.years
        var positions = [Int?](repeating: nil, count: reports.corpus.bodies.count * years.count)
        for (index, item) in reports.items.enumerated() { positions[item.body * years.count + item.year - years.lowerBound] = index }
        return reports.items.indices.compactMap { index in
            let item = reports.items[index]
            guard item.year > years.lowerBound, let before = positions[item.body * years.count + item.year - 1 - years.lowerBound],
                isComparable(reports, before, index)
            else { return nil }
            let similarity = sets[before].similarity(sets[index])
            return similarity >= Self.threshold ? SimilarPairs.Pair(first: before, second: index, similarity: similarity) : nil
        }
    }

    private func isComparable(_ reports: ReportPairs, _ one: Int, _ other: Int) -> Bool {
        let (first, second) = (reports.items[one], reports.items[other])
        return abs(first.year - second.year) <= 1
            && reports.corpus.edition(body: first.body, year: first.year) == reports.corpus.edition(body: second.body, year: second.year)
    }

    private func figures(_ reports: ReportPairs) -> [ShingleSet] {
        let panel = reports.corpus.panel
        var tokens = [[UInt64]](repeating: [], count: reports.items.count)
        for (code, variable) in panel.variables.enumerated() {
            guard let indicator = Catalog.standard.indicators(variable).first, indicator.kind == .flow || indicator.kind == .money,
                !indicator.isDerived,
                let column = panel.column(variable)
            else { continue }
            for (index, item) in reports.items.enumerated() {
                guard let value = column[item.body, item.year - panel.years.lowerBound], value.magnitude >= 10 else { continue }
                tokens[index].append(ShingleSet.mix(value.bitPattern ^ ShingleSet.mix(UInt64(code))))
            }
        }
        return tokens.map { ShingleSet(hashes: $0) }
    }

    private func finding(_ pair: SimilarPairs.Pair, _ reports: ReportPairs, common: Int) throws -> Finding {
        let (source, copy) = (reports.items[pair.first], reports.items[pair.second])
        let history = BodyHistory(reports.corpus, body: copy.body)
        let isOwn = source.body == copy.body
        let percent = Int((pair.similarity * 100).rounded(.down))
        let other = reports.corpus.bodies[source.body].name
        var finding = history.finding(
            .duplicate, rule: isOwn ? "duplicate.figures_own" : "duplicate.figures_sibling",
            definition: "share of identical flows of ten and more >= 0.5, at least 8", severity: .warning, year: copy.year,
            subject: [reports.corpus.bodies[source.body].key, String(source.year)],
            message: isOwn
                ? LocalizedText(
                    zh: "不小于10的数字中有\(common)个与本机关\(source.year)年报告相同，占\(percent)%，疑照抄上年。",
                    en:
                        "\(common) of the figures of ten and more, \(percent) %, are those of the body's own report of \(source.year): probably copied."
                )
                : LocalizedText(
                    zh: "不小于10的数字中有\(common)个与\(other)\(source.year)年报告相同，占\(percent)%，疑抄自该报告。",
                    en: "\(common) of the figures of ten and more, \(percent) %, are those of \(other)'s report of \(source.year): probably copied."))
        finding.mechanism = isOwn ? .copiedFromLastYear : .none
        finding.observed = pair.similarity
        finding.high = Self.threshold
        finding.score = pair.similarity
        finding.cells = try identicalCells(source, copy, history).map { try history.reference($0, copy.year) }
        return finding
    }

    /// The identical figures, the largest first, eight at most.
    private func identicalCells(_ source: ReportPairs.Item, _ copy: ReportPairs.Item, _ history: BodyHistory) -> [String] {
        let panel = history.corpus.panel
        let same = panel.variables.filter { variable in
            guard let value = panel.value(variable, entity: copy.body, year: copy.year), value.magnitude >= 10 else { return false }
            let kind = Catalog.standard.indicators(variable).first?.kind
            return (kind == .flow || kind == .money) && panel.value(variable, entity: source.body, year: source.year) == value
        }
        func size(_ variable: String) -> Double { panel.value(variable, entity: copy.body, year: copy.year)!.magnitude }
        return Array(same.sorted { size($0) != size($1) ? size($0) > size($1) : $0 < $1 }.prefix(8))
    }
}
