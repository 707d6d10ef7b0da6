import Foundation

/// A table in which variables go together by a few common factors, and some cells are wrong.
struct CorrelatedTable {
    let observations: Int
    let variables: Int
    /// One array a variable.
    let columns: [[Double]]

    init(observations: Int, variables: Int, factors: Int = 5, wrong share: Double, seed: UInt64) {
        var generator = SimulatedSeries.Generator(state: seed)
        let loadings = (0..<variables).map { _ in (0..<factors).map { _ in generator.normal() } }
        var columns = [[Double]](repeating: [Double](repeating: 0, count: observations), count: variables)
        for i in 0..<observations {
            let common = (0..<factors).map { _ in generator.normal() }
            for j in 0..<variables {
                let value = zip(loadings[j], common).reduce(0.5 * generator.normal()) { $0 + $1.0 * $1.1 }
                columns[j][i] = generator.uniform() < share ? value + (generator.uniform() < 0.5 ? -12 : 12) : value
            }
        }
        (self.observations, self.variables, self.columns) = (observations, variables, columns)
    }

    /// Writes `data.f64`, variable by variable, and `shape.txt`.
    func write(to folder: URL) throws {
        try RawDoubles.write(Array(columns.joined()), to: folder.appending(path: "data.f64"))
        try "\(observations) \(variables)\n".write(to: folder.appending(path: "shape.txt"), atomically: true, encoding: .ascii)
    }
}
