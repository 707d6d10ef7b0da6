public import Analyses
import Disclosure

extension ResultTable {
    /// The result of `analyze anomalies`, in the order given: most serious first.
    public static func anomalies(_ findings: [Finding]) -> ResultTable {
        var table = ResultTable(
            schema: "analyze.anomalies/2", title: LocalizedText(zh: "异常", en: "Anomalies"), of: findings, columns: columns)
        // People see the verdicts once there are any.
        if findings.contains(where: { $0.verdict != .open }), let place = table.columnIndex("verdict") { table.columns[place] = .verdict }
        table.form = WorksheetForm(
            title: LocalizedText(zh: "异常", en: "Findings"),
            keys: [
                "verdict", "verdict_note", "severity", "kind", "entity", "year", "message", "ways", "observed", "expected", "certainty",
                "fingerprint",
            ], choice: "verdict")
        if !findings.isEmpty {
            table.notes.append(severityCounts(of: findings))
        }
        return table
    }

    /// How many findings there are of each severity, in a sentence.
    static func severityCounts(of findings: [Finding]) -> LocalizedText {
        let counts = Finding.Severity.allCases.reversed().map { severity in findings.count { $0.severity == severity } }
        return LocalizedText(
            zh: "错误 \(counts[0])，警告 \(counts[1])，提示 \(counts[2])。",
            en: "\(counts[0]) error\(counts[0] == 1 ? "" : "s"), \(counts[1]) warning\(counts[1] == 1 ? "" : "s"), \(counts[2]) info.")
    }

    private static var columns: [TableColumn<Finding>] {
        [
            .text("fingerprint", zh: "指纹", en: "Fingerprint") { .text($0.fingerprint) },
            .text("kind", zh: "类别", en: "Kind", codes: Codes.kinds) { .text($0.kind.rawValue) },
            .text("rule", zh: "规则", en: "Rule", .machine) { .text($0.rule) },
            .text("severity", zh: "程度", en: "Severity", codes: Codes.severities, tints: Codes.severityTints) { .text($0.severity.rawValue) },
            .text("entity", zh: "主体", en: "Entity") { .text($0.entity) },
            .text("region_code", zh: "区划代码", en: "Region", .machine) { .text($0.regionCode) },
            .number("year", zh: "年度", en: "Year", .plain) { .integer($0.year) },
            .text("cells", zh: "单元格", en: "Cells", .machine) { .list($0.cells.map(cell)) },
            .number("observed", zh: "实填", en: "Observed", .general, .extra) { .number($0.observed) },
            .number("expected", zh: "应为", en: "Expected", .general, .extra) { .number($0.expected) },
            .number("low", zh: "下限", en: "Low", .general, .machine) { .number($0.low) },
            .number("high", zh: "上限", en: "High", .general, .machine) { .number($0.high) },
            .number("score", zh: "得分", en: "Score", .general, .machine) { .number($0.score) },
            .number("p_value", zh: "p", en: "p", .probability, .machine) { .number($0.pValue) },
            .number("q_value", zh: "q", en: "q", .probability, .machine) { .number($0.qValue) },
            .text("mechanism", zh: "成因", en: "Mechanism", .extra, codes: Codes.mechanisms) { .text($0.mechanism.rawValue) },
            .text("certainty", zh: "把握", en: "Certainty", .extra, codes: Codes.certainties) { .text($0.certainty.rawValue) },
            .text("violations", zh: "不符的规则", en: "Violations", .machine) { .list($0.violations.map(violation)) },
            .text("repairs", zh: "改法", en: "Repairs", .machine) { .list($0.repairs.map(repair)) },
            .text("suggestions", zh: "建议", en: "Suggestions", .machine) { .list($0.suggestions.map(change)) },
            .text("ways", zh: "改法", en: "Ways", .extra) { .localized(RepairWords($0).all) },
            .number("influence", zh: "影响", en: "Influence", .fraction(1), .machine) { .number($0.influence) },
            .text("note", zh: "备注", en: "Note", .machine) { $0.note.map { .localized($0) } ?? .null },
            .text("message", zh: "说明", en: "Message") { .localized($0.message) },
            .text("verdict", zh: "裁定", en: "Verdict", .machine, codes: Codes.verdicts) { .text($0.verdict.rawValue) },
            .text("verdict_note", zh: "裁定备注", en: "Verdict note", .machine) { .text($0.verdictNote.isEmpty ? nil : $0.verdictNote) },
        ]
    }

    private static func violation(_ violation: Finding.Violation) -> ResultValue {
        .object([
            ResultField("rule", .text(violation.rule)), ResultField("entity", .text(violation.entity)), ResultField("year", .integer(violation.year)),
            ResultField("left", .number(violation.left)), ResultField("right", .number(violation.right)),
            ResultField("difference", .number(violation.difference)),
        ])
    }

    private static func change(_ change: Finding.Change) -> ResultValue {
        .object([
            ResultField("indicator", .text(change.indicator)), ResultField("entity", .text(change.entity)),
            ResultField("year", .integer(change.year)),
            ResultField("from", .decimal(change.from)), ResultField("to", .decimal(change.to)),
        ])
    }

    private static func repair(_ repair: Finding.Repair) -> ResultValue {
        .object([
            ResultField("changes", .list(repair.changes.map(change))), ResultField("mechanism", .text(repair.mechanism.rawValue)),
            ResultField("weight", .number(repair.weight)), ResultField("breaks", .texts(repair.breaks)),
        ])
    }

    private static func cell(_ cell: Finding.CellReference) -> ResultValue {
        .object([
            ResultField("indicator", .text(cell.indicator)), ResultField("label", .text(cell.label)), ResultField("value", .decimal(cell.value)),
            ResultField("raw", .text(cell.raw)), ResultField("source", .text(cell.source)), ResultField("table", .integer(cell.table)),
            ResultField("row", .integer(cell.row)), ResultField("column", .integer(cell.column)), ResultField("year", .integer(cell.year)),
            ResultField("label_en", .text(Codes.labels[cell.label]?.en)),
        ])
    }
}

extension ResultColumn {
    /// A column of verdicts.
    public static let verdict = ResultColumn.text("verdict", zh: "裁定", en: "Verdict", codes: Codes.verdicts)
}
