import Disclosure
import Foundation
import Rules
import Statistics

/// How a value far from its prediction may have come about, weighed against a real change.
///
/// **Definition.** Each hypothesis names the values y′ that may have been meant; its likelihood is the mean predictive probability of y′ over the
/// ways in which the slip can happen, times the prior share of the slip. A real change is a Cauchy deviate of the logarithm. The best
/// hypothesis counts when it is `leastRatio` times likelier than a real change and what it takes for meant is itself within `plausible` scales of
/// the prediction: that a slip brings a wild value a little nearer explains nothing.
struct MechanismLikelihood: Sendable {
    /// What the cell counts, as far as slips of understanding depend on it.
    enum Content: Sendable {
        /// Money, with decimals.
        case money
        /// Items or decisions of a kind that money is paid for: an amount may stand there instead. Last known number of items, where there is one.
        case decisions(items: Double?)
        /// Any other count.
        case count
    }

    /// The best explanation.
    struct Explanation: Sendable {
        let mechanism: Finding.Mechanism
        /// The value that was probably meant; `nil` when the slip does not tell.
        let meant: Double?
        /// Its likelihood over that of a real change.
        let ratio: Double
    }

    /// How much likelier than a real change a slip must be.
    static let leastRatio = 3.0
    /// How many scales from the prediction the value meant may lie.
    static let plausible = 2.5
    /// The scale of a real change of level, in natural logarithms.
    private static let realChangeScale = 0.5
    /// What a decision costs on average, in 元: the logarithm and its spread over bodies and kinds.
    private static let price = (logarithm: 7.5, spread: 1.5)
    private static let logOfTenThousand = 9.210340371976184

    let mean: Double
    let dispersion: Double
    let content: Content

    private var isMoney: Bool {
        if case .money = content { return true }
        return false
    }

    /// The best slip for an observed value; `nil` when a real change is the better explanation.
    func explanation(of observed: Double, lastYear: Double?) -> Explanation? {
        let z = log1p(observed)
        let deviation = (z - log1p(mean)) / Self.realChangeScale
        let real = 1 / (Double.pi * Self.realChangeScale * (1 + deviation * deviation)) / (1 + observed)
        var best: Explanation?
        func offer(_ mechanism: Finding.Mechanism, likelihood: Double, meant: Double?) {
            let ratio = likelihood / real
            if ratio > best?.ratio ?? Self.leastRatio { best = Explanation(mechanism: mechanism, meant: meant, ratio: ratio) }
        }
        func offer(_ mechanism: Finding.Mechanism, _ meant: [Double], prior: Double) {
            guard !meant.isEmpty else { return }
            let likelihoods = meant.map { ($0, density($0)) }
            let total = likelihoods.reduce(0) { $0 + $1.1 } / Double(meant.count)
            guard let top = likelihoods.max(by: { $0.1 < $1.1 }), isPlausible(top.0) else { return }
            offer(mechanism, likelihood: prior * total, meant: top.0)
        }
        // Counts are masses: ten times y′ stands just where y′ was. Money is a density, stretched by the factor.
        for (mechanism, power) in [(Finding.Mechanism.factor10, 10.0), (.factor100, 100), (.factor10000, 10_000)] {
            let prior = mechanism == .factor10000 ? (isMoney ? 0.2 : 0.02) : 0.1
            let quotient = observed / power
            if isMoney {
                offer(mechanism, [quotient], prior: prior / power)
            } else if quotient == quotient.rounded() {
                offer(mechanism, [quotient], prior: prior)
            }
            if observed > 0 { offer(mechanism, [observed * power], prior: isMoney ? prior * power : prior) }
        }
        if !isMoney, let typed = Int(exactly: observed), typed >= 10 {
            let digits = Array(String(typed).utf8)
            offer(.transposedDigits, Self.transpositions(digits), prior: 0.1)
            offer(.extraDigit, Self.deletions(digits), prior: 0.1)
            offer(.droppedDigit, Self.insertions(digits), prior: 0.5)
        }
        if case .decisions(let items) = content {
            for (unit, prior) in [(0.0, 0.08), (Self.logOfTenThousand, 0.02)] {
                let deviation = (log(max(observed, 1) / mean) - Self.price.logarithm + unit) / Self.price.spread
                let density = exp(-deviation * deviation / 2) / (Self.price.spread * (2 * Double.pi).squareRoot())
                if observed > mean { offer(.moneyInCount, likelihood: prior * density / observed, meant: nil) }
            }
            if let items, items == observed, items >= 10 { offer(.itemsForDecisions, likelihood: 0.05, meant: nil) }
        }
        if let lastYear, lastYear == observed, observed >= 10 { offer(.copiedFromLastYear, likelihood: 0.05, meant: nil) }
        return best
    }

    private func isPlausible(_ meant: Double) -> Bool {
        (log1p(meant) - log1p(mean)).magnitude <= Self.plausible * (dispersion + 1 / (1 + mean)).squareRoot()
    }

    /// The predictive probability of a value, or its density where it is not whole.
    private func density(_ value: Double) -> Double {
        guard value >= 0 else { return 0 }
        if value == value.rounded(), value < 1e9 { return NegativeBinomial(mean: mean, dispersion: max(dispersion, 1e-6)).probability(Int(value)) }
        // Money: the log-normal of the same mean and dispersion.
        let variance = dispersion + 1 / (1 + mean)
        let z = log1p(value) - log1p(mean)
        return exp(-z * z / (2 * variance)) / (2 * Double.pi * variance).squareRoot() / (1 + value)
    }

    private static func number(_ digits: [UInt8]) -> Double { digits.reduce(0.0) { $0 * 10 + Double($1 - 48) } }

    private static func transpositions(_ digits: [UInt8]) -> [Double] {
        digits.indices.dropLast().filter { digits[$0] != digits[$0 + 1] }.map { place in
            var swapped = digits
            swapped.swapAt(place, place + 1)
            return number(swapped)
        }
    }

    /// Without a digit that was typed twice, or a zero too many.
    private static func deletions(_ digits: [UInt8]) -> [Double] {
        digits.indices.filter { digits[$0] == 48 || ($0 > 0 && digits[$0 - 1] == digits[$0]) }.map { place in
            var shorter = digits
            shorter.remove(at: place)
            return number(shorter)
        }
    }

    private static func insertions(_ digits: [UInt8]) -> [Double] {
        (0...digits.count).flatMap { place in
            (UInt8(48)...57).compactMap { digit in
                if place == 0 && digit == 48 { return nil }
                var longer = digits
                longer.insert(digit, at: place)
                return number(longer)
            }
        }
    }
}
