import Statistics

/// What the panel makes of the cells of one indicator: how surprising each is, and how probably sound.
///
/// Three kinds of cells are judged apart, each by an `ErrorMixture`: those of series with years enough, by class of level; those of shorter ones; those of bodies that only their peers
/// can be asked about. Cells that expect fewer than ``leastMean`` take no part in the fit; theirs is a law of counts (``SmallCountLaw``). Up to ``largeMean`` the counting law holds where it is
/// wider. Where zeros stand for larger expectations more often than ``naturalZeros``, a zero is no surprise.
struct CellJudgment: Sendable {
    /// Cells that expect fewer are judged by the law of others.
    static let leastMean = 5.0
    /// Above this mean a count is continuous enough for its logarithm.
    static let largeMean = 20.0
    /// Errors alone do not put zeros into more than this share of the cells of an indicator.
    static let naturalZeros = 0.005
    /// A cell that is more probably sound than this is no candidate.
    static let mostSound = 0.9
    /// Nearer than this many scales to its prediction no cell is a candidate.
    private static let screen = 2.0
    /// Where the classes of level begin.
    private static let levels = [largeMean, 100, 1000]

    /// A cell that may be wrong.
    struct Candidate: Sendable {
        let prediction: RobustPanelFit.Prediction
        /// Two-sided, under the law of what is sound.
        let pValue: Double
        /// The probability that nothing is wrong.
        let soundness: Double
        /// By how much the law of what is sound is wider than the standard normal.
        let width: Double
    }

    /// The kinds of cells.
    private enum Kind: CaseIterable {
        case polished, short, peers

        init(_ prediction: RobustPanelFit.Prediction) { self = prediction.isPolished ? .polished : prediction.others > 0 ? .short : .peers }
    }

    /// The cells that may be wrong.
    private(set) var candidates: [Candidate] = []
    /// How many cells were judged.
    private(set) var judged = 0
    /// The shares of errors, each with the number of cells that told it.
    private(set) var shares: [(shares: ErrorMixture.Shares, cells: Int)] = []

    /// Judges the cells of an indicator.
    init(_ predictions: [RobustPanelFit.Prediction], mixture: ErrorMixture) {
        for kind in Kind.allCases { judge(predictions.filter { Kind($0) == kind }, kind, mixture) }
    }

    init() {}

    private mutating func judge(_ all: [RobustPanelFit.Prediction], _ kind: Kind, _ mixture: ErrorMixture) {
        guard !all.isEmpty else { return }
        let hasZeros = Self.hasNaturalZeros(all)
        func isSilent(_ prediction: RobustPanelFit.Prediction) -> Bool {
            // A body may lack what others do: its zero is not a small number.
            prediction.observed == 0 && (hasZeros || kind == .peers)
        }
        let telling = all.filter { $0.mean >= Self.leastMean && !isSilent($0) }
        let residuals = telling.map(Self.residual)
        let fit = mixture.fit(
            residuals: residuals, scales: telling.map(Self.scale), groups: telling.map { Self.level($0, kind) }, groupCount: Self.levels.count + 1)
        shares.append((fit.shares, telling.count))
        // How far below its peers a body can lie is known only from many.
        var smallCounts: SmallCountLaw?
        let isKnownBelow = kind != .peers || telling.count >= ErrorMixture.fewestInGroup
        for prediction in all {
            if kind == .peers, prediction.observed <= prediction.mean, prediction.observed == 0 || !isKnownBelow { continue }
            judged += 1
            guard !isSilent(prediction) else { continue }
            let group = Self.level(prediction, kind)
            let null = fit.nulls[group]
            let width = null.twoSidedQuantile(0.05) / 1.96
            guard prediction.standardized.magnitude >= Self.screen * width else { continue }
            let ofLarge = null.twoSidedPValue(prediction.standardized)
            var p = ofLarge
            if prediction.mean < Self.leastMean, kind != .peers {
                smallCounts = smallCounts ?? SmallCountLaw(null)
                p = smallCounts?.twoSidedPValue(prediction) ?? ofLarge
            } else if prediction.mean < Self.largeMean {
                p = max(ofLarge, Self.countingTail(prediction, width))
            }
            let sound = fit.soundness(
                residual: Self.residual(prediction), scale: Self.scale(prediction), group: group, factor: ofLarge > 0 ? p / ofLarge : 1)
            guard sound <= Self.mostSound else { continue }
            candidates.append(Candidate(prediction: prediction, pValue: p, soundness: sound, width: width))
        }
    }

    private static func hasNaturalZeros(_ predictions: [RobustPanelFit.Prediction]) -> Bool {
        let large = predictions.filter { $0.mean >= leastMean }
        let zeros = large.count { $0.observed == 0 }
        return large.count >= ErrorMixture.fewestInGroup && Double(zeros) > naturalZeros * Double(large.count)
    }

    private static func level(_ prediction: RobustPanelFit.Prediction, _ kind: Kind) -> Int {
        kind == .polished ? levels.count { prediction.mean >= $0 } : 0
    }

    private static func scale(_ prediction: RobustPanelFit.Prediction) -> Double { (1 / (1 + prediction.mean) + prediction.dispersion).squareRoot() }

    private static func residual(_ prediction: RobustPanelFit.Prediction) -> Double { prediction.standardized * scale(prediction) }

    /// P, two-sided, of the negative binomial with the variance of the law.
    private static func countingTail(_ prediction: RobustPanelFit.Prediction, _ width: Double) -> Double {
        let counts = NegativeBinomial(mean: prediction.mean, dispersion: max(prediction.dispersion * width * width, 1e-6))
        let value = Int(min(prediction.observed.rounded(), 1e15))
        return min(1, 2 * (Double(value) >= prediction.mean ? counts.upperTail(value - 1) : counts.cumulative(value)))
    }
}
