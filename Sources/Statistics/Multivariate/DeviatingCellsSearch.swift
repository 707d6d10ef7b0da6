internal import Glibc

/// The steps of ``DeviatingCells`` on columns with missing cells as NaN.
struct DeviatingCellsSearch {
    private let method: DeviatingCells
    private let columns: [[Double]]
    private let cut: Double
    private var count: Int { columns[0].count }

    init(method: DeviatingCells, columns: [[Double]]) {
        self.method = method
        self.columns = columns
        cut = ChiSquared(degreesOfFreedom: 1).quantile(method.probability).squareRoot()
    }

    /// A variable in its own units of location and scale; the values were multiplied by 2^−exponent first, so that no size of theirs overflows.
    private struct Standardized {
        var exponent: Int
        var center: Double
        var scale: Double
        var z: [Double]
        /// The same without what is outlying by itself.
        var inner: [Double]
    }

    private struct Predicted {
        var z: [Double]
        var residuals: [Double]
        var deshrinkage: Double
    }

    func fit() throws(EstimationError) -> DeviatingCells.Fit {
        let (n, p) = (count, columns.count)
        guard n >= 4 else { throw .tooFewObservations(needed: 4, found: n) }
        let standardized = columns.map(standardize)
        let used = standardized.indices.filter { standardized[$0] != nil }
        guard !used.isEmpty else { throw .noVariation(value: columns[0].first { !$0.isNaN } ?? .nan) }
        let variables = used.compactMap { standardized[$0] }
        let correlations = self.correlations(variables)
        let predicted = self.predictions(variables, correlations)
        var predictions = [Double?](repeating: nil, count: n * p)
        var residuals = predictions
        var cells: [DeviatingCells.Cell] = []
        for (k, j) in used.enumerated() {
            let variable = variables[k]
            for i in 0..<n {
                let expected = scalbn(variable.center + variable.scale * predicted[k].z[i], Int32(variable.exponent))
                let residual = predicted[k].residuals[i]
                predictions[j * n + i] = expected
                if !residual.isNaN { residuals[j * n + i] = residual }
                if abs(residual) > cut {
                    cells.append(.init(observation: i, variable: j, value: columns[j][i], expected: expected, residual: residual))
                }
            }
        }
        cells.sort {
            abs($0.residual) != abs($1.residual) ? abs($0.residual) > abs($1.residual) : ($0.variable, $0.observation) < ($1.variable, $1.observation)
        }
        func spread<Value>(_ value: (Int) -> Value) -> [Value?] {
            var result = [Value?](repeating: nil, count: p)
            for (k, j) in used.enumerated() { result[j] = value(k) }
            return result
        }
        var pairs = [Double?](repeating: nil, count: p * p)
        for (k, j) in used.enumerated() {
            for (l, h) in used.enumerated() { pairs[j * p + h] = correlations[k * used.count + l] }
        }
        return DeviatingCells.Fit(
            observations: n, variablesSetAside: standardized.indices.filter { standardized[$0] == nil },
            centers: spread { scalbn(variables[$0].center, Int32(variables[$0].exponent)) },
            scales: spread { scalbn(variables[$0].scale, Int32(variables[$0].exponent)) }, deshrinkage: spread { predicted[$0].deshrinkage },
            correlations: pairs, cells: cells, rowScores: rowScores(predicted.map(\.residuals)), cutoff: cut, predictions: predictions,
            standardizedResiduals: residuals)
    }

    private func standardize(_ column: [Double]) -> Standardized? {
        let n = column.count
        var present = column.filter { !$0.isNaN }
        guard 2 * present.count >= n, present.count > 3, hasFourValues(present) else { return nil }
        let exponent = present.reduce(0) { max($0, abs($1)) }.exponent
        for i in present.indices { present[i] = scalbn(present[i], -Int32(exponent)) }
        var scratch = present
        return scratch.withUnsafeMutableBufferPointer { scratch in
            let center = present.withUnsafeBufferPointer { OneStep.location($0, scratch: scratch) }
            let centered = present.map { $0 - center }
            let scale = centered.withUnsafeBufferPointer { OneStep.scale($0) }
            guard scale > 1e-12 * max(abs(center), 1e-3) else { return nil }
            let z = column.map { (scalbn($0, -Int32(exponent)) - center) / scale }
            return Standardized(exponent: Int(exponent), center: center, scale: scale, z: z, inner: z.map { abs($0) > cut ? .nan : $0 })
        }
    }

