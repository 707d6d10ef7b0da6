public import ColumnStore
import Disclosure
public import Rules

/// What is wrong in a panel from elsewhere: rows that repeat a cell, rules that fail, series that change their level.
///
/// ```swift
/// let findings = try PanelAnomalies(rules: statements).findings(in: panel, repetitions: imported.repetitions)
/// ```
/// The panel may hold anything: its variables are its indicators, and the rules are text. Order as in ``AnomalyAnalysis``.
/// - Complexity: linear in cells and rules; level shifts O(years²) a series.
public struct PanelAnomalies: Sendable {
    /// The rules.
    public let rules: [RuleText.Statement]
    /// The promised share of false discoveries among level shifts.
    public let falseDiscoveryRate: Double

    /// An analysis by rules.
    public init(rules: [RuleText.Statement] = [], falseDiscoveryRate: Double = 0.05) {
        precondition(falseDiscoveryRate > 0 && falseDiscoveryRate < 1, "false discovery rate \(falseDiscoveryRate)")
        self.rules = rules
        self.falseDiscoveryRate = falseDiscoveryRate
    }

    /// The findings in a panel.
    /// - Parameters:
    ///   - panel: the numbers.
    ///   - repetitions: cells for which the file had several rows.
    ///   - source: the file, for the cells of the findings.
    public func findings(in panel: Panel, repetitions: [RepeatedObservation] = [], source: String = "") -> [Finding] {
        let context = PanelContext(panel: panel, source: source)
        var findings = RepeatedRows(context: context).findings(repetitions)
        findings += PanelRules(context: context, statements: rules).findings()
        findings += LevelShifts(context: context, falseDiscoveryRate: falseDiscoveryRate).findings()
        return findings.sorted(by: AnomalyAnalysis.precedes)
    }
}

/// A panel with what findings about it have in common.
struct PanelContext {
    let panel: Panel
    let source: String

    /// A finding about an entity of the panel.
    func finding(
        _ kind: Finding.Kind, rule: String, definition: String, severity: Finding.Severity, entity: String, year: Int, subject: [String],
        message: LocalizedText
    ) -> Finding {
        let body = Body(name: entity, kind: .unknown, level: .unknown, regionCode: nil)
        return Finding(
            fingerprint: Fingerprint.of(body: body, year: year, rule: rule, definition: definition, subject: subject), kind: kind, rule: rule,
            severity: severity, entity: entity, regionCode: nil, year: year, message: message)
    }

    func reference(_ variable: String, value: Double?, year: Int, line: Int = 0) -> Finding.CellReference {
        Finding.CellReference(
            indicator: variable, label: variable, value: value.flatMap(ExactRecord.decimal), raw: value.map { Self.text($0) } ?? "",
            source: source, table: 0, row: line, column: 0, year: year)
    }

    /// A number as people write it.
    static func text(_ value: Double) -> String { ExactRecord.decimal(value)?.description ?? "\(value)" }
}
