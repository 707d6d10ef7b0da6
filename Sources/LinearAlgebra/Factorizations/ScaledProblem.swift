/// A least-squares problem whose columns and response were scaled by powers of two, which rounds nothing and makes the tolerances free of units.
struct ScaledProblem {
    private let design: Matrix
    private let tail: Matrix?
    private let response: [Double]
    private let exponents: [Int]
    private let responseExponent: Int

    private let responseTail: [Double]?

    /// The largest condition of the scaled Gram matrix that the normal equations may have.
    private static let gramLimit = 1e4

    /// The largest condition that QR in doubles may have: where extra digits cost little, only a harmless one.
    private var doubleLimit: Double { design.rows * design.columns * design.columns <= 10_000_000 ? 1e3 : 1e5 }

    /// Whether rows or responses come with more digits than a double holds.
    private var isExtended: Bool { tail != nil || responseTail != nil }

    init(design: Matrix, tail: Matrix?, response: [Double], responseTail: [Double]?) {
        let n = design.rows
        let exponents = (0..<design.columns).map { Self.exponent(design.elements[($0 * n)..<(($0 + 1) * n)]) }
        let scaled = Matrix(rows: n, columns: design.columns) { buffer in
            for j in 0..<design.columns {
                for i in 0..<n { buffer[j * n + i] = Self.scaled(design.elements[j * n + i], by: -exponents[j]) }
            }
        }
        self.design = scaled
        self.tail = tail.map { tail in
            Matrix(rows: n, columns: tail.columns) { buffer in
                for j in 0..<tail.columns {
                    for i in 0..<n { buffer[j * n + i] = Self.scaled(tail.elements[j * n + i], by: -exponents[j]) }
                }
            }
        }
        self.exponents = exponents
        let responseExponent = Self.exponent(response[...])
        self.responseExponent = responseExponent
        self.response = response.map { Self.scaled($0, by: -responseExponent) }
        self.responseTail = responseTail?.map { Self.scaled($0, by: -responseExponent) }
    }

    func solve(refinements: Int, forcing: LeastSquares.Path?) throws(LinearAlgebraError) -> LeastSquares {
        guard design.rows >= design.columns, forcing != .singularValues else { return try solveBySingularValues() }
        if !isExtended, forcing == nil || forcing == .normalEquations {
            let factor: Cholesky?
            do { factor = try Cholesky(design.crossProduct()) } catch { factor = nil }
            if let factor, forcing == .normalEquations || factor.condition <= Self.gramLimit {
                let solution = refine(
                    [Double](repeating: 0, count: design.columns), steps: refinements + 1, correction: factor.solve(_:))
                return finished(
                    solution, inverseGram: factor.inverse(), rank: design.columns, condition: factor.condition.squareRoot(), path: .normalEquations)
            }
        }
        let factor = try PivotedQR(design)
        guard factor.rank == design.columns else { return try solveBySingularValues() }
        if !isExtended, forcing == .pivotedQR || (forcing != .extendedQR && factor.condition <= doubleLimit) {
            let start = factor.solve(response)
            let solution = refine(start, steps: refinements, correction: factor.solveGram(_:))
            return finished(
                solution, inverseGram: factor.inverseGram(), rank: factor.rank, condition: factor.condition, path: .pivotedQR)
        }
        let extended = ExtendedQR(design, tail: tail, response: extendedResponse)
        return finished(
            extended.coefficients, inverseGram: extended.inverseGram, rank: factor.rank, condition: factor.condition, path: .extendedQR)
    }

    private func solveBySingularValues() throws(LinearAlgebraError) -> LeastSquares {
        // The minimum norm is that of the coefficients in their own units, so the columns go back to them; the rank is told on the scaled ones.
        let scaledValues = try SingularValueDecomposition(design)
        let rank = scaledValues.rank()
        let original = Matrix(rows: design.rows, columns: design.columns) { buffer in
            for j in 0..<design.columns {
                for i in 0..<design.rows {
                    buffer[j * design.rows + i] = Self.scaled(design.elements[j * design.rows + i], by: exponents[j] - (exponents.max() ?? 0))
                }
            }
        }
        let decomposition = try SingularValueDecomposition(original)
        let shift = exponents.max() ?? 0
        // Back into the scaled frame, whence `finished` returns all paths to the caller's units.
        let solution = decomposition.solve(response, rank: rank).enumerated().map { Self.scaled($1, by: exponents[$0] - shift) }
        var gram = decomposition.inverseGram(rank: rank)
        for j in 0..<gram.columns {
            for i in 0..<gram.rows { gram[i, j] = Self.scaled(gram[i, j], by: exponents[i] + exponents[j] - 2 * shift) }
        }
        return finished(
            solution.map { DoubleDouble($0) }, inverseGram: gram, rank: rank, condition: scaledValues.condition, path: .singularValues)
    }

