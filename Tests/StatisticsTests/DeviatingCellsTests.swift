import ColumnStore
import Statistics
import Testing

private struct DeviatingCellsReference: Decodable {
    var rows, columns: Int
    var data: [Double?]
    var centers, scales, correlations, deshrinkage, predictions: [Double]
    var residuals: [Double?]
    var flags: [Bool]
    var rowScores: [Double]
    var shareEqualToRobPy: Double

    var variables: [[Double?]] { (0..<columns).map { Array(data[($0 * rows)..<(($0 + 1) * rows)]) } }
}

private func agree(_ found: [Double?], _ expected: [Double?], relative: Double = 1e-10) -> Bool {
    found.count == expected.count
        && zip(found, expected).allSatisfy { found, expected in
            switch (found, expected) {
            case (nil, nil): true
            case (let a?, let b?): agrees(a, b, relative: relative, absolute: 1e-12)
            default: false
            }
        }
}

@Suite("Deviating cells")
struct DeviatingCellsTests {
    private let reference: DeviatingCellsReference
    private let fit: DeviatingCells.Fit

    init() throws {
        reference = try ReferenceFile.load("DeviatingCells")
        fit = try DeviatingCells().fit(reference.variables)
    }

    @Test("every step agrees with the second implementation")
    func oracle() {
        #expect(agree(fit.centers, reference.centers))
        #expect(agree(fit.scales, reference.scales))
        #expect(agree(fit.correlations, reference.correlations))
        #expect(agree(fit.deshrinkage, reference.deshrinkage))
        #expect(agree((0..<reference.columns).flatMap { fit.expectedValues(of: $0) }, reference.predictions))
        #expect(agree((0..<reference.columns).flatMap { fit.residuals(of: $0) }, reference.residuals))
        #expect(agree(fit.rowScores, reference.rowScores))
        #expect(reference.shareEqualToRobPy > 0.99)
    }

    @Test("flags are those of the second implementation and hold the planted cells; the planted row deviates")
    func flags() {
        let expected = reference.flags.indices.filter { reference.flags[$0] }
        #expect(fit.cells.map { $0.variable * reference.rows + $0.observation }.sorted() == expected)
        for (observation, variable) in [(3, 0), (10, 1), (20, 4), (30, 6), (40, 5)] {
            #expect(fit.cells.contains { $0.observation == observation && $0.variable == variable })
        }
        #expect(fit.deviatingRows.contains(50))
        #expect(zip(fit.cells, fit.cells.dropFirst()).allSatisfy { abs($0.residual) >= abs($1.residual) })
    }

    @Test("shifts, scales and signs of variables move nothing but the units")
    func equivariance() throws {
        let scale = [1e-8, 3, -1e5, 7, -0.1, 1e3, 2]
        let moved = zip(reference.variables, scale).map { variable, s in variable.map { $0.map { $0 * s + 4 * s } } }
        let other = try DeviatingCells().fit(moved)
        for j in 0..<reference.columns {
            #expect(agree(other.residuals(of: j), fit.residuals(of: j).map { $0.map { scale[j] < 0 ? -$0 : $0 } }, relative: 1e-8))
            let expected = fit.expectedValues(of: j).map { $0.map { $0 * scale[j] + 4 * scale[j] } }
            #expect(agree(other.expectedValues(of: j), expected, relative: 1e-8))
        }
        #expect(other.cells.map(\.observation) == fit.cells.map(\.observation))
    }

    @Test("powers of two far out of a double's middle change no digit", arguments: [1000, -1000])
    func extremeUnits(exponent: Int) throws {
        let factor = Double(sign: .plus, exponent: exponent, significand: 1)
        let other = try DeviatingCells().fit(reference.variables.map { $0.map { $0.map { $0 * factor } } })
        for j in 0..<reference.columns { #expect(other.residuals(of: j) == fit.residuals(of: j)) }
    }

    @Test("the order of observations and of variables does not matter")
    func permutation() throws {
        let rows = (0..<reference.rows).map { ($0 * 37 + 11) % reference.rows }
        let variables = [4, 0, 6, 2, 1, 5, 3]
        let other = try DeviatingCells().fit(variables.map { j in rows.map { reference.variables[j][$0] } })
        for (k, j) in variables.enumerated() {
            let original = fit.residuals(of: j)
            #expect(agree(other.residuals(of: k), rows.map { original[$0] }, relative: 1e-9))
        }
    }

    @Test("a column of the store gives what its periods give as variables")
    func column() throws {
        let series = (0..<reference.rows).map { row in reference.variables.map { $0[row] } }
        let other = try DeviatingCells().fit(SeriesColumn(series, periodCount: reference.columns))
        let isSame = other == fit
        #expect(isSame)
    }

    @Test("variables without a robust scale are set aside, and an observation without values has no score")
    func setAside() throws {
        let n = reference.rows
        var variables = reference.variables
        for j in variables.indices { variables[j][5] = nil }
        let empty = [Double?](repeating: nil, count: n)
        let constant = [Double?](repeating: 3, count: n)
        let three = (0..<n).map { Double?(Double($0 % 3)) }
        let mostlyZero = (0..<n).map { Double?($0 % 3 == 0 ? Double($0) : 0) }
        let other = try DeviatingCells().fit(variables + [empty, constant, three, mostlyZero])
        #expect(other.variablesSetAside == [7, 8, 9, 10])
        #expect(other.residuals(of: 8).allSatisfy { $0 == nil })
        #expect(other.rowScores[5] == nil)
        #expect(other.residuals(of: 0)[5] == nil)
        #expect(other.expectedValues(of: 0)[5] == other.centers[0])
    }

    @Test("an exact relation between variables flags the one cell that breaks it")
    func exact() throws {
        let x: [Double?] = (0..<40).map { Double(($0 * 17) % 40) }
        var y = x.map { $0.map { 2 * $0 + 1 } }
        y[7] = y[7].map { $0 + 9 }
        let found = try DeviatingCells().fit([x, y])
        #expect(found.cells.contains { $0.observation == 7 && $0.variable == 1 })
        #expect(found.cells.allSatisfy { $0.observation == 7 })
    }

    @Test("data without an answer are typed errors")
    func errors() {
        #expect(throws: EstimationError.tooFewObservations(needed: 4, found: 2)) { try DeviatingCells().fit([[1, 2], [3, 4]]) }
        #expect(throws: EstimationError.noVariation(value: 1)) { try DeviatingCells().fit([[1, 1, 1, 1, 1]]) }
        #expect(throws: EstimationError.invalidValue(index: 2, value: .infinity)) { try DeviatingCells().fit([[1, 2, .infinity, 4, 5]]) }
        #expect(throws: EstimationError.self) { try DeviatingCells().fit([[nil, nil, nil, nil]]) }
    }
}