    private func hasFourValues(_ values: [Double]) -> Bool {
        var seen: [Double] = []
        for value in values where !seen.contains(value) {
            seen.append(value)
            if seen.count > 3 { return true }
        }
        return false
    }

    private var association: PairwiseAssociation {
        PairwiseAssociation(cut: cut, ellipse: ChiSquared(degreesOfFreedom: 2).quantile(method.probability), count: count)
    }

    private func correlations(_ variables: [Standardized]) -> [Double] {
        let p = variables.count
        var result = [Double](repeating: 1, count: p * p)
        result.withUnsafeMutableBufferPointer { result in
            nonisolated(unsafe) let result = result
            // The first row with the last, the second with the last but one: each two are as long as any other two, so that the work is even.
            ParallelRanges.forEach(count: (p + 1) / 2, minimum: 1) { range in
                var association = association
                for j in range.flatMap({ $0 == p - 1 - $0 ? [$0] : [$0, p - 1 - $0] }) {
                    variables[j].inner.withUnsafeBufferPointer { own in
                        for h in (j + 1)..<max(p, j + 1) {
                            let value = variables[h].inner.withUnsafeBufferPointer { association.correlation(own, $0) }
                            result[j * p + h] = value
                            result[h * p + j] = value
                        }
                    }
                }
            }
        }
        return result
    }

    private func predictions(_ variables: [Standardized], _ correlations: [Double]) -> [Predicted] {
        let p = variables.count
        var result = [Predicted?](repeating: nil, count: p)
        result.withUnsafeMutableBufferPointer { result in
            nonisolated(unsafe) let result = result
            ParallelRanges.forEach(count: p, minimum: 1) { range in
                var association = association
                for j in range { result[j] = predict(j, variables, correlations, &association) }
            }
        }
        return result.compactMap { $0 }
    }

    private func predict(_ j: Int, _ variables: [Standardized], _ correlations: [Double], _ association: inout PairwiseAssociation) -> Predicted {
        let (n, p) = (count, variables.count)
        let connected = (0..<p).filter { $0 != j && abs(correlations[j * p + $0]) >= method.minimumCorrelation }
        guard !connected.isEmpty else {
            return Predicted(z: [Double](repeating: 0, count: n), residuals: variables[j].z, deshrinkage: 1)
        }
        var sums = [Double](repeating: 0, count: n)
        var weights = sums
        for h in [j] + connected {
            let slope =
                h == j
                ? 1
                : variables[j].inner.withUnsafeBufferPointer { own in
                    variables[h].inner.withUnsafeBufferPointer { association.slope(of: own, on: $0) }
                }
            let weight = h == j ? 1 : abs(correlations[j * p + h])
            let inner = variables[h].inner
            for i in 0..<n where !inner[i].isNaN {
                sums[i] += weight * slope * inner[i]
                weights[i] += weight
            }
        }
        for i in 0..<n { sums[i] = weights[i] > 0 ? sums[i] / weights[i] : .nan }
        let factor = sums.withUnsafeBufferPointer { estimate in
            variables[j].z.withUnsafeBufferPointer { association.slope(of: $0, on: estimate) }
        }
        var residuals = [Double](repeating: .nan, count: n)
        for i in 0..<n {
            sums[i] = sums[i].isNaN ? 0 : sums[i] * factor
            residuals[i] = variables[j].z[i] - sums[i]
        }
        let present = residuals.filter { !$0.isNaN }
        let scale = present.withUnsafeBufferPointer { OneStep.scale($0) }
        // A variable that the others give to the last digit leaves rounding, against which no cell may be judged.
        let least = max(scale, 1e-12)
        for i in 0..<n { residuals[i] /= least }
        return Predicted(z: sums, residuals: residuals, deshrinkage: factor)
    }

    private func rowScores(_ residuals: [[Double]]) -> [Double?] {
        let normal = ChiSquared(degreesOfFreedom: 1)
        let raw = (0..<count).map { i -> Double? in
            var (sum, present) = (0.0, 0)
            for column in residuals where !column[i].isNaN {
                sum += normal.cumulative(column[i] * column[i])
                present += 1
            }
            return present > 0 ? sum / Double(present) : nil
        }
        let (median, deviation) = OrderSelection.medianAndDeviation(raw.compactMap { $0 }[...])
        return raw.map { value in deviation > 0 ? value.map { ($0 - median) / deviation } : nil }
    }
}
