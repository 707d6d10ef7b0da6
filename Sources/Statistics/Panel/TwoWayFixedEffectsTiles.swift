internal import CKernels
public import ColumnStore
internal import LinearAlgebra

extension TwoWayFixedEffects {
    /// Fits the model to columns of the store: series are the units, cells where the response and every regressor have a value are the rows.
    ///
    /// Without a `covariance` of its own the estimator clusters errors by unit: two passes over the data, eight units side by side; results do not depend on the
    /// number of processors. For any other one the cells are taken out as rows, unit by unit and within a unit period by period; codes that it holds are one
    /// for each cell used, in this order.
    ///
    /// - Parameters:
    ///   - response: y, units × periods.
    ///   - regressors: one to fifteen columns of the same shape.
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)``, ``EstimationError/rankDeficient(rank:columns:)``,
    ///   ``EstimationError/invalidValue(index:value:)`` with a regressor's index (−1: the response) for a column whose squares leave the range of doubles.
    /// - Complexity: O(cells·k²) and periods³.
    public func fit(response: SeriesColumn, regressors: [SeriesColumn]) throws(EstimationError) -> PanelFit {
        precondition((1...15).contains(regressors.count), "\(regressors.count) regressors, not 1 … 15")
        for column in regressors {
            precondition(
                column.seriesCount == response.seriesCount && column.periodCount == response.periodCount,
                "a regressor of \(column.seriesCount) × \(column.periodCount) for \(response.seriesCount) × \(response.periodCount)")
        }
        guard covariance == nil else { return try fitRows([response] + regressors) }
        let panel = TiledPanel(columns: [response] + regressors)
        // Factorizations of the order of periods and regressors are too small to share.
        return try BLASThreads.with(1) { () throws(EstimationError) -> PanelFit in try panel.fit() }
    }
}

extension TwoWayFixedEffects {
    /// The fit of the cells as rows, its effects laid over all units and periods of the columns.
    private func fitRows(_ columns: [SeriesColumn]) throws(EstimationError) -> PanelFit {
        let (series, periods) = (columns[0].seriesCount, columns[0].periodCount)
        var (units, times): ([Int], [Int]) = ([], [])
        var values = columns.map { _ in [Double]() }
        for unit in 0..<series {
            for period in 0..<periods {
                let cells = columns.compactMap { $0[unit, period] }
                guard cells.count == columns.count else { continue }
                units.append(unit)
                times.append(period)
                for (index, cell) in cells.enumerated() { values[index].append(cell) }
            }
        }
        guard !units.isEmpty else { throw .tooFewObservations(needed: columns.count + 2, found: 0) }
        let fit = try fit(design: Matrix(columns: Array(values.dropFirst())), response: values[0], units: units, periods: times)
        func laidOut(_ effects: [Double], over count: Int, of keys: [Int], absent: Double) -> [Double] {
            var result = [Double](repeating: absent, count: count)
            for (key, effect) in zip(Set(keys).sorted(), effects) { result[key] = effect }
            return result
        }
        return PanelFit(
            coefficients: fit.coefficients, covariance: fit.covariance, observations: fit.observations, degreesOfFreedom: fit.degreesOfFreedom,
            testDegreesOfFreedom: fit.testDegreesOfFreedom, residualSumOfSquares: fit.residualSumOfSquares, withinRSquared: fit.withinRSquared,
            deviance: nil, unitCount: fit.unitCount, periodCount: fit.periodCount, effectCount: fit.effectCount,
            unitEffects: laidOut(fit.unitEffects, over: series, of: units, absent: .nan),
            periodEffects: laidOut(fit.periodEffects, over: periods, of: times, absent: 0), condition: fit.condition, droppedRows: 0, residuals: [],
            fittedValues: [])
    }
}

/// The panel as pointers into its columns' tiles, and the two passes over them.
struct TiledPanel {
    private let columns: [SeriesColumn]
    private let tiles: Int
    private let periods: Int
    /// Tiles whose sums are added up before they are added to the others': the same on every machine.
    private let chunk: Int

