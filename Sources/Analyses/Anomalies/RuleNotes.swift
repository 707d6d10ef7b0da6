import ColumnStore
public import Disclosure
public import Rules

/// What is to be said once of rules and not at every record: lines that contradict each other, and figures that are rounded so that sums cannot be exact.
public struct RuleNotes: Sendable {
    /// The notes, in both languages.
    public let notes: [LocalizedText]

    /// The notes on the rules of panels from elsewhere and on rules of one's own.
    public init(in corpus: Corpus, rules: [Rule] = []) {
        var notes: [LocalizedText] = []
        var sets = corpus.imports.map { (rules: $0.rules, bodies: $0.bodies) }
        sets.append((rules, Array(corpus.bodies.indices)))
        for set in sets where !set.rules.isEmpty {
            let check = RuleSetCheck(set.rules, contradictionsOnly: true)
            notes += Self.contradictions(check)
            for rule in check.consistent { if let note = RoundedFigures(rule, bodies: set.bodies, in: corpus)?.note { notes.append(note) } }
        }
        self.notes = notes
    }

    /// One sentence a contradiction.
    public static func contradictions(_ check: RuleSetCheck) -> [LocalizedText] {
        check.contradictions.map { set in
            let said = sentence(set.map { check.rules[$0] })
            return LocalizedText(zh: "\(said.zh)；不用于核对。", en: "\(said.en); \(set.count == 1 ? "it is" : "they are") not used.")
        }
    }

    /// Rules that no values satisfy, in words.
    public static func sentence(_ rules: [Rule]) -> LocalizedText {
        let lines = rules.map { String($0.line) }
        let texts = rules.map(\.text)
        guard rules.count > 1 else {
            return LocalizedText(zh: "第\(lines[0])行的规则（\(texts[0])）任何数值都不能满足", en: "no values satisfy the rule of line \(lines[0]) (\(texts[0]))")
        }
        return LocalizedText(
            zh: "第\(lines.joined(separator: "、"))行的规则互相矛盾（\(texts.joined(separator: "；"))），任何数值都不能同时满足",
            en:
                "the rules of lines \(lines.joined(separator: ", ")) contradict each other (\(texts.joined(separator: "; "))): no values satisfy them together"
        )
    }
}

/// An equality whose figures are all multiples of one number, as after rounding: its sums are off by multiples of it.
struct RoundedFigures {
    /// What all figures are multiples of.
    let unit: Rational
    /// How many sums are off.
    let differences: Int
    /// How far off rounding alone can make them.
    let largest: Rational
    private let rule: Rule

    /// Fewer sums off than this may be mistakes.
    private static let fewest = 5

    /// What a rule shows on some bodies; `nil` where it is no equality of one year, or nothing speaks for rounding.
    init?(_ rule: Rule, bodies: [Int], in corpus: Corpus) {
        guard rule.linear.count == 1, rule.linear[0].relation == .equals, !rule.reachesOverMembers, rule.linear[0].terms.allSatisfy({ $0.lag == 0 })
        else {
            return nil
        }
        let linear = rule.linear[0]
        var unit: Rational?
        var differences: [Rational] = []
        var sums = 0
        for body in bodies {
            for year in corpus.years where rule.modifiers.includes(year: year) {
                var sum = Rational(-linear.constant)
                var isKnown = true
                for term in linear.terms {
                    guard let value = corpus.panel.value(term.variable, entity: body, year: year).flatMap(ExactRecord.rational),
                        let product = value.multiplied(by: Rational(term.coefficient)), let total = sum.adding(product)
                    else {
                        isKnown = false
                        break
                    }
                    sum = total
                    if value != .zero { unit = unit.map { $0.greatestCommonDivisor(value) } ?? value.magnitude }
                }
                guard isKnown else { continue }
                sums += 1
                if sum != .zero { differences.append(sum) }
            }
        }
        // Whole numbers are not rounded because they are whole.
        guard let unit, unit != .one, differences.count >= Self.fewest, differences.count < sums,
            differences.allSatisfy({ $0.divided(by: unit)?.isWhole ?? false })
        else { return nil }
        let width = linear.terms.reduce(0) { $0 + Int($1.coefficient.magnitude) }
        guard let half = unit.multiplied(by: Rational(width))?.divided(by: Rational(2)), let steps = half.divided(by: unit) else { return nil }
        let whole = Rational(steps.numerator / steps.denominator) ?? .one
        guard let largest = unit.multiplied(by: whole), 2 * differences.count(where: { $0.magnitude <= largest }) > differences.count else {
            return nil
        }
        self.rule = rule
        self.unit = unit
        self.largest = largest
        self.differences = differences.count
    }

    var note: LocalizedText {
        LocalizedText(
            zh: "\(rule.text)：不符的\(differences)处，相差的都是\(unit)的倍数，各数也是，看来经过取整；可写“\(rule.text) +- \(largest)”。",
            en:
                "\(rule.text): the \(differences) differences are all multiples of \(unit), as the figures are: they look rounded; “\(rule.text) +- \(largest)” allows for it."
        )
    }
}

extension Rational {
    /// The largest number of which both are multiples.
    fileprivate func greatestCommonDivisor(_ other: Rational) -> Rational {
        var (a, b) = (magnitude, other.magnitude)
        while b != .zero {
            guard let quotient = a.divided(by: b), let whole = Rational(quotient.numerator / quotient.denominator),
                let part = whole.multiplied(by: b),
                let rest = a.subtracting(part)
            else { return .one }
            (a, b) = (b, rest)
        }
        return a
    }
}
