import Disclosure
import Rules

/// The values of one body, or of a family of them, under a set of rules, and what is said of the rules that fail.
struct RuleReading {
    let joint: JointRules
    /// Whether the record knows bounds of some of its unknown cells.
    let isBounded: Bool
    /// The rules that the joint system is laid out from.
    let linear: UsableRules.Linear
    /// Decimals that the integers of the record carry.
    let scale: UInt8
    let record: [Int?]
    /// The members of the family, that of one body alone.
    let histories: [BodyHistory]
    /// Rules that are evaluated only: a repair that breaks one of them ranks behind one that breaks none.
    let evaluated: [Rule]
    /// The cells that they are evaluated on.
    let cells: RuleCells?

    var firstYear: Int { histories[0].corpus.years.lowerBound }

    func decimal(_ value: Int) -> ExactDecimal { ExactDecimal(mantissa: Int64(value), scale: scale) }

    func year(_ rule: Int) -> Int { firstYear + joint.instances[rule].period }

    private func expression(_ rule: Int) -> String { linear.rules[joint.instances[rule].rule].expression }

    /// With the English names of the catalog's cells, unless somebody wrote the rule otherwise.
    private func englishExpression(_ rule: Int) -> String {
        let rule = linear.rules[joint.instances[rule].rule]
        return rule.text ?? rule.expression(histories[0].english)
    }

    func owner(_ rule: Int) -> String { histories[joint.instances[rule].member].body.name }

    private func sides(_ rule: Int) -> (left: ExactDecimal, right: ExactDecimal) {
        var left = 0
        var right = joint.system.rules[rule].constant
        for term in joint.system.terms[rule] {
            guard let value = record[term.variable] else { continue }
            if term.coefficient > 0 { left += term.coefficient * value } else { right -= term.coefficient * value }
        }
        return (decimal(left), decimal(right))
    }

    /// A rule that fails, with its sides; where no values of its blanks satisfy all rules it has none.
    func violation(_ rule: Int) -> Finding.Violation {
        var violation = Finding.Violation(rule: joint.system.rules[rule].id, entity: owner(rule), year: year(rule))
        guard case .fails(let residual) = joint.system.evaluate(rule, in: record) else { return violation }
        let sides = sides(rule)
        (violation.left, violation.right) = (sides.left.doubleValue, sides.right.doubleValue)
        violation.difference = joint.system.terms[rule].allSatisfy { record[$0.variable] != nil } ? decimal(residual).doubleValue : nil
        return violation
    }

    /// `2022: end + done = start + received (14 against 11)`.
    func failure(_ rule: Int) -> LocalizedText {
        let sides = sides(rule)
        return LocalizedText(
            zh: "\(histories.count > 1 ? owner(rule) : "")\(year(rule))年 \(expression(rule)) 不成立（左边\(sides.left)，右边\(sides.right)）",
            en:
                "\(histories.count > 1 ? "\(owner(rule)) " : "")\(year(rule)): \(englishExpression(rule)) does not hold (\(sides.left) on the left, \(sides.right) on the right)"
        )
    }

    /// `2020: no value of y, which is blank, satisfies all of x + y = z, y >= 0`.
    private func infeasible(_ rules: [Int]) -> LocalizedText {
        let blank = Set(rules.flatMap { joint.system.terms[$0].map(\.variable) }).filter { record[$0] == nil }.sorted()
        let names = blank.prefix(4).map { index in
            let variable = joint.system.variables[index]
            return (histories.count > 1 ? "\(histories[variable.member].body.name) " : "") + "\(firstYear + variable.lag) \(variable.id)"
        }
        let listed = rules.prefix(6).map { "\(expression($0))" }
        let more = blank.count > names.count
        return LocalizedText(
            zh: "空缺的 \(names.joined(separator: "、"))\(more ? "等" : "")无论填什么数，都不能同时满足 \(listed.joined(separator: "；"))",
            en:
                "no value of \(names.joined(separator: ", "))\(more ? " and others" : ""), which \(blank.count == 1 ? "is" : "are") missing, satisfies \(rules.count == 1 ? "" : "all of ")\(listed.joined(separator: "; "))"
        )
    }

    func references(_ variables: [Int]) throws -> [Finding.CellReference] {
        try variables.map { index in
            let variable = joint.system.variables[index]
            return try histories[variable.member].reference(variable.id, firstYear + variable.lag)
        }
    }

