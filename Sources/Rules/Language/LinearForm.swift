/// Turns what rules say into linear equalities and inequalities, exactly, where they are that.
public enum LinearForm {
    /// Why an expression is not a sum of variables times numbers.
    public enum Failure: Error, Sendable, Hashable {
        /// It is something else.
        case isNotLinear
        /// Its numbers leave 128 bits.
        case doesNotFit
        /// Everything cancels.
        case noVariables
    }

    /// Coefficients and constants of joint decoding stay below this; a rule beyond is evaluated, exactly, in 128 bits.
    static let largest: Int128 = 1_000_000_000_000

    /// A sum of variables times numbers, and a number.
    struct Sum {
        struct Key: Hashable {
            let variable: String
            let lag: Int
            let reach: LinearRule.Reach
        }

        private(set) var keys: [Key] = []
        private(set) var coefficients: [Key: Rational] = [:]
        private(set) var constant = Rational.zero

        /// Adds a variable times a number; one whose coefficient becomes zero is forgotten, and comes last when it comes again.
        mutating func add(_ key: Key, _ coefficient: Rational) throws(Failure) {
            guard let before = coefficients[key] else {
                if coefficient != .zero {
                    keys.append(key)
                    coefficients[key] = coefficient
                }
                return
            }
            guard let sum = before.adding(coefficient) else { throw .doesNotFit }
            coefficients[key] = sum == .zero ? nil : sum
            if sum == .zero { keys.removeAll { $0 == key } }
        }

        mutating func add(constant value: Rational) throws(Failure) {
            guard let sum = constant.adding(value) else { throw .doesNotFit }
            constant = sum
        }

        mutating func add(_ other: Sum, times factor: Rational) throws(Failure) {
            for key in other.keys {
                guard let product = other.coefficients[key]!.multiplied(by: factor) else { throw .doesNotFit }
                try add(key, product)
            }
            guard let product = other.constant.multiplied(by: factor) else { throw .doesNotFit }
            try add(constant: product)
        }

        var isConstant: Bool { keys.isEmpty }
    }

    /// An expression as a sum.
    static func sum(_ expression: RuleExpression) throws(Failure) -> Sum {
        var sum = Sum()
        try add(expression, times: .one, to: &sum)
        return sum
    }

    /// Adds an expression times a factor term by term, in the order in which it is written.
    private static func add(_ expression: RuleExpression, times factor: Rational, to sum: inout Sum) throws(Failure) {
        switch expression {
        case .number(let number):
            guard let value = number.value.multiplied(by: factor) else { throw .doesNotFit }
            try sum.add(constant: value)
        case .reference(let reference):
            try sum.add(Sum.Key(variable: reference.name, lag: reference.lag, reach: reference.reach), factor)
        case .sum(let terms):
            for term in terms { try add(term.expression, times: term.isNegative ? factor.negated : factor, to: &sum) }
        case .product(let factors):
            var number = factor
            var variable: RuleExpression?
            for part in factors {
                if let value = try constant(part.expression) {
                    guard let product = part.isDivisor ? number.divided(by: value) : number.multiplied(by: value) else { throw .doesNotFit }
                    number = product
                } else {
                    guard variable == nil, !part.isDivisor else { throw .isNotLinear }
                    variable = part.expression
                }
            }
            if let variable { try add(variable, times: number, to: &sum) } else { try sum.add(constant: number) }
        case .magnitude, .usual, .smallest, .largest, .total, .smallestOf, .largestOf:
            guard let value = try constant(expression), let product = value.multiplied(by: factor) else { throw .isNotLinear }
            try sum.add(constant: product)
        }
    }

    /// The value of an expression without variables; `nil` for one with some.
    private static func constant(_ expression: RuleExpression) throws(Failure) -> Rational? {
        guard expression.isConstant else { return nil }
        guard let value = expression.constantValue else { throw .doesNotFit }
        return value
    }

    // MARK: Rules

    /// The linear rules that say what a body says; none when it says more.
    static func rules(of body: RuleBody, isCount: (String) -> Bool = { _ in false }) throws(Failure) -> [LinearRule] {
        guard case .holds(let condition) = body else { return [] }
        do {
            return try rules(of: condition, isCount)
        } catch .isNotLinear {
            return []
        }
    }

    private static func rules(of condition: RuleCondition, _ isCount: (String) -> Bool) throws(Failure) -> [LinearRule] {
        var rules: [LinearRule] = []
        for part in condition.parts { rules += try self.rules(ofPart: part, isCount) }
        return rules
    }

    private static func rules(ofPart condition: RuleCondition, _ isCount: (String) -> Bool) throws(Failure) -> [LinearRule] {
        switch condition {
        case .within(let value, let range):
            guard range.includesLow, range.includesHigh else { throw .isNotLinear }
            let sum = try sum(value)
            return [try rule(sum, minus: constant(range.low.value), .atLeast), try rule(sum, minus: constant(range.high.value), .atMost)]
        case .comparison(let left, let relation, let right, let tolerance):
            return try compared(sum(left), relation, sum(right), tolerance, isCount)
        case .all, .test, .not, .any: throw .isNotLinear
        }
    }

