#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Steps at every place, and a line, for series with values at given positions and errors of a given autocorrelation: whitened, without the constant, of length 1.
///
/// At ρ = 1 the first value tells nothing but the level: differences remain.
struct StepDesign: Sendable {
    private let whitening: Whitening
    /// The constant; zeros at ρ = 1.
    private let level: [Double]
    /// Step after step.
    private let steps: [Double]
    private let lengths: [Double]
    private let line: [Double]
    private let first: Int
    private let count: Int
    /// log|R| + log|X′R⁻¹X|.
    let logDeterminant: Double

    /// - Parameter hasSteps: whether steps are asked about; the square without a step needs none.
    init(positions: [Int], rho: Double, fewestBeside: Int, hasSteps: Bool = true) {
        let whitening = Whitening(positions: positions, rho: rho)
        let count = positions.count
        let (level, length) = Self.unit(whitening.apply([Double](repeating: 1, count: count)))
        func centered(_ vector: [Double]) -> (unit: [Double], length: Double) {
            let vector = whitening.apply(vector)
            let factor = Self.product(vector, level)
            return Self.unit(zip(vector, level).map { $0 - factor * $1 })
        }
        var (steps, lengths): ([Double], [Double]) = ([], [])
        if hasSteps {
            var step = [Double](repeating: 1, count: count)
            for place in 0...(count - fewestBeside) {
                if place >= fewestBeside {
                    let one = centered(step)
                    steps += one.unit
                    lengths.append(one.length)
                }
                step[place] = 0
            }
        }
        self.steps = steps
        self.lengths = lengths
        line = hasSteps ? centered(positions.map(Double.init)).unit : []
        logDeterminant = whitening.logDeterminant + (length > 0 ? 2 * log(length) : 0)
        self.whitening = whitening
        self.level = level
        first = fewestBeside
        self.count = count
    }

    /// What is left of a series without the constant, whitened, into a buffer; and its square.
    func residuals(of values: [Double], into rest: inout [Double]) -> Double {
        rest = whitening.apply(values)
        return center(&rest)
    }

    /// Takes the constant out of what is whitened already; returns the square of the rest.
    func center(_ rest: inout [Double]) -> Double {
        let factor = Self.product(rest, level)
        var square = 0.0
        for index in rest.indices {
            rest[index] -= factor * level[index]
            square += rest[index] * rest[index]
        }
        return square
    }

    /// The place at which a step explains most of the residuals, the square that it explains, and by how much the level changes there.
    func best(_ rest: [Double]) -> (place: Int, explained: Double, difference: Double) {
        var best = (place: 0, product: 0.0)
        steps.withUnsafeBufferPointer { steps in
            rest.withUnsafeBufferPointer { rest in
                for place in lengths.indices {
                    var product = 0.0
                    let start = place * count
                    for index in 0..<count { product += steps[start + index] * rest[index] }
                    if product.magnitude > best.product.magnitude { best = (place, product) }
                }
            }
        }
        let length = lengths[best.place]
        return (first + best.place, best.product * best.product, length > 0 ? best.product / length : 0)
    }

    /// The square that a line explains.
    func explainedByLine(_ rest: [Double]) -> Double {
        let product = Self.product(line, rest)
        return product * product
    }

    private static func unit(_ vector: [Double]) -> (unit: [Double], length: Double) {
        let length = product(vector, vector).squareRoot()
        return length > 1e-9 ? (vector.map { $0 / length }, length) : (vector.map { _ in 0 }, 0)
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
