public import Analyses
import ColumnStore
import Disclosure
import Plots

extension PlotDocument {
    /// Which bodies have a report of which year; `nil` when there is no body. A report of which more than half of the cells are blank has a mark of its own.
    ///
    /// - Throws: what reading a report throws.
    public static func coverage(_ corpus: Corpus, language: Language) throws -> PlotDocument? {
        guard !corpus.bodies.isEmpty else { return nil }
        let years = Array(corpus.years)
        var facts: [String] = []
        var rows: [GridChart.Row] = []
        var counts: [GridChart.Mark: Int] = [:]
        for body in corpus.bodies.indices {
            let marks = try years.map { try mark(body, $0, in: corpus) }
            for mark in marks { counts[mark, default: 0] += 1 }
            let gone = zip(years, marks).filter { $0.1 == .none }.map(\.0)
            if !gone.isEmpty { facts.append("\(corpus.bodies[body].name): \(PageBuilder.ranges(gone))") }
            rows.append(.init(label: PageText.visible(corpus.bodies[body].name), marks: marks))
        }
        let hasSparse = counts[.hollow] != nil
        let legend: [(mark: GridChart.Mark, words: String)] =
            [(.full, ReportPageWords.text("read", language))] + (hasSparse ? [(.hollow, ReportPageWords.text("sparse", language))] : [])
            + [(.none, ReportPageWords.text("gone", language))]
        let title = ReportPageWords.text("coverageCaption", language)
        let there = (counts[.full] ?? 0) + (counts[.hollow] ?? 0)
        let remark =
            language == .zh
            ? "\(corpus.bodies.count) 个主体 × \(years.count) 年：有报告 \(there) 份，缺 \(counts[.none] ?? 0) 份"
            : "\(corpus.bodies.count) bodies × \(years.count) years: \(there) reports, \(counts[.none] ?? 0) missing"
        return PlotDocument(
            title: title, facts: [remark + (facts.isEmpty ? "" : language == .zh ? "。缺" : ". Missing")] + facts,
            panels: [
                .init(
                    caption: "", remark: remark, chart: GridChart(rows: rows, columns: years.map { String($0) }, legend: legend, title: title))
            ], language: language)
    }

    private static func mark(_ body: Int, _ year: Int, in corpus: Corpus) throws -> GridChart.Mark {
        if corpus.isImported(body) {
            return corpus.panel.variables.contains { corpus.panel.value($0, entity: body, year: year) != nil } ? .full : .none
        }
        guard corpus.hasReport(body: body, year: year), let report = try corpus.provider.filledForms(body: body, year: year) else { return .none }
        let all = report.forms.reduce(0) { $0 + $1.cells.count }
        let blank = report.forms.reduce(0) { $0 + $1.cells.count { $0.state == .blank } }
        return 2 * blank > all ? .hollow : .full
    }
}
