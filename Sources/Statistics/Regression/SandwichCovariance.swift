internal import Glibc
internal import LinearAlgebra

/// The sandwich covariance of a regression brought to the form of ordinary least squares: rows multiplied by the root of their weight.
///
/// Linear and generalized linear models share it: the scores are x*·e*, the bread is (X*′X*)⁻¹.
struct SandwichCovariance {
    /// X*, n × p: rows of the design times the root of the weight.
    let design: Matrix
    /// e*, the residuals (working residuals) times the root of the weight.
    let residuals: [Double]
    /// Weight of each row: the inverse of its variance under the working model.
    let weights: [Double]?
    /// (X*′X*)⁻¹.
    let bread: Matrix
    /// Rows with positive weight.
    let observations: Int
    /// Parameters that the small-sample factors count: the columns, and effects that were taken out before.
    let parameterCount: Int

    init(design: Matrix, residuals: [Double], weights: [Double]?, bread: Matrix, observations: Int, parameterCount: Int? = nil) {
        self.design = design
        self.residuals = residuals
        self.weights = weights
        self.bread = bread
        self.observations = observations
        self.parameterCount = parameterCount ?? design.columns
    }

    /// The covariance and the degrees of freedom of each coefficient's test.
    struct Estimate {
        var covariance: Matrix
        var degreesOfFreedom: [Double]
        /// Whether negative eigenvalues had to be set to zero.
        var repaired = false
    }

    private var residualDegreesOfFreedom: Double { Double(observations - parameterCount) }

    func estimate(_ estimator: CovarianceEstimator, classicalScale: Double) throws(EstimationError) -> Estimate {
        let p = design.columns
        let residualDF = [Double](repeating: residualDegreesOfFreedom, count: p)
        switch estimator {
        case .classical:
            var covariance = bread
            covariance.scale(by: classicalScale)
            return Estimate(covariance: covariance, degreesOfFreedom: residualDF)
        case .heteroskedastic(let correction):
            return Estimate(covariance: try heteroskedastic(correction), degreesOfFreedom: residualDF)
        case .clustered(let codes, .cr2):
            return try BiasReducedClusters(self, clusters: grouped(codes)).estimate()
        case .clustered(let codes, let correction):
            let groups = try grouped(codes)
            return Estimate(
                covariance: clustered(groups, corrected: correction == .cr1),
                degreesOfFreedom: [Double](repeating: Double(groups.count - 1), count: p))
        case .twoWayClustered(let first, let second):
            return try twoWay(first, second)
        case .driscollKraay(let periods, let lags):
            return try driscollKraay(periods, lags: lags)
        }
    }

    /// x*ᵢ′·(X*′X*)⁻¹·x*ᵢ for every row.
    func leverages() -> [Double] {
        let projected = design.product(bread)
        var result = [Double](repeating: 0, count: design.rows)
        for j in 0..<design.columns {
            for i in 0..<design.rows { result[i] += projected.elements[j * design.rows + i] * design.elements[j * design.rows + i] }
        }
        return result
    }

