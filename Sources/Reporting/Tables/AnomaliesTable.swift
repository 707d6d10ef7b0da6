public import Analyses
import Disclosure

extension ResultTable {
    /// The result of `analyze anomalies`, in the order given: most serious first.
    public static func anomalies(_ findings: [Finding]) -> ResultTable {
        var table = ResultTable(
            schema: "analyze.anomalies/1", title: LocalizedText(zh: "异常", en: "Anomalies"), columns: columns,
            rows: findings.map { row($0) })
        // People see the verdicts once there are any.
        if findings.contains(where: { $0.verdict != .open }) {
            table.columns[table.columns.count - 1] = .verdict
        }
        if !findings.isEmpty {
            let counts = Finding.Severity.allCases.reversed().map { severity in findings.count { $0.severity == severity } }
            table.notes.append(
                LocalizedText(
                    zh: "错误 \(counts[0])，警告 \(counts[1])，提示 \(counts[2])。",
                    en: "\(counts[0]) error\(counts[0] == 1 ? "" : "s"), \(counts[1]) warning\(counts[1] == 1 ? "" : "s"), \(counts[2]) info."))
        }
        return table
    }

    private static let columns: [ResultColumn] = [
        .text("fingerprint", zh: "指纹", en: "Fingerprint", .extra),
        .text("kind", zh: "类别", en: "Kind", codes: Codes.kinds),
        .text("rule", zh: "规则", en: "Rule", .machine),
        .text("severity", zh: "程度", en: "Severity", codes: Codes.severities, tints: Codes.severityTints),
        .text("entity", zh: "主体", en: "Entity"),
        .text("region_code", zh: "区划代码", en: "Region", .machine),
        .number("year", zh: "年度", en: "Year", .plain),
        .text("cells", zh: "单元格", en: "Cells", .machine),
        .number("observed", zh: "实填", en: "Observed", .general, .extra),
        .number("expected", zh: "应为", en: "Expected", .general, .extra),
        .number("low", zh: "下限", en: "Low", .general, .machine),
        .number("high", zh: "上限", en: "High", .general, .machine),
        .number("score", zh: "得分", en: "Score", .general, .machine),
        .number("p_value", zh: "p", en: "p", .probability, .machine),
        .number("q_value", zh: "q", en: "q", .probability, .machine),
        .text("mechanism", zh: "成因", en: "Mechanism", .extra, codes: Codes.mechanisms),
        .text("certainty", zh: "把握", en: "Certainty", .extra, codes: Codes.certainties),
        .text("suggestions", zh: "建议", en: "Suggestions", .machine),
        .number("influence", zh: "影响", en: "Influence", .fraction(1), .machine),
        .text("message", zh: "说明", en: "Message"),
        .text("verdict", zh: "裁定", en: "Verdict", .machine, codes: Codes.verdicts),
    ]

    private static func row(_ finding: Finding) -> [ResultValue] {
        [
            .text(finding.fingerprint), .text(finding.kind.rawValue), .text(finding.rule), .text(finding.severity.rawValue), .text(finding.entity),
            .text(finding.regionCode), .integer(finding.year), .list(finding.cells.map(cell)), .number(finding.observed),
            .number(finding.expected), .number(finding.low), .number(finding.high), .number(finding.score), .number(finding.pValue),
            .number(finding.qValue), .text(finding.mechanism.rawValue), .text(finding.certainty.rawValue),
            .list(
                finding.suggestions.map {
                    .object([
                        ResultField("indicator", .text($0.indicator)), ResultField("from", .decimal($0.from)), ResultField("to", .decimal($0.to)),
                    ])
                }), .number(finding.influence), .localized(finding.message), .text(finding.verdict.rawValue),
        ]
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
