#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The exact law of T = Σyₖ·k for Poisson counts at whole steps *k*, given their sum: what small counts are tested by.
///
/// **Definition.** Given N = Σy the counts are N independent draws of a step with probabilities ∝ Eₖ e^{βk}. The law of T at β = 0 is an N-fold convolution; at
/// any other β it is that law tilted by e^{βT}, so that one table gives the test and, inverted, the interval. Over-dispersed or autocorrelated counts have the same mean and
/// a wider law: it is stretched about its mean by the root of the inflated variance.
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

    /// The tails at and beyond the observed T when the law is drawn wider about its mean by each factor, averaged with their weights.
    ///
    /// A factor of 1 gives P(T ≤ observed) and P(T ≥ observed); between two possible values the tails are interpolated.
    /// - Parameter beta: the slope for each step.
    func tails(_ beta: Double, spreads: [(weight: Double, factor: Double)] = [(1, 1)]) -> (lower: Double, upper: Double) {
        let last = Double(probabilities.count - 1)
        let anchor = beta > 0 ? last : 0
        var tilted = [Double](repeating: 0, count: probabilities.count)
        var (sum, first) = (0.0, 0.0)
        for (k, p) in probabilities.enumerated() where p > 0 {
            let weight = p * exp(beta * (Double(k) - anchor))
            tilted[k] = weight
            sum += weight
            first += weight * Double(k)
        }
        let mean = first / sum
        // Sums from either end, so that small tails keep their digits.
        func beyond(_ place: Double, upper: Bool) -> Double {
            let floor = place.rounded(.down)
            let part = place - floor
            let index = Int(floor)
            func from(_ k: Int) -> Double {
                if upper { return k >= tilted.count ? 0 : tilted[max(k, 0)...].reduce(0, +) / sum }
                return k < 0 ? 0 : tilted[...min(k, tilted.count - 1)].reduce(0, +) / sum
            }
            return part == 0 ? from(index) : (1 - part) * from(index) + part * from(index + 1)
        }
        var (lower, upper) = (0.0, 0.0)
        for (weight, factor) in spreads {
            let place = factor == 1 ? Double(observed) : min(max(mean + (Double(observed) - mean) / factor, 0), last)
            lower += weight * beyond(place, upper: false)
            upper += weight * beyond(place, upper: true)
        }
        return (lower, upper)
    }

    /// Twice the smaller tail without a trend, at most 1.
    func pValue(spreads: [(weight: Double, factor: Double)] = [(1, 1)]) -> Double {
        let (lower, upper) = tails(0, spreads: spreads)
        return min(1, 2 * min(lower, upper))
    }

    /// The slopes that neither tail rejects at (1 − level)/2.
    func interval(level: Double, spreads: [(weight: Double, factor: Double)] = [(1, 1)]) -> (lower: Double, upper: Double) {
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
            for _ in 0..<60 {
                let middle = (inside + outside) / 2
                if rejected(middle) { outside = middle } else { inside = middle }
            }
            return (inside + outside) / 2
        }
        return (
            solve({ tails($0, spreads: spreads).upper < share }, direction: -1), solve({ tails($0, spreads: spreads).lower < share }, direction: 1)
        )
    }
}