    init(columns: [SeriesColumn]) {
        self.columns = columns
        tiles = columns[0].tileCount
        periods = columns[0].periodCount
        // Enough chunks to share a small panel among processors, large ones for a large panel.
        chunk = min(128, max(8, (tiles + 15) / 16))
    }

    func fit() throws(EstimationError) -> PanelFit {
        let k = columns.count - 1
        guard periods > 0, tiles > 0 else { throw .tooFewObservations(needed: k + 3, found: 0) }
        var shifts = Matrix(rows: periods, columns: k + 1)
        var moments = withColumns { self.moments($0, shifts: shifts) }
        for v in 0...k {
            if !moments.cross[v, v].isFinite { throw .invalidValue(index: v - 1, value: moments.cross[v, v]) }
            if moments.cross[v, v] < 1e-280, let value = RepresentableRange.tiny(largestMagnitude(of: columns[v])) {
                throw .invalidValue(index: v - 1, value: value)
            }
        }
        let effectsOfPeriods = try PeriodEffects(moments)
        let parts = effectsOfPeriods.parts(moments)
        let reduced = effectsOfPeriods.reduced(moments)
        let size = moments.cross.diagonal
        if (0...k).contains(where: { reduced[$0, $0] < 1e-3 * size[$0] }) {
            // Common movement dwarfs the rest, and the difference of large sums its digits: the movement is taken out first.
            shifts = parts
            moments = withColumns { self.moments($0, shifts: shifts) }
        }
        let system = try PanelSystem(moments, effectsOfPeriods, shifts: shifts, originalSize: size)
        var coefficients = system.coefficients
        var scores = withColumns { self.scores($0, system, coefficients) }
        // At the solution the scores sum to zero; what they leave tells how much rounding cost, and corrects it. A correction below 1e-12 standard errors
        // moves the scores by less than their own rounding.
        let correction = system.inverse.product(scores.gradient)
        coefficients = zip(coefficients, correction).map { $0 + $1 }
        let errors = system.inverse.sandwich(scores.meat).diagonal.map { $0.squareRoot() }
        if (0..<k).contains(where: { abs(correction[$0]) > max(1e-13 * abs(coefficients[$0]), 1e-12 * errors[$0]) }) {
            scores = withColumns { self.scores($0, system, coefficients) }
        }
        let units = scores.units
        let effects = units + moments.present.count { $0 > 0 } - effectsOfPeriods.components
        let observations = Int(moments.present.reduce(0, +))
        let df = observations - k - effects
        guard df >= 1, units >= 2 else { throw .tooFewObservations(needed: k + effects + 1, found: observations) }
        let periodCount = moments.present.count { $0 > 0 }
        let factor = Double(units) / Double(units - 1) * Double(observations - 1) / Double(observations - k - periodCount)
        var covariance = system.inverse.sandwich(scores.meat)
        covariance.scale(by: factor)
        return PanelFit(
            coefficients: coefficients, covariance: covariance, observations: observations, degreesOfFreedom: Double(df),
            testDegreesOfFreedom: [Double](repeating: Double(units - 1), count: k), residualSumOfSquares: scores.residualSquares,
            withinRSquared: system.responseSquares > 0 ? 1 - scores.residualSquares / system.responseSquares : nil, deviance: nil, unitCount: units,
            periodCount: periodCount, effectCount: effects, unitEffects: scores.unitEffects,
            periodEffects: system.periodEffects(coefficients), condition: system.condition, droppedRows: 0, residuals: [], fittedValues: [])
    }

    private func largestMagnitude(of column: SeriesColumn) -> Double {
        // Cells without a value are 0.
        column.withTiles { values, _ in values.reduce(0) { max($0, abs($1)) } }
    }

    private func withColumns<Result>(_ body: (panel_columns) -> Result) -> Result {
        func collect(_ index: Int, _ values: [UnsafePointer<Double>?], _ validity: [UnsafePointer<UInt8>?]) -> Result {
            guard index < columns.count else {
                return values.withUnsafeBufferPointer { values in
                    validity.withUnsafeBufferPointer { validity in
                        body(panel_columns(values: values.baseAddress, validity: validity.baseAddress, count: columns.count, periods: periods))
                    }
                }
            }
            return columns[index].withTiles { collect(index + 1, values + [$0.baseAddress], validity + [$1.baseAddress]) }
        }
        return collect(0, [], [])
    }

