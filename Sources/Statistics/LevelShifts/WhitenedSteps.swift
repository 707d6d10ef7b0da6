#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// One series under errors of a given autocorrelation, and what a step at each place explains of it.
///
/// At ρ = 1 the first value tells nothing but the level: differences remain.
struct WhitenedSteps: Sendable {
    /// The square without a step, and the log of the restricted likelihood at its own scale.
    let residualSquare: Double
    let logLikelihood: Double
    /// Of the rest after a step.
    let degreesOfFreedom: Int
    /// The first place of a step; the others follow.
    private let first: Int
    /// By place: the square explained, and the difference.
    private let explained: [Double]
    private let differences: [Double]
    /// The square that a line explains.
    private let explainedByLine: Double
    private let count: Int

    init(_ series: ObservedSeries, rho: Double, fewestBeside: Int) {
        let count = series.values.count
        let whitening = Whitening(positions: series.positions, rho: rho)
        let level = whitening.apply([Double](repeating: 1, count: count))
        let response = whitening.apply(series.values)
        let levelSquare = Self.product(level, level)
        func centered(_ vector: [Double]) -> [Double] {
            guard levelSquare > 1e-12 else { return vector }
            let factor = Self.product(level, vector) / levelSquare
            return zip(vector, level).map { $0 - factor * $1 }
        }
        let rest = centered(response)
        let square = Self.product(rest, rest)
        let places = fewestBeside...(count - fewestBeside)
        var (explained, differences): ([Double], [Double]) = ([], [])
        for place in places {
            let step = centered(whitening.apply((0..<count).map { $0 >= place ? 1 : 0 }))
            let stepSquare = Self.product(step, step)
            let product = Self.product(step, rest)
            differences.append(stepSquare > 0 ? product / stepSquare : 0)
            explained.append(stepSquare > 0 ? min(square, product * product / stepSquare) : 0)
        }
        let line = centered(whitening.apply(series.positions.map(Double.init)))
        let lineSquare = Self.product(line, line)
        let lineProduct = Self.product(line, rest)
        explainedByLine = lineSquare > 0 ? min(square, lineProduct * lineProduct / lineSquare) : 0
        first = fewestBeside
        self.explained = explained
        self.differences = differences
        self.count = count
        residualSquare = square
        degreesOfFreedom = count - 2
        let determinant = whitening.logDeterminant + (levelSquare > 1e-12 ? log(levelSquare) : 0)
        logLikelihood = -(determinant + Double(count - 1) * log(max(square, .leastNormalMagnitude))) / 2
    }

    /// The place with the largest F, F, and its degrees of freedom.
    func largest(_ prior: VarianceShrinkage.Prior?) -> (place: Int, statistic: Double, degreesOfFreedom: Double) {
        var best = 0
        for index in explained.indices where explained[index] > explained[best] { best = index }
        let rest = max(0, residualSquare - explained[best])
        let own = (variance: rest / Double(degreesOfFreedom), degreesOfFreedom: Double(degreesOfFreedom))
        let (variance, degrees) = prior?.posterior(variance: own.variance, degreesOfFreedom: own.degreesOfFreedom) ?? own
        // A square of nothing that is wholly explained: as large as numbers are told apart.
        return (first + best, explained[best] / max(variance, 1e-12 * residualSquare), degrees)
    }

    /// By how much the level changes at a place.
    func difference(at place: Int) -> Double { differences[place - first] }

    /// Whether a line explains at least as much as a step at a place, when the search for the place is paid for.
    func isTrend(at place: Int) -> Bool {
        let (line, step) = (residualSquare - explainedByLine, residualSquare - explained[place - first])
        let least = 1e-12 * residualSquare
        return Double(count) * log(max(line, least) / max(step, least)) <= log(Double(count))
    }

    private static func product(_ one: [Double], _ other: [Double]) -> Double {
        var sum = 0.0
        for index in one.indices { sum += one[index] * other[index] }
        return sum
    }
}

/// The whitening of autoregressive errors with innovations of variance 1 a step.
struct Whitening: Sendable {
    /// By value: ρ to the power of its distance from the one before, and the root of its precision.
    private let memories: [Double]
    private let roots: [Double]
    /// log|R|; at ρ = 1 that of the differences.
    let logDeterminant: Double

    init(positions: [Int], rho: Double) {
        var (memories, roots, determinant): ([Double], [Double], Double) = ([], [], 0)
        for index in positions.indices {
            guard index > 0 else {
                memories.append(0)
                roots.append((max(0, 1 - rho * rho)).squareRoot())
                if rho * rho < 1 { determinant -= log(1 - rho * rho) }
                continue
            }
            let gap = positions[index] - positions[index - 1]
            let memory = pow(rho, Double(gap))
            let variance = rho * rho < 1 ? (1 - memory * memory) / (1 - rho * rho) : Double(gap)
            memories.append(memory)
            roots.append(1 / variance.squareRoot())
            determinant += log(variance)
        }
        self.memories = memories
        self.roots = roots
        logDeterminant = determinant
    }

    func apply(_ vector: [Double]) -> [Double] {
        var whitened = vector
        for index in vector.indices { whitened[index] = (vector[index] - (index > 0 ? memories[index] * vector[index - 1] : 0)) * roots[index] }
        return whitened
    }
}
