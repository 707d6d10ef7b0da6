public import Disclosure

/// Why a document gave no report.
public enum ReportParsingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// No form of any edition was recognized.
    case noForm
    /// The text of a report is there without its tables, which are pictures or stand in attachments.
    case tablesElsewhere(title: String, hints: [String])
    /// Labels of a form are there, but fewer than half of its rows.
    case incompleteForm(edition: Edition, found: Int, expected: Int)
    /// Nothing tells the year of the file at the path.
    case noYear(path: String)
    /// Nothing tells whose report the file at the path is; bodies that its text names in passing.
    case noBody(title: String?, path: String, year: Int, mentioned: [String])

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
        case .noYear(let path): "标题、正文和路径都没有写明年度。请用 --entity-map 给出一个 CSV 文件，写两行：\(EntityMap.header) 与 \(EntityMap.line(path, year: "年度"))"
        case .noBody(let title, let path, let year, let mentioned):
            "无法确定报告主体：标题、编制说明、落款、发布机构和文件夹都没有写明" + (title.map { "（标题：\($0)）" } ?? "")
                + (mentioned.isEmpty ? "" : "，正文提到\(mentioned.joined(separator: "、"))")
                + "。请用 --entity-map 给出一个 CSV 文件，写两行：\(EntityMap.header) 与 \(EntityMap.line(path, entity: mentioned.first ?? "机关全称", year: String(year)))"
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
        case .noYear(let path):
            "nothing in title, text or path tells the year; give --entity-map a CSV file with two lines: \(EntityMap.header) and \(EntityMap.line(path, year: "YEAR"))"
        case .noBody(let title, let path, let year, let mentioned):
            "nothing tells whose report it is: title, author, signature, publisher and folders name no body" + (title.map { " (title: \($0))" } ?? "")
                + (mentioned.isEmpty ? "" : ", the text mentions \(mentioned.joined(separator: ", "))")
                + "; give --entity-map a CSV file with two lines: \(EntityMap.header) and \(EntityMap.line(path, entity: mentioned.first ?? "FULL NAME", year: String(year)))"
        }
    }
}
