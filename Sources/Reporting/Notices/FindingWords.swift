import Analyses
import Disclosure

/// What a finding says to the office whose report it is: plain sentences, each with its numbers.
struct FindingWords {
    let finding: Finding
    let language: Language

    /// The most cells that are named one by one.
    private static let mostCells = 12

    private var isChinese: Bool { language == .zh }
    private var blank: String { isChinese ? "（空白）" : "(blank)" }

    /// What stands in a cell.
    func stands(in cell: Finding.CellReference) -> String { cell.raw.allSatisfy(\.isWhitespace) ? blank : cell.raw }

    /// Cell and content.
    func naming(_ cell: Finding.CellReference) -> String {
        isChinese
            ? "\(cell.year) 年" + LocalizedText.nestingQuotes("“\(cell.name.zh)”") + "：\(stands(in: cell))"
            : "\(cell.name.en), \(cell.year): \(stands(in: cell))"
    }

    /// The values that were probably meant, a sentence each.
    var suggestions: [String] {
        let words = RepairWords(finding)
        return finding.repairs.enumerated().flatMap { index, repair -> [String] in
            let way = words.name(index).map { $0[language] + (isChinese ? "：" : ": ") } ?? ""
            return repair.changes.prefix(Self.mostCells).map { way + sentence($0, words) }
        }
    }

    private func sentence(_ change: Finding.Change, _ words: RepairWords) -> String {
        let isCertain = finding.certainty == .exact
        let name = words.label(change)
        let from = change.from?.description ?? blank
        switch language {
        case .zh: return LocalizedText.nestingQuotes("“\(name.zh)”") + "现为 \(from)，\(isCertain ? "应为" : "可能应为") \(change.to)。"
        case .en: return "\(name.en): \(from) stands there; \(isCertain ? "it should be" : "it may have to be") \(change.to)."
        }
    }

    /// What a cell was held against: the other cells, and what they give.
    func against(_ subject: Finding.CellReference?) -> [String] {
        let others = finding.cells.filter { $0 != subject }
        var lines = others.prefix(Self.mostCells).map(naming)
        if others.count > Self.mostCells {
            let more = others.count - Self.mostCells
            lines.append(isChinese ? "另有 \(more) 个单元格。" : "\(more) more cell\(more == 1 ? "" : "s").")
        }
        return lines
    }

    /// What the office is asked.
    var question: String {
        guard finding.suggestions.isEmpty else {
            return isChinese
                ? suggestions.joined() + "请与原始台账核对：如确有误，请更正；如无误，请说明原因。"
                : suggestions.joined(separator: " ") + " Please compare with your records: correct it if it is wrong, or say why it is right."
        }
        switch finding.kind {
        case .outlier, .implausible:
            return isChinese ? "请核对该数是否填写有误；如无误，请说明当年的具体情况。" : "Please check whether the number is right; if it is, say what happened in that year."
        case .narrative:
            return isChinese
                ? "正文与表格以何者为准？请统一；如口径不同，请说明。"
                : "Which of the two is right, the prose or the table? Make them agree, or say how they count differently."
        case .carryOver, .stockFlow:
            return isChinese ? "两年的数哪一个有误？请更正；如因口径调整，请说明。" : "Which of the two years is wrong? Correct it, or say what was counted differently."
        case .duplicate: return isChinese ? "请核对是否误用了其他报告的内容。" : "Please check whether another report was copied by mistake."
        case .missing: return isChinese ? "请补充，或说明缺少的原因。" : "Please add it, or say why it is missing."
        default:
            return isChinese ? "请与原始台账核对：如确有误，请更正；如无误，请说明原因。" : "Please compare with your records: correct it if it is wrong, or say why it is right."
        }
    }
}
