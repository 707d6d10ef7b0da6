import Disclosure
import FilePaths
import ReportParsing
import Reporting

/// One row of what `read` writes: a report, a cell, a doubt, a passage of the prose or a piece of evidence, or why a file gave none. The rows of a report are all
/// that the program knows of it, so that ``StreamedReports`` makes the same report again.
struct ReportRow {
    /// What a row is.
    enum Kind: String, CaseIterable {
        case report, cell, doubt, fact, evidence, error
    }

    /// The name that the file came with; of an archive one for all its members.
    var file: FilePath
    /// The place of the row among those of its file, from 0.
    var position = 0
    var kind: Kind
    /// The file itself, a member of an archive behind it.
    var path: FilePath
    /// The number of the report in the file, from 0; `nil` for a file without one.
    var number: Int?
    /// What the row belongs to.
    var report: Report?
    var form: Int?
    var edition: Edition?
    var cell: Cell?
    /// The cells of a doubt.
    var indicators: [String] = []
    var place: CellPlace?
    var section: Int?
    /// What kind of doubt or error, or what is evident.
    var code: String?
    /// Where evidence was seen.
    var seenIn: EvidenceSource?
    /// What evidence says.
    var word: String?
    var text: LocalizedText?
    var sha256: String?
    var format: String?

    /// The rows of what became of one file and its members, in an order from which the reports can be made again.
    static func rows(of file: FilePath, _ outcomes: [ReportFile.Outcome]) -> [ReportRow] {
        var rows: [ReportRow] = []
        var number = 0
        for outcome in outcomes {
            switch outcome.result {
            case .success(let reports):
                for report in reports {
                    rows += self.rows(of: report, number: number, in: file)
                    number += 1
                }
            case .failure(let quarantine):
                rows.append(
                    ReportRow(
                        file: file, kind: .error, path: quarantine.path, code: quarantine.code,
                        text: LocalizedText(zh: quarantine.chinese, en: quarantine.reason), sha256: outcome.sha256, format: outcome.format))
            }
        }
        for position in rows.indices { rows[position].position = position }
        return rows
    }

    private static func rows(of report: Report, number: Int, in file: FilePath) -> [ReportRow] {
        func row(_ kind: Kind) -> ReportRow { ReportRow(file: file, kind: kind, path: report.source.path, number: number, report: report) }
        var head = row(.report)
        (head.edition, head.sha256, head.format) = (report.edition, report.source.sha256, report.source.format)
        // Also of a form without a cell it is known that it is there.
        head.code = report.forms.map(\.edition.rawValue).joined(separator: " ")
        head.word = report.title
        var rows = [head]
        for (position, form) in report.forms.enumerated() {
            for cell in form.cells {
                var next = row(.cell)
                (next.form, next.edition, next.cell, next.place) = (position, form.edition, cell, cell.place)
                rows.append(next)
            }
        }
        for note in report.notes {
            var next = row(.doubt)
            (next.code, next.text, next.indicators, next.place) = (note.kind.rawValue, note.message, note.indicators, note.place)
            rows.append(next)
        }
        for passage in report.passages {
            var next = row(.fact)
            next.section = passage.section
            next.word = passage.text
            next.place = CellPlace(table: 0, row: passage.paragraph, column: 0, page: passage.page)
            rows.append(next)
        }
        for evidence in report.evidence {
            var next = row(.evidence)
            (next.code, next.seenIn, next.word) = (evidence.subject.rawValue, evidence.source, evidence.value)
            next.text = LocalizedText(zh: evidence.text, en: evidence.text)
            rows.append(next)
        }
        return rows
    }

    /// The columns, each with what stands in it; the keys are the contract of the stream.
    static var columns: [TableColumn<ReportRow>] {
        [
            .text("file", zh: "文件", en: "File") { .text($0.file.shown) },
            .number("position", zh: "序", en: "Position", .plain) { .integer($0.position) },
            .text("kind", zh: "种类", en: "Kind") { .text($0.kind.rawValue) },
            .text("path", zh: "路径", en: "Path") { .text($0.path.shown) },
            .number("report", zh: "报告", en: "Report", .plain) { .integer($0.number) },
            .text("entity", zh: "主体", en: "Entity") { .text($0.report?.body.name) },
            .text("entity_kind", zh: "主体种类", en: "Kind of entity") { .text($0.report?.body.kind.rawValue) },
            .text("level", zh: "层级", en: "Level") { .text($0.report?.body.level.rawValue) },
            .text("region_code", zh: "区划代码", en: "Region") { .text($0.report?.body.regionCode) },
            .text("scope", zh: "范围", en: "Scope") { .text($0.report?.body.scope.rawValue) },
            .number("year", zh: "年度", en: "Year", .plain) { .integer($0.report?.year) },
            .text("edition", zh: "版本", en: "Edition") { .text($0.edition?.rawValue) },
            .number("form", zh: "表样", en: "Form", .plain) { .integer($0.form) },
            .text("indicator", zh: "指标", en: "Indicator") {
                $0.cell.map { .text($0.indicator) } ?? ($0.indicators.isEmpty ? .null : .text($0.indicators.joined(separator: " ")))
            },
            .text("state", zh: "状态", en: "State") { .text($0.cell.map { $0.state.name }) },
            .number("value", zh: "数值", en: "Value") { .decimal($0.cell?.value) },
            .text("number", zh: "数", en: "Number") { .text($0.cell?.value?.description) },
            .text("raw", zh: "原文", en: "Raw") { .text($0.cell?.raw) },
            .number("table", zh: "表", en: "Table", .plain) { .integer($0.place?.table) },
            .number("row", zh: "行", en: "Row", .plain) { .integer($0.place?.row) },
            .number("column", zh: "列", en: "Column", .plain) { .integer($0.place?.column) },
            .number("page", zh: "页", en: "Page", .plain) { .integer($0.place?.page) },
            .number("section", zh: "节", en: "Section", .plain) { .integer($0.section) },
            .text("code", zh: "代码", en: "Code") { .text($0.code) },
            .text("seen_in", zh: "出处", en: "Seen in") { .text($0.seenIn?.rawValue) },
            .text("word", zh: "文字", en: "Word") { .text($0.word) },
            .text("text_zh", zh: "说明", en: "Text in Chinese") { .text($0.text?.zh) },
            .text("text_en", zh: "英文说明", en: "Text in English") { .text($0.text?.en) },
            .text("sha256", zh: "SHA-256", en: "SHA-256") { .text($0.sha256) },
            .text("format", zh: "格式", en: "Format") { .text($0.format) },
        ]
    }

    /// What stands in the columns of some rows.
    static func values(_ rows: [ReportRow]) -> [[ResultValue]] {
        let columns = columns
        return rows.map { row in columns.map { $0.value(row) } }
    }
}