    struct Moments {
        /// Σ of centered values, a row a column of the panel.
        var sums: Matrix
        var cross: Matrix
        var present: [Double]
        var shared: Matrix
    }

    /// Runs `body` for each chunk of tiles with memory of its own and adds the results up in order.
    private func chunked(
        size: Int, _ body: (_ first: Int, _ last: Int, _ scratch: UnsafeMutablePointer<Double>, _ out: UnsafeMutablePointer<Double>) -> Void
    )
        -> [Double]
    {
        let (chunk, chunks) = (chunk, (tiles + chunk - 1) / chunk)
        let scratchSize = kernel_panel_scratch(columns.count, periods)
        var parts = [Double](repeating: 0, count: chunks * size)
        parts.withUnsafeMutableBufferPointer { parts in
            nonisolated(unsafe) let parts = parts
            ParallelRanges.forEach(count: chunks, minimum: 1) { range in
                withUnsafeTemporaryAllocation(byteCount: scratchSize * 8, alignment: 64) { scratch in
                    let scratch = scratch.bindMemory(to: Double.self)
                    guard let base = scratch.baseAddress, let out = parts.baseAddress else { return }
                    for k in range { body(k * chunk, min(tiles, (k + 1) * chunk), base, out + k * size) }
                }
            }
        }
        var total = [Double](repeating: 0, count: size)
        parts.withUnsafeBufferPointer { parts in
            total.withUnsafeMutableBufferPointer { total in
                for k in 0..<chunks {
                    for i in 0..<size { total[i] += parts[k * size + i] }
                }
            }
        }
        return total
    }

    private func moments(_ input: panel_columns, shifts: Matrix) -> Moments {
        let (count, t) = (columns.count, periods)
        nonisolated(unsafe) let input = input
        let total = chunked(size: count * t + count * count + t + t * t) { first, last, scratch, out in
            withUnsafePointer(to: input) { input in
                var result = panel_moments(
                    sums: out, cross: out + count * t, present: out + count * t + count * count, shared: out + count * t + count * count + t)
                kernel_panel_moments(input, first, last, shifts.elements, scratch, &result)
            }
        }
        let crossStart = count * t
        let presentStart = crossStart + count * count
        let sharedStart = presentStart + t
        func symmetric(_ start: Int, _ order: Int) -> Matrix {
            var result = Matrix(rows: order, columns: order)
            for i in 0..<order {
                for j in 0...i {
                    result[i, j] = total[start + i * order + j]
                    result[j, i] = result[i, j]
                }
            }
            return result
        }
        return Moments(
            sums: Matrix(rows: t, columns: count, elements: Array(total[0..<crossStart])), cross: symmetric(crossStart, count),
            present: Array(total[presentStart..<sharedStart]), shared: symmetric(sharedStart, t))
    }

    struct Scores {
        var meat: Matrix
        var gradient: [Double]
        var residualSquares: Double
        var units: Int
        var unitEffects: [Double]
    }

    private func scores(_ input: panel_columns, _ system: PanelSystem, _ coefficients: [Double]) -> Scores {
        let k = columns.count - 1
        nonisolated(unsafe) let input = input
        let effects = system.periodEffects(coefficients)
        let parts = system.parts.selecting(columns: Array(1...k)).elements
        var total: [Double] = []
        let unitEffects = [Double](unsafeUninitializedCapacity: tiles * 8) { units, count in
            nonisolated(unsafe) let units = units
            total = chunked(size: k * k + k + 2) { first, last, scratch, out in
                withUnsafePointer(to: input) { input in
                    var result = panel_scores(
                        meat: out, gradient: out + k * k, residual_squares: 0, units: 0, unit_effects: units.baseAddress)
                    kernel_panel_scores(input, first, last, coefficients, effects, parts, scratch, &result)
                    out[k * k + k] = result.residual_squares
                    out[k * k + k + 1] = result.units
                }
            }
            count = columns[0].seriesCount
        }
        var meat = Matrix(rows: k, columns: k)
        for i in 0..<k {
            for j in 0...i {
                meat[i, j] = total[i * k + j]
                meat[j, i] = meat[i, j]
            }
        }
        return Scores(
            meat: meat, gradient: Array(total[(k * k)..<(k * k + k)]), residualSquares: total[k * k + k], units: Int(total[k * k + k + 1]),
            unitEffects: unitEffects)
    }
}

