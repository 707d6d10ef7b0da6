internal import Glibc

/// The Gaussian log-likelihood of a linear model with the variance at its maximum.
enum GaussianLikelihood {
    static func value(residualSumOfSquares: Double, weights: [Double]?, observations: Int) -> Double {
        let n = Double(observations)
        let logWeights = weights?.reduce(0) { $1 > 0 ? $0 + log($1) : $0 } ?? 0
        return 0.5 * (logWeights - n * (log(2 * Double.pi) + 1 + log(residualSumOfSquares / n)))
    }
}
