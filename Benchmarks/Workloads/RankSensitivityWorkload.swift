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
            repetitions: 7, run: { result.fit() }, results: { result.columns }, limit: nil,
            peers: [Peer(name: "numpy product, numba ranks", interpreter: .python, script: "w5_numba.py")])
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

    func fit() { fitted = try? sensitivity.fit(normalized: scores, drawnWeights: weights) }

    var columns: [ResultColumn] {
        guard let fitted else { return [] }
        return [
            ResultColumn(name: "mean", values: fitted.meanRank), ResultColumn(name: "lower", values: fitted.lower.map(Double.init)),
            ResultColumn(name: "upper", values: fitted.upper.map(Double.init)),
        ]
    }
}