    /// A soft rule that fails.
    func warning(_ rule: Int) throws -> Finding {
        let sides = sides(rule)
        let failure = failure(rule)
        var finding = histories[joint.instances[rule].member].finding(
            .identity, rule: joint.system.rules[rule].id, definition: expression(rule), severity: severity([rule]), year: year(rule), subject: [],
            message: LocalizedText(zh: failure.zh + "。", en: failure.en + "."))
        finding.observed = sides.right.doubleValue
        finding.expected = sides.left.doubleValue
        finding.violations = [violation(rule)]
        finding.cells = try references(joint.system.terms[rule].map(\.variable))
        finding.readings = [failure]
        return finding
    }

    /// A finding about rules that fail together, with the fingerprint that they give it.
    func finding(_ kind: Finding.Kind, _ violated: [Int], member: Int, year: Int, message: LocalizedText) -> Finding {
        var finding = histories[member].finding(
            kind, rule: joint.system.rules[violated[0]].id, definition: violated.map(expression).sorted().joined(separator: "; "),
            severity: severity(violated), year: year,
            subject: violated.map { "\(self.year($0)) \(expression($0))" + (histories.count > 1 ? " \(owner($0))" : "") }, message: message)
        finding.violations = violated.map(violation)
        return finding
    }

    /// A change of a cell of the family.
    func change(_ correction: ErrorLocalization.Correction) -> Finding.Change {
        let variable = joint.system.variables[correction.variable]
        return Finding.Change(
            indicator: variable.id, entity: histories[variable.member].body.name, year: firstYear + variable.lag, from: decimal(correction.from),
            to: decimal(correction.to))
    }

    /// What is found where rules fail: years that do not join, each by itself, or one finding about all of them.
    func findings(_ result: ErrorLocalization.Result, listed: Int) throws -> [Finding] {
        let restated = restatements(result)
        guard restated.isEmpty else { return try restated.map { try restatement($0, of: result) } }
        return [try finding(result, listed: listed)]
    }

    /// Rules that fail together, with the changes that would make them hold.
    private func finding(_ result: ErrorLocalization.Result, listed: Int) throws -> Finding {
        let violated = result.violated
        let breaks = Dictionary(result.repairs.map { ($0, broken(by: $0)) }) { first, _ in first }
        let repairs = result.repairs.sorted { one, other in
            let (mine, theirs) = (breaks[one]!.count, breaks[other]!.count)
            return mine != theirs ? mine < theirs : plausibility(one) > plausibility(other)
        }
        let exact = result.certainty == .exact && repairs[0].count == 1 ? repairs[0][0] : nil
        let member = exact.map { joint.system.variables[$0.variable].member } ?? joint.instances[violated[0]].member
        let year = exact.map { firstYear + joint.system.variables[$0.variable].lag } ?? violated.map { self.year($0) }.min()!
        let failures = result.isInfeasible ? [infeasible(violated)] : violated.prefix(4).map(failure)
        var zh = failures.map(\.zh).joined(separator: "；")
        var en = failures.map(\.en).joined(separator: "; ")
        if !result.isInfeasible, violated.count > failures.count {
            zh += "；共\(violated.count)处不符"
            en += "; \(violated.count) rules fail in all"
        }
        if let best = repairs.first {
            let change = describe(best)
            zh += repairs.count == 1 ? "。只有一种改法：\(change.zh)" : "。有\(repairs.count)种改法，例如\(change.zh)"
            en += repairs.count == 1 ? ". One change makes all hold: \(change.en)" : ". \(repairs.count) changes would do, such as \(change.en)"
        }
        var finding = finding(.identity, violated, member: member, year: year, message: LocalizedText(zh: zh + "。", en: en + "."))
        finding.certainty =
            switch result.certainty {
            case .exact: .exact
            case .candidates: .candidates
            case .clean, .detected: .detected
            }
        let sides = sides(violated[0])
        finding.observed = exact.map { decimal($0.from).doubleValue } ?? sides.right.doubleValue
        finding.expected = exact.map { decimal($0.to).doubleValue } ?? sides.left.doubleValue
        finding.score = Double(violated.count)
        var cells: [Int] = []
        for correction in repairs.prefix(listed).flatMap({ $0 }) where !cells.contains(correction.variable) { cells.append(correction.variable) }
        if cells.isEmpty { cells = Array(Set(violated.flatMap { joint.system.terms[$0].map(\.variable) })).sorted() }
        finding.cells = try references(Array(cells.prefix(12)))
        finding.repairs = repairs.prefix(listed).map { repair in
            .init(
                repair.map(change), mechanism: repair.lazy.map(mechanism).first { $0 != .none } ?? .none,
                weight: Double(plausibility(repair)), breaks: breaks[repair]!)
        }
        if let only = repairs.first, only.count == 1 { finding.mechanism = mechanism(only[0]) }
        finding.readings = (result.isInfeasible ? failures : violated.map(failure)) + repairs.map { describe($0, breaking: breaks[$0]!) }
        finding.noteLimits(isIncomplete: result.isIncomplete, ways: repairs.count)
        return finding
    }