    private func heteroskedastic(_ correction: HeteroskedasticityCorrection) throws(EstimationError) -> Matrix {
        let n = Double(observations)
        let p = Double(parameterCount)
        let h = correction == .hc0 || correction == .hc1 ? [] : leverages()
        var scores = design
        let factors = residuals.indices.map { i in
            switch correction {
            case .hc0: residuals[i]
            case .hc1: residuals[i] * (n / (n - p)).squareRoot()
            case .hc2: residuals[i] / (1 - h[i]).squareRoot()
            case .hc3: residuals[i] / (1 - h[i])
            case .hc4: residuals[i] / pow(1 - h[i], min(4, n * h[i] / p) / 2)
            }
        }
        // A row that fits itself exactly (h = 1, e = 0) leaves no trace of its variance.
        if let index = factors.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(index: index, value: h.isEmpty ? factors[index] : h[index]) }
        let rows = design.rows
        scores.withMutableElements { buffer in
            for j in 0..<design.columns {
                for i in 0..<rows { buffer[j * rows + i] *= factors[i] }
            }
        }
        return bread.sandwich(scores.crossProduct())
    }

    /// Row numbers of each cluster, clusters in the order of first appearance. Rows without weight belong to none.
    private func grouped(_ codes: [Int]) throws(EstimationError) -> [[Int]] {
        precondition(codes.count == design.rows, "\(codes.count) cluster codes for \(design.rows) rows")
        var groups: [[Int]] = []
        var index: [Int: Int] = [:]
        for (row, code) in codes.enumerated() where weights.map({ $0[row] > 0 }) ?? true {
            if let group = index[code] {
                groups[group].append(row)
            } else {
                index[code] = groups.count
                groups.append([row])
            }
        }
        guard groups.count >= 2 else { throw .tooFewObservations(needed: 2, found: groups.count) }
        return groups
    }

    /// Sum of the scores over each group of rows, one column a group.
    private func scoreSums(_ groups: [[Int]]) -> Matrix {
        let (n, p) = (design.rows, design.columns)
        return Matrix(rows: p, columns: groups.count) { buffer in
            for (g, rows) in groups.enumerated() {
                for j in 0..<p {
                    var sum = 0.0
                    for i in rows { sum += design.elements[j * n + i] * residuals[i] }
                    buffer[g * p + j] = sum
                }
            }
        }
    }

    private func clustered(_ groups: [[Int]], corrected: Bool) -> Matrix {
        let sums = scoreSums(groups)
        var meat = sums.productTransposed(sums)
        if corrected {
            let (g, n) = (Double(groups.count), Double(observations))
            meat.scale(by: g / (g - 1) * (n - 1) / (n - Double(parameterCount)))
        }
        return bread.sandwich(meat)
    }

    private func twoWay(_ first: [Int], _ second: [Int]) throws(EstimationError) -> Estimate {
        precondition(first.count == second.count, "\(first.count) and \(second.count) cluster codes")
        let (a, b) = (try grouped(first), try grouped(second))
        var pairs: [[Int]: Int] = [:]
        let both = zip(first, second).map { x, y in
            if let code = pairs[[x, y]] { return code }
            let code = pairs.count
            pairs[[x, y]] = code
            return code
        }
        var covariance = clustered(a, corrected: true)
        covariance.add(clustered(b, corrected: true))
        covariance.add(clustered(try grouped(both), corrected: true), times: -1)
        var estimate = Estimate(
            covariance: covariance, degreesOfFreedom: [Double](repeating: Double(min(a.count, b.count) - 1), count: design.columns))
        if covariance.diagonal.contains(where: { $0 < 0 }), let eigen = try? SymmetricEigen(covariance) {
            estimate.covariance = eigen.applying { max($0, 0) }
            estimate.repaired = true
        }
        return estimate
    }

    private func driscollKraay(_ periods: [Int], lags: Int?) throws(EstimationError) -> Estimate {
        let groups = try grouped(periods)
        let order = groups.indices.sorted { periods[groups[$0][0]] < periods[groups[$1][0]] }
        let times = order.map { periods[groups[$0][0]] }
        let sums = scoreSums(order.map { groups[$0] })
        let count = times.count
        let bandwidth = lags ?? Int(Double(count).squareRoot().squareRoot())
        precondition(bandwidth >= 0, "\(bandwidth) lags")
        var position: [Int: Int] = [:]
        for (k, time) in times.enumerated() { position[time] = k }
        var meat = sums.productTransposed(sums)
        for lag in stride(from: 1, through: bandwidth, by: 1) {
            let weight = 1 - Double(lag) / Double(bandwidth + 1)
            let pairs = times.indices.compactMap { k in position[times[k] - lag].map { (k, $0) } }
            guard !pairs.isEmpty else { continue }
            let cross = sums.selecting(columns: pairs.map(\.0)).productTransposed(sums.selecting(columns: pairs.map(\.1)))
            meat.add(cross, times: weight)
            meat.add(cross.transposed(), times: weight)
        }
        return Estimate(
            covariance: bread.sandwich(meat), degreesOfFreedom: [Double](repeating: Double(count - 1), count: design.columns))
    }
}
