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
            repetitions: 7, run: { result.fit() }, results: { result.columns }, limit: nil,
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

    init(data: Matrix) { self.data = data }

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
