internal import CSpecialFunctions
internal import Glibc

/// The law of the response in a generalized linear model, with its canonical or customary link.
public enum GeneralizedLinearFamily: Sendable, Equatable {
    /// Counts with variance equal to the mean; logarithmic link.
    case poisson
    /// Counts with variance φ·mean, φ estimated by X²/(n − p); logarithmic link, t tests.
    case quasiPoisson
    /// Counts with variance μ + αμ²; logarithmic link. Without a number α is estimated by maximum likelihood, 0 when the counts vary no more than Poisson's.
    case negativeBinomial(dispersion: Double? = nil)
    /// Proportions of successes among trials; logit link.
    case binomial
    /// Proportions with variance φ·μ(1 − μ)/trials, φ estimated; logit link, t tests.
    case quasiBinomial

    /// Whether the variance has a factor to be estimated.
    var hasScale: Bool { self == .quasiPoisson || self == .quasiBinomial }
    var isProportion: Bool { self == .binomial || self == .quasiBinomial }

    func mean(_ eta: Double) -> Double {
        guard isProportion else { return exp(min(eta, 700)) }
        return eta >= 0 ? 1 / (1 + exp(-eta)) : exp(eta) / (1 + exp(eta))
    }

    func link(_ mu: Double) -> Double { isProportion ? log(mu / (1 - mu)) : log(mu) }

    /// A mean inside the range to start from.
    func start(_ y: Double, _ weight: Double) -> Double {
        isProportion ? (weight * y + 0.5) / (weight + 1) : max(y, 0.1)
    }

    /// How many means ran to 0, or 1 for proportions, to ten digits.
    func atBoundary(_ mu: [Double]) -> Int { mu.count { $0 < 1e-10 || (isProportion && $0 > 1 - 1e-10) } }

    /// dμ/dη.
    func slope(_ mu: Double) -> Double { isProportion ? mu * (1 - mu) : mu }

    /// V(μ), with α for the negative binomial.
    func variance(_ mu: Double, _ alpha: Double) -> Double {
        switch self {
        case .poisson, .quasiPoisson: mu
        case .negativeBinomial: mu + alpha * mu * mu
        case .binomial, .quasiBinomial: mu * (1 - mu)
        }
    }

    /// The contribution of one row of weight 1 to the deviance.
    func deviance(_ y: Double, _ mu: Double, _ alpha: Double) -> Double {
        switch self {
        case .poisson, .quasiPoisson: return 2 * ((y > 0 ? y * log(y / mu) : 0) - (y - mu))
        case .negativeBinomial:
            guard alpha > 0 else { return 2 * ((y > 0 ? y * log(y / mu) : 0) - (y - mu)) }
            return 2 * ((y > 0 ? y * log(y / mu) : 0) - (y + 1 / alpha) * log1p(alpha * (y - mu) / (1 + alpha * mu)))
        case .binomial, .quasiBinomial: return 2 * ((y > 0 ? y * log(y / mu) : 0) + (y < 1 ? (1 - y) * log((1 - y) / (1 - mu)) : 0))
        }
    }

    /// The log-likelihood of one row; 0 for the families that have none.
    func logLikelihood(_ y: Double, _ mu: Double, _ weight: Double, _ alpha: Double) -> Double {
        switch self {
        case .quasiPoisson, .quasiBinomial: return 0
        case .poisson: return y * log(mu) - mu - special_lgamma(y + 1)
        case .negativeBinomial:
            guard alpha > 0 else { return y * log(mu) - mu - special_lgamma(y + 1) }
            let theta = 1 / alpha
            return special_lgamma(y + theta) - special_lgamma(theta) - special_lgamma(y + 1) - theta * log1p(alpha * mu)
                + (y > 0 ? y * log(mu / (theta + mu)) : 0)
        case .binomial:
            let k = weight * y
            let choose = special_lgamma(weight + 1) - special_lgamma(k + 1) - special_lgamma(weight - k + 1)
            return choose + (k > 0 ? k * log(mu) : 0) + (k < weight ? (weight - k) * log(1 - mu) : 0)
        }
    }
}

/// The dispersion α of negative binomial counts at given means, by maximum likelihood.
enum NegativeBinomialDispersion {
    /// α̂; 0 where the counts vary no more than Poisson's.
    static func maximumLikelihood(_ y: [Double], _ mu: [Double], start: Double?) throws(EstimationError) -> Double {
        let excess = zip(y, mu).reduce(0.0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) - $1.0 }
        guard excess > 1e-10 * mu.reduce(0, +) else { return 0 }
        // The score in θ = 1/α is positive below the root and negative above it.
        func score(_ theta: Double) -> (value: Double, slope: Double) {
            let (psi, tri) = (special_digamma(theta), special_trigamma(theta))
            var (value, slope) = (0.0, 0.0)
            for (k, m) in zip(y, mu) {
                value += special_digamma(k + theta) - psi - log1p(m / theta) + (m - k) / (theta + m)
                slope += special_trigamma(k + theta) - tri + 1 / theta - 2 / (theta + m) + (k + theta) / ((theta + m) * (theta + m))
            }
            return (value, slope)
        }
        var (low, high) = (log(1e-8), log(1e8))
        guard score(1e8).value < 0 else { return 0 }
        let moment = mu.reduce(0) { $0 + $1 * $1 } / excess
        var u = min(max(log(start.map { 1 / $0 } ?? moment), low), high)
        for _ in 0..<200 {
            let theta = exp(u)
            let (value, slope) = score(theta)
            if value > 0 { low = u } else { high = u }
            let newton = u - value / (slope * theta)
            let next = newton > low && newton < high ? newton : (low + high) / 2
            if abs(next - u) < 1e-14 * max(1, abs(u)) || high - low < 1e-14 { return exp(-next) }
            u = next
        }
        throw .notConverged(iterations: 200, change: high - low)
    }
}
