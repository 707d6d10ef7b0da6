#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Shrinks the variances of many series toward a smooth function of their size: small bodies vary by chance alone, large ones as their business does.
///
/// A prior that is the same for all sizes rejects too seldom among small series and three times too often among the largest.
///
/// ```swift
/// let shrinkage = SizeTrendedShrinkage(logSizes: sizes, degreesOfFreedom: d)
/// let prior = shrinkage.prior(logVariances: s2.map { log($0) })
/// ```
/// **Definition.** e = log s² − ψ(d/2) + log(d/2) is regressed on a natural cubic spline of the log size with knots at its quantiles .1, .5 and .9, linear beyond; a straight line or a
/// constant where sizes do not differ enough. With the leverage h and τ² = max(0, Var(residual) − mean ψ′(d/2)): d₀ᵢ = 2ψ′⁻¹(τ² + hᵢ(τ² + ψ′(dᵢ/2))) and
/// s₀ᵢ² = exp(fit + ψ(d₀ᵢ/2) − log(d₀ᵢ/2)), so that what is not known of the curve counts as well. Posterior as in ``VarianceShrinkage``.
/// - Complexity: O(*m*) for each set of variances after O(*m* log *m*) once.
/// - References: Phipson, Lee, Majewski, Alexander & Smyth (2016), *Ann. Appl. Stat.* 10, 946–963. Test values: SciPy, `Tests/StatisticsTests/ReferenceValues/SharedTrends.py`.
public struct SizeTrendedShrinkage: Sendable {
    /// Degrees of freedom of each variance.
    public let degreesOfFreedom: [Int]
    /// An orthonormal basis of the curve, column by column.
    private let basis: [[Double]]
    private let leverages: [Double]
    /// ψ(d/2) − log(d/2), ψ′(d/2) by d.
    private let offsets: [Double]
    private let spreads: [Double]
    private let meanSpread: Double
    private let total: Double

    /// The priors of all series at one set of variances.
    public struct Prior: Sendable {
        /// s₀ᵢ².
        public var variances: [Double]
        /// d₀ᵢ.
        public var degreesOfFreedom: [Double]
        /// log-density of the variances, but for terms that depend on the data alone.
        public var logLikelihood: Double
    }

    /// The curve over the given log sizes, finite, for variances on positive degrees of freedom.
    public init(logSizes: [Double], degreesOfFreedom: [Int]) {
        precondition(logSizes.count == degreesOfFreedom.count, "\(logSizes.count) sizes, \(degreesOfFreedom.count) degrees of freedom")
        precondition(degreesOfFreedom.allSatisfy { $0 > 0 }, "a variance without degrees of freedom")
        self.degreesOfFreedom = degreesOfFreedom
        let most = degreesOfFreedom.max() ?? 1
        offsets = (0...most).map { $0 == 0 ? 0 : GammaSeries.digamma(Double($0) / 2) - log(Double($0) / 2) }
        spreads = (0...most).map { $0 == 0 ? 0 : GammaSeries.trigamma(Double($0) / 2) }
        let spreads = self.spreads
        meanSpread = degreesOfFreedom.reduce(0) { $0 + spreads[$1] } / Double(max(degreesOfFreedom.count, 1))
        total = Double(degreesOfFreedom.reduce(0, +))
        let basis = NaturalSpline(logSizes).orthonormalColumns(logSizes)
        self.basis = basis
        leverages = logSizes.indices.map { index in basis.reduce(0) { $0 + $1[index] * $1[index] } }
    }

    /// The most degrees of freedom that a posterior has: those of all series together.
    public var pooledDegreesOfFreedom: Double { total }

    /// The prior that variances at hand show.
    public func prior(logVariances: [Double]) -> Prior {
        let (fitted, tau) = curve(logVariances)
        var prior = Prior(
            variances: Array(repeating: 0, count: fitted.count), degreesOfFreedom: Array(repeating: 0, count: fitted.count), logLikelihood: 0)
        var cache = InverseTrigamma()
        for index in fitted.indices {
            let d = degreesOfFreedom[index]
            let d0 = 2 * cache.value(tau + leverages[index] * (tau + spreads[d]))
            let s0 = exp(fitted[index] + GammaSeries.digamma(d0 / 2) - log(d0 / 2))
            prior.degreesOfFreedom[index] = d0
            prior.variances[index] = s0
            prior.logLikelihood += Self.logDensity(variance: exp(logVariances[index]), d: Double(d), d0: d0, s0: s0)
        }
        return prior
    }

