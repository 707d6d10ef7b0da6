internal import Synchronization

/// The law of the largest F of a series that changes nowhere: the sum of the tails of all places, less what they have in common.
///
/// The sum bounds the tail and is all but exact far out; how far it is too large is simulated once for each number of values, ρ and class of prior, with normal errors and variances from the
/// prior, and kept.
struct LevelShiftNull: Sendable {
    private let places: Double
    private let table: Table

    /// Sums of tails at the quantiles of simulated series, and which share of them is beyond.
    private struct Table: Sendable {
        /// The sum of tails of every simulated series, ascending.
        let sums: [Double]

        /// The share of simulated series with a sum as small; below the thousandth smallest in proportion.
        func share(_ sum: Double) -> Double {
            var (low, high) = (0, sums.count)
            while low < high {
                let middle = (low + high) / 2
                if sums[middle] > sum { high = middle } else { low = middle + 1 }
            }
            let count = Double(sums.count)
            let anchor = sums.count / 50
            // Beyond the fiftieth part the simulation is too thin: there the sum falls in proportion.
            if low < anchor { return min(1, sum / sums[anchor] * Double(anchor + 1) / count) }
            return min(1, Double(low) / count)
        }
    }

    private struct Key: Hashable {
        let count: Int
        let fewestBeside: Int
        let rho: Int
        let degrees: Int
    }

    private static let draws = 2000
    /// Degrees of freedom of priors, by class; the last is without end.
    private static let classes: [Double] = [0.5, 1, 2, 4, 8, 16, 40, .infinity]
    private static let kept = Mutex<[Key: Table]>([:])

    init(count: Int, fewestBeside: Int, rho: Double, priorDegrees: Double) {
        places = Double(count - 2 * fewestBeside + 1)
        let degrees = Self.classes.lastIndex { $0 <= max(priorDegrees, Self.classes[0]) } ?? 0
        let key = Key(count: count, fewestBeside: fewestBeside, rho: Int((rho * 100).rounded()), degrees: degrees)
        if let table = Self.kept.withLock({ $0[key] }) {
            self.table = table
            return
        }
        let table = Self.simulated(key, rho)
        Self.kept.withLock { $0[key] = table }
        self.table = table
    }

    /// P(largest F ≥ statistic).
    func pValue(_ statistic: Double, degreesOfFreedom: Double) -> Double {
        table.share(Self.sum(statistic, degreesOfFreedom, places))
    }

    private static func sum(_ statistic: Double, _ degrees: Double, _ places: Double) -> Double {
        places * FDistribution(numerator: 1, denominator: degrees).upperTail(statistic)
    }

    private static func simulated(_ key: Key, _ rho: Double) -> Table {
        var generator = Philox(seed: 0x5348_4946_5453, stream: UInt64(key.count * 10_000 + (key.rho + 100) * 10 + key.degrees))
        let prior = VarianceShrinkage.Prior(variance: 1, degreesOfFreedom: key.degrees == 0 ? 0 : classes[key.degrees])
        let places = Double(key.count - 2 * key.fewestBeside + 1)
        let design = StepDesign(positions: Array(0..<key.count), rho: rho, fewestBeside: key.fewestBeside)
        var sums: [Double] = []
        for _ in 0..<draws {
            let degrees = prior.degreesOfFreedom
            let variance = degrees > 0 && degrees.isFinite ? degrees / (2 * generator.gamma(shape: degrees / 2)) : 1
            // Whitened errors are independent; of differences there is one fewer than values.
            let root = variance.squareRoot()
            var errors = (0..<key.count).map { $0 == 0 && rho * rho >= 1 ? 0 : root * generator.normal() }
            let square = design.center(&errors)
            let (statistic, freedom) = LevelShiftTest.statistic(design.best(errors).explained, of: square, count: key.count, prior)
            sums.append(sum(statistic, freedom, places))
        }
        return Table(sums: sums.sorted())
    }
}
