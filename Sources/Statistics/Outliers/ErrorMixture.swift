#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Which of many residuals are errors: a mixture of what is sound, of slips by powers of ten, and of anything else.
///
/// A threshold on p-values takes its scale from residuals that hold the errors, so that many errors hide each other. Here both are estimated together, and the answer for each cell is the
/// probability that nothing is wrong with it.
///
/// **Definition.** Residuals e on a log scale with scales s. Sound ones: e/s by a ``HeavyTailedNull`` for each group, refitted with the probabilities of soundness as weights. Errors: the body of
/// that law about ±k·log 10 for k = 1…4, within half a power, and a broad part, t(4) of scale 2. The shares are those of greatest posterior density under a Dirichlet prior with mean
/// ``Shares`` that is worth ``priorWeight`` cells, by EM. Groups of fewer than ``fewestInGroup`` are put to the one before, or behind; where all are fewer, the law is t(8) of scale 1.
/// Below the .8 quantile of |e/s| in its group a cell counts as sound, and every sixteenth stands for its neighbors.
///
/// The result depends neither on the order of the cells nor on how many processors there are.
/// - Complexity: O(cells · log cells).
/// - References: Efron et al. (2001), *JASA* 96, 1151–1160 (local false-discovery rates). Test values: SciPy, `Tests/StatisticsTests/ReferenceValues/ErrorMixture.py`.
public struct ErrorMixture: Sendable, Equatable {
    /// Fewest cells of a group for a law of its own.
    public static let fewestInGroup = 200
    /// How many cells the prior shares are worth.
    public let priorWeight: Double
    /// What the shares are expected to be.
    public let prior: Shares

    /// The shares of what is sound, of each power of ten (10, 1/10, 100, …), and of anything else; they add to 1.
    public struct Shares: Sendable, Equatable {
        /// What is sound.
        public var sound: Double
        /// Slips by 10, 1/10, 100, 1/100, and so on to 10⁻⁴.
        public var powers: [Double]
        /// Anything else.
        public var other: Double

        /// Before any panel is seen: one cell in a hundred is wrong.
        public static let usual = Shares(sound: 0.99, powers: [Double](repeating: 0.005 / 8, count: 8), other: 0.005)

        /// Sums of other shares, or expected numbers of cells, as shares.
        public init(sound: Double, powers: [Double], other: Double) {
            let sum = sound + powers.reduce(0, +) + other
            precondition(powers.count == ErrorMixture.shifts.count && sum > 0, "\(powers.count) powers, sum \(sum)")
            self.sound = sound / sum
            self.powers = powers.map { $0 / sum }
            self.other = other / sum
        }

        /// The shares of several panels or indicators together, each with the number of its cells; `nil` of none.
        public static func pooled(_ parts: [(shares: Shares, cells: Int)]) -> Shares? {
            guard parts.contains(where: { $0.cells > 0 }) else { return nil }
            func sum(_ share: (Shares) -> Double) -> Double { parts.reduce(0) { $0 + share($1.shares) * Double($1.cells) } }
            return Shares(sound: sum(\.sound), powers: ErrorMixture.shifts.indices.map { index in sum { $0.powers[index] } }, other: sum(\.other))
        }
    }

    /// Log of the powers of ten by which a value may be off.
    static let shifts = [1.0, -1, 2, -2, 3, -3, 4, -4].map { $0 * 2.302585092994046 }
    private static let broad = HeavyTailedNull(scale: 2, degreesOfFreedom: 4)
    private static let bulk = 0.8
    /// How often the laws are fitted anew, and how many steps of EM follow each time.
    private static let (refits, steps) = (4, 5)
    private static let representatives = 16

    /// A mixture whose shares are drawn towards a prior.
    public init(prior: Shares = .usual, priorWeight: Double = 20) {
        precondition(priorWeight >= 0, "prior weight \(priorWeight)")
        self.prior = prior
        self.priorWeight = priorWeight
    }

    /// What the mixture says.
    public struct Fit: Sendable, Equatable {
        /// The shares.
        public let shares: Shares
        /// The law of each group, by its number.
        public let nulls: [HeavyTailedNull]
        /// The probability of each cell that nothing is wrong with it; 1 for those in the middle of their group.
        public let soundness: [Double]

        /// The probability that nothing is wrong with a cell that took no part.
        /// - Parameter factor: by how much likelier the value is, when nothing is wrong, than the law of its group has it.
        public func soundness(residual: Double, scale: Double, group: Int, factor: Double = 1) -> Double {
            let densities = Densities(residual, scale, nulls[group])
            let sound = shares.sound * densities.sound * factor
            let wrong = densities.wrong(shares)
            return sound + wrong > 0 ? sound / (sound + wrong) : 1
        }
    }

    /// How likely a residual is when nothing is wrong, when it is off by the nearest power of ten, and otherwise.
    private struct Densities {
        var (sound, power, other) = (0.0, 0.0, 0.0)
        /// The nearest power among the shifts; `nil` for none.
        var nearest: Int?

        init() {}

