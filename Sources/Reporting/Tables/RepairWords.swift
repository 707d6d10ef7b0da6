import Analyses
import Disclosure

/// The ways to put a finding right, in words: one by itself, several as 方案一, 方案二.
struct RepairWords {
    private let finding: Finding

    init(_ finding: Finding) { self.finding = finding }

    /// What the way at a position is called; a single way has no name.
    func name(_ position: Int) -> LocalizedText? {
        finding.repairs.count > 1 ? LocalizedText(zh: "方案\(FindingCard.chinese(position + 1))", en: "Way \(position + 1)") : nil
    }

    /// The cell that a change is about.
    func label(_ change: Finding.Change) -> LocalizedText {
        let named = finding.cells.first { $0.indicator == change.indicator && $0.year == change.year }?.name
        let label =
            named ?? finding.cells.first { $0.indicator == change.indicator }?.name ?? Codes.indicators[change.indicator]
            ?? LocalizedText(zh: change.indicator, en: change.indicator)
        let isElsewhere = change.entity != finding.entity
        let isOtherYear = change.year != finding.year
        let zh = (isElsewhere ? change.entity : "") + (isOtherYear ? "\(change.year)年" : "")
        let en = [isElsewhere ? change.entity : nil, isOtherYear ? String(change.year) : nil].compactMap { $0 }.joined(separator: " ")
        return LocalizedText(zh: zh + label.zh, en: en.isEmpty ? label.en : "\(en): \(label.en)")
    }

    /// What a way would break; `nil` when nothing.
    func breaks(_ repair: Finding.Repair) -> LocalizedText? {
        guard !repair.breaks.isEmpty else { return nil }
        return LocalizedText(
            zh: "但如此则 \(repair.breaks.joined(separator: "；")) 不成立", en: "but then \(repair.breaks.joined(separator: "; ")) would not hold")
    }

    /// One way: its changes, and what they would break.
    func way(_ repair: Finding.Repair) -> LocalizedText {
        let changes = repair.changes.map { change -> LocalizedText in
            let label = label(change)
            return LocalizedText(
                zh: LocalizedText.nestingQuotes("“\(label.zh)”") + " \(change.from?.description ?? "（空白）") → \(change.to)",
                en: "\(label.en) \(change.from?.description ?? "(blank)") → \(change.to)")
        }
        let breaks = breaks(repair)
        return LocalizedText(
            zh: changes.map(\.zh).joined(separator: "，") + (breaks.map { "（\($0.zh)）" } ?? ""),
            en: changes.map(\.en).joined(separator: ", ") + (breaks.map { " (\($0.en))" } ?? ""))
    }

    /// All ways in one line; empty without any.
    var all: LocalizedText {
        let ways = finding.repairs.enumerated().map { index, repair -> LocalizedText in
            let way = way(repair)
            guard let name = name(index) else { return way }
            return LocalizedText(zh: "\(name.zh)：\(way.zh)", en: "\(name.en): \(way.en)")
        }
        return LocalizedText(zh: ways.map(\.zh).joined(separator: "；"), en: ways.map(\.en).joined(separator: "; "))
    }
}
