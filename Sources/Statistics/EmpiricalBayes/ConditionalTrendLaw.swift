#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The exact law of T = Σyₖ·k for Poisson counts at whole steps *k*, given their sum: what small counts are tested by.
///
/// **Definition.** Given N = Σy the counts are N independent draws of a step with probabilities ∝ Eₖ e^{βk}. The law of T at β = 0 is an N-fold convolution; at
/// any other β it is that law tilted by e^{βT}, so that one table gives the test and, inverted, the interval.
struct ConditionalTrendLaw: Sendable, Equatable {
    /// P(T = k) without a trend.
    let probabilities: [Double]
    /// T of the data.
    let observed: Int

    /// `nil` when counts or steps are not whole numbers.
    init?(steps: [Double], counts: [Double], exposure: [Double]) {
        let whole = steps.map { Int($0.rounded()) }
        guard zip(steps, whole).allSatisfy({ ($0 - Double($1)).magnitude < 1e-9 }), counts.allSatisfy({ $0 == $0.rounded() }) else { return nil }
        let sum = exposure.reduce(0, +)
        let largest = whole.max() ?? 0
        var law = [1.0]
        for _ in 0..<Int(counts.reduce(0, +)) {
            var next = [Double](repeating: 0, count: law.count + largest)
            for (step, weight) in zip(whole, exposure) {
                for (k, p) in law.enumerated() { next[k + step] += p * weight / sum }
            }
            law = next
        }
        probabilities = law
        observed = zip(whole, counts).reduce(0) { $0 + $1.0 * Int($1.1) }
    }

    /// P(T ≤ observed) and P(T ≥ observed) at a slope for each step.
    func tails(_ beta: Double) -> (lower: Double, upper: Double) {
        let last = Double(probabilities.count - 1)
        let anchor = beta > 0 ? last : 0
        var (below, at, above) = (0.0, 0.0, 0.0)
        for (k, p) in probabilities.enumerated() {
            let weight = p * exp(beta * (Double(k) - anchor))
            if k < observed { below += weight } else if k == observed { at += weight } else { above += weight }
        }
        let sum = below + at + above
        return ((below + at) / sum, (above + at) / sum)
    }

    /// Twice the smaller tail without a trend, at most 1.
    var pValue: Double {
        let (lower, upper) = tails(0)
        return min(1, 2 * min(lower, upper))
    }

    /// The slopes that neither tail rejects at (1 − level)/2.
    func interval(level: Double) -> (lower: Double, upper: Double) {
        let share = (1 - level) / 2
        func solve(_ rejected: (Double) -> Bool, direction: Double) -> Double {
            var (inside, outside) = (0.0, 0.0)
            var reach = 0.25
            // A slope of e^±50 a step is where the law stands at its end.
            if rejected(0) {
                repeat {
                    inside -= direction * reach
                    reach *= 2
                    if reach > 200 { return inside }
                } while rejected(inside)
            } else {
                repeat {
                    outside += direction * reach
                    reach *= 2
                    if reach > 200 { return direction * .infinity }
                } while !rejected(outside)
            }
            for _ in 0..<100 {
                let middle = (inside + outside) / 2
                if rejected(middle) { outside = middle } else { inside = middle }
            }
            return (inside + outside) / 2
        }
        return (solve({ tails($0).upper < share }, direction: -1), solve({ tails($0).lower < share }, direction: 1))
    }
}