/// The Schur complement of the periods, and what it takes out of every column.
struct PeriodEffects {
    /// S⁺.
    private let inverse: Matrix
    /// Connected components of units and periods.
    let components: Int

    init(_ moments: TiledPanel.Moments) throws(EstimationError) {
        let periods = moments.present.count
        var schur = Matrix.diagonal(moments.present)
        schur.add(moments.shared, times: -1)
        let scale = schur.diagonal.map { $0 > 1e-9 ? 1 / $0.squareRoot() : 0 }
        func balanced(_ matrix: Matrix) -> Matrix {
            var result = matrix
            for j in 0..<periods {
                for i in 0..<periods { result[i, j] *= scale[i] * scale[j] }
            }
            return result
        }
        let eigen: SymmetricEigen
        do { eigen = try SymmetricEigen(balanced(schur)) } catch { throw .solver(error) }
        inverse = balanced(eigen.applying { $0 > 1e-11 ? 1 / $0 : 0 })
        components = moments.present.count { $0 > 0 } - eigen.values.count { $0 > 1e-11 }
    }

    /// The period effects of every column, response first.
    func parts(_ moments: TiledPanel.Moments) -> Matrix { inverse.product(moments.sums) }

    /// Products of the columns without the effects.
    func reduced(_ moments: TiledPanel.Moments) -> Matrix {
        var result = moments.cross
        result.add(moments.sums.transposedProduct(parts(moments)), times: -1)
        result.symmetrize()
        return result
    }
}

/// The normal equations of a panel with both effects taken out.
struct PanelSystem {
    let coefficients: [Double]
    /// (X̃′X̃)⁻¹.
    let inverse: Matrix
    let condition: Double
    /// ỹ′ỹ.
    let responseSquares: Double
    /// The period effects of every column, response first.
    let parts: Matrix

    init(_ moments: TiledPanel.Moments, _ effects: PeriodEffects, shifts: Matrix, originalSize: [Double]) throws(EstimationError) {
        let k = moments.cross.columns - 1
        var parts = effects.parts(moments)
        parts.add(shifts)
        self.parts = parts
        let reduced = effects.reduced(moments)
        responseSquares = max(0, reduced[0, 0])
        // A regressor that units and periods explain to twelve digits of its size has nothing left to tell.
        let independent = (1...k).filter { reduced[$0, $0] > 1e-24 * originalSize[$0] && reduced[$0, $0] > 0 }
        guard independent.count == k else { throw .rankDeficient(rank: independent.count, columns: k) }
        let gram = Matrix(reduced[rows: 1..<(k + 1), columns: 1..<(k + 1)])
        let unit = gram.diagonal.map { 1 / $0.squareRoot() }
        var scaled = gram
        for j in 0..<k {
            for i in 0..<k { scaled[i, j] *= unit[i] * unit[j] }
        }
        let factor: Cholesky
        do { factor = try Cholesky(scaled) } catch { throw .rankDeficient(rank: k - 1, columns: k) }
        guard factor.condition < 1e12 else { throw .rankDeficient(rank: k - 1, columns: k) }
        condition = factor.condition.squareRoot()
        var inverse = factor.inverse()
        for j in 0..<k {
            for i in 0..<k { inverse[i, j] *= unit[i] * unit[j] }
        }
        self.inverse = inverse
        coefficients = inverse.product((1...k).map { reduced[$0, 0] })
    }

    /// The effects of the periods at given coefficients.
    func periodEffects(_ coefficients: [Double]) -> [Double] {
        (0..<parts.rows).map { t in
            coefficients.indices.reduce(parts[t, 0]) { $0 - coefficients[$1] * parts[t, $1 + 1] }
        }
    }
}
