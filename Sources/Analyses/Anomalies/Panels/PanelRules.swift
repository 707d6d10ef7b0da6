import ColumnStore
import Disclosure
import Rules

/// Rules from text on the records of a panel: what fails, and the one value that would mend it where there is just one.
///
/// Values with decimals are reckoned with in millionths, so that sums stay exact.
struct PanelRules {
    private static let unit = 1_000_000

    let context: PanelContext
    let statements: [RuleText.Statement]
    private let system: RuleSystem
    private let localization: ErrorLocalization

    init(context: PanelContext, statements: [RuleText.Statement]) {
        self.context = context
        self.statements = statements
        system = RuleSystem(
            statements.map { LinearRule($0.rule.id, $0.rule.terms, $0.rule.relation, $0.rule.constant * Self.unit) }, lowerBound: { _ in nil })
        localization = ErrorLocalization(
            RuleSystem(
                statements.filter { !$0.isSoft }.map { LinearRule($0.rule.id, $0.rule.terms, $0.rule.relation, $0.rule.constant * Self.unit) },
                lowerBound: { _ in nil }), maximumErrors: 1)
    }

    func findings() -> [Finding] {
        guard !statements.isEmpty else { return [] }
        var findings: [Finding] = []
        for entity in context.panel.entities.indices {
            for year in context.panel.years {
                let record = record(system, entity, year)
                let violated = system.violatedRules(in: record)
                guard !violated.isEmpty else { continue }
                let exact = localization.system
                let trusted = Set(exact.variables.indices.filter { exact.variables[$0].lag != 0 })
                let repairs = localization.locate(in: self.record(exact, entity, year), trusted: trusted)
                for rule in violated { findings.append(finding(rule, entity, year, record, repairs)) }
            }
        }
        return findings
    }

    private func record(_ system: RuleSystem, _ entity: Int, _ year: Int) -> [Int?] {
        system.variables.map { variable in
            guard let value = context.panel.value(variable.id, entity: entity, year: year + variable.lag) else { return nil }
            let scaled = (value * Double(Self.unit)).rounded()
            return scaled.magnitude <= Double(RuleSystem.largestValue) ? Int(scaled) : nil
        }
    }

    private func finding(_ rule: Int, _ entity: Int, _ year: Int, _ record: [Int?], _ repairs: [ErrorLocalization.Result]) -> Finding {
        let statement = statements[rule]
        var left = 0
        var right = statement.rule.constant * Self.unit
        for term in system.terms[rule] {
            guard let value = record[term.variable] else { continue }
            if term.coefficient > 0 { left += term.coefficient * value } else { right -= term.coefficient * value }
        }
        let (leftText, rightText) = (decimal(left).description, decimal(right).description)
        var finding = context.finding(
            .identity, rule: statement.rule.id, definition: statement.rule.expression, severity: statement.isSoft ? .warning : .error,
            entity: context.panel.entities[entity], year: year, subject: [statement.rule.id],
            message: LocalizedText(
                zh: "\(statement.rule.expression) 不成立：左边\(leftText)，右边\(rightText)。",
                en: "\(statement.rule.expression) does not hold: \(leftText) on the left, \(rightText) on the right."))
        finding.observed = decimal(left).doubleValue
        finding.expected = decimal(right).doubleValue
        finding.certainty = .detected
        finding.cells = statement.rule.terms.map { term in
            context.reference(
                term.variable, value: context.panel.value(term.variable, entity: entity, year: year + term.lag), year: year + term.lag)
        }
        let variables = localization.system.variables
        let own = repairs.flatMap(\.repairs).filter { $0.count == 1 && involves(statement.rule, variables[$0[0].variable]) }
        finding.suggestions = own.map { repair in
            Finding.Suggestion(indicator: variables[repair[0].variable].id, from: decimal(repair[0].from), to: decimal(repair[0].to))
        }
        if !own.isEmpty && !statement.isSoft { finding.certainty = own.count == 1 ? .exact : .candidates }
        return finding
    }

    private func involves(_ rule: LinearRule, _ variable: RuleSystem.Variable) -> Bool {
        rule.terms.contains { $0.variable == variable.id && $0.lag == variable.lag }
    }

    private func decimal(_ value: Int) -> ExactDecimal { ExactDecimal(mantissa: Int64(value), scale: 6) }
}
