/// Why a table is no panel.
public enum PanelTableError: Error, Sendable, Hashable {
    /// No header.
    case empty
    /// A quote within a field that is not quoted, or text behind a closing quote.
    case strayQuote(line: Int)
    /// A quote that is never closed.
    case openQuote(line: Int)
    /// A record of another width than the header.
    case unequalFields(line: Int, expected: Int, found: Int)
    /// A column that the layout needs is not there.
    case missingColumn(name: String, found: [String])
    /// Two columns of one name.
    case repeatedColumn(name: String)
    /// A year that is no whole number between 1000 and 9999.
    case badYear(line: Int, text: String)
    /// A cell of a column of values that is neither a number nor a mark for a missing one.
    case notANumber(line: Int, column: String, text: String)
    /// Years too far apart to be one panel.
    case implausibleYears(first: Int, last: Int)
    /// Not one record.
    case noRecords
}

extension PanelTableError: CustomStringConvertible {
    /// One sentence with the place.
    public var description: String {
        switch self {
        case .empty: "the file is empty"
        case .strayQuote(let line): "line \(line): a double quote within a field; quote the field and double it"
        case .openQuote(let line): "line \(line): the quote is never closed"
        case .unequalFields(let line, let expected, let found): "line \(line): \(found) fields where the header has \(expected)"
        case .missingColumn(let name, let found): "no column “\(name)”; there are \(found.joined(separator: ", "))"
        case .repeatedColumn(let name): "two columns are called “\(name)”"
        case .badYear(let line, let text): "line \(line): “\(text)” is no year"
        case .notANumber(let line, let column, let text): "line \(line), column “\(column)”: “\(text)” is no number"
        case .implausibleYears(let first, let last): "the years run from \(first) to \(last)"
        case .noRecords: "the table has a header and no records"
        }
    }

    /// The same in Chinese.
    public var chinese: String {
        switch self {
        case .empty: "文件为空"
        case .strayQuote(let line): "第\(line)行：字段中有双引号；请给字段加引号，并将其中的双引号写两遍"
        case .openQuote(let line): "第\(line)行：引号没有结束"
        case .unequalFields(let line, let expected, let found): "第\(line)行：有\(found)个字段，表头为\(expected)个"
        case .missingColumn(let name, let found): "没有“\(name)”列；现有 \(found.joined(separator: "、"))"
        case .repeatedColumn(let name): "有两列都叫“\(name)”"
        case .badYear(let line, let text): "第\(line)行：“\(text)”不是年份"
        case .notANumber(let line, let column, let text): "第\(line)行“\(column)”列：“\(text)”不是数"
        case .implausibleYears(let first, let last): "年份从\(first)到\(last)"
        case .noRecords: "表格只有表头，没有数据"
        }
    }
}
