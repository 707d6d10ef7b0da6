public import Disclosure
public import ReportRendering

/// What people and programs do to the cells of a report before it is published, done to the parts of a draft.
public enum Injection: String, Sendable, CaseIterable {
    /// A remark behind the number, in brackets or without: `22（其中修订16件）`.
    case remark
    /// A remark that may be the number: `12（更正为15）`.
    case correction
    /// The mark of a footnote above the line.
    case footnote
    /// The same in brackets or as a sign: `6[1]`, `5①`, `3 注1`.
    case sign
    /// A row with other figures that people do not see.
    case hiddenRow
    /// Digits within a cell that people do not see.
    case hiddenDigits
    /// Negative changes as accounts print them: `(3)`, `△3`.
    case brackets
    /// Two neighboring numbers in one cell, the other cell blank.
    case twoInOne
    /// Words instead of a number.
    case words
    /// The rest of the report, from some row on, is missing.
    case cutOff

    /// Whether a format can have it.
    public func fits(_ format: String) -> Bool {
        switch self {
        case .hiddenRow: ["html", "docx", "xlsx"].contains(format)
        case .hiddenDigits: ["html", "docx"].contains(format)
        // Lines without borders do not tell a text in a cell from a label, nor one cell with two lines from two.
        case .words, .twoInOne: ["html", "docx", "xlsx", "csv", "text-tabs", "text-pipes"].contains(format)
        case .footnote, .remark, .correction, .sign: true
        case .brackets, .cutOff: true
        }
    }

    /// What was done: the parts, and the cells that are no longer there.
    public struct Result: Sendable {
        /// The parts of the report.
        public var elements: [DraftElement]
        /// Cells whose text was changed.
        public var touched: Set<String> = []
        /// Cells that were taken away.
        public var removed: Set<String> = []
        /// Cells that hold words instead of their number.
        public var worded: Set<String> = []
    }

    private static let remarks = ["（其中网上申请2件）", "(含自然失效29件)", "，其中2件为简易程序", "（不含涉密文件）", "件（含上年结转1件）", "【含下属单位】", "（注1）", "〔含3家企业〕"]
    private static let corrections = ["（更正为15）", "（应为8）", "（7）", "（实为30件）"]
    private static let raisedMarks = ["1", "2", "12", "*", "注1", "a", "①", "[3]", "(1)"]
    private static let signs = ["[1]", "①", "¹", " 注1", "［2］", "²⁾", "※"]

    /// Does it to some cells of a report.
    public func applied(to report: GeneratedReport, using random: inout SeededGenerator) -> Result {
        var result = Result(elements: report.draft.elements)
        if self == .cutOff {
            cut(&result, using: &random)
            return result
        }
        for index in result.elements.indices {
            guard case .table(var table) = result.elements[index] else { continue }
            if self == .hiddenRow { hideRow(in: &table, using: &random) } else { change(&table, report, &result, using: &random) }
            result.elements[index] = .table(table)
        }
        return result
    }

    private func change(_ table: inout TableLayout, _ report: GeneratedReport, _ result: inout Result, using random: inout SeededGenerator) {
        let kinds = Dictionary(Form.of(report.edition).cells.map { ($0.id, $0.kind) }) { first, _ in first }
        for row in table.rows.indices {
            for column in table.rows[row].indices {
                guard let id = table.rows[row][column].indicator, let value = report.values[id], !result.touched.contains(id) else { continue }
                let isChange = kinds[id] == .change
                if self != .brackets, Int.random(in: 0..<6, using: &random) > 0 { continue }
                var cell = table.rows[row][column]
                switch self {
                case .remark: cell.text += Self.remarks.randomElement(using: &random)!
                case .correction: cell.text += Self.corrections.randomElement(using: &random)!
                case .footnote: cell.mark = Self.raisedMarks.randomElement(using: &random)!
                case .sign: cell.text += Self.signs.randomElement(using: &random)!
                case .hiddenDigits: cell.hidden = "\(Int.random(in: 1...99, using: &random))"
                case .words:
                    cell.text = ["见附件", "无法统计", "未发生", "不适用本机关"].randomElement(using: &random)!
                    result.worded.insert(id)
                case .brackets:
                    guard isChange, value.description.hasPrefix("-") else { continue }
                    let digits = String(value.description.dropFirst())
                    cell.text = ["(\(digits))", "（\(digits)）", "△\(digits)", "▲\(digits)", "－\(digits)", "减少\(digits)项"].randomElement(
                        using: &random)!
                case .twoInOne:
                    let next = column + 1
                    guard next < table.rows[row].count, let other = table.rows[row][next].indicator, report.values[other] != nil,
                        !result.touched.contains(other)
                    else { continue }
                    cell.text += "\n" + table.rows[row][next].text
                    table.rows[row][next].text = ""
                    result.touched.insert(other)
                case .hiddenRow, .cutOff: break
                }
                table.rows[row][column] = cell
                result.touched.insert(id)
            }
        }
    }

    /// A copy of a row that begins and ends no span, with other figures.
    private func hideRow(in table: inout TableLayout, using random: inout SeededGenerator) {
        let starts = table.startColumns
        let plain = table.rows.indices.filter { row in
            table.rows[row].contains { $0.indicator != nil } && starts[row].first == 0 && table.rows[row].allSatisfy { $0.rowSpan == 1 }
        }
        guard let row = plain.randomElement(using: &random) else { return }
        var copy = table.rows[row]
        for index in copy.indices where copy[index].indicator != nil {
            copy[index].text = "\(Int.random(in: 1...400, using: &random))"
            copy[index].indicator = nil
        }
        table.rows.insert(copy, at: row)
        table.hiddenRows.insert(row)
    }

    private func cut(_ result: inout Result, using random: inout SeededGenerator) {
        let tables = result.elements.indices.filter { if case .table = result.elements[$0] { true } else { false } }
        guard let last = tables.randomElement(using: &random), case .table(var table) = result.elements[last] else { return }
        let row = Int.random(in: 0...table.rows.count, using: &random)
        for index in tables where index >= last {
            guard case .table(let gone) = result.elements[index] else { continue }
            let rows = index == last ? gone.rows[row...] : gone.rows[...]
            result.removed.formUnion(rows.flatMap { $0.compactMap(\.indicator) })
        }
        // Spans end where the table does.
        table.rows = Array(table.rows[..<row])
        for above in table.rows.indices {
            for cell in table.rows[above].indices {
                table.rows[above][cell].rowSpan = min(table.rows[above][cell].rowSpan, row - above)
            }
        }
        result.elements = Array(result.elements[..<last]) + (table.rows.isEmpty ? [] : [.table(table)])
    }
}
