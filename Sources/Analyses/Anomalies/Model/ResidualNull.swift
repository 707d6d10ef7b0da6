import Statistics

/// How residuals of one indicator are spread when nothing is wrong: κ·t(ν), ν the degrees of freedom of the moderated variance, and κ the factor by
/// which the bulk of the residuals at hand is wider, so that the promised rate holds on this panel and not only on one that the model describes.
///
/// **Definition.** κ = max(1, q₇₅/Q(.875), q₉₀/Q(.95)), q the quantiles of the absolute residuals and Q that of t(ν) times what the fit itself makes of
/// independent normal values (``Reference``), for the nearer of two predictions is near. Errors, a percent or so of the cells, hardly move either.
/// Residuals of cells that expect fewer than ``leastMean`` are left out: few counts take few values. With fewer than ``fewest`` residuals κ = 1.
/// - References: Efron (2004), *JASA* 99, 96–104.
struct ResidualNull: Sendable, Equatable {
    static let fewest = 200
    static let leastMean = 5.0

    /// The scale κ ≥ 1.
    let scale: Double

    /// The quantiles of absolute residuals that the fit makes of independent normal values, as multiples of the normal's own: by simulation of 20,000
    /// series of each length.
    private enum Reference {
        static func upperQuartile(points: Int) -> Double { points <= 3 ? 1 : points == 4 ? 0.83 : 0.81 }
        static func upperTenth(points: Int) -> Double { points <= 3 ? 1 : points == 4 ? 0.86 : 0.85 }
    }

    /// The scale that the residuals of an indicator need.
    init(_ predictions: [RobustPanelFit.Prediction]) {
        let judged = predictions.filter { $0.mean >= Self.leastMean && $0.others >= 1 }
        guard judged.count >= Self.fewest else {
            scale = 1
            return
        }
        let residuals = judged.map { $0.standardized.magnitude }.sorted()
        let points = 1 + judged.map(\.others).sorted()[judged.count / 2]
        let t = StudentT(degreesOfFreedom: RobustPanelFit.median(judged.map(\.degreesOfFreedom)))
        let quartile = residuals[residuals.count * 3 / 4] / (t.quantile(0.875) * Reference.upperQuartile(points: points))
        let tenth = residuals[residuals.count * 9 / 10] / (t.quantile(0.95) * Reference.upperTenth(points: points))
        scale = max(1, quartile, tenth)
    }

    /// p, two-sided, of a prediction's residual.
    func pValue(_ prediction: RobustPanelFit.Prediction) -> Double {
        2 * StudentT(degreesOfFreedom: prediction.degreesOfFreedom).upperTail(prediction.standardized.magnitude / scale)
    }
}
