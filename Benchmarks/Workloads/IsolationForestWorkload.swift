import Foundation
import LinearAlgebra
import Statistics

/// Growing an isolation forest and scoring every observation. No two generators grow the same trees, so the scores differ by their Monte-Carlo error.
struct IsolationForestWorkload: Workload {
    let id: String
    let observations: Int
    let variables: Int

    var title: String { "isolation forest of 100 trees, scores of \(observations) observations × \(variables) variables" }

    private final class Outcome {
        var scores: [Double] = []
    }

    func prepare(in folder: URL) throws -> PreparedWorkload {
        let table = CorrelatedTable(observations: observations, variables: variables, wrong: 0.001, seed: 9)
        try table.write(to: folder)
        let data = Matrix(columns: table.columns)
        let outcome = Outcome()
        return PreparedWorkload(
            repetitions: 7,
            run: { outcome.scores = (try? IsolationForest().fit(data))?.scores ?? [] },
            results: { [ResultColumn(name: "scores of other trees", values: outcome.scores)] }, limit: nil,
            peers: [
                Peer(name: "scikit-learn", interpreter: .python, script: "forest_sklearn.py", repetitions: 3)
            ])
    }
}
