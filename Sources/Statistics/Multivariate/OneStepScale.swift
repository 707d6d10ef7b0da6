/// Location and scale in one step from median and MAD: the breakdown of both, most of the efficiency of a full iteration.
///
/// Location weighs with Tukey's biweight that vanishes three raw MADs away; scale bounds squares at 2.5 of them, about a known center.
/// References: Rousseeuw & Van den Bossche (2018), §2; the paper rounds the expectation to .845 in its units.
enum OneStep {
    /// Φ⁻¹(¾): the median of |Z|.
    private static let quartile = 0.6744897501960817
    private static let bound = 2.5 * quartile
    /// E min(Z², bound²).
    private static let expectation = 0.8444720379134234

    /// Location of some values; at least one. `scratch` has room for as many.
    static func location(_ values: UnsafeBufferPointer<Double>, scratch: UnsafeMutableBufferPointer<Double>) -> Double {
        let n = values.count
        let median = OrderSelection.median(of: values)
        for i in 0..<n { scratch[i] = values[i] - median }
        let reach = 3 * OrderSelection.median(of: UnsafeBufferPointer(rebasing: scratch[0..<n]), magnitudes: true)
        guard reach > 0 else { return median }
        var (weights, moved) = (0.0, 0.0)
        for i in 0..<n {
            let share = (values[i] - median) / reach
            let inner = max(0, 1 - share * share)
            weights += inner * inner
            moved += inner * inner * share
        }
        return median + reach * (moved / weights)
    }

    /// Scale of some values about zero; 0 when more than half are zero.
    static func scale(_ values: UnsafeBufferPointer<Double>) -> Double {
        let n = values.count
        guard n > 0 else { return 0 }
        let start = OrderSelection.median(of: values, magnitudes: true) / quartile
        guard start > 0 else { return 0 }
        var sum = 0.0
        for i in 0..<n {
            let share = values[i] / start
            sum += min(share * share, bound * bound)
        }
        return start * (sum / Double(n) / expectation).squareRoot()
    }
}

/// Slope and correlation of standardized columns with missing cells as NaN, robust, each with buffers that are kept.
struct PairwiseAssociation {
    private let cut: Double
    private let ellipse: Double
    private var x: [Double]
    private var y: [Double]
    private var work: [Double]

    /// Bounds of residuals and of squared distances, and the longest column.
    init(cut: Double, ellipse: Double, count: Int) {
        self.cut = cut
        self.ellipse = ellipse
        x = [Double](repeating: 0, count: count)
        y = x
        work = x
    }

    /// The slope of b on a, without intercept: the median of ratios, bounded by ±2, then least squares over residuals within the cut.
    mutating func slope(of b: UnsafeBufferPointer<Double>, on a: UnsafeBufferPointer<Double>) -> Double {
        let n = gather(a, b)
        return work.withUnsafeMutableBufferPointer { work in
            var ratios = 0
            for i in 0..<n where x[i] != 0 {
                let ratio = y[i] / x[i]
                guard ratio.isFinite else { continue }
                work[ratios] = ratio
                ratios += 1
            }
            guard ratios > 3 else { return 0 }
            let raw = min(2, max(-2, OrderSelection.median(of: UnsafeBufferPointer(rebasing: work[0..<ratios]))))
            for i in 0..<n { work[i] = y[i] - raw * x[i] }
            let limit = cut * OneStep.scale(UnsafeBufferPointer(rebasing: work[0..<n]))
            var (product, square) = (0.0, 0.0)
            for i in 0..<n where abs(work[i]) <= limit {
                product += x[i] * y[i]
                square += x[i] * x[i]
            }
            return square > 0 ? product / square : 0
        }
    }

    /// The correlation about zero within the tolerance ellipse that scales of sum and difference draw.
    mutating func correlation(_ a: UnsafeBufferPointer<Double>, _ b: UnsafeBufferPointer<Double>) -> Double {
        let n = gather(a, b)
        guard n > 3 else { return 0 }
        return work.withUnsafeMutableBufferPointer { work in
            let values = UnsafeBufferPointer(rebasing: work[0..<n])
            for i in 0..<n { work[i] = x[i] + y[i] }
            let sum = OneStep.scale(values)
            for i in 0..<n { work[i] = x[i] - y[i] }
            let difference = OneStep.scale(values)
            let rho = min(0.99, max(-0.99, (sum * sum - difference * difference) / 4))
            let bound = ellipse * (1 - rho * rho)
            var (xx, xy, yy) = (0.0, 0.0, 0.0)
            for i in 0..<n where x[i] * x[i] - 2 * rho * x[i] * y[i] + y[i] * y[i] < bound {
                xx += x[i] * x[i]
                xy += x[i] * y[i]
                yy += y[i] * y[i]
            }
            return xx > 0 && yy > 0 ? xy / (xx.squareRoot() * yy.squareRoot()) : 0
        }
    }

    /// Copies the rows where both have a value; returns how many.
    private mutating func gather(_ a: UnsafeBufferPointer<Double>, _ b: UnsafeBufferPointer<Double>) -> Int {
        x.withUnsafeMutableBufferPointer { x in
            y.withUnsafeMutableBufferPointer { y in
                var n = 0
                for i in 0..<a.count {
                    // Written always, kept where both are there: no branch to foretell.
                    x[n] = a[i]
                    y[n] = b[i]
                    n += (a[i] + b[i]).isNaN ? 0 : 1
                    if n == x.count { break }
                }
                return n
            }
        }
    }
}
