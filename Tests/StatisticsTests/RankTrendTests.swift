import ColumnStore
import Testing

@testable import Statistics

@Suite struct RankTrendTests {
    typealias Generator = SimpleTrendBatchTests.Generator

    private func expectAgreement(_ column: SeriesColumn, x: [Double], method: MannKendall.Method = .normal, level: Double = 0.95, _ comment: Comment)
    {
        var trends = RankTrendColumns(seriesCount: column.seriesCount)
        RankTrend(method: method, level: level).fit(column, x: x, into: &trends)
        var wrong: [String] = []
        for series in 0..<column.seriesCount {
            let y = Array(column.series(series))
            if trends.observations(of: series) != y.count(where: { $0 != nil }) { wrong.append("\(series): n") }
            let fit = try? TheilSen().fit(x: x, y: y)
            let interval = fit?.confidenceInterval(level: level)
            let test = try? MannKendall(method: method).fit(x: x, y: y)
            let expected: [Double?] = [
                fit?.slope, fit?.intercept, interval?.lower, interval?.upper, (test?.score).map(Double.init), test?.scoreVariance, test?.tau,
                test?.statistic,
            ]
            for (quantity, value) in zip(RankTrendQuantity.allCases, expected) where trends[quantity, series] != value {
                wrong.append("\(series): \(quantity) \(String(describing: trends[quantity, series])) for \(String(describing: value)) of \(y)")
            }
            let p = trends[.pValue, series]
            if (p == nil) != (test == nil) || !agrees(p ?? 0, test?.pValue ?? 0, relative: 1e-12) { wrong.append("\(series): p \(p ?? .nan)") }
        }
        #expect(wrong.count == 0, "\(comment): \(wrong.prefix(4))")
    }

    /// Series of continuous values and of small counts, with gaps.
    private func column(series: Int, periods: Int, seed: UInt64) -> SeriesColumn {
        var generator = Generator(state: seed)
        var column = SeriesColumn(seriesCount: series, periodCount: periods)
        for index in 0..<series {
            let counts = index % 2 == 0
            for period in 0..<periods where Double.random(in: 0..<1, using: &generator) >= [0, 0.1, 0.6][index % 3] {
                column[index, period] =
                    counts
                    ? Double(Int.random(in: 0...[1, 6, 400][index % 5 % 3], using: &generator))
                    : Double.random(in: -1...1, using: &generator) + Double(period) * 0.05
            }
        }
        return column
    }

    @Test(arguments: [1, 2, 3, 5, 8, 9, 16, 17, 18, 33, 64, 70]) func equalsTheEstimatorsSeriesBySeries(periods: Int) {
        let x = (0..<periods).map { Double(2008 + $0) }
        expectAgreement(column(series: periods > 30 ? 43 : 131, periods: periods, seed: UInt64(periods)), x: x, "\(periods) periods")
    }

    @Test func everyMethodAndLevel() {
        let x = [0, 1, 2.5, 3, 7, 7.25, 8, 9, 11, 12, 13]
        let column = column(series: 203, periods: 11, seed: 5)
        for method in MannKendall.Method.allCases { expectAgreement(column, x: x, method: method, level: 0.8, "\(method)") }
        expectAgreement(self.column(series: 9, periods: 55, seed: 4), x: (0..<55).map(Double.init), method: .automatic, "55 periods")
    }

    @Test func extremeSeries() {
        let x = (0..<6).map(Double.init)
        let tiny = Double.leastNonzeroMagnitude
        let rows: [[Double?]] = [
            [5, 5, 5, 5, 5, 5], [nil, nil, nil, nil, nil, nil], [1, nil, nil, nil, nil, 3], [nil, 7, nil, nil, nil, nil],
            [1e300, 2e300, -1.7e308, 1.7e308, 5e300, 4e300], [tiny, 3 * tiny, 2 * tiny, 0, 4 * tiny, 5 * tiny],
            [1e-200, 3e-200, 2e-200, 3e-200, 4e-200, 0],
            [0, 1, 2, 3, 4, 5], [1e9, 1e9, 1e9, 1e9, 1e9, 1e9 + 1], [0, -0.0, 0, -0.0, 0, 1], [nil, nil, 8, 9, 9, nil], [2, nil, 2, nil, nil, nil],
            [1e-250, 1, 1e250, -1e250, 7, 1e-300], [.infinity, 1, 2, 3, 4, 5], [1, 2, .nan, 3, 4, 5],
        ]
        expectAgreement(SeriesColumn(rows, periodCount: 6), x: x, "extremes")
        expectAgreement(SeriesColumn(rows, periodCount: 6), x: x.map { $0 * 1e-30 }, "near abscissae")
        expectAgreement(SeriesColumn(rows, periodCount: 6), x: x, method: .automatic, "exact")
    }

