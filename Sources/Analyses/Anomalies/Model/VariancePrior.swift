import Statistics

/// What the variances of many short series have in common: s₀², and how many degrees of freedom it is worth.
///
/// **Definition.** The model of Smyth (2004), s² | σ² ~ σ²χ²_d/d and 1/σ² ~ χ²_{d₀}/(d₀s₀²), fitted by the median and the lower quartile of log s²
/// where `VarianceShrinkage` takes the moments: some series hold errors or change their level, and these lie above. Quantiles of χ² after Wilson and Hilferty. d₀ is kept within
/// ``degreesRange``; fewer than ``RobustPanelFit/fewestPeers`` variances leave the reference.
/// - References: Smyth (2004), *SAGMB* 3, 3; Phipson et al. (2016), *Ann. Appl. Stat.* 10, 946–963; Wilson & Hilferty (1931), *PNAS* 17, 684–688.
struct VariancePrior: Sendable, Equatable {
    /// s₀², beyond counting noise, on the log scale.
    let variance: Double
    /// d₀.
    let degreesOfFreedom: Double

    static let degreesRange = 4.0...30.0
    /// A usual count moves by about a third from year to year.
    static let reference = VariancePrior(variance: 0.1, degreesOfFreedom: 4)
    private static let leastVariance = 0.003

    init(variance: Double, degreesOfFreedom: Double) {
        self.variance = variance
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// One series: its variance, the part of it that counting alone makes, and its degrees of freedom.
    struct Entry {
        let variance: Double
        let noise: Double
        let degreesOfFreedom: Double
    }

    /// The prior that fits a number of series. Those with small counts, whose variance is mostly noise, are left out where there are enough others.
    init(_ entries: [Entry]) {
        let typical = (Median.of(entries.map(\.variance)) ?? 0)
        let telling = entries.filter { $0.noise <= 0.25 * typical }
        let used = telling.count >= RobustPanelFit.fewestPeers ? telling : entries
        guard used.count >= RobustPanelFit.fewestPeers else {
            self = .reference
            return
        }
        let logs = used.map { entry in
            RobustPanelFit.log(max(entry.variance - entry.noise, 0.1 * entry.variance, 1e-5)) - Self.logOfMedian(entry.degreesOfFreedom)
        }.sorted()
        let spread = (logs[logs.count / 2] - logs[logs.count / 4]) / Self.quartile
        let chance = Self.halves((Median.of(used.map(\.degreesOfFreedom)) ?? 0)).lower
        let excess = spread * spread - chance * chance
        let degrees = Self.degrees(excess)
        let center = logs[logs.count / 2] + Self.logOfMedian(degrees)
        self.init(variance: max(RobustPanelFit.exp(center), Self.leastVariance), degreesOfFreedom: degrees)
    }

    /// s̃² and its degrees of freedom, for a series with a variance beyond noise on `degreesOfFreedom`.
    func posterior(_ variance: Double, degreesOfFreedom degrees: Double) -> (variance: Double, degreesOfFreedom: Double) {
        let total = degreesOfFreedom + degrees
        return ((degreesOfFreedom * self.variance + degrees * variance) / total, total)
    }

    /// The log of the median of χ²_d/d.
    private static func logOfMedian(_ degrees: Double) -> Double { 3 * RobustPanelFit.log(1 - 2 / (9 * degrees)) }

    /// The upper quartile of the standard normal.
    private static let quartile = 0.6745

    /// How far the quartiles of log(χ²_d/d) lie below and above the median, over those of a standard normal.
    private static func halves(_ degrees: Double) -> (lower: Double, upper: Double) {
        let center = 1 - 2 / (9 * degrees)
        let width = quartile * (2 / (9 * degrees)).squareRoot()
        return (
            3 * (RobustPanelFit.log(center) - RobustPanelFit.log(center - width)) / quartile,
            3 * (RobustPanelFit.log(center + width) - RobustPanelFit.log(center)) / quartile
        )
    }

    /// The degrees of freedom of the inverse χ² whose logarithm spreads downward by just so much.
    private static func degrees(_ excess: Double) -> Double {
        func square(_ degrees: Double) -> Double { halves(degrees).upper * halves(degrees).upper }
        var (low, high) = (degreesRange.lowerBound, degreesRange.upperBound)
        if excess >= square(low) { return low }
        if excess <= square(high) { return high }
        for _ in 0..<40 {
            let middle = (low + high) / 2
            if square(middle) > excess { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
