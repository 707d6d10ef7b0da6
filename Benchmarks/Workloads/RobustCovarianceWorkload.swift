import CKernels
import Foundation
import LinearAlgebra
import Statistics

/// The deterministic minimum covariance determinant of correlated variables, a tenth of the observations far off.
struct RobustCovarianceWorkload: Workload {
    let id: String
    let observations: Int
    let variables: Int

    var title: String { "MCD robust location and scatter of \(observations) observations × \(variables) variables, half of them as support" }

    func prepare(in folder: URL) throws -> PreparedWorkload {
        var generator = SimulatedSeries.Generator(state: 4)
        let (n, p) = (observations, variables)
        var values = [Double](repeating: 0, count: n * p)
        for i in 0..<n {
            let isOutlying = i % 10 == 9
            let common = generator.normal()
            for j in 0..<p {
                let noise = generator.normal()
                // As wide as the others: a tight cluster far away would itself be a subset of small determinant.
                values[j * n + i] = (isOutlying ? 4 : Double(j % 3) * 0.5 * common) + noise
            }
        }
        try RawDoubles.write(values, to: folder.appending(path: "data.f64"))
        try "\(n) \(p)\n".write(to: folder.appending(path: "shape.txt"), atomically: true, encoding: .ascii)
        let result = RobustCovarianceResult(data: Matrix(rows: n, columns: p, elements: values))
        return PreparedWorkload(
            repetitions: 7, run: { result.fit() }, results: { result.columns },
            limit: Limit(name: "one concentration step") { result.step() },
            peers: [
                Peer(name: "NumPy, the same five starts", interpreter: .python, script: "w4_numpy.py", repetitions: 3),
                Peer(name: "R robustbase, deterministic", interpreter: .r, script: "w4_deterministic.R", repetitions: 1),
                Peer(name: "R robustbase, FastMCD", interpreter: .r, script: "w4_fast.R", repetitions: 1),
                Peer(name: "R rrcov, FastMCD", interpreter: .r, script: "w4_rrcov.R", repetitions: 1),
                Peer(name: "scikit-learn, FastMCD", interpreter: .python, script: "w4_sklearn.py", repetitions: 1),
            ])
    }
}

/// The last fit.
private final class RobustCovarianceResult {
    private let data: Matrix
    private var fitted: MinimumCovarianceDeterminant.Fit?

    private let stepping: ConcentrationStep

    init(data: Matrix) {
        self.data = data
        stepping = ConcentrationStep(data)
    }

    /// Distances of all observations, the smaller half of them, its mean and covariance: what every search repeats.
    func step() { stepping.run() }

    func fit() { fitted = try? MinimumCovarianceDeterminant().fit(data) }

    /// The objective that every program minimizes: the smaller the logarithm of the determinant of the subset, the better the search.
    var columns: [ResultColumn] {
        guard let fitted else { return [] }
        let chosen = data.selecting(rows: fitted.subset)
        let n = Double(chosen.rows)
        let centered = Matrix(
            columns: (0..<chosen.columns).map { j in
                let column = chosen.column(j)
                let mean = column.reduce(0, +) / n
                return column.map { $0 - mean }
            })
        var covariance = centered.crossProduct()
        covariance.scale(by: 1 / (n - 1))
        guard let factor = try? Cholesky(covariance) else { return [] }
        return [ResultColumn(name: "log determinant", values: [factor.logDeterminant])]
    }
}

/// One concentration step from the mean and covariance of all observations.
private final class ConcentrationStep {
    private let data: Matrix
    private let factor: [Double]
    private let center: [Double]
    private let squares: UnsafeMutableBufferPointer<Double>
    private let members: UnsafeMutableBufferPointer<UInt8>
    private var (scratch, entered, left) = ([Double](), [UInt32](), [UInt32]())
    private let parts = 2

    init(_ data: Matrix) {
        self.data = data
        let (n, p) = (data.rows, data.columns)
        center = (0..<p).map { data.column($0).reduce(0, +) / Double(n) }
        // Variables as they are: the factor's values do not matter for the time.
        factor = (0..<p * p).map { $0 % p <= $0 / p ? 1 / Double(1 + $0 % p) : 0 }
        squares = .allocate(capacity: n)
        squares.initialize(repeating: 0)
        members = .allocate(capacity: n)
        members.initialize(repeating: 0)
        scratch = [Double](repeating: 0, count: n + 1)
        entered = [UInt32](repeating: 0, count: n + 1)
        left = entered
    }

    deinit {
        squares.deallocate()
        members.deallocate()
    }

    func run() {
        let (n, p) = (data.rows, data.columns)
        inParts { [squares, center, factor] values, range, scratch in
            kernel_whitened_squares(values, n, range.lowerBound, range.upperBound, p, center, factor, scratch, squares.baseAddress)
        }
        var (enteredCount, leftCount) = (0, 0)
        kernel_smallest_members(squares.baseAddress, n, (n + p + 1) / 2, &scratch, members.baseAddress, &entered, &enteredCount, &left, &leftCount)
        inParts { [members, center] values, range, scratch in
            var (sums, cross) = ([Double](repeating: 0, count: p), [Double](repeating: 0, count: p * p))
            kernel_member_moments(values, n, range.lowerBound, range.upperBound, p, center, members.baseAddress, scratch, &sums, &cross)
        }
    }

    private func inParts(_ work: (_ values: UnsafePointer<Double>, _ rows: Range<Int>, _ scratch: UnsafeMutablePointer<Double>) -> Void) {
        let (n, count) = (data.rows, kernel_concentration_scratch(data.columns))
        data.elements.withUnsafeBufferPointer { values in
            nonisolated(unsafe) let (values, work) = (values.baseAddress!, work)
            let parts = parts
            DispatchQueue.concurrentPerform(iterations: parts) { part in
                let scratch = UnsafeMutableRawPointer.allocate(byteCount: count * 8, alignment: 64)
                defer { scratch.deallocate() }
                work(values, n * part / parts..<n * (part + 1) / parts, scratch.bindMemory(to: Double.self, capacity: count))
            }
        }
    }
}
