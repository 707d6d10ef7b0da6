import Foundation
import LinearAlgebra
import Testing

private struct ReferenceProblem: Decodable {
    var name: String
    var rows: Int
    var columns: Int
    var design: [Double]
    var response: [Double]
    var coefficients: [Double]
    var residualSumOfSquares: Double?
    var inverseGramDiagonal: [Double]?
    var rank: Int?
    var matrix: Matrix { Matrix(rows: rows, columns: columns, elements: design) }
}

private struct ReferenceFile: Decodable {
    var fullRank: [ReferenceProblem]
    var deficient: [ReferenceProblem]
    static func read() throws -> ReferenceFile {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "ReferenceValues/LeastSquares.json")
        return try JSONDecoder().decode(Self.self, from: Data(contentsOf: url))
    }
}

private func largestRelativeError(_ found: [Double], _ expected: [Double]) -> Double {
    zip(found, expected).map { abs($0 - $1) / max(abs($1), 1e-300) }.max() ?? 0
}

@Suite("Least squares")
struct LeastSquaresTests {
    @Test("ill-conditioned designs are solved to the digits of exact arithmetic")
    func exactSolutions() throws {
        for problem in try ReferenceFile.read().fullRank {
            let solution = try LeastSquares(design: problem.matrix, response: problem.response)
            #expect(solution.rank == problem.columns, "\(problem.name)")
            #expect(largestRelativeError(solution.coefficients, problem.coefficients) < 1e-13, "\(problem.name) by \(solution.path)")
            #expect(largestRelativeError(solution.inverseGram.diagonal, problem.inverseGramDiagonal ?? []) < 1e-11, "\(problem.name)")
            let rss = problem.residualSumOfSquares ?? 0
            #expect(abs(solution.residualSumOfSquares - rss) <= 1e-13 * rss, "\(problem.name)")
        }
    }

    @Test("a short rank is reported and the solution of smallest norm returned")
    func deficient() throws {
        for problem in try ReferenceFile.read().deficient {
            let solution = try LeastSquares(design: problem.matrix, response: problem.response)
            #expect(solution.rank == problem.rank, "\(problem.name)")
            #expect(solution.path == .singularValues)
            #expect(zip(solution.coefficients, problem.coefficients).allSatisfy { abs($0 - $1) < 1e-12 }, "\(problem.name)")
        }
    }

    @Test("every path agrees on a well-conditioned problem", arguments: LeastSquares.Path.allCases)
    func pathsAgree(path: LeastSquares.Path) throws {
        let x = Matrix(columns: [[1, 1, 1, 1, 1], [-2, -1, 0, 1, 2], [4, 1, 0, 1, 4]])
        let y: [Double] = [3, 1, 4, 1, 5]
        let reference = try LeastSquares(design: x, response: y)
        let solution = try LeastSquares(design: x, response: y, forcing: path)
        #expect(solution.path == path)
        #expect(zip(solution.coefficients, reference.coefficients).allSatisfy { abs($0 - $1) < 1e-13 })
        #expect(zip(solution.inverseGram.elements, reference.inverseGram.elements).allSatisfy { abs($0 - $1) < 1e-14 })
    }

    @Test("units do not change the path, the rank or the digits", arguments: [1e-300, 1e-12, 1, 1e12, 1e300])
    func units(scale: Double) throws {
        let trend: [Double] = [1, 2, 3, 4, 5, 6, 7]
        let y: [Double] = [2, 3, 5, 7, 11, 13, 17]
        let reference = try LeastSquares(design: Matrix(columns: [trend.map { _ in 1 }, trend]), response: y)
        let scaled = try LeastSquares(design: Matrix(columns: [trend.map { _ in 1 }, trend.map { $0 * scale }]), response: y)
        #expect(scaled.path == reference.path)
        #expect(scaled.rank == 2)
        #expect(abs(scaled.coefficients[1] * scale / reference.coefficients[1] - 1) < 1e-14)
        let response = try LeastSquares(design: Matrix(columns: [trend.map { _ in 1 }, trend]), response: y.map { $0 * scale })
        #expect(abs(response.coefficients[1] / scale / reference.coefficients[1] - 1) < 1e-14)
    }

    @Test("a NaN or an infinity is an error of the data")
    func notFinite() {
        #expect(throws: LinearAlgebraError.notFinite) { try LeastSquares(design: Matrix(columns: [[1, .nan]]), response: [1, 2]) }
        #expect(throws: LinearAlgebraError.notFinite) { try LeastSquares(design: Matrix(columns: [[1, 1]]), response: [1, .infinity]) }
        #expect(throws: LinearAlgebraError.notFinite) { try PivotedQR(Matrix(columns: [[1, .infinity]])) }
        #expect(throws: LinearAlgebraError.notFinite) { try SymmetricEigen(Matrix(columns: [[.nan]])) }
    }

    @Test("a design of zeros has rank zero and the solution zero")
    func zeros() throws {
        let solution = try LeastSquares(design: Matrix(rows: 4, columns: 2), response: [1, 2, 3, 4])
        #expect(solution.rank == 0)
        #expect(solution.coefficients == [0, 0])
        #expect(solution.residualSumOfSquares == 30)
    }
}