    /// The gravest of the severities that rules ask for.
    private func severity(_ rules: [Int]) -> Finding.Severity {
        rules.map { Finding.Severity(linear.owners[joint.instances[$0].rule].severity) }.max() ?? .error
    }

    /// The evaluated rules that hold as things stand, or cannot be told, and would fail after a repair.
    private func broken(by repair: [ErrorLocalization.Correction]) -> [String] {
        guard let cells, !evaluated.isEmpty else { return [] }
        var after = cells
        var years: Set<Int> = []
        var bodies: Set<Int> = []
        for correction in repair {
            let variable = joint.system.variables[correction.variable]
            let value = decimal(correction.to)
            let address = RuleCells.Address(body: histories[variable.member].index, indicator: variable.id, year: firstYear + variable.lag)
            after.changed[address] = Rational(digits: Int128(value.mantissa), places: Int(value.scale))
            years.insert(address.year)
            bodies.insert(address.body)
        }
        let names = Set(after.changed.keys.map(\.indicator))
        return evaluated.filter { rule in
            rule.references.contains { reference in
                names.contains(reference.name)
                    && histories.contains { history in
                        years.contains { year in
                            let there = year - reference.lag
                            guard rule.modifiers.includes(year: there), reference.reach != .own || bodies.contains(history.index) else {
                                return false
                            }
                            guard case .fails = after.evaluator(body: history.index, year: there).evaluate(rule) else { return false }
                            if case .fails = cells.evaluator(body: history.index, year: there).evaluate(rule) { return false }
                            return true
                        }
                    }
            }
        }.map(\.id)
    }

    /// A repair in words, with the rules that it would break.
    func describe(_ repair: [ErrorLocalization.Correction], breaking rules: [String]) -> LocalizedText {
        let change = describe(repair)
        guard !rules.isEmpty else { return change }
        return LocalizedText(
            zh: "\(change.zh)；但如此则 \(rules.joined(separator: "；")) 不成立",
            en: "\(change.en); but then \(rules.joined(separator: "; ")) would not hold")
    }

    /// How many of the corrections look like a slip of the fingers.
    private func plausibility(_ repair: [ErrorLocalization.Correction]) -> Int { repair.count { mechanism($0) != .none } }

    private func mechanism(_ correction: ErrorLocalization.Correction) -> Finding.Mechanism {
        // Numbers of one digit are an edit away from each other.
        guard max(correction.from.magnitude, correction.to.magnitude) > 9 else { return .none }
        switch DigitEdit.between(typed: correction.from, meant: correction.to) {
        case .transposed: return .transposedDigits
        case .dropped: return .droppedDigit
        case .extra: return .extraDigit
        case .sign: return .sign
        case .powerOfTen(let exponent) where exponent.magnitude == 1: return .factor10
        case .powerOfTen(let exponent) where exponent.magnitude == 2: return .factor100
        case .powerOfTen(let exponent) where exponent.magnitude == 4: return .factor10000
        default: return .none
        }
    }

    private func describe(_ repair: [ErrorLocalization.Correction]) -> LocalizedText {
        let parts = repair.map { correction in
            (
                variable: joint.system.variables[correction.variable], owner: histories[joint.system.variables[correction.variable].member].body.name,
                from: decimal(correction.from).description,
                to: decimal(correction.to).description
            )
        }
        return LocalizedText(
            zh: parts.map { "\(histories.count > 1 ? $0.owner : "")\(firstYear + $0.variable.lag)年“\($0.variable.id)”由\($0.from)改为\($0.to)" }.joined(
                separator: "，"),
            en: parts.map {
                "\(histories[0].english($0.variable.id)) of \(histories.count > 1 ? "\($0.owner) " : "")\(firstYear + $0.variable.lag) from \($0.from) to \($0.to)"
            }.joined(separator: ", "))
    }
}