    /// About what ``prior(logVariances:)`` gives as its likelihood, with one d₀ for all: enough to find where ρ is likely.
    func roughLogLikelihood(logVariances: [Double]) -> Double {
        let (fitted, tau) = curve(logVariances)
        let count = Double(fitted.count)
        let d0 = 2 * InverseTrigamma.newton(tau + Double(basis.count) / count * (tau + meanSpread))
        let shift = GammaSeries.digamma(d0 / 2) - log(d0 / 2)
        var (sum, cached, constant) = (0.0, -1, 0.0)
        for index in fitted.indices {
            let d = degreesOfFreedom[index]
            if d != cached {
                cached = d
                constant = GammaSeries.logGamma((d0 + Double(d)) / 2) - GammaSeries.logGamma(d0 / 2) - Double(d) / 2 * log(d0)
            }
            // log of s₀^{d₀}(d₀s₀² + ds²)^{−(d₀ + d)/2}, in terms of the ratio.
            let logS0 = fitted[index] + shift
            let ratio = exp(logVariances[index] - logS0)
            sum += constant - Double(d) / 2 * logS0 - (d0 + Double(d)) / 2 * log1p(Double(d) / d0 * ratio)
        }
        return sum
    }

    static func logDensity(variance: Double, d: Double, d0: Double, s0: Double) -> Double {
        GammaSeries.logGamma((d0 + d) / 2) - GammaSeries.logGamma(d0 / 2) - d / 2 * log(d0 * s0) - (d0 + d) / 2 * log1p(d * variance / (d0 * s0))
    }

    /// The fitted e, and τ².
    private func curve(_ logVariances: [Double]) -> (fitted: [Double], tau: Double) {
        precondition(logVariances.count == degreesOfFreedom.count, "\(logVariances.count) variances for \(degreesOfFreedom.count) series")
        var e = logVariances
        for index in e.indices { e[index] -= offsets[degreesOfFreedom[index]] }
        var fitted = [Double](repeating: 0, count: e.count)
        for column in basis {
            var product = 0.0
            for index in e.indices { product += column[index] * e[index] }
            for index in e.indices { fitted[index] += product * column[index] }
        }
        var square = 0.0
        for index in e.indices { square += (e[index] - fitted[index]) * (e[index] - fitted[index]) }
        let free = Double(max(e.count - basis.count, 1))
        return (fitted, max(0, square / free - meanSpread))
    }
}

/// ψ′⁻¹, remembering nothing but the last value: neighbors are alike.
struct InverseTrigamma {
    private var last: (argument: Double, value: Double) = (.nan, .nan)

    mutating func value(_ argument: Double) -> Double {
        if argument == last.argument { return last.value }
        last = (argument, Self.newton(argument))
        return last.value
    }

    /// Newton on 1/ψ′, which is convex; arguments below 1e-10 count as that.
    static func newton(_ argument: Double) -> Double {
        let y = max(argument, 1e-10)
        if y > 1e7 { return 1 / y.squareRoot() }
        var x = 0.5 + 1 / y
        for _ in 0..<50 {
            let tri = GammaSeries.trigamma(x)
            let change = tri * (1 - tri / y) / GammaSeries.tetragamma(x)
            x += change
            if change.magnitude < 1e-13 * x { break }
        }
        return x
    }
}

/// A natural cubic spline with knots at three quantiles, linear beyond the outer ones.
struct NaturalSpline {
    /// The knots, increasing; none where there is no curve but a line, or no line.
    private let knots: [Double]
    private let isConstant: Bool
    private let center: Double

    init(_ values: [Double]) {
        let sorted = values.sorted()
        guard let least = sorted.first, let most = sorted.last, most - least > 1e-9 * max(1, most.magnitude) else {
            (knots, isConstant, center) = ([], true, 0)
            return
        }
        func quantile(_ share: Double) -> Double {
            let place = share * Double(sorted.count - 1)
            let below = Int(place)
            return sorted[below] + (place - Double(below)) * (sorted[min(below + 1, sorted.count - 1)] - sorted[below])
        }
        let three = [quantile(0.1), quantile(0.5), quantile(0.9)]
        let span = most - least
        knots = three[1] - three[0] > 1e-6 * span && three[2] - three[1] > 1e-6 * span ? three : []
        center = three[1]
        isConstant = false
    }

    /// The columns over values, orthonormal by Gram and Schmidt; those that add nothing are left out.
    func orthonormalColumns(_ values: [Double]) -> [[Double]] {
        var columns = [[Double](repeating: 1, count: values.count)]
        if !isConstant { columns.append(values.map { $0 - center }) }
        if !knots.isEmpty { columns.append(values.map(curved)) }
        var result: [[Double]] = []
        for column in columns {
            var rest = column
            let whole = column.reduce(0) { $0 + $1 * $1 }
            // Twice is enough.
            for _ in 0..<2 {
                for other in result {
                    var product = 0.0
                    for index in rest.indices { product += rest[index] * other[index] }
                    for index in rest.indices { rest[index] -= product * other[index] }
                }
            }
            let square = rest.reduce(0) { $0 + $1 * $1 }
            if square > 1e-16 * whole, square > 0 { result.append(rest.map { $0 / square.squareRoot() }) }
        }
        return result
    }

    private func curved(_ value: Double) -> Double {
        func cube(_ u: Double) -> Double { u > 0 ? u * u * u : 0 }
        func part(_ j: Int) -> Double { (cube(value - knots[j]) - cube(value - knots[2])) / (knots[2] - knots[j]) }
        return (part(0) - part(1)) / ((knots[2] - knots[0]) * (knots[2] - knots[0]))
    }
}