    private static func constant(_ value: Rational) throws(Failure) -> Sum {
        var sum = Sum()
        try sum.add(constant: value)
        return sum
    }

    private static func compared(
        _ left: Sum, _ relation: RuleCondition.Relation, _ right: Sum, _ tolerance: RuleCondition.Tolerance?, _ isCount: (String) -> Bool
    ) throws(Failure) -> [LinearRule] {
        switch tolerance {
        case nil:
            guard let linear = LinearRule.Relation(rawValue: relation.rawValue) else { throw .isNotLinear }
            return [try rule(left, minus: right, linear)]
        case .units(let number):
            var (below, above) = (right, right)
            try below.add(constant: number.value.negated)
            try above.add(constant: number.value)
            switch relation {
            case .equals: return [try rule(left, minus: above, .atMost), try rule(left, minus: below, .atLeast)]
            case .atMost: return [try rule(left, minus: above, .atMost)]
            default: return [try rule(left, minus: below, .atLeast)]
            }
        case .percent(let number):
            // Linear only where neither side can be negative.
            guard isNeverNegative(left, isCount), isNeverNegative(right, isCount), let share = number.value.divided(by: Rational(100)),
                let rest = Rational.one.subtracting(share), rest.sign >= 0
            else { throw .isNotLinear }
            var (lessOfLeft, lessOfRight) = (Sum(), Sum())
            try lessOfLeft.add(left, times: rest)
            try lessOfRight.add(right, times: rest)
            switch relation {
            case .equals: return [try rule(lessOfLeft, minus: right, .atMost), try rule(left, minus: lessOfRight, .atLeast)]
            case .atMost: return [try rule(lessOfLeft, minus: right, .atMost)]
            default: return [try rule(left, minus: lessOfRight, .atLeast)]
            }
        }
    }

    private static func isNeverNegative(_ sum: Sum, _ isCount: (String) -> Bool) -> Bool {
        sum.constant.sign >= 0 && sum.keys.allSatisfy { sum.coefficients[$0]!.sign > 0 && isCount($0.variable) }
    }

    /// `left − right  relation  0`, with whole coefficients.
    private static func rule(_ left: Sum, minus right: Sum, _ relation: LinearRule.Relation) throws(Failure) -> LinearRule {
        var sum = left
        try sum.add(right, times: Rational(-1))
        guard !sum.isConstant else { throw .noVariables }
        var factor: Int128 = 1
        for value in sum.keys.map({ sum.coefficients[$0]! }) + [sum.constant] {
            guard let scaled = Rational(factor).flatMap({ $0.divided(by: value.denominator) }),
                case let (product, overflow) = scaled.denominator.multipliedReportingOverflow(by: factor), !overflow
            else { throw .doesNotFit }
            factor = product
        }
        func whole(_ value: Rational) throws(Failure) -> Int {
            guard let product = value.multiplied(by: Rational(factor)!), product.isWhole, product.numerator.magnitude < largest.magnitude,
                let integer = product.integer
            else { throw .isNotLinear }
            return integer
        }
        var terms: [LinearRule.Term] = []
        for key in sum.keys {
            terms.append(LinearRule.Term(key.variable, coefficient: try whole(sum.coefficients[key]!), lag: key.lag, reach: key.reach))
        }
        return LinearRule("-", terms, relation, try whole(sum.constant.negated))
    }
}

extension Rational {
    /// A whole number below the line.
    fileprivate func divided(by denominator: Int128) -> Rational? { Rational(denominator).flatMap { divided(by: $0) } }
}

extension RuleExpression {
    /// The value of an expression without variables; `nil` for one with some, and where it leaves 128 bits or divides by zero.
    var constantValue: Rational? {
        switch self {
        case .number(let number): return number.value
        case .reference, .usual, .total, .smallestOf, .largestOf: return nil
        case .sum(let terms):
            return terms.reduce(Rational.zero) { sum, term in
                guard let value = term.expression.constantValue else { return nil }
                return term.isNegative ? sum?.subtracting(value) : sum?.adding(value)
            }
        case .product(let factors):
            return factors.reduce(Rational.one) { product, factor in
                guard let value = factor.expression.constantValue else { return nil }
                return factor.isDivisor ? product?.divided(by: value) : product?.multiplied(by: value)
            }
        case .magnitude(let inner): return inner.constantValue?.magnitude
        case .smallest(let list):
            return list.map(\.constantValue).reduce(list.first?.constantValue) { a, b in a.flatMap { a in b.map { min(a, $0) } } }
        case .largest(let list):
            return list.map(\.constantValue).reduce(list.first?.constantValue) { a, b in a.flatMap { a in b.map { max(a, $0) } } }
        }
    }
}
