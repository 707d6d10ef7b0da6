import ColumnStore
import Disclosure

/// Rows of a file that give a cell twice: an annual total beside its half, other contradictions, and plain repetitions.
struct RepeatedRows {
    private struct Group: Hashable {
        let entity: String
        let year: Int
        let period: String?
    }

    let context: PanelContext

    func findings(_ repetitions: [RepeatedObservation]) -> [Finding] {
        var order: [Group] = []
        var groups: [Group: [RepeatedObservation]] = [:]
        for repetition in repetitions {
            let group = Group(entity: repetition.entity, year: repetition.year, period: repetition.period)
            if groups[group] == nil { order.append(group) }
            groups[group, default: []].append(repetition)
        }
        return order.flatMap { group -> [Finding] in
            let all = groups[group]!
            let halved = all.filter { $0.half != nil }
            let contradicting = all.filter { $0.half == nil && !$0.isIdentical }
            let identical = all.filter(\.isIdentical)
            var findings: [Finding] = []
            if !halved.isEmpty { findings.append(self.halved(group, halved, repeated: all.count)) }
            if !contradicting.isEmpty { findings.append(contradiction(group, contradicting)) }
            // Shares and zeros stay the same when a total is halved; they are part of that finding.
            if !identical.isEmpty && halved.isEmpty && contradicting.isEmpty { findings.append(repetition(group, identical)) }
            return findings
        }
    }

    private func when(_ group: Group) -> String { group.period ?? String(group.year) }

    // The optimizer of Swift 6.3.1 crashes on this function (CopyPropagation).
    @_optimize(none)
    private func halved(_ group: Group, _ cells: [RepeatedObservation], repeated: Int) -> Finding {
        let first = cells.max { $0.half!.whole.magnitude < $1.half!.whole.magnitude }!
        let (whole, half) = first.half!
        let confirmed = cells.filter { $0.before?.value == $0.half!.half }
        let (wholeText, halfText) = (PanelContext.text(whole), PanelContext.text(half))
        let proofZh = first.before?.value == half ? "上一期（\(first.before!.period)）也是\(halfText)，可见是把全年数平分到了两期" : "其一恰为另一的一半"
        let proofEn =
            first.before?.value == half
            ? "the period before (\(first.before!.period)) has \(halfText) as well, so an annual total was divided between the two periods"
            : "one is just half the other"
        var finding = context.finding(
            .duplicate, rule: "panel.halved_duplicate", definition: "two rows for one cell, one of them half of the other", severity: .error,
            entity: group.entity, year: group.year, subject: [when(group)],
            message: LocalizedText(
                zh: "\(when(group))有\(cells.count)个指标各出现两次，一次为另一次的一半：\(first.variable)既是\(wholeText)又是\(halfText)；\(proofZh)。",
                en:
                    "\(when(group)): \(cells.count) indicators stand twice, once at half of the other: \(first.variable) is \(wholeText) and \(halfText); \(proofEn)."
            ))
        finding.mechanism = .halvedDuplicate
        finding.certainty = confirmed.count == cells.count ? .exact : .candidates
        finding.observed = whole
        finding.expected = first.kept
        finding.score = Double(cells.count)
        finding.cells = cells.flatMap { cell in
            cell.rows.map { context.reference(cell.variable, value: $0.value, year: cell.year, line: $0.line) }
        }
        finding.suggestions = confirmed.compactMap { cell in
            guard let from = ExactRecord.decimal(cell.half!.whole), let to = ExactRecord.decimal(cell.half!.half) else { return nil }
            return Finding.Suggestion(indicator: cell.variable, from: from, to: to)
        }
        finding.readings = [
            LocalizedText(
                zh: "该期共有\(repeated)个指标重复，其中\(cells.count)个为减半；\(confirmed.count)个与上一期的数相同。",
                en: "\(repeated) indicators of the period are repeated, \(cells.count) of them halved; \(confirmed.count) equal the period before.")
        ]
        return finding
    }

    private func contradiction(_ group: Group, _ cells: [RepeatedObservation]) -> Finding {
        let first = cells[0]
        let values = first.rows.map { PanelContext.text($0.value) }
        var finding = context.finding(
            .duplicate, rule: "panel.contradicting_rows", definition: "two rows for one cell with different values", severity: .error,
            entity: group.entity, year: group.year, subject: [when(group)],
            message: LocalizedText(
                zh: "\(when(group))有\(cells.count)个指标出现多次且数值不同：\(first.variable)为\(values.joined(separator: "、"))。",
                en:
                    "\(when(group)): \(cells.count) indicators stand several times with different values: \(first.variable) is \(values.joined(separator: ", "))."
            ))
        finding.certainty = .candidates
        finding.observed = first.kept
        finding.cells = cells.flatMap { cell in
            cell.rows.map { context.reference(cell.variable, value: $0.value, year: cell.year, line: $0.line) }
        }
        return finding
    }

    private func repetition(_ group: Group, _ cells: [RepeatedObservation]) -> Finding {
        var finding = context.finding(
            .duplicate, rule: "panel.repeated_rows", definition: "two rows for one cell with the same value", severity: .info,
            entity: group.entity, year: group.year, subject: [when(group)],
            message: LocalizedText(
                zh: "\(when(group))有\(cells.count)个指标重复出现，数值相同。", en: "\(when(group)): \(cells.count) indicators stand twice with the same value."))
        finding.certainty = .exact
        finding.cells = cells.map { context.reference($0.variable, value: $0.rows[0].value, year: $0.year, line: $0.rows[0].line) }
        return finding
    }
}
