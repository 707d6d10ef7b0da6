public import Disclosure

/// Why a file is no panel.
public enum PanelTableError: Error, Sendable, Hashable {
    /// No header.
    case empty
    /// The file cannot be opened.
    case cannotRead(String)
    /// The bytes are no text in any encoding, or of a format that is not read.
    case notRead(LocalizedText)
    /// A byte 0 within a text.
    case nullByte(line: Int, column: Int, offset: Int)
    /// A quote within a field that is not quoted, or text behind a closing quote.
    case strayQuote(line: Int)
    /// A quote that is never closed.
    case openQuote(line: Int)
    /// A record of another width than the header.
    case unequalFields(line: Int, expected: Int, found: Int)
    /// A column that the layout needs is not there.
    case missingColumn(role: ColumnRole?, name: String, found: [String])
    /// Most rows have no year in the column of years.
    case badYear(line: Int, column: String, text: String)
    /// Years too far apart to be one panel.
    case implausibleYears(first: Int, last: Int)
    /// More cells than the machine's memory holds.
    case tooLarge(entities: Int, years: Int, indicators: Int, bytes: Int)
    /// More columns than are read.
    case tooManyColumns(Int, limit: Int)
    /// Not one record.
    case noRecords
}

extension PanelTableError: CustomStringConvertible {
    /// One sentence with the place.
    public var description: String { text.en }

    /// The sentence in both languages.
    public var text: LocalizedText {
        switch self {
        case .empty: LocalizedText(zh: "文件为空", en: "the file is empty")
        case .cannotRead(let reason): LocalizedText(zh: "无法读取：\(reason)", en: "it cannot be read: \(reason)")
        case .notRead(let reason): reason
        case .nullByte(let line, let column, let offset):
            LocalizedText(
                zh: "第\(line)行第\(column)个字节（文件第\(offset)个字节）为 NUL，文本中不应有此字节",
                en: "line \(line), byte \(column) (byte \(offset) of the file): a NUL byte, which no text has")
        case .strayQuote(let line):
            LocalizedText(
                zh: "第\(line)行：字段中有双引号；请给字段加引号，并将其中的双引号写两遍", en: "line \(line): a double quote within a field; quote the field and double it")
        case .openQuote(let line): LocalizedText(zh: "第\(line)行：引号没有结束", en: "line \(line): the quote is never closed")
        case .unequalFields(let line, let expected, let found):
            LocalizedText(zh: "第\(line)行：有\(found)个字段，表头为\(expected)个", en: "line \(line): \(found) fields where the header has \(expected)")
        case .missingColumn(let role, let name, let found):
            missing(role, name, found)
        case .badYear(let line, let column, let text):
            LocalizedText(
                zh: "第\(line)行“\(column)”列：“\(text)”不是年份，多数行如此；年份在别的列时用 --column year=列名",
                en:
                    "line \(line), column “\(column)”: a year is expected in place of “\(text)”, and of the like in most rows; if the years are in another column: --column year=NAME"
            )
        case .implausibleYears(let first, let last): LocalizedText(zh: "年份从\(first)到\(last)", en: "the years run from \(first) to \(last)")
        case .tooLarge(let entities, let years, let indicators, let bytes):
            LocalizedText(
                zh: "\(entities) 个主体 × \(years) 年 × \(indicators) 个指标需要 \(bytes / 1_000_000_000) GB 内存；年份或指标的列可能认错，用 --column 指明",
                en:
                    "\(entities) entities × \(years) years × \(indicators) indicators need \(bytes / 1_000_000_000) GB of memory; a column of years or indicators may be taken for one that it is not: --column"
            )
        case .tooManyColumns(let count, let limit):
            LocalizedText(zh: "有\(count)列，超过上限\(limit)列", en: "\(count) columns, more than the \(limit) that are read")
        case .noRecords: LocalizedText(zh: "表格只有表头，没有数据", en: "the table has a header and no records")
        }
    }

    private func missing(_ role: ColumnRole?, _ name: String, _ found: [String]) -> LocalizedText {
        let (zh, en) = (found.joined(separator: "、"), found.joined(separator: ", "))
        return switch role {
        case .entity?:
            LocalizedText(
                zh: "没有主体列（entity）；现有 \(zh)；用 --column entity=列名 指明", en: "no column “entity”; there are \(en); say which it is: --column entity=NAME"
            )
        case .year?:
            LocalizedText(
                zh: "没有年份列（year），列名也不是年份；现有 \(zh)；用 --column year=列名 指明",
                en: "no column “year” and none named by a year; there are \(en); say which it is: --column year=NAME")
        case .number?:
            LocalizedText(
                zh: "没有数值列；现有 \(zh)；用 --column number=列名 指明", en: "no column of numbers; there are \(en); say which they are: --column number=NAME")
        default: LocalizedText(zh: "没有“\(name)”列；现有 \(zh)", en: "no column “\(name)”; there are \(en)")
        }
    }
}
