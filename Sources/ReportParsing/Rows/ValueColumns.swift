import Disclosure
import DocumentReading

/// The columns of values of a list whose form has one value a row, where the file prints several: which of them holds the year's figures.
///
/// The forms of 2008 print 本月累计 beside 年度累计, or 本期实际 beside 本年累计, some with the codes of the rows in a column between unit and values; annexes of
/// 2014 print the figures of several levels beside their sum. The header says which column is meant; where it does not, the rows stay as they are.
struct ValueColumns {
    /// The headers of the columns from the first behind label and unit.
    let headers: [String]
    /// The ordinal of the year's column.
    let chosen: Int

    /// Reads the headers; `nil` when there is but one column, or none that is the year's.
    init?(headers: [String]) {
        guard headers.count >= 2 else { return nil }
        func only(_ condition: (String) -> Bool) -> Int? {
            let found = headers.indices.filter { condition(headers[$0]) }
            return found.count == 1 ? found[0] : nil
        }
        let isFigure = headers.map { !Self.beside.contains($0) }
        guard
            let chosen = only(Self.isOfYear) ?? only({ Self.sums.contains($0) })
                ?? (isFigure.count(where: { $0 }) == 1 ? isFigure.firstIndex(of: true) : nil)
        else { return nil }
        self.headers = headers
        self.chosen = chosen
    }

    /// How many of the last columns are for remarks.
    private var remarkCount: Int { headers.reversed().prefix { Self.remarks.contains($0) }.count }

    /// Headers of columns that hold no figures.
    private static let beside: Set<String> = ["代码", "代号", "序号", "编号", "行次", "备注", "说明"]
    /// Those of columns of words, which are no values of their rows.
    private static let remarks: Set<String> = ["备注", "说明"]
    private static let sums: Set<String> = ["合计", "总计", "合计数", "总数", "汇总", "汇总数", "统计数合计"]
    /// Headers of columns of labels and units.
    private static let labels: Set<String> = ["指标名称", "统计指标", "指标", "项目", "名称", "内容", "计量单位", "单位"]
    private static let ofYear: Set<String> = [
        "年度累计", "本年累计", "本年度累计", "全年累计", "年累计", "当年累计", "年度累计数", "本年累计数", "本年度", "本年", "本年数", "本年度数", "全年", "全年数", "年度数", "年度合计", "全年合计",
        "本年合计", "本年度合计", "年度",
    ]
    /// Headers of columns that hold other figures than the year's.
    private static let ofOtherTimes: Set<String> = [
        "本月累计", "本月", "本月数", "本期实际", "本期", "本期数", "本季", "本季度", "本季累计", "历年累计", "累计", "累计数", "上年", "上年度", "上年数", "上年同期", "去年同期", "去年",
    ]

    /// Whether a header names the report's year: 年度累计, 2010年度.
    static func isOfYear(_ header: String) -> Bool {
        if ofYear.contains(header) { return true }
        let digits = header.prefix { $0.isASCII && $0.isNumber }
        return digits.count == 4 && ["年", "年度", "年度累计", "年累计", "年度数"].contains(String(header.dropFirst(4)))
    }

    /// Whether a text is the header of a column of figures or of what stands beside them.
    private static func isHeader(_ text: String) -> Bool {
        beside.contains(text) || sums.contains(text) || ofOtherTimes.contains(text) || isOfYear(text) || text.hasSuffix("统计数")
    }

    /// The headers that labels end with, in order; empty when they do not.
    private static func headers(endingIn labels: some BidirectionalCollection<String>) -> [String] {
        labels.reversed().prefix { isHeader($0) }.reversed()
    }

    /// The rows of a document with the year's value alone, wherever a header above them says which of their values that is.
    ///
    /// - Returns: the rows, and the columns that were chosen from. A row with more or fewer values than the header has columns is marked as irregular: which of
    ///   them are there is not certain.
    static func ofYear(in rows: [SourceRow], form: FormRows) -> (rows: [SourceRow], columns: [ValueColumns]) {
        guard form.isList, form.rows.allSatisfy({ $0.slots.count == 1 }) else { return (rows, []) }
        var rows = rows
        var found: [ValueColumns] = []
        var open: (columns: ValueColumns, kind: SourceRow.Kind, table: Int)?
        for index in rows.indices {
            let row = rows[index]
            if let current = open, current.kind != row.kind || current.table != row.table { open = nil }
            let headers = headers(of: row)
            if !headers.isEmpty {
                open = ValueColumns(headers: headers).map { ($0, row.kind, row.table) }
                if let open { found.append(open.columns) }
            }
            guard let columns = open?.columns, row.isFilled, !row.labels.isEmpty else { continue }
            if row.values.count == columns.headers.count || row.values.count == columns.headers.count - columns.remarkCount {
                rows[index].values = [row.values[columns.chosen]]
            } else {
                rows[index].isIrregular = true
            }
        }
        return (rows, found)
    }

    /// The headers that a row prints or, in lines, that stand before the label of the first row under them.
    private static func headers(of row: SourceRow) -> [String] {
        if row.kind == .line { return headers(endingIn: row.labels.dropLast()) }
        guard row.values.isEmpty else { return [] }
        let texts = row.cells.map { LabelNormalization.folded($0.text) }
        let headers = headers(endingIn: texts)
        // Under a header that spans the labels in a row above, the row has those of the values alone.
        return headers.count == texts.count || texts.contains(where: { labels.contains($0) }) ? headers : []
    }

    /// What the reader should know: which column was taken.
    var note: ReadingNote {
        let all = headers.joined(separator: "、")
        return ReadingNote(
            kind: .valueColumn,
            message: LocalizedText(
                zh: "每行有\(headers.count)列（\(all)），取“\(headers[chosen])”",
                en: "each row has \(headers.count) columns (\(all)); \(headers[chosen]) is read"))
    }
}
