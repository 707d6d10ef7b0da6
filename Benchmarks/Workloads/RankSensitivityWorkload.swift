import CKernels
import Foundation
import LinearAlgebra
import Statistics

/// Ranks of an index under random weights: every draw's ranks, and the mean and the 5 % and 95 % ranks of every body.
struct RankSensitivityWorkload: Workload {
    let id: String
    let bodies: Int
    let draws: Int
    private let indicators = 30

    var title: String { "ranks of \(bodies) bodies × \(indicators) indicators under \(draws) weight draws, with rank bands" }

    func prepare(in folder: URL) throws -> PreparedWorkload {
        var generator = SimulatedSeries.Generator(state: 5)
        let scores = Matrix(
            rows: bodies, columns: indicators, elements: (0..<(bodies * indicators)).map { _ in generator.uniform() })
        var weights: [Double] = []
        for _ in 0..<draws {
            let raw = (0..<indicators).map { _ in -log(generator.uniform()) }
            let sum = raw.reduce(0, +)
            weights += raw.map { $0 / sum }
        }
        try RawDoubles.write(scores.elements, to: folder.appending(path: "scores.f64"))
        try RawDoubles.write(weights, to: folder.appending(path: "weights.f64"))
        try "\(bodies) \(indicators)\n".write(to: folder.appending(path: "shape.txt"), atomically: true, encoding: .ascii)
        let result = SensitivityResult(scores: scores, weights: Matrix(rows: indicators, columns: draws, elements: weights), draws: draws)
        return PreparedWorkload(
            repetitions: 7, run: { result.fit() }, results: { result.columns },
            limit: Limit(name: "products, and one pass of a sort") { result.distribute() },
            peers: [
                Peer(name: "numpy product, numba ranks", interpreter: .python, script: "w5_numba.py"),
                Peer(name: "R matrices", interpreter: .r, script: "w5.R", repetitions: 1, share: 0.02),
                Peer(name: "pymcdm", interpreter: .python, script: "w5_pymcdm.py", repetitions: 1, share: 0.01),
            ])
    }
}

/// The last simulation.
private final class SensitivityResult {
    private let scores: Matrix
    private let weights: Matrix
    private let sensitivity: WeightSensitivity
    private var fitted: WeightSensitivity.Fit?

    init(scores: Matrix, weights: Matrix, draws: Int) {
        self.scores = scores
        self.weights = weights
        sensitivity = WeightSensitivity(draws: draws)
    }

    /// The scores of every draw, each brought into buckets once.
    func distribute() {
        let (bodies, block, parts) = (scores.rows, 32, 8)
        let (scores, weights) = (scores, weights)
        BLASThreads.with(1) {
            DispatchQueue.concurrentPerform(iterations: parts) { part in
                withUnsafeTemporaryAllocation(of: Double.self, capacity: bodies * (block + 1)) { memory in
                    memory.initialize(repeating: 0)
                    let products = UnsafeMutableBufferPointer(rebasing: memory[bodies...])
                    for first in stride(from: weights.columns * part / parts, to: weights.columns * (part + 1) / parts, by: block) {
                        let draws = first..<min(first + block, weights.columns * (part + 1) / parts)
                        let target = UnsafeMutableBufferPointer(rebasing: products[..<(bodies * draws.count)])
                        scores.view.writeProduct(weights[rows: 0..<weights.rows, columns: draws], into: target)
                        for draw in 0..<draws.count { kernel_distribution_limit(target.baseAddress! + draw * bodies, bodies, memory.baseAddress) }
                    }
                }
            }
        }
    }

    func fit() { fitted = try? sensitivity.fit(normalized: scores, drawnWeights: weights) }

    var columns: [ResultColumn] {
        guard let fitted else { return [] }
        return [
            ResultColumn(name: "mean", values: fitted.meanRank), ResultColumn(name: "lower", values: fitted.lower.map(Double.init)),
            ResultColumn(name: "upper", values: fitted.upper.map(Double.init)),
            // Draw by draw, for the peers that are given some of the draws.
            ResultColumn(
                name: "ranks",
                values: (0..<fitted.draws / 50).flatMap { draw in (0..<fitted.bodies).map { Double(fitted.ranks[$0 * fitted.draws + draw]) } }),
        ]
    }
}
