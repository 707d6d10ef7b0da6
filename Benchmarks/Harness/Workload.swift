import Foundation

/// One question, asked of this package and of its peers with the same input.
protocol Workload {
    /// Short name on the command line.
    var id: String { get }
    /// What is computed, with the sizes.
    var title: String { get }
    /// Makes the input from a fixed seed, writes it for the peers into `folder`, and says how to run everything.
    func prepare(in folder: URL) throws -> PreparedWorkload
}

/// A workload with its input in memory and on disk.
struct PreparedWorkload {
    /// Times to run; the median counts.
    var repetitions = 7
    /// One execution by this package.
    let run: () -> Void
    /// The last execution's results, to compare.
    let results: () -> [ResultColumn]
    /// What else is to be told of this package, such as the size of its file.
    var note: String?
    /// The least that any program must do.
    let limit: Limit?
    /// The same question in other languages.
    let peers: [Peer]
}

/// What no program that answers the question can leave out, done by a kernel that does nothing else.
struct Limit {
    /// What it does.
    let name: String
    /// One execution.
    let run: () -> Void
}

/// A column of results under the name that the peers use for theirs.
struct ResultColumn {
    let name: String
    let values: [Double]
    /// Differences are relative to the larger value, but at least to this share of the column's median magnitude: 0 compares the smallest p-values to their
    /// own digits, 1 does not ask for digits of slopes that are about zero.
    var floor = 0.0

    /// The largest difference from a peer's column; infinite when one has a value where the other has none.
    func largestDifference(from other: [Double]) -> Double {
        guard other.count == values.count else { return .infinity }
        let magnitudes = values.lazy.filter { !$0.isNaN }.map(\.magnitude).sorted()
        let least = floor * (magnitudes.isEmpty ? 0 : magnitudes[magnitudes.count / 2])
        var largest = 0.0
        for (a, b) in zip(values, other) where a != b && !(a.isNaN && b.isNaN) {
            let difference = (a - b).magnitude / max(a.magnitude, b.magnitude, least)
            if !(difference <= largest) { largest = difference.isNaN ? .infinity : difference }
        }
        return largest
    }
}
