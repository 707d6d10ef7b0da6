import Foundation
import LinearAlgebra
import Statistics
import Testing

private struct IsolationForestReference: Decodable {
    struct Case: Decodable {
        var sampleSize: Int
        var depths, errors: [Double]
    }
    var rows, columns, trees: Int
    var data, averagePathLengths: [Double]
    var sizes: [Int]
    var cases: [Case]
    var matrix: Matrix { Matrix(rows: rows, columns: columns, elements: data) }
    var variables: [[Double?]] { (0..<columns).map { matrix.column($0) } }
}

@Suite("Isolation forest")
struct IsolationForestTests {
    private let reference: IsolationForestReference

    init() throws { reference = try ReferenceFile.load("IsolationForest") }

    @Test("average path lengths are scikit-learn's")
    func pathLengths() {
        for (size, expected) in zip(reference.sizes, reference.averagePathLengths) {
            #expect(agrees(IsolationForest.averagePathLength(size), expected, relative: 1e-14))
        }
    }

    @Test("mean depths are scikit-learn's within the Monte-Carlo error of both", arguments: [0, 1])
    func distribution(index: Int) throws {
        let expected = reference.cases[index]
        let trees = 1600
        let fit = try IsolationForest(trees: trees, sampleSize: expected.sampleSize, seed: 3).fit(reference.matrix)
        // Their error is that of 8,000 trees.
        let share = (1 + Double(reference.trees) / Double(trees)).squareRoot()
        let deviations = zip(zip(fit.meanDepths, expected.depths), expected.errors).map { ($0.0 - $0.1) / ($1 * share) }
        #expect(deviations.allSatisfy { abs($0) < 5 })
        let squares = deviations.reduce(0) { $0 + $1 * $1 } / Double(deviations.count)
        #expect(squares > 0.4 && squares < 2)
        let strangest = Set(fit.scores.indices.sorted { fit.scores[$0] > fit.scores[$1] }.prefix(3))
        #expect(strangest == [0, 2, 3])
    }

    @Test("depths of three values on a line are the exact expectations")
    func exact() throws {
        // A split below ¼ leaves 0 alone at once, one above it leaves 1 alone; what stays is split once more.
        let fit = try IsolationForest(trees: 20_000, seed: 11).fit([[0, 0.25, 1]])
        let expected = [1 * 0.25 + 2 * 0.75, 2, 1 * 0.75 + 2 * 0.25]
        for (found, expected) in zip(fit.meanDepths, expected) { #expect(abs(found - expected) < 4 * 0.5 / 20_000.0.squareRoot()) }
    }

    @Test("the same seed gives the same scores, another seed others")
    func seeds() throws {
        let first = try IsolationForest(seed: 5).fit(reference.matrix)
        #expect(try IsolationForest(seed: 5).fit(reference.variables) == first)
        #expect(try IsolationForest(seed: 6).fit(reference.matrix).scores != first.scores)
        #expect(try first.scores(of: reference.variables) == first.scores)
        #expect(first.scores.allSatisfy { $0 > 0 && $0 < 1 })
    }

    @Test("scales by powers of two change no score, whatever their size", arguments: [1, 1000, -1000])
    func scales(exponent: Int) throws {
        let factor = Double(sign: .plus, exponent: exponent, significand: 1)
        let base = try IsolationForest().fit(reference.matrix)
        #expect(try IsolationForest().fit(reference.matrix.mapElements { $0 * factor }).scores == base.scores)
    }

    @Test("the order of observations does not matter when every tree takes them all")
    func permutation() throws {
        let rows = (0..<reference.rows).map { ($0 * 37 + 11) % reference.rows }
        let base = try IsolationForest().fit(reference.matrix)
        let other = try IsolationForest().fit(reference.matrix.selecting(rows: rows))
        #expect(other.scores == rows.map { base.scores[$0] })
    }

    @Test("missing cells: a variable of none changes nothing but the draws, an observation of none has the mean depth of the rest")
    func missing() throws {
        var variables = reference.variables
        for j in variables.indices { variables[j].append(nil) }
        let fit = try IsolationForest(trees: 400, seed: 2).fit(variables)
        #expect(fit.scores.allSatisfy { $0.isFinite })
        let typical = fit.meanDepths.dropLast().reduce(0, +) / Double(reference.rows)
        #expect(abs(fit.meanDepths[reference.rows] - typical) < 0.15 * typical)
        let withEmpty = try IsolationForest(trees: 1600, seed: 2).fit(reference.variables + [[Double?](repeating: nil, count: reference.rows)])
        let without = try IsolationForest(trees: 1600, seed: 3).fit(reference.variables)
        #expect(zip(withEmpty.scores, without.scores).allSatisfy { abs($0 - $1) < 0.02 })
        let nothing = try IsolationForest().fit([[nil, nil, nil]])
        #expect(nothing.scores.allSatisfy { abs($0 - 0.5) < 1e-12 })
    }

    @Test("constants score one half; extremes of a double are split")
    func extremes() throws {
        let constant = try IsolationForest().fit([[7, 7, 7, 7], [1, 1, 1, 1]])
        #expect(constant.scores.allSatisfy { abs($0 - 0.5) < 1e-12 })
        let far = try IsolationForest(trees: 300).fit([[-1e308, 0, 1e300, 1e300, 1e308]])
        #expect(far.scores.allSatisfy { $0 > 0 && $0 < 1 })
        #expect(far.scores[2] == far.scores[3])
        let tiny = try IsolationForest().fit([[0, .leastNonzeroMagnitude]])
        #expect(tiny.scores == [0.5, 0.5])
    }

    @Test("data without an answer are typed errors")
    func errors() {
        #expect(throws: EstimationError.tooFewObservations(needed: 2, found: 1)) { try IsolationForest().fit([[1]]) }
        #expect(throws: EstimationError.invalidValue(index: 1, value: .infinity)) { try IsolationForest().fit([[1, .infinity]]) }
    }
}