        init(_ residual: Double, _ scale: Double, _ null: HeavyTailedNull) {
            sound = null.density(residual / scale) / scale
            other = ErrorMixture.broad.body(residual)
            let power = min((residual.magnitude / ErrorMixture.shifts[0]).rounded(), Double(ErrorMixture.shifts.count / 2))
            guard power >= 1 else { return }
            let index = 2 * (Int(power) - 1) + (residual < 0 ? 1 : 0)
            nearest = index
            self.power = null.body((residual - ErrorMixture.shifts[index]) / scale) / scale
        }

        func wrong(_ shares: Shares) -> Double { shares.other * other + (nearest.map { shares.powers[$0] * power } ?? 0) }
    }

    /// A cell, or the one that stands for several.
    private struct Point {
        let cell: Int
        let ratio: Double
        let weight: Double
        let group: Int
        var densities = Densities()
        var soundness = 1.0
    }

    /// Fits the mixture.
    /// - Parameters:
    ///   - residuals: e, on a natural-log scale; finite.
    ///   - scales: s > 0, as many.
    ///   - groups: the group of each, from 0 to `groupCount` − 1.
    public func fit(residuals: [Double], scales: [Double], groups: [Int], groupCount: Int) -> Fit {
        precondition(residuals.count == scales.count && groups.count == scales.count, "\(residuals.count), \(scales.count), \(groups.count) values")
        let merged = Self.merged(groups, groupCount)
        var points = Self.points(residuals, scales, groups, merged, groupCount)
        var nulls = [HeavyTailedNull](repeating: HeavyTailedNull(scale: 1, degreesOfFreedom: 8, tailShape: 0.125), count: groupCount)
        var shares = prior
        for _ in 0..<Self.refits {
            for group in 0..<groupCount where merged[group] == group {
                let own = points.indices.filter { points[$0].group == group }
                let size = own.reduce(0) { $0 + points[$1].weight }
                guard size >= Double(Self.fewestInGroup) else { continue }
                nulls[group] = HeavyTailedNull(
                    sorted: own.map { points[$0].ratio }, weights: own.map { points[$0].weight * max(points[$0].soundness, 1e-9) })
            }
            for index in points.indices {
                let cell = points[index].cell
                points[index].densities = Densities(residuals[cell], scales[cell], nulls[points[index].group])
            }
            for _ in 0..<Self.steps { shares = update(&points, shares) }
        }
        var soundness = [Double](repeating: 1, count: residuals.count)
        for point in points where point.weight == 1 { soundness[point.cell] = point.soundness }
        return Fit(shares: shares, nulls: merged.map { nulls[$0] }, soundness: soundness)
    }

    /// One step of EM: the probabilities of each point, and the shares that follow.
    private func update(_ points: inout [Point], _ shares: Shares) -> Shares {
        var (sound, other) = (prior.sound * priorWeight, prior.other * priorWeight)
        var powers = prior.powers.map { $0 * priorWeight }
        for position in points.indices {
            let densities = points[position].densities
            let (mine, rest) = (shares.sound * densities.sound, shares.other * densities.other)
            let power = densities.nearest.map { shares.powers[$0] * densities.power } ?? 0
            let total = mine + rest + power
            guard total > 0 else { continue }
            points[position].soundness = mine / total
            let factor = points[position].weight / total
            sound += mine * factor
            other += rest * factor
            if let nearest = densities.nearest { powers[nearest] += power * factor }
        }
        return Shares(sound: sound, powers: powers, other: other)
    }

    /// Which group each group is put to: itself where it is large enough.
    private static func merged(_ groups: [Int], _ count: Int) -> [Int] {
        var sizes = [Int](repeating: 0, count: count)
        for group in groups { sizes[group] += 1 }
        var target = Array(0..<count)
        // From the last to the first, then what is left at the beginning forward.
        for group in stride(from: count - 1, to: 0, by: -1) where sizes[group] < fewestInGroup {
            sizes[group - 1] += sizes[group]
            for index in target.indices where target[index] == group { target[index] = group - 1 }
        }
        if count > 1, sizes[0] < fewestInGroup, let next = (1..<count).first(where: { target[$0] == $0 }) {
            for index in target.indices where target[index] == 0 { target[index] = next }
        }
        return target
    }

    /// The points of each group, the nearest first: in an order that does not depend on that of the cells.
    private static func points(_ residuals: [Double], _ scales: [Double], _ groups: [Int], _ merged: [Int], _ groupCount: Int) -> [Point] {
        var members = [[Int]](repeating: [], count: groupCount)
        for (cell, group) in groups.enumerated() { members[merged[group]].append(cell) }
        var points: [Point] = []
        for (group, cells) in members.enumerated() where !cells.isEmpty {
            let keyed = cells.map { (ratio: (residuals[$0] / scales[$0]).magnitude, cell: $0) }.sorted { one, other in
                if one.ratio != other.ratio { return one.ratio < other.ratio }
                let (mine, theirs) = (residuals[one.cell], residuals[other.cell])
                return mine != theirs ? mine < theirs : scales[one.cell] < scales[other.cell]
            }
            let middle = Int(Double(keyed.count) * bulk) / representatives * representatives
            for start in stride(from: 0, to: middle, by: representatives) {
                let chosen = keyed[start + representatives / 2]
                points.append(Point(cell: chosen.cell, ratio: chosen.ratio, weight: Double(representatives), group: group))
            }
            for item in keyed[middle...] { points.append(Point(cell: item.cell, ratio: item.ratio, weight: 1, group: group)) }
        }
        return points
    }
}
