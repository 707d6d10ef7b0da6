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
        let positions = Array(0..<key.count)
        let weights = StepWeights(positions: positions, rho: rho, fewestBeside: key.fewestBeside)
        var sums: [Double] = []
        for _ in 0..<draws {
            // Whitened errors are independent; the constant is taken out by the weights.
            let degrees = prior.degreesOfFreedom
            let variance = degrees > 0 && degrees.isFinite ? degrees / (2 * generator.gamma(shape: degrees / 2)) : 1
            let root = variance.squareRoot()
            let errors = positions.map { _ in root * generator.normal() }
            let (explained, square) = weights.largest(errors)
            let own = max(0, square - explained) / Double(key.count - 2)
            let (shrunken, posterior) = prior.posterior(variance: own, degreesOfFreedom: Double(key.count - 2))
            sums.append(sum(explained / max(shrunken, 1e-12 * square), posterior, places))
        }
        return Table(sums: sums.sorted())
    }
}

/// Unit vectors of the steps of a series after whitening and without the constant.
struct StepWeights: Sendable {
    private let level: [Double]
    private let steps: [[Double]]

    init(positions: [Int], rho: Double, fewestBeside: Int) {
        let whitening = Whitening(positions: positions, rho: rho)
        let count = positions.count
        func unit(_ vector: [Double]) -> [Double] {
            let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return length > 1e-9 ? vector.map { $0 / length } : vector.map { _ in 0 }
        }
        let level = unit(whitening.apply([Double](repeating: 1, count: count)))
        self.level = level
        steps = (fewestBeside...(count - fewestBeside)).map { place in
            let step = whitening.apply((0..<count).map { $0 >= place ? 1 : 0 })
            let factor = zip(step, level).reduce(0) { $0 + $1.0 * $1.1 }
            return unit(zip(step, level).map { $0 - factor * $1 })
        }
        isDifferenced = rho * rho >= 1
    }

    private let isDifferenced: Bool

    /// The largest square that a step explains of whitened errors, and the square without the constant.
    func largest(_ errors: [Double]) -> (explained: Double, square: Double) {
        var errors = errors
        // Of differences there is one fewer than values.
        if isDifferenced { errors[0] = 0 }
        let factor = zip(errors, level).reduce(0) { $0 + $1.0 * $1.1 }
        let rest = zip(errors, level).map { $0 - factor * $1 }
        let square = rest.reduce(0) { $0 + $1 * $1 }
        var explained = 0.0
        for step in steps {
            let product = zip(step, rest).reduce(0) { $0 + $1.0 * $1.1 }
            explained = max(explained, product * product)
        }
        return (explained, square)
    }
}
