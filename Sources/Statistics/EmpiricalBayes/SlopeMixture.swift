/// The distribution of a slope as a mixture of t distributions, one for each value of a shared parameter that is not known.
struct SlopeMixture: Sendable, Equatable {
    struct Component: Sendable, Equatable {
        let weight: Double
        let slope: Double
        let error: Double
        let degreesOfFreedom: Double
    }

    let components: [Component]

    /// Σ weight·slope.
    var slope: Double { components.reduce(0) { $0 + $1.weight * $1.slope } }

    /// The root of the mean variance plus the variance of the means.
    var error: Double {
        if components.count == 1 { return components[0].error }
        let center = slope
        return components.reduce(0) { $0 + $1.weight * ($1.error * $1.error + ($1.slope - center) * ($1.slope - center)) }.squareRoot()
    }

    /// The degrees of freedom of the heaviest component.
    var degreesOfFreedom: Double { components.max { $0.weight < $1.weight }?.degreesOfFreedom ?? .infinity }

    /// Twice the smaller tail beyond 0.
    var pValue: Double {
        if components.count == 1 {
            let only = components[0]
            return StudentT(degreesOfFreedom: only.degreesOfFreedom).twoSidedPValue(only.slope == 0 ? 0 : only.slope / only.error)
        }
        return min(1, 2 * min(tail(beyond: 0, upper: true), tail(beyond: 0, upper: false)))
    }

    /// P(slope > value), or below.
    private func tail(beyond value: Double, upper: Bool) -> Double {
        components.reduce(0) { sum, part in
            let distance = upper ? value - part.slope : part.slope - value
            let law = StudentT(degreesOfFreedom: part.degreesOfFreedom)
            // No error: all weight at the slope, half of it on either side of itself.
            let share = part.error > 0 ? law.upperTail(distance / part.error) : distance == 0 ? 0.5 : distance > 0 ? 0 : 1
            return sum + part.weight * share
        }
    }

    /// The central interval of a level.
    func interval(level: Double) -> ConfidenceInterval {
        let share = (1 - level) / 2
        let ends = components.map { part -> (Double, Double) in
            let half = StudentT(degreesOfFreedom: part.degreesOfFreedom).upperTailQuantile(share) * part.error
            return (part.slope - half, part.slope + half)
        }
        if ends.count == 1 { return ConfidenceInterval(lower: ends[0].0, upper: ends[0].1, level: level) }
        return ConfidenceInterval(
            lower: quantile(beyond: share, upper: false, within: ends.map(\.0)), upper: quantile(beyond: share, upper: true, within: ends.map(\.1)),
            level: level)
    }

    /// The value with `share` of the distribution above it, or below, between the least and the largest of the components' own.
    private func quantile(beyond share: Double, upper: Bool, within bounds: [Double]) -> Double {
        var (low, high) = (bounds.min() ?? 0, bounds.max() ?? 0)
        var value = zip(components, bounds).reduce(0) { $0 + $1.0.weight * $1.1 }
        for _ in 0..<60 {
            let excess = tail(beyond: value, upper: upper) - share
            // Too much lies beyond: the value is to go outward.
            if (excess > 0) == upper { low = value } else { high = value }
            let density = components.reduce(0) { sum, part in
                part.error > 0
                    ? sum + part.weight * StudentT(degreesOfFreedom: part.degreesOfFreedom).density((value - part.slope) / part.error) / part.error
                    : sum
            }
            let newton = density > 0 ? value + (upper ? excess : -excess) / density : .infinity
            let next = newton > low && newton < high ? newton : low + (high - low) / 2
            if (next - value).magnitude <= 1e-11 * max(high - low, value.magnitude) { return next }
            value = next
        }
        return value
    }
}
