import Disclosure
import Foundation

/// What makes one body's figures its own: size, trend, over-dispersion, the mixture of applicants and outcomes. Drawn once a body.
struct BodyProfile {
    /// A series of counts: log of the mean in 2016, slope a year, over-dispersion.
    struct Counts {
        var level: Double
        var slope: Double
        var dispersion: Double

        /// The mean in a year.
        func mean(_ year: Int, effect: Double = 0) -> Double { min(exp(level + slope * Double(year - 2016) + effect), 1e8) }
    }

    /// The leaves of the outcomes, by their ids in the form of 2021, with their usual shares.
    static let outcomes: [(id: String, share: Double)] = [
        ("outcome.granted", 0.42), ("outcome.partial", 0.12), ("outcome.denied.state_secret", 0.002),
        ("outcome.denied.law_forbidden", 0.004), ("outcome.denied.security_stability", 0.002), ("outcome.denied.third_party", 0.012),
        ("outcome.denied.internal_affairs", 0.015), ("outcome.denied.process_info", 0.015), ("outcome.denied.enforcement_file", 0.012),
        ("outcome.denied.admin_query", 0.008), ("outcome.unable.not_held", 0.20), ("outcome.unable.needs_creation", 0.03),
        ("outcome.unable.still_unclear", 0.02), ("outcome.not_processed.complaint", 0.035), ("outcome.not_processed.repeat", 0.015),
        ("outcome.not_processed.publication", 0.002), ("outcome.not_processed.abusive_volume", 0.001),
        ("outcome.not_processed.confirm_or_reissue", 0.003), ("outcome.other_handling.overdue_correction", 0.025),
        ("outcome.other_handling.overdue_fee", 0.001), ("outcome.other_handling.misc", 0.058),
    ]

    /// Kinds of decisions and of items of Table 2.
    static let decisions = ["licensing", "other_services", "punishment", "coercion"]

    let makesRules: Bool
    let leavesZerosBlank: Bool
    let received: Counts
    let applicants: [Double]
    let outcomeShares: [Double]
    let carryShare: Double
    let reviewRate: Double
    let directRate: Double
    let afterReviewRate: Double
    let results: [Double]
    let rulesMade: Counts
    let documentsMade: Counts
    let repealShare: Double
    let initialStock: [Int]
    let decisionCounts: [Counts?]
    let initialItems: [Int]
    let fees: Counts
    let procurement: Counts
    let price: Double
    let disclosed: Counts
    let channels: [Double]
    let response: Double
    let staff: [Int]

    init(_ body: Body, regionEffect: Double, parameters: SimulationParameters, _ draw: inout CounterGenerator) {
        let isGovernment = body.kind == .government
        makesRules = isGovernment && (body.level == .province || body.level == .prefecture)
        leavesZerosBlank = draw.chance(parameters.blankZeroShare)
        let levelMean: Double =
            switch body.level {
            case .nation: 7.5
            case .province: 6.9
            case .prefecture: 6.0
            case .county: 4.3
            case .township, .unknown: 1.5
            }
        let own = draw.normal() * 0.75 + regionEffect - (isGovernment ? 0 : 1.2)
        let size = levelMean + own
        func counts(_ level: Double, spread: Double, slope: Double = 0.03, _ draw: inout CounterGenerator) -> Counts {
            Counts(
                level: draw.normal(mean: level, deviation: spread), slope: draw.normal(mean: slope, deviation: parameters.slopeSpread),
                dispersion: parameters.dispersion * exp(draw.normal() * 0.5))
        }
        received = Counts(
            level: size, slope: draw.normal(mean: 0.06, deviation: parameters.slopeSpread),
            dispersion: parameters.dispersion * exp(draw.normal() * 0.5))
        applicants = draw.shares(around: [0.86, 0.085, 0.004, 0.006, 0.025, 0.02], concentration: 40)
        outcomeShares = draw.shares(around: Self.outcomes.map(\.share), concentration: 30)
        carryShare = draw.shares(around: [0.05, 0.95], concentration: 40)[0]
        reviewRate = exp(draw.normal(mean: -3.0, deviation: 0.7))
        directRate = exp(draw.normal(mean: -4.2, deviation: 0.7))
        afterReviewRate = exp(draw.normal(mean: -4.6, deviation: 0.7))
        results = draw.shares(around: [0.55, 0.13, 0.20, 0.12], concentration: 25)
        rulesMade = counts(makesRules ? 1.2 : -9, spread: 0.6, slope: 0, &draw)
        documentsMade = counts((isGovernment ? 2.6 : 1.4) + 0.3 * own, spread: 0.5, slope: 0, &draw)
        repealShare = draw.shares(around: [0.06, 0.94], concentration: 40)[0]
        initialStock = [
            makesRules ? draw.poisson(40) : 0, draw.negativeBinomial(mean: isGovernment ? 180 : 40, dispersion: 0.3),
        ]
        let decisionMeans = isGovernment ? [9.2, 8.6, 8.0, 5.0] : [6.5, 5.5, 5.5, 2.5]
        decisionCounts = decisionMeans.enumerated().map { kind, mean in
            let isNone = draw.chance(kind == 3 ? 0.3 : isGovernment ? 0.01 : 0.3)
            let drawn = counts(mean + 0.6 * (levelMean - 4.3) + 0.7 * own, spread: 0.7, &draw)
            return isNone ? nil : drawn
        }
        initialItems = [isGovernment ? 260 : 18, isGovernment ? 900 : 45, isGovernment ? 1500 : 120, isGovernment ? 80 : 8, isGovernment ? 35 : 3]
            .map { draw.negativeBinomial(mean: $0, dispersion: 0.25) }
        fees = counts((isGovernment ? 8.0 : 4.0) + 0.8 * own, spread: 0.9, &draw)
        procurement = counts((isGovernment ? 4.5 : 2.0) + 0.6 * own, spread: 0.7, &draw)
        price = draw.normal(mean: 3.8, deviation: 0.6)
        disclosed = counts((isGovernment ? 8.6 : 6.2) + 0.5 * own, spread: 0.6, &draw)
        channels = draw.shares(around: [0.02, 0.78, 0.08, 0.08, 0.04], concentration: 20)
        response = exp(draw.normal(mean: 1.0 + 0.2 * own, deviation: 0.6))
        staff = [2 + draw.poisson(isGovernment ? 12 : 1), draw.poisson(isGovernment ? 90 : 4)]
    }
}
