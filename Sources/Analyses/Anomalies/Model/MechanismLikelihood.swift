import Disclosure
import Foundation
import Rules
import Statistics

/// How a value far from its prediction may have come about, weighed against a real change.
///
/// **Definition.** Each hypothesis names the values y′ that may have been meant; its likelihood is the mean predictive probability of y′ over the
/// ways in which the slip can happen, times the prior share of the slip. A real change is a Cauchy deviate of the logarithm. The best
/// hypothesis counts when it is `leastRatio` times likelier than a real change.
struct MechanismLikelihood: Sendable {
    /// The best explanation.
    struct Explanation: Sendable {
        let mechanism: Finding.Mechanism
        /// The value that was probably meant.
        let meant: Double
        /// Its likelihood over that of a real change.
        let ratio: Double
    }

    /// How much likelier than a real change a slip must be.
    static let leastRatio = 3.0
    /// The scale of a real change of level, in natural logarithms.
    private static let realChangeScale = 0.5

    let mean: Double
    let dispersion: Double
    let isMoney: Bool

    /// The best slip for an observed value; `nil` when a real change is the better explanation.
    func explanation(of observed: Double, lastYear: Double?) -> Explanation? {
        let z = log1p(observed)
        let deviation = (z - log1p(mean)) / Self.realChangeScale
        let real = 1 / (Double.pi * Self.realChangeScale * (1 + deviation * deviation)) / (1 + observed)
        var best: Explanation?
        func offer(_ mechanism: Finding.Mechanism, _ meant: [Double], prior: Double) {
            guard !meant.isEmpty else { return }
            let likelihoods = meant.map { ($0, density($0)) }
            let total = likelihoods.reduce(0) { $0 + $1.1 } / Double(meant.count)
            guard let top = likelihoods.max(by: { $0.1 < $1.1 }) else { return }
            let ratio = prior * total / real
            if ratio > best?.ratio ?? Self.leastRatio { best = Explanation(mechanism: mechanism, meant: top.0, ratio: ratio) }
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
        if let typed = Int(exactly: observed), typed >= 10 {
            let digits = Array(String(typed).utf8)
            offer(.transposedDigits, Self.transpositions(digits), prior: 0.1)
            offer(.extraDigit, Self.deletions(digits), prior: 0.05)
            offer(.droppedDigit, Self.insertions(digits), prior: 0.5)
        }
        if let lastYear, lastYear == observed, observed >= 10 {
            best = Explanation(mechanism: .copiedFromLastYear, meant: mean.rounded(), ratio: max(best?.ratio ?? 0, 0.05 / real))
        }
        return best
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

    private static func deletions(_ digits: [UInt8]) -> [Double] {
        digits.indices.map { place in
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
