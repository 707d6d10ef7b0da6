import Disclosure
import Rules

/// What is said where last year's closing and this year's opening differ although each year balances in itself.
///
/// A slip would have broken the balance of its year. What fits is that figures were counted anew, for another scope or after a reorganization, and nothing
/// tells which of the two years is wrong: the difference and both candidates are named, and no chain of cells through both years is suggested.
enum Restatement {
    /// More cells than these are no repair.
    static let mostCells = 3
    /// A difference under this share of the larger number is worth a note only.
    static let small = 0.02
}

/// Two cells of neighboring years that a rule makes one number.
private struct YearLink {
    /// The variable of the earlier year.
    let closing: Int
    /// The variable of the later year.
    let opening: Int

    /// The link that a rule is; `nil` for any other rule.
    init?(_ rule: Int, _ system: RuleSystem) {
        let terms = system.terms[rule]
        guard system.rules[rule].relation == .equals, system.rules[rule].constant == 0, terms.count == 2,
            terms[0].coefficient == -terms[1].coefficient
        else { return nil }
        let (one, other) = (system.variables[terms[0].variable], system.variables[terms[1].variable])
        guard one.member == other.member, one.lag != other.lag else { return nil }
        (closing, opening) = one.lag < other.lag ? (terms[0].variable, terms[1].variable) : (terms[1].variable, terms[0].variable)
    }
}

extension RuleReading {
    /// The rules that fail between years, those of one body and year together, where nothing else is wrong and each year balances in itself; else empty.
    func restatements(_ result: ErrorLocalization.Result) -> [[Int]] {
        let system = joint.system
        guard !result.isInfeasible, result.certainty != .exact else { return [] }
        var cells: Set<Int> = []
        for rule in result.violated {
            guard let link = YearLink(rule, system), record[link.closing] != nil, record[link.opening] != nil else { return [] }
            // A cell in two of them is under suspicion itself.
            for cell in [link.closing, link.opening] where !cells.insert(cell).inserted || balances(of: cell).isEmpty { return [] }
        }
        var groups: [[Int]] = []
        for rule in result.violated {
            let place = groups.firstIndex {
                joint.instances[$0[0]].member == joint.instances[rule].member && joint.instances[$0[0]].period == joint.instances[rule].period
            }
            if let place { groups[place].append(rule) } else { groups.append([rule]) }
        }
        return groups
    }

    /// The sums that a cell stands in and that hold, links to other years aside; empty where one cannot be told.
    private func balances(of variable: Int) -> [Int] {
        let system = joint.system
        let sums = system.incidentRules[variable].filter { system.rules[$0].relation == .equals && YearLink($0, system) == nil }
        return sums.allSatisfy { system.evaluate($0, in: record) == .holds } ? sums : []
    }

    /// The finding about years that do not join.
    func restatement(_ rules: [Int], of result: ErrorLocalization.Result) throws -> Finding {
        let system = joint.system
        let links = rules.compactMap { YearLink($0, system) }
        let member = joint.instances[rules[0]].member
        var finding = finding(.carryOver, rules, member: member, year: year(rules[0]), message: message(links))
        if rules != result.violated {
            let first = joint.instances[result.violated[0]].member
            let whole = self.finding(
                .identity, result.violated, member: first, year: result.violated.map { year($0) }.min()!, message: finding.message)
            finding.formerFingerprints = [whole.fingerprint]
        }
        finding.severity = severity(rules, links)
        finding.mechanism = .restated
        finding.certainty = .candidates
        finding.observed = decimal(record[links[0].opening]!).doubleValue
        finding.expected = decimal(record[links[0].closing]!).doubleValue
        finding.score = Double(rules.count)
        finding.cells = try references(links.flatMap { [$0.opening, $0.closing] })
        let ways = [links.map { ($0.opening, $0.closing) }, links.map { ($0.closing, $0.opening) }].map { pairs in
            let changes = pairs.map { ErrorLocalization.Correction(variable: $0.0, from: record[$0.0]!, to: record[$0.1]!) }
            var breaks: [String] = []
            for rule in pairs.flatMap({ balances(of: $0.0) }) where !breaks.contains(system.rules[rule].id) { breaks.append(system.rules[rule].id) }
            return (changes: changes, breaks: breaks)
        }
        if links.count <= Restatement.mostCells {
            finding.repairs = ways.map { .init($0.changes.map(change), mechanism: .restated, breaks: $0.breaks) }
        }
        finding.readings = rules.map(failure) + ways.map { describe($0.changes, breaking: $0.breaks) }
        return finding
    }

    /// What a rule asks for where it says so, and by size otherwise: offices are reorganized, and then years do not join for good reasons.
    private func severity(_ rules: [Int], _ links: [YearLink]) -> Finding.Severity {
        let asked = rules.compactMap { linear.owners[joint.instances[$0].rule].modifiers.severity }.map { Finding.Severity($0) }.max()
        if let asked { return asked }
        let isSmall = links.allSatisfy { link in
            let (one, other) = (Double(record[link.closing]!), Double(record[link.opening]!))
            return (one - other).magnitude < Restatement.small * max(one.magnitude, other.magnitude)
        }
        return isSmall ? .info : .warning
    }

    private func message(_ links: [YearLink]) -> LocalizedText {
        let parts = links.prefix(4).map { link -> LocalizedText in
            let (closing, opening) = (joint.system.variables[link.closing], joint.system.variables[link.opening])
            let (before, now) = (record[link.closing]!, record[link.opening]!)
            let owner = histories.count > 1 ? histories[opening.member].body.name : ""
            return LocalizedText(
                zh:
                    "\(owner)\(firstYear + closing.lag)年“\(closing.id)”为\(decimal(before))，\(firstYear + opening.lag)年“\(opening.id)”为\(decimal(now))，相差\(decimal(now - before))",
                en:
                    "\(owner.isEmpty ? "" : "\(owner): ")\(histories[0].english(closing.id)) of \(firstYear + closing.lag) is \(decimal(before)), \(histories[0].english(opening.id)) of \(firstYear + opening.lag) is \(decimal(now)), a difference of \(decimal(now - before))"
            )
        }
        let more = links.count > parts.count
        return LocalizedText(
            zh: parts.map(\.zh).joined(separator: "；") + (more ? "；共\(links.count)处" : "") + "。两年各自平衡，无从断定哪一年有误，多半是口径或机构有变。",
            en: parts.map(\.en).joined(separator: "; ") + (more ? "; \(links.count) in all" : "")
                + ". Each year balances in itself and nothing tells which is wrong: probably figures were restated.")
    }
}
