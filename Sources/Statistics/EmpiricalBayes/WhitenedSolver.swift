#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Fits one series at one value of ρ, in memory that is used again for the next: generalized least squares, or for counts the quasi-score by scoring.
final class WhitenedSolver {
    /// β̂, as many as the design has columns.
    let coefficients: UnsafeMutablePointer<Double>
    /// The diagonal of (X′R⁻¹X)⁻¹, weighted for counts.
    let variances: UnsafeMutablePointer<Double>
    /// RSS(ρ).
    private(set) var square = 0.0
    /// log|R| + log|X′R⁻¹X|.
    private(set) var logDeterminant = 0.0

    private let stride: Int
    private let hasOffset: Bool
    private let work: UnsafeMutablePointer<Double>
    private let gram: UnsafeMutablePointer<Double>
    private let step: UnsafeMutablePointer<Double>
    private let residuals: UnsafeMutablePointer<Double>

    /// - Parameter hasOffset: whether a row has the logarithm of its exposure behind the response.
    init(periods: Int, stride: Int, hasOffset: Bool = false) {
        self.stride = stride
        self.hasOffset = hasOffset
        coefficients = .allocate(capacity: stride)
        variances = .allocate(capacity: stride)
        step = .allocate(capacity: stride)
        work = .allocate(capacity: max(1, periods * stride))
        gram = .allocate(capacity: stride * stride)
        residuals = .allocate(capacity: max(1, periods))
        coefficients.initialize(repeating: 0, count: stride)
        variances.initialize(repeating: 0, count: stride)
        step.initialize(repeating: 0, count: stride)
        work.initialize(repeating: 0, count: max(1, periods * stride))
        gram.initialize(repeating: 0, count: stride * stride)
        residuals.initialize(repeating: 0, count: max(1, periods))
    }

    deinit {
        for memory in [coefficients, variances, step, work, gram, residuals] { memory.deallocate() }
    }

    /// The square of the residuals that a design leaves under ρ, and log|R| + log|X′R⁻¹X|; `nil` when the design has not full rank.
    func profile(
        rows: UnsafePointer<Double>, gaps: UnsafePointer<Int32>, count: Int, columns p: Int, _ lags: borrowing LagTable
    ) -> (square: Double, logDeterminant: Double)? {
        let logR = whiten(rows, gaps, count, p, lags)
        guard let determinant = solve(count, p) else { return nil }
        return (leftover(count, p), logR + determinant)
    }

    /// Fits a series; its coefficients, their variances, the square and the determinant are then to be read. `false` when the design has not full rank, or the score no root.
    ///
    /// - Parameter start: coefficients to begin with; the mean alone when `nil`.
    func fit(
        rows: UnsafePointer<Double>, gaps: UnsafePointer<Int32>, count: Int, columns p: Int, isCount: Bool, start: UnsafePointer<Double>?,
        _ lags: borrowing LagTable
    ) -> Bool {
        guard isCount else {
            let logR = whiten(rows, gaps, count, p, lags)
            guard let determinant = solve(count, p) else { return false }
            for index in 0..<p { coefficients[index] = step[index] }
            square = leftover(count, p)
            logDeterminant = logR + determinant
            invert(p)
            return true
        }
        begin(rows, count, p, start)
        var logR = 0.0
        var determinant = 0.0
        var largest = Double.infinity
        for _ in 0..<60 {
            weigh(rows, count, p)
            logR = whitenInPlace(gaps, count, p, lags)
            guard let value = solve(count, p) else { return false }
            determinant = value
            // No step may change an expected count by more than e⁴.
            let reach = step[0].magnitude / 4 + step[1].magnitude * Double(count) / 8
            let factor = reach > 1 ? 1 / reach : 1
            largest = 0
            for index in 0..<p {
                coefficients[index] += factor * step[index]
                largest = max(largest, step[index].magnitude)
            }
            if largest < 1e-10 { break }
        }
        invert(p)
        logDeterminant = logR + determinant
        square = devianceSquare(rows, gaps, count, p, lags)
        return largest < 1e-6 && square.isFinite && variances[1].isFinite
    }

    /// One scoring step from the fit without autocorrelation, its weights and residuals kept: what there is where the score has no root under ρ.
    func step(
        from start: UnsafePointer<Double>, rows: UnsafePointer<Double>, weighted: UnsafePointer<Double>, gaps: UnsafePointer<Int32>, count: Int,
        columns p: Int, _ lags: borrowing LagTable
    ) {
        for index in 0..<p { coefficients[index] = start[index] }
        weigh(rows, count, p)
        _ = whitenInPlace(gaps, count, p, lags)
        guard solve(count, p) != nil else { return giveUp(p) }
        for index in 0..<p { coefficients[index] += step[index] }
        guard let part = profile(rows: weighted, gaps: gaps, count: count, columns: p, lags) else { return giveUp(p) }
        (square, logDeterminant) = part
        invert(p)
    }

    /// Nothing is known under this ρ.
    private func giveUp(_ p: Int) {
        for index in 0..<p { variances[index] = 1e12 }
        (square, logDeterminant) = (0, 0)
    }

    /// The weighted design and the deviance residuals of the fit just made, as rows for ``profile(rows:gaps:count:columns:_:)``; fit without autocorrelation before.
    func copyLinearization(into target: UnsafeMutablePointer<Double>, count: Int, columns p: Int) {
        // With independent errors nothing was mixed: the rows of the last step are those of the weighted design.
        for k in 0..<count {
            for j in 0..<p { target[k * stride + j] = work[k * stride + j] }
            target[k * stride + p] = residuals[k]
        }
    }