    @Test func shiftsScalesAndGapsCarryThrough() {
        let periods = 12
        let x = (0..<periods).map { Double(2010 + $0) }
        let plain = column(series: 60, periods: periods, seed: 77)
        var (moved, mirrored) = (plain, plain)
        for series in 0..<60 {
            for period in 0..<periods {
                // Powers of two and whole numbers, so that nothing is rounded.
                moved[series, period] = plain[series, period].map { $0.rounded() * 4 + 1024 }
                mirrored[series, period] = plain[series, period].map { -$0.rounded() }
            }
        }
        var rounded = plain
        for series in 0..<60 { for period in 0..<periods { rounded[series, period] = plain[series, period]?.rounded() } }
        var a = RankTrendColumns(seriesCount: 60)
        var b = RankTrendColumns(seriesCount: 60)
        var c = RankTrendColumns(seriesCount: 60)
        RankTrend().fit(rounded, x: x, into: &a)
        RankTrend().fit(moved, x: x, into: &b)
        RankTrend().fit(mirrored, x: x, into: &c)
        for series in 0..<60 {
            #expect(b[.slope, series] == a[.slope, series].map { $0 * 4 } && b[.pValue, series] == a[.pValue, series])
            #expect(c[.lower, series] == a[.upper, series].map { -$0 } && c[.score, series] == a[.score, series].map { -$0 })
            #expect(c[.tau, series] == a[.tau, series].map { -$0 } && c[.pValue, series] == a[.pValue, series])
        }
    }

    @Test func whatAMissingCellHoldsDoesNotMatter() {
        let clean = column(series: 24, periods: 9, seed: 12)
        var dirty = clean
        dirty.withMutableTiles { values, validity in
            for slot in validity.indices {
                for lane in 0..<8 where validity[slot] & 1 << lane == 0 { values[slot * 8 + lane] = lane % 2 == 0 ? .nan : 1e308 }
            }
        }
        var a = RankTrendColumns(seriesCount: 24)
        var b = RankTrendColumns(seriesCount: 24)
        let x = (0..<9).map(Double.init)
        RankTrend().fit(clean, x: x, into: &a)
        RankTrend().fit(dirty, x: x, into: &b)
        for quantity in RankTrendQuantity.allCases {
            for series in 0..<24 { #expect(a[quantity, series] == b[quantity, series]) }
        }
    }

    @Test func theTestAloneHasTheSameScores() {
        let column = column(series: 50, periods: 14, seed: 3)
        var a = RankTrendColumns(seriesCount: 50)
        var b = RankTrendColumns(seriesCount: 50)
        RankTrend().fit(column, x: (0..<14).map(Double.init), into: &a)
        RankTrend().test(column, into: &b)
        for series in 0..<50 {
            #expect(a[.score, series] == b[.score, series] && a[.pValue, series] == b[.pValue, series] && a[.tau, series] == b[.tau, series])
            #expect(b[.slope, series] == nil)
        }
    }

    @Test func batchesAgreeWithPyMannKendallAndSciPy() throws {
        for reference in try ReferenceFile.load("TrendTests", as: TrendReference.self).series {
            let column = SeriesColumn([reference.y.map { $0 }], periodCount: reference.y.count)
            var trends = RankTrendColumns(seriesCount: 1)
            RankTrend(method: .normal).fit(column, x: reference.x, into: &trends)
            #expect(agrees(trends[.slope, 0] ?? .nan, reference.theilSen) && agrees(trends[.intercept, 0] ?? .nan, reference.theilSenIntercept))
            #expect(agrees(trends[.lower, 0] ?? .nan, reference.theilSenLow) && agrees(trends[.upper, 0] ?? .nan, reference.theilSenHigh))
            #expect(trends[.score, 0] == Double(reference.score) && agrees(trends[.scoreVariance, 0] ?? .nan, reference.scoreVariance))
            #expect(agrees(trends[.pValue, 0] ?? .nan, reference.normalP) && agrees(trends[.tau, 0] ?? .nan, reference.tau))
        }
    }

    @Test func theNormalTailKeepsItsPromise() {
        let tail = NormalTailPolynomial.shared
        var worst = 0.0
        for step in 0..<300 {
            let z = Double(step) / 8
            let u = (z - tail.center) / (z + tail.center)
            let mills = tail.coefficients.reversed().reduce(0) { $0 * u + $1 } / (z + tail.center)
            let density = Normal().density(z) * (2 * Double.pi).squareRoot()
            worst = max(worst, (mills * density / Normal().twoSidedPValue(z) - 1).magnitude)
        }
        #expect(worst < 5e-13, "\(worst)")
    }
}
