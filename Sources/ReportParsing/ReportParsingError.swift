public import Disclosure

/// Why a document gave no report.
public enum ReportParsingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// No form of any edition was recognized.
    case noForm
    /// The text of a report is there without its tables, which are pictures or stand in attachments.
    case tablesElsewhere(title: String, hints: [String])
    /// Labels of a form are there, but fewer than half of its rows.
    case incompleteForm(edition: Edition, found: Int, expected: Int)
    /// Nothing tells the year.
    case noYear
    /// Nothing tells whose report it is.
    case noBody(title: String?)

    /// Stable short name of the reason, for tables and JSON.
    public var code: String {
        switch self {
        case .noForm: "no_form"
        case .tablesElsewhere: "tables_elsewhere"
        case .incompleteForm: "incomplete_form"
        case .noYear: "no_year"
        case .noBody: "no_body"
        }
    }

    /// The reason in Chinese, without what only the English description details.
    public var chinese: String {
        switch self {
        case .noForm: "没有找到年度报告的表格"
        case .tablesElsewhere(let title, let hints):
            "《\(title)》只有正文没有表格，表格可能是附件或图片，无法核对，请改读附件" + (hints.isEmpty ? "" : "（页面写有：\(hints.joined(separator: "、"))）")
        case .incompleteForm(_, let found, let expected): "有表格的标签，但\(expected)行中只找到\(found)行"
        case .noYear: "标题、正文和路径都没有写明年度"
        case .noBody(let title): "无法确定报告主体" + (title.map { "：\($0)" } ?? "") + "，可用 --entity-map 指明"
        }
    }

    /// The reason in one sentence.
    public var description: String {
        switch self {
        case .noForm: "no form of a disclosure report was found in it"
        case .tablesElsewhere(let title, let hints):
            "the text of a report (\(title)) without its tables: not assessable; read the attachment or a page with the tables instead"
                + (hints.isEmpty ? "" : "; the page names \(hints.joined(separator: ", "))")
        case .incompleteForm(let edition, let found, let expected):
            "labels of the form \(edition.rawValue) are there, but only \(found) of its \(expected) rows"
        case .noYear: "nothing in title, text or path tells the year"
        case .noBody(let title): "nothing tells whose report it is" + (title.map { ": \($0)" } ?? "") + "; an entity map settles it"
        }
    }
}