    private func begin(_ rows: UnsafePointer<Double>, _ count: Int, _ p: Int, _ start: UnsafePointer<Double>?) {
        if let start {
            for index in 0..<p { coefficients[index] = start[index] }
            return
        }
        var (sum, exposure) = (0.0, 0.0)
        for k in 0..<count {
            sum += rows[k * stride + p]
            exposure += hasOffset ? exp(rows[k * stride + p + 1]) : 1
        }
        for index in 0..<p { coefficients[index] = 0 }
        coefficients[0] = log(max(sum, 1e-300) / exposure)
    }

    @inline(__always)
    private func expected(_ row: UnsafePointer<Double>, _ p: Int) -> Double {
        var eta = 0.0
        for j in 0..<p { eta += coefficients[j] * row[j] }
        if hasOffset { eta += row[p + 1] }
        return exp(min(max(eta, -40), 60))
    }

    /// √μ·x and (y − μ)/√μ.
    private func weigh(_ rows: UnsafePointer<Double>, _ count: Int, _ p: Int) {
        for k in 0..<count {
            let row = rows + k * stride
            let mean = expected(row, p)
            let root = mean.squareRoot()
            for j in 0..<p { work[k * stride + j] = row[j] * root }
            work[k * stride + p] = (row[p] - mean) / root
        }
    }

    private func devianceSquare(_ rows: UnsafePointer<Double>, _ gaps: UnsafePointer<Int32>, _ count: Int, _ p: Int, _ lags: borrowing LagTable)
        -> Double
    {
        var (sum, before) = (0.0, 0.0)
        for k in 0..<count {
            let row = rows + k * stride
            let mean = expected(row, p)
            let y = row[p]
            let half = y > 0 ? y * log(y / mean) - (y - mean) : mean
            let residual = half > 0 ? (y < mean ? -1 : 1) * (2 * half).squareRoot() : 0
            residuals[k] = residual
            let gap = Int(gaps[k])
            let white = (residual - lags.memory[gap] * before) * lags.scale[gap]
            before = residual
            sum += white * white
        }
        return sum
    }

    /// Copies the rows and whitens them; log|R|.
    private func whiten(_ rows: UnsafePointer<Double>, _ gaps: UnsafePointer<Int32>, _ count: Int, _ p: Int, _ lags: borrowing LagTable) -> Double {
        var logR = 0.0
        for j in 0...p { work[j] = rows[j] }
        for k in 1..<max(count, 1) {
            let gap = Int(gaps[k])
            let (memory, scale) = (lags.memory[gap], lags.scale[gap])
            logR += lags.logVariance[gap]
            let (row, before) = (rows + k * stride, rows + (k - 1) * stride)
            for j in 0...p { work[k * stride + j] = (row[j] - memory * before[j]) * scale }
        }
        return logR
    }

    private func whitenInPlace(_ gaps: UnsafePointer<Int32>, _ count: Int, _ p: Int, _ lags: borrowing LagTable) -> Double {
        if lags.rho == 0 { return 0 }
        var logR = 0.0
        for k in Swift.stride(from: count - 1, through: 1, by: -1) {
            let gap = Int(gaps[k])
            let (memory, scale) = (lags.memory[gap], lags.scale[gap])
            logR += lags.logVariance[gap]
            let row = work + k * stride
            for j in 0...p { row[j] = (row[j] - memory * row[j - stride]) * scale }
        }
        return logR
    }

    /// Normal equations of the whitened rows by Cholesky: leaves the factor in `gram` and the solution in `step`; the log-determinant, or `nil` without full rank.
    private func solve(_ count: Int, _ p: Int) -> Double? {
        for i in 0..<p {
            for j in 0...i {
                var sum = 0.0
                for k in 0..<count { sum += work[k * stride + i] * work[k * stride + j] }
                gram[i * stride + j] = sum
            }
            var sum = 0.0
            for k in 0..<count { sum += work[k * stride + i] * work[k * stride + p] }
            step[i] = sum
        }
        var determinant = 1.0
        for i in 0..<p {
            let whole = gram[i * stride + i]
            for j in 0..<i {
                var sum = gram[i * stride + j]
                for k in 0..<j { sum -= gram[i * stride + k] * gram[j * stride + k] }
                gram[i * stride + j] = sum / gram[j * stride + j]
            }
            var pivot = whole
            for k in 0..<i { pivot -= gram[i * stride + k] * gram[i * stride + k] }
            guard pivot > 1e-11 * whole else { return nil }
            determinant *= pivot
            gram[i * stride + i] = pivot.squareRoot()
        }
        for i in 0..<p {
            for k in 0..<i { step[i] -= gram[i * stride + k] * step[k] }
            step[i] /= gram[i * stride + i]
        }
        for i in Swift.stride(from: p - 1, through: 0, by: -1) {
            for k in (i + 1)..<max(p, i + 1) { step[i] -= gram[k * stride + i] * step[k] }
            step[i] /= gram[i * stride + i]
        }
        guard determinant > 0, determinant.isFinite else { return nil }
        return log(determinant)
    }

    private func leftover(_ count: Int, _ p: Int) -> Double {
        var sum = 0.0
        for k in 0..<count {
            var residual = work[k * stride + p]
            for j in 0..<p { residual -= step[j] * work[k * stride + j] }
            sum += residual * residual
        }
        return sum
    }

    /// The diagonal of the inverse of what was factored.
    private func invert(_ p: Int) {
        for column in 0..<p {
            // L z = e; the inverse's element is |z|².
            var sum = 0.0
            for i in column..<p {
                var value = i == column ? 1.0 : 0
                for k in column..<max(i, column) { value -= gram[i * stride + k] * step[k] }
                step[i] = value / gram[i * stride + i]
                sum += step[i] * step[i]
            }
            variances[column] = sum
        }
    }
}
