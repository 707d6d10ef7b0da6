import ColumnStore
import Disclosure
import Rules

/// The cells of a corpus as exact numbers for rules: what is not printed is no instance, what is blank or a text is unknown.
struct RuleCells {
    /// A cell that a repair would change, with the value it would have.
    struct Address: Hashable {
        let body: Int
        let indicator: String
        let year: Int
    }

    let corpus: Corpus
    /// Which body stands above which; needed by rules that reach over bodies only.
    let tree: BodyTree?
    /// The bodies of panels from elsewhere: they have no forms, and what is not there is missing, not unasked.
    private let imported: Set<Int>
    /// Values that cells would have after a repair.
    var changed: [Address: Rational] = [:]

    init(_ corpus: Corpus, tree: BodyTree? = nil) {
        self.corpus = corpus
        self.tree = tree
        imported = Set(corpus.imports.flatMap(\.bodies))
    }

    /// The years of a body for which a rule can have an instance.
    func years(of body: Int) -> [Int] { corpus.years.filter { imported.contains(body) || corpus.hasReport(body: body, year: $0) } }

    /// An evaluator on the record of a body and year.
    func evaluator(body: Int, year: Int) -> RuleEvaluator {
        RuleEvaluator(usual: { usual($0, body: body, year: year) }, cell: { cell($0, body: body, year: year) })
    }

    /// The attribute of a body that a rule asks for: those of its panel, or its name, level, kind and region.
    func attribute(_ name: String, body: Int) -> String? {
        if let value = corpus.panel.attributes[name]?[body] { return value }
        guard !imported.contains(body) else { return nil }
        let identity = corpus.bodies[body]
        switch name {
        case "entity": return identity.name
        case "level": return identity.level.rawValue
        case "kind": return identity.kind.rawValue
        case "region_code": return identity.regionCode
        default: return nil
        }
    }

    private func cell(_ reference: RuleReference, body: Int, year: Int) -> RuleCell {
        switch reference.reach {
        case .own, .member: return cell(reference.name, body, year + reference.lag)
        case .parent:
            guard let parent = tree?.parents[body] else { return .absent }
            return cell(reference.name, parent, year + reference.lag)
        case .children:
            let children = tree?.children[body] ?? []
            guard !children.isEmpty else { return .absent }
            var sum = RuleInterval(.zero)
            for child in children {
                switch cell(reference.name, child, year + reference.lag) {
                case .absent: return .absent
                case .number(let value): sum = sum.plus(RuleInterval(value))
                case .unknown(let bounds): sum = sum.plus(bounds)
                case .blank: sum = sum.plus(floor(reference.name))
                }
            }
            return sum.value.map { .number($0) } ?? .unknown(sum)
        }
    }

    private func cell(_ indicator: String, _ body: Int, _ year: Int) -> RuleCell {
        guard corpus.years.contains(year) else { return .absent }
        if let value = changed[Address(body: body, indicator: indicator, year: year)] { return .number(value) }
        if let value = corpus.panel.value(indicator, entity: body, year: year) {
            return ExactRecord.rational(value).map { .number($0) } ?? .unknown(.unknown)
        }
        switch CellState(rawValue: corpus.panel.state(indicator, entity: body, year: year)) ?? .absent {
        case .blank: return .blank
        case .bound:
            let remark = corpus.panel.remark(indicator, entity: body, year: year)
            return .unknown(
                RuleInterval(low: remark?.low.flatMap(ExactRecord.rational), high: remark?.high.flatMap(ExactRecord.rational)))
        case .absent:
            // No report of that year says nothing; a report that does not print the cell has no instance of the rule.
            return corpus.hasReport(body: body, year: year) ? .absent : .unknown(floor(indicator))
        default: return .unknown(floor(indicator))
        }
    }

    /// What is known of a cell without a number: a count or amount of a form is not negative.
    private func floor(_ indicator: String) -> RuleInterval {
        guard let entry = Catalog.standard.indicators(indicator).first, entry.kind != .change else { return .unknown }
        return RuleInterval(low: .zero, high: nil)
    }

    /// The median of two or more other years of the body.
    private func usual(_ reference: RuleReference, body: Int, year: Int) -> Rational? {
        let others = corpus.years.filter { $0 != year + reference.lag }.compactMap { other -> Rational? in
            let there = RuleReference(reference.name, reference.steps.filter { $0 == .parent || $0 == .children })
            if case .number(let value) = cell(there, body: body, year: other) { return value }
            return nil
        }.sorted()
        guard others.count >= 2 else { return nil }
        let middle = others.count / 2
        return others.count % 2 == 1 ? others[middle] : others[middle - 1].adding(others[middle])?.divided(by: Rational(2))
    }
}

extension RuleInterval {
    /// The sum of two numbers between ends; an end beyond 128 bits is open.
    fileprivate func plus(_ other: RuleInterval) -> RuleInterval {
        RuleInterval(
            low: low.flatMap { low in other.low.flatMap { low.adding($0) } }, high: high.flatMap { high in other.high.flatMap { high.adding($0) } })
    }
}

extension ExactRecord {
    /// A double as the fraction that its shortest decimal is; `nil` when that needs an exponent.
    static func rational(_ value: Double) -> Rational? {
        if let whole = count(value) { return Rational(whole) }
        return decimal(value).flatMap { Rational(digits: Int128($0.mantissa), places: Int($0.scale)) }
    }
}
