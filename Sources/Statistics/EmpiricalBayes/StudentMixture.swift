/// A mixture of t distributions in memory that is used again: its mean, spread, tail beyond 0 and quantiles.
final class StudentMixture {
    struct Summary {
        let mean: Double
        /// The root of the mean variance plus the variance of the means.
        let error: Double
        let lower: Double
        let upper: Double
        /// Twice the smaller tail beyond 0.
        let pValue: Double
    }

    private var weights: [Double] = []
    private var values: [Double] = []
    private var errors: [Double] = []
    private var laws: [StudentTail] = []
    private let share: Double
    /// The normal quantile of the share.
    private let normal: Double

    /// A mixture of up to `capacity` components with intervals of a level.
    init(capacity: Int, level: Double) {
        share = (1 - level) / 2
        normal = Normal().upperTailQuantile((1 - level) / 2)
        weights.reserveCapacity(capacity)
        values.reserveCapacity(capacity)
        errors.reserveCapacity(capacity)
        laws.reserveCapacity(capacity)
    }

    func clear() {
        weights.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        errors.removeAll(keepingCapacity: true)
        laws.removeAll(keepingCapacity: true)
    }

    func add(weight: Double, value: Double, error: Double, degreesOfFreedom: Double) {
        weights.append(weight)
        values.append(value)
        errors.append(error)
        laws.append(
            laws.last?.degreesOfFreedom == degreesOfFreedom ? laws[laws.count - 1] : StudentTail(degreesOfFreedom: degreesOfFreedom))
    }

    func summary() -> Summary {
        if weights.count == 1 {
            let (value, error, law) = (values[0], errors[0], laws[0])
            let half = law.upperQuantile(share, normal: normal) * error
            let p = value == 0 ? 1 : error > 0 ? law.twoSided(value / error) : 0
            return Summary(mean: value, error: error, lower: value - half, upper: value + half, pValue: p)
        }
        var mean = 0.0
        for index in weights.indices { mean += weights[index] * values[index] }
        var square = 0.0
        for index in weights.indices {
            square += weights[index] * (errors[index] * errors[index] + (values[index] - mean) * (values[index] - mean))
        }
        let error = square.squareRoot()
        let above = tail(beyond: 0, upper: true)
        let below = tail(beyond: 0, upper: false)
        let p = values.allSatisfy { $0 == 0 } ? 1 : min(1, 2 * min(above, below))
        // The usual quantile of a t with the mixture's error is near enough to begin with.
        let reach = laws[laws.count / 2].upperQuantile(share, normal: normal) * error
        return Summary(
            mean: mean, error: error, lower: quantile(share, upper: false, start: mean - reach * 0.9, scale: error),
            upper: quantile(share, upper: true, start: mean + reach * 0.9, scale: error), pValue: p)
    }

    private func tail(beyond value: Double, upper: Bool) -> Double {
        var sum = 0.0
        for index in weights.indices {
            let distance = upper ? value - values[index] : values[index] - value
            let error = errors[index]
            sum += weights[index] * (error > 0 ? laws[index].upperTail(distance / error) : distance == 0 ? 0.5 : distance > 0 ? 0 : 1)
        }
        return sum
    }

    /// The value with `share` of the distribution beyond it, by Newton's steps within a bracket.
    private func quantile(_ share: Double, upper: Bool, start: Double, scale: Double) -> Double {
        guard scale > 0, scale.isFinite else { return start }
        let outward = upper ? 1.0 : -1.0
        var (inside, outside) = (start, start)
        var reach = 0.25 * scale
        if tail(beyond: start, upper: upper) > share {
            repeat {
                inside = outside
                outside += outward * reach
                reach *= 2
            } while tail(beyond: outside, upper: upper) > share && reach.isFinite
        } else {
            repeat {
                outside = inside
                inside -= outward * reach
                reach *= 2
            } while tail(beyond: inside, upper: upper) <= share && reach.isFinite
        }
        var value = (inside + outside) / 2
        for _ in 0..<60 {
            let excess = tail(beyond: value, upper: upper) - share
            if excess > 0 { inside = value } else { outside = value }
            var density = 0.0
            for index in weights.indices where errors[index] > 0 {
                density += weights[index] * laws[index].density((value - values[index]) / errors[index]) / errors[index]
            }
            let newton = density > 0 ? value + outward * excess / density : .infinity
            let isWithin = upper ? newton > inside && newton < outside : newton < inside && newton > outside
            let next = isWithin ? newton : (inside + outside) / 2
            if (next - value).magnitude <= 1e-12 * max(scale, value.magnitude) { return next }
            value = next
        }
        return value
    }
}
