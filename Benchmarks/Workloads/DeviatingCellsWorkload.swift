import Foundation
import Statistics

/// Single wrong cells of a table of correlated variables, by DetectDeviatingCells.
struct DeviatingCellsWorkload: Workload {
    let id: String
    let observations: Int
    let variables: Int

    var title: String { "deviating cells of \(observations) observations × \(variables) variables, 1 % of the cells wrong" }

    private final class Outcome {
        var fit: DeviatingCells.Fit?
    }

    func prepare(in folder: URL) throws -> PreparedWorkload {
        let table = CorrelatedTable(observations: observations, variables: variables, wrong: 0.01, seed: 8)
        try table.write(to: folder)
        let columns = table.columns.map { $0.map(Optional.init) }
        let outcome = Outcome()
        return PreparedWorkload(
            repetitions: 7,
            run: { outcome.fit = try? DeviatingCells().fit(columns) },
            results: {
                guard let fit = outcome.fit else { return [] }
                return [
                    ResultColumn(
                        name: "residuals", values: columns.indices.flatMap { fit.residuals(of: $0).map { $0 ?? .nan } }, floor: 1)
                ]
            }, limit: nil,
            peers: [
                Peer(name: "NumPy, the same algorithm", interpreter: .python, script: "ddc_numpy.py", repetitions: 1),
                Peer(name: "RobPy", interpreter: .python, script: "ddc_robpy.py", repetitions: 1),
            ])
    }
}