    /// Corrects a solution by (X′X)⁻¹·X′(y − X·b) with residual and right-hand side in double-double arithmetic.
    private func refine(_ start: [Double], steps: Int, correction: ([Double]) -> [Double]) -> [DoubleDouble] {
        var solution = start.map { DoubleDouble($0) }
        for step in 0..<steps {
            let gradient: [Double]
            if step == 0, start.allSatisfy({ $0 == 0 }) {
                gradient = design.transposedProduct(response)
            } else {
                let residuals = extendedResiduals(solution)
                gradient = (0..<design.columns).map { j in
                    var sum = DoubleDouble(0)
                    for i in 0..<design.rows { sum = sum + residuals[i] * design.elements[j * design.rows + i] }
                    return sum.value
                }
            }
            for (j, delta) in correction(gradient).enumerated() { solution[j] = solution[j] + DoubleDouble(delta) }
        }
        return solution
    }

    private var extendedResponse: [DoubleDouble] {
        guard let responseTail else { return response.map { DoubleDouble($0) } }
        return zip(response, responseTail).map { DoubleDouble(sum: $0, $1) }
    }

    private func extendedResiduals(_ solution: [DoubleDouble]) -> [DoubleDouble] {
        var residuals = extendedResponse
        let n = design.rows
        for j in 0..<design.columns {
            let coefficient = -solution[j]
            for i in 0..<n { residuals[i] = residuals[i] + coefficient * design.elements[j * n + i] }
            if let tail {
                for i in 0..<n { residuals[i] = residuals[i] + coefficient * tail.elements[j * n + i] }
            }
        }
        return residuals
    }

    private func finished(
        _ solution: [DoubleDouble], inverseGram: Matrix, rank: Int, condition: Double, path: LeastSquares.Path
    ) -> LeastSquares {
        let residuals = extendedResiduals(solution).map(\.value)
        let sum = DoubleDouble.innerProduct(residuals, residuals).value
        let p = design.columns
        return LeastSquares(
            coefficients: (0..<p).map { Self.scaled(solution[$0].value, by: responseExponent - exponents[$0]) },
            residuals: residuals.map { Self.scaled($0, by: responseExponent) },
            residualSumOfSquares: Self.scaled(sum, by: 2 * responseExponent),
            inverseGram: Matrix(rows: p, columns: p) { buffer in
                for j in 0..<p {
                    for i in 0..<p { buffer[j * p + i] = Self.scaled(inverseGram[i, j], by: -exponents[i] - exponents[j]) }
                }
            },
            rank: rank, condition: condition, path: path)
    }

    /// The exponent that brings the norm of a vector near one; 0 for a vector of zeros.
    private static func exponent(_ vector: ArraySlice<Double>) -> Int {
        let largest = vector.reduce(0) { max($0, abs($1)) }
        guard largest > 0 else { return 0 }
        var square = 0.0
        let shift = Int(largest.exponent)
        for value in vector {
            let scaled = scaled(value, by: -shift)
            square += scaled * scaled
        }
        return shift + Int(square.squareRoot().exponent)
    }

    /// value · 2^exponent by one multiplication, or by two where the power itself is no double.
    private static func scaled(_ value: Double, by exponent: Int) -> Double {
        if abs(exponent) <= 1000 { return value * powerOfTwo(exponent) }
        let half = exponent / 2
        return value * powerOfTwo(half) * powerOfTwo(exponent - half)
    }

    private static func powerOfTwo(_ exponent: Int) -> Double {
        exponent >= -1022 && exponent <= 1023
            ? Double(bitPattern: UInt64(exponent + 1023) << 52) : Double(sign: .plus, exponent: exponent, significand: 1)
    }
}
