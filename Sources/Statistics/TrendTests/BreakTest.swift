/// One break in a series at an unknown time: the largest F over the possible times, with its p-value from permutations.
///
/// For yearly series this short, asymptotic critical values of sup-F are far off; permuted residuals are exact for exchangeable errors.
///
/// **Definition.** F(k) = (RSS₀ − RSS₁(k))/q / (RSS₁(k)/(n − 2q)), where RSS₀ is of one model for the whole series and RSS₁(k) of one before and one from position *k*;
/// q = 1 for a break in level, 2 for a break in level and slope. At least `margin` points lie on either side. The p-value compares max F with that of the residuals of
/// the one model in random order.
///
/// **Missing values.** `nil` is left out.
/// - Complexity: O(permutations × *n*²).
/// - References: Andrews (1993), *Econometrica* 61, 821–856. Test values: R strucchange `Fstats` for the statistic.
public struct BreakTest: Sendable, Equatable {
    /// What changes at the break.
    public enum Model: String, Sendable, Equatable, CaseIterable {
        /// The level.
        case level
        /// The level and the slope.
        case trend
    }

    /// What changes at the break.
    public let model: Model
    /// Least number of points on either side.
    public let margin: Int
    /// The permutations.
    public let permutations: PermutationTest

    /// A test for a break with at least `margin` points on either side.
    public init(model: Model = .level, margin: Int = 4, permutations: PermutationTest = PermutationTest(seed: 1)) {
        precondition(margin >= (model == .level ? 1 : 2), "\(margin) points on a side")
        self.model = model
        self.margin = margin
        self.permutations = permutations
    }

    /// The break and its p-value.
    public struct Fit: Sendable, Equatable {
        /// max F.
        public let statistic: Double
        /// Number of values before the break, counted among those that are there.
        public let breakPosition: Int
        /// The abscissa of the first value after the break.
        public let breakAbscissa: Double
        /// The p-value from permutations.
        public let pValue: Double
        /// Values used.
        public let observations: Int
    }

    /// Looks for a break.
    ///
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` below twice the margin, ``EstimationError/constantAbscissa(value:)``,
    ///   ``EstimationError/invalidValue(index:value:)``.
    public func fit(x: [Double], y: [Double?]) throws(EstimationError) -> Fit {
        let parameters = model == .level ? 1 : 2
        let series = try SeriesObservations(x: x, y: y, needed: max(2 * margin, 2 * parameters + 1))
        let abscissae = series.x
        let (model, margin) = (model, margin)
        let residuals = Self.residuals(abscissae, series.y, model: model)
        let best = Self.largest(abscissae, residuals, model: model, margin: margin)
        let p = permutations.pValue(of: residuals) { Self.largest(abscissae, $0, model: model, margin: margin).statistic }
        return Fit(
            statistic: best.statistic, breakPosition: best.position, breakAbscissa: abscissae[best.position], pValue: p,
            observations: series.count)
    }

    private static func residuals(_ x: [Double], _ y: [Double], model: Model) -> [Double] {
        let n = Double(x.count)
        let mean = y.reduce(0, +) / n
        if model == .level { return y.map { $0 - mean } }
        let line = CenteredLine(x: x, y: y)
        return zip(x, y).map { ($1 - mean) - line.slope * ($0 - line.meanX) }
    }

    private static func largest(_ x: [Double], _ y: [Double], model: Model, margin: Int) -> (statistic: Double, position: Int) {
        let n = x.count
        let parameters = model == .level ? 1.0 : 2.0
        let whole = squares(x, y, 0..<n, model)
        var best = (statistic: -1.0, position: margin)
        for position in margin...(n - margin) {
            let split = squares(x, y, 0..<position, model) + squares(x, y, position..<n, model)
            let gain = max(0, whole - split)
            let statistic = gain == 0 ? 0 : gain / parameters / (split / (Double(n) - 2 * parameters))
            if statistic > best.statistic { best = (statistic, position) }
        }
        return best
    }

    /// Residual sum of squares of a range.
    private static func squares(_ x: [Double], _ y: [Double], _ range: Range<Int>, _ model: Model) -> Double {
        let n = Double(range.count)
        var (meanX, meanY) = (0.0, 0.0)
        for index in range {
            meanX += x[index]
            meanY += y[index]
        }
        meanX /= n
        meanY /= n
        var (xx, xy, yy) = (0.0, 0.0, 0.0)
        for index in range {
            let (u, v) = (x[index] - meanX, y[index] - meanY)
            xx += u * u
            xy += u * v
            yy += v * v
        }
        return model == .level || xx == 0 ? yy : max(0, yy - xy * xy / xx)
    }
}
