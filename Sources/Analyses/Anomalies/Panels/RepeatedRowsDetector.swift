import ColumnStore
import Disclosure

/// Rows of an imported file that give a cell twice: an annual total beside its half, other contradictions, and plain repetitions.
///
/// All cells of an entity and period are one finding.
struct RepeatedRowsDetector: CorpusDetector {
    private struct Group: Hashable {
        let entity: String
        let year: Int
        let period: String?

        var when: String { period ?? String(year) }
    }

    /// An annual total that stands beside its half.
    private struct Halved {
        let cell: RepeatedObservation
        let whole: Double
        let half: Double

        init?(_ cell: RepeatedObservation) {
            guard let (whole, half) = cell.half else { return nil }
            self.cell = cell
            self.whole = whole
            self.half = half
        }

        /// Whether the period before has the half as well: the whole was divided between the two.
        var isConfirmed: Bool { cell.before?.value == half }
    }

    func findings(in corpus: Corpus) -> [Finding] {
        PanelContext.of(corpus).flatMap { context, part in findings(part.repetitions, context) }
    }

    private func findings(_ repetitions: [RepeatedObservation], _ context: PanelContext) -> [Finding] {
        let entities = Dictionary(context.bodies.enumerated().map { ($1.name, $0) }) { first, _ in first }
        var order: [Group] = []
        var groups: [Group: [RepeatedObservation]] = [:]
        for repetition in repetitions {
            let group = Group(entity: repetition.entity, year: repetition.year, period: repetition.period)
            if groups[group] == nil { order.append(group) }
            groups[group, default: []].append(repetition)
        }
        return order.flatMap { group -> [Finding] in
            guard let all = groups[group], let entity = entities[group.entity] else { return [] }
            let halved = all.compactMap(Halved.init)
            let contradicting = all.filter { $0.half == nil && !$0.isIdentical }
            let identical = all.filter(\.isIdentical)
            var findings: [Finding] = []
            if !halved.isEmpty { findings.append(self.halved(halved, repeated: all.count, group, entity, context)) }
            if !contradicting.isEmpty { findings.append(contradiction(contradicting, group, entity, context)) }
            // Shares and zeros stay the same when a total is halved; they are part of that finding.
            if !identical.isEmpty && halved.isEmpty && contradicting.isEmpty { findings.append(repetition(identical, group, entity, context)) }
            return findings
        }
    }

    private func halved(_ cells: [Halved], repeated: Int, _ group: Group, _ entity: Int, _ context: PanelContext) -> Finding {
        var first = cells[0]
        for cell in cells where cell.whole.magnitude > first.whole.magnitude { first = cell }
        let confirmed = cells.filter(\.isConfirmed)
        var finding = context.finding(
            .duplicate, rule: "panel.halved_duplicate", definition: "two rows for one cell, one of them half of the other", severity: .error,
            entity: entity, year: group.year, subject: [group.when], message: message(first, count: cells.count, group))
        finding.mechanism = .halvedDuplicate
        finding.certainty = confirmed.count == cells.count ? .exact : .candidates
        finding.observed = first.whole
        finding.expected = first.cell.kept
        finding.score = Double(cells.count)
        finding.cells = references(cells.map(\.cell), context)
        let changes = confirmed.compactMap { item in
            ExactRecord.decimal(item.half).flatMap { half in
                ExactRecord.decimal(item.whole).map { finding.change(item.cell.variable, from: $0, to: half) }
            }
        }
        if !changes.isEmpty { finding.repairs = [.init(changes)] }
        finding.readings = [
            LocalizedText(
                zh: "该期共有\(repeated)个指标重复，其中\(cells.count)个为减半；\(confirmed.count)个与上一期的数相同。",
                en: "\(repeated) indicators of the period are repeated, \(cells.count) of them halved; \(confirmed.count) equal the period before.")
        ]
        return finding
    }

    private func message(_ first: Halved, count: Int, _ group: Group) -> LocalizedText {
        let (variable, whole, half) = (first.cell.variable, ExactRecord.text(first.whole), ExactRecord.text(first.half))
        var proof = LocalizedText(zh: "其一恰为另一的一半", en: "one is just half the other")
        if first.isConfirmed, let before = first.cell.before {
            proof = LocalizedText(
                zh: "上一期（\(before.period)）也是\(half)，可见是把全年数平分到了两期",
                en: "the period before (\(before.period)) has \(half) as well, so an annual total was divided between the two periods")
        }
        return LocalizedText(
            zh: "\(group.when)有\(count)个指标各出现两次，一次为另一次的一半：\(variable)既是\(whole)又是\(half)；\(proof.zh)。",
            en: "\(group.when): \(count) indicators stand twice, once at half of the other: \(variable) is \(whole) and \(half); \(proof.en).")
    }

    private func contradiction(_ cells: [RepeatedObservation], _ group: Group, _ entity: Int, _ context: PanelContext) -> Finding {
        let first = cells[0]
        let values = first.rows.map { ExactRecord.text($0.value) }
        var finding = context.finding(
            .duplicate, rule: "panel.contradicting_rows", definition: "two rows for one cell with different values", severity: .error,
            entity: entity, year: group.year, subject: [group.when],
            message: LocalizedText(
                zh: "\(group.when)有\(cells.count)个指标出现多次且数值不同：\(first.variable)为\(values.joined(separator: "、"))。",
                en:
                    "\(group.when): \(cells.count) indicators stand several times with different values: \(first.variable) is \(values.joined(separator: ", "))."
            ))
        finding.certainty = .candidates
        finding.observed = first.kept
        finding.cells = references(cells, context)
        return finding
    }

    private func repetition(_ cells: [RepeatedObservation], _ group: Group, _ entity: Int, _ context: PanelContext) -> Finding {
        var finding = context.finding(
            .duplicate, rule: "panel.repeated_rows", definition: "two rows for one cell with the same value", severity: .info,
            entity: entity, year: group.year, subject: [group.when],
            message: LocalizedText(
                zh: "\(group.when)有\(cells.count)个指标重复出现，数值相同。",
                en: "\(group.when): \(cells.count) indicators stand twice with the same value."))
        finding.certainty = .exact
        finding.cells = cells.map { context.reference($0.variable, value: $0.rows[0].value, year: $0.year, line: $0.rows[0].line) }
        return finding
    }

    /// Every row of every cell, with its line.
    private func references(_ cells: [RepeatedObservation], _ context: PanelContext) -> [Finding.CellReference] {
        var references: [Finding.CellReference] = []
        for cell in cells {
            for row in cell.rows { references.append(context.reference(cell.variable, value: row.value, year: cell.year, line: row.line)) }
        }
        return references
    }
}
