#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The likelihood of a log-linear trend in Poisson counts, the level profiled out: a concave function of the slope alone.
///
/// **Definition.** With log μᵢ = α + βtᵢ + log Eᵢ and N = Σy, the level is α̂(β) = log(N / ΣE e^{βt}), and the profile is f(β) = βΣyt − N·log ΣE e^{βt}. It is also
/// the likelihood of *y* given N, a multinomial with probabilities ∝ E e^{βt}.
struct PoissonProfile: Sendable, Equatable {
    /// Abscissae less ``origin``.
    let t: [Double]
    let counts: [Double]
    let exposure: [Double]
    /// N, the sum of the counts, positive.
    let total: Double
    /// Σyt.
    let score: Double
    /// What was subtracted from the abscissae.
    let origin: Double
    /// The unit of the gaps between abscissae: the smallest step of all series, which this one may lack.
    let step: Double

    init(x: [Double], counts: [Double], exposure: [Double], step: Double? = nil) {
        self.step = step ?? zip(x.dropFirst(), x).map { $0 - $1 }.min() ?? 1
        let middle = (x[0] + x[x.count - 1]) / 2
        let t = x.map { $0 - middle }
        origin = middle
        self.t = t
        self.counts = counts
        self.exposure = exposure
        total = counts.reduce(0, +)
        score = zip(t, counts).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// log ΣE e^{βt}, and mean and variance of *t* under the weights E e^{βt}.
    func moments(_ beta: Double) -> (logSum: Double, mean: Double, variance: Double) {
        let largest = t.reduce(-Double.infinity) { max($0, beta * $1) }
        var (sum, first, second) = (0.0, 0.0, 0.0)
        for (abscissa, weight) in zip(t, exposure) {
            let term = weight * exp(beta * abscissa - largest)
            sum += term
            first += term * abscissa
            second += term * abscissa * abscissa
        }
        let mean = first / sum
        return (log(sum) + largest, mean, max(0, second / sum - mean * mean))
    }

    /// f(β); the limit where β is infinite because all counts lie at one end.
    func value(_ beta: Double) -> Double {
        if beta.isInfinite {
            let end = beta > 0 ? t.count - 1 : 0
            return -total * log(exposure[end])
        }
        return beta * score - total * moments(beta).logSum
    }

    /// β̂, ±∞ when every count lies at the last or the first abscissa.
    func maximum() -> Double {
        if counts.dropLast().allSatisfy({ $0 == 0 }) { return .infinity }
        if counts.dropFirst().allSatisfy({ $0 == 0 }) { return -.infinity }
        let rate = counts[0] / exposure[0]
        if zip(counts, exposure).allSatisfy({ $0 / $1 == rate }) { return 0 }
        var beta = 0.0
        let target = score / total
        let span = t[t.count - 1] - t[0]
        for _ in 0..<200 {
            let (_, mean, variance) = moments(beta)
            let full = (target - mean) / max(variance, 1e-300)
            // Newton on a monotone function; a step is held to where the weights change by at most e⁴ over the span.
            let step = min(max(full, -4 / span), 4 / span)
            beta += step
            if step.magnitude <= 1e-15 * max(beta.magnitude, 1e-3 / span) { break }
        }
        // Rounding must not make a trend of a series that has none.
        return beta.magnitude * span < 1e-15 ? 0 : beta
    }

    /// Expected counts at a slope.
    func expected(_ beta: Double) -> [Double] {
        if beta.isInfinite { return counts }
        let logSum = moments(beta).logSum
        return zip(t, exposure).map { total * $1 * exp(beta * $0 - logSum) }
    }

    /// Pearson's X² = Σ(y − μ)²/μ at a slope.
    func pearson(_ beta: Double) -> Double {
        zip(counts, expected(beta)).reduce(0) { sum, pair in
            pair.1 > 0 ? sum + (pair.0 - pair.1) * (pair.0 - pair.1) / pair.1 : sum
        }
    }

    /// The slopes on either side of β̂ where f has fallen by `drop`.
    func interval(around beta: Double, drop: Double) -> (lower: Double, upper: Double) {
        let top = value(beta)
        func end(_ direction: Double) -> Double {
            if beta == direction * .infinity { return beta }
            let start = beta.isInfinite ? 0 : beta
            let span = t[t.count - 1] - t[0]
            var (inside, outside) = (start, start)
            if beta.isInfinite {
                // From the far side the likelihood rises toward the infinite maximum: walk out until it is within the drop, then bracket.
                while top - value(inside) > drop { inside -= direction / span * 8 }
                outside = inside
            }
            var reach = 1 / span
            repeat {
                outside += direction * reach
                reach *= 2
                if reach > 1e6 / span { return direction * .infinity }
            } while top - value(outside) < drop
            for _ in 0..<200 {
                let middle = (inside + outside) / 2
                if middle == inside || middle == outside { break }
                if top - value(middle) < drop { inside = middle } else { outside = middle }
            }
            return (inside + outside) / 2
        }
        return (end(-1), end(1))
    }
}
