import Statistics

/// How residuals of one indicator are spread when nothing is wrong: κ·t(ν) on either side, ν the degrees of freedom of the moderated variance, and κ
/// the factor by which the residuals at hand are wider, so that the promised rate holds on this panel and not only on one that the model describes.
///
/// **Definition.** κ = max(1, q₇₅/Q(.875), q₉₀/Q(.95), q₉₅/Q(.975)): q₇₅ and q₉₀ quantiles of the absolute residuals, q₉₅ that of one side alone (its outer 2.5 %, or 5 %
/// of fewer than a thousand residuals), for counts fall farther than they rise and some are often 0; Q those of t(ν) times what the fit itself makes of independent normal values
/// (``Reference``), for the nearer of two predictions is near. Errors, a percent or so of the cells, hardly move any. Bodies judged by their peers alone have a κ
/// of their own. Residuals of cells that expect fewer than ``leastMean`` are left out: few counts take few values. With fewer than ``fewest`` κ = 1.
/// Where zeros stand for such expectations more often than ``naturalZeros``, a zero is as likely as it is frequent.
/// - References: Efron (2004), *JASA* 99, 96–104.
struct ResidualNull: Sendable, Equatable {
    static let fewest = 200
    static let leastMean = 5.0
    private static let manyCells = 1000
    /// Errors alone do not put zeros into more than this share of the cells of an indicator.
    static let naturalZeros = 0.005

    /// κ ≥ 1 below and above the prediction.
    private struct Scales: Sendable, Equatable {
        var below = 1.0
        var above = 1.0
    }

    private let own: Scales
    private let peers: Scales
    /// Whether enough bodies are judged by their peers alone to know how far below these sound values lie.
    let isCalibratedOnPeers: Bool
    /// The least p-value of a zero.
    private let zeroShare: Double

    /// The quantiles of absolute residuals that the fit makes of independent normal values, as multiples of the normal's own: by simulation of 20,000
    /// series of each length.
    private enum Reference {
        static func upperQuartile(points: Int) -> Double { points <= 3 ? 1 : 0.82 }
        static func upperTenth(points: Int) -> Double { points <= 3 ? 1 : 0.87 }
        static func upperTwentieth(points: Int) -> Double { points <= 3 ? 1 : 0.89 }
    }

    /// The scales that the residuals of an indicator need.
    init(_ predictions: [RobustPanelFit.Prediction]) {
        let telling = predictions.filter { $0.mean >= Self.leastMean }
        own = Self.scales(telling.filter { $0.others >= 1 })
        // A body may lack what others do: its zero is not a small number.
        let alone = telling.filter { $0.others == 0 && $0.observed > 0 }
        peers = Self.scales(alone)
        isCalibratedOnPeers = alone.count >= Self.fewest
        let repeated = telling.filter { $0.others >= 1 }
        let share = Double(repeated.count { $0.observed == 0 }) / Double(max(repeated.count, 1))
        zeroShare = repeated.count >= Self.fewest && share > Self.naturalZeros ? share : 0
    }

    private static func scales(_ judged: [RobustPanelFit.Prediction]) -> Scales {
        guard judged.count >= fewest else { return Scales() }
        let signed = judged.map(\.standardized).sorted()
        let absolute = signed.map(\.magnitude).sorted()
        let points = 1 + judged.map(\.others).sorted()[judged.count / 2]
        let t = StudentT(degreesOfFreedom: (Median.of(judged.map(\.degreesOfFreedom)) ?? 0))
        let count = judged.count
        let bulk = max(
            1, absolute[count * 3 / 4] / (t.quantile(0.875) * Reference.upperQuartile(points: points)),
            absolute[count * 9 / 10] / (t.quantile(0.95) * Reference.upperTenth(points: points)))
        // Of a few hundred cells a handful of errors is the outer 2.5 %.
        let outer = count >= manyCells ? count / 40 : count / 20
        let tail =
            count >= manyCells
            ? t.quantile(0.975) * Reference.upperTwentieth(points: points) : t.quantile(0.95) * Reference.upperTenth(points: points)
        return Scales(below: max(bulk, -signed[outer] / tail), above: max(bulk, signed[count - 1 - outer] / tail))
    }

    /// κ on the side of a prediction on which its value lies.
    func scale(_ prediction: RobustPanelFit.Prediction) -> Double {
        let scales = prediction.others == 0 ? peers : own
        return prediction.standardized < 0 ? scales.below : scales.above
    }

    /// Above this mean a count is continuous enough for its logarithm.
    static let largeMean = 20.0

    /// p, two-sided, of a prediction's value: the tail of Student's t on the log scale, for the variance is itself an estimate; where small numbers are expected,
    /// that of the negative binomial with the scaled variance when it is larger.
    func pValue(_ prediction: RobustPanelFit.Prediction) -> Double {
        let scale = scale(prediction)
        let t = 2 * StudentT(degreesOfFreedom: prediction.degreesOfFreedom).upperTail(prediction.standardized.magnitude / scale)
        let zero = prediction.observed == 0 ? zeroShare : 0
        guard prediction.mean < Self.largeMean else { return min(1, max(t, zero)) }
        let counts = NegativeBinomial(mean: prediction.mean, dispersion: max(prediction.dispersion * scale * scale, 1e-6))
        let value = Int(min(prediction.observed.rounded(), 1e15))
        let tail = 2 * (Double(value) >= prediction.mean ? counts.upperTail(value - 1) : counts.cumulative(value))
        return min(1, max(tail, t, zero))
    }
}
