import LinearAlgebra
import Statistics
import Testing

/// What must hold of estimators whatever the numbers: equivariance, weights as repetition, masks as deletion, and right answers or typed errors at the extremes.
@Suite struct EstimatorPropertyTests {
    private func group(seed: UInt64, series: Int = 25, years: Int = 9) -> [[Double]] {
        (0..<series).map { index in
            var generator = Philox(seed: seed, stream: UInt64(index))
            return (0..<years).map { 50 + Double(index) + 0.5 * Double($0) + 3 * generator.normal() }
        }
    }

    private func countGroup(seed: UInt64, mean: Double) -> [[Double]] {
        (0..<25).map { index in
            var generator = Philox(seed: seed, stream: UInt64(index))
            return (0..<9).map { _ in Double(NegativeBinomial(mean: mean, dispersion: 0.1).quantile(generator.uniform())) }
        }
    }

    @Test func moderatedTrendsCarryShiftsScalesAndReversal() throws {
        let years = (0..<9).map(Double.init)
        let series = group(seed: 1)
        let fit = try ModeratedTrends().fit(x: years, series: series)
        let scaled = try ModeratedTrends().fit(x: years.map { 2000 + $0 }, series: series.map { $0.map { 1e6 - 1000 * $0 } })
        #expect(agrees(fit.autocorrelation, scaled.autocorrelation, relative: 1e-5, absolute: 1e-6))
        for (one, other) in zip(fit.trends, scaled.trends) {
            let (one, other) = (try #require(one), try #require(other))
            #expect(agrees(-1000 * one.slope, other.slope, relative: 1e-5))
            #expect(agrees(one.pValue, other.pValue, relative: 1e-4, absolute: 1e-10))
        }
    }

    @Test func theOrderOfSeriesDoesNotMatter() throws {
        let years = (0..<9).map(Double.init)
        let series = group(seed: 2)
        let fit = try ModeratedTrends().fit(x: years, series: series)
        let back = try ModeratedTrends().fit(x: years, series: series.reversed())
        for (one, other) in zip(fit.trends, back.trends.reversed()) {
            #expect(agrees(try #require(one).pValue, try #require(other).pValue, relative: 1e-6))
        }
    }

    @Test(arguments: [1.0, 40]) func countTrendsTurnAroundWithTime(mean: Double) throws {
        let years = (0..<9).map(Double.init)
        let counts = countGroup(seed: 3, mean: mean)
        let fit = try QuasiPoissonTrends().fit(x: years, counts: counts)
        let back = try QuasiPoissonTrends().fit(x: years, counts: counts.map { $0.reversed() })
        for (one, other) in zip(fit.trends, back.trends) {
            guard let one, let other else { continue }
            #expect(one.slope == -other.slope || agrees(one.slope, -other.slope, relative: 1e-6, absolute: 1e-12))
            #expect(agrees(one.pValue, other.pValue, relative: 1e-4))
        }
    }

    @Test func anIntervalExcludesWhatTheTestRejects() throws {
        let years = (0..<9).map(Double.init)
        for fit in [
            try QuasiPoissonTrends().fit(x: years, counts: countGroup(seed: 4, mean: 1)),
            try QuasiPoissonTrends().fit(x: years, counts: countGroup(seed: 5, mean: 30)),
        ] {
            for trend in fit.trends.compactMap({ $0 }) where (trend.pValue - 0.3).magnitude > 1e-6 {
                #expect((trend.pValue < 0.3) == !trend.confidenceInterval(level: 0.7).contains(0), "\(trend.pValue)")
            }
        }
        for trend in try ModeratedTrends().fit(x: years, series: group(seed: 6)).trends.compactMap({ $0 }) {
            #expect((trend.pValue < 0.05) == !trend.confidenceInterval(level: 0.95).contains(0))
        }
    }

    @Test func maskedYearsAreAsIfTheyHadNotBeen() throws {
        let full: [[Double?]] = group(seed: 7, years: 8)
        let years = (0..<8).map(Double.init)
        // A year missing everywhere changes the gaps, not more.
        let masked = full.map { row in row.enumerated().map { $0.offset == 7 ? nil : $0.element } }
        let fit = try ModeratedTrends().fit(x: years, series: masked)
        let shorter = try ModeratedTrends().fit(x: Array(years.dropLast()), series: full.map { Array($0.dropLast()) })
        for (one, other) in zip(fit.trends, shorter.trends) { #expect(agrees(try #require(one).pValue, try #require(other).pValue, relative: 1e-10)) }
        let x = (0..<9).map(Double.init)
        let holes: [Double?] = [1, nil, 4, 3, nil, 7, 6, 9, 8]
        let kept = holes.indices.filter { holes[$0] != nil }
        let one = try BreakTest(margin: 2).fit(x: x, y: holes)
        let other = try BreakTest(margin: 2).fit(x: kept.map { x[$0] }, y: kept.map { holes[$0] })
        #expect(one == other)
    }

    @Test func weightsAreRepetition() throws {
        let x = [1.0, 2, 3, 4, 6], y = [2.0, 3, 5, 4, 9]
        let weights = [1.0, 3, 2, 1, 2]
        let weighted = try WeightedLeastSquares(weights: weights).fit(design: Matrix(columns: [x]).prependingIntercept(), response: y)
        let rows = weights.indices.flatMap { Array(repeating: $0, count: Int(weights[$0])) }
        let repeated = try OrdinaryLeastSquares().fit(
            design: Matrix(columns: [rows.map { x[$0] }]).prependingIntercept(), response: rows.map { y[$0] })
        for (a, b) in zip(weighted.coefficients, repeated.coefficients) { #expect(agrees(a, b, relative: 1e-12)) }
        // An exposure of two is two places with one each.
        let doubled = try QuasiPoissonTrends(dispersion: .poisson, autocorrelation: .none, exactBelow: 0, exactBelowMean: 0)
            .fit(x: [0, 1, 2, 3], counts: [[10, 14, 20, 30]], exposure: [[2, 2, 2, 2]])
        let plain = try QuasiPoissonTrends(dispersion: .poisson, autocorrelation: .none, exactBelow: 0, exactBelowMean: 0)
            .fit(x: [0, 1, 2, 3], counts: [[10, 14, 20, 30]])
        #expect(agrees(try #require(doubled.trends[0]).slope, try #require(plain.trends[0]).slope, relative: 1e-12))
    }

    @Test func constantsHaveASlopeOfExactlyZero() throws {
        let years = (2011..<2020).map(Double.init)
        let constant = [[Double]](repeating: [Double](repeating: 0.1, count: 9), count: 3)
        for trend in try ModeratedTrends().fit(x: years, series: constant).trends {
            let trend = try #require(trend)
            #expect(trend.slope == 0 && trend.pValue == 1)
        }
        let counts = [[Double](repeating: 7, count: 9), [1, 2, 3, 4, 5, 4, 3, 2, 1], [0, 0, 0, 0, 0, 0, 0, 0, 0]]
        let fit = try QuasiPoissonTrends().fit(x: years, counts: counts)
        #expect(try #require(fit.trends[0]).slope == 0)
        #expect(try #require(fit.trends[1]).slope == 0)
        #expect(fit.trends[2] == nil)
    }

    @Test(arguments: [1e300, 1e-300, 4.9e-324, 1e15]) func extremeSizesKeepTheirTest(size: Double) throws {
        let years = (0..<6).map(Double.init)
        let shape: [[Double]] = [[1, 3, 2, 5, 4, 6], [2, 1, 4, 3, 3, 5], [9, 7, 8, 4, 5, 2]]
        let plain = try ModeratedTrends(autocorrelation: .none).fit(x: years, series: shape)
        let fit = try ModeratedTrends(autocorrelation: .none).fit(x: years, series: shape.map { $0.map { $0 * size } })
        for (one, other) in zip(plain.trends, fit.trends) {
            let (one, other) = (try #require(one), try #require(other))
            #expect(other.slope.isFinite && other.slope != 0)
            #expect(agrees(one.pValue, other.pValue, relative: 1e-9), "\(one.pValue) \(other.pValue)")
        }
        let line = try SimpleTrend().fit(x: years, y: shape[0].map { $0 * size })
        #expect(line.slope.isFinite && line.pValue > 0 && line.pValue < 1)
    }

    @Test func tooLittleIsATypedError() {
        #expect(throws: EstimationError.tooFewObservations(needed: 1, found: 0)) { try ModeratedTrends().fit(x: [1, 2], series: [[1, 2]]) }
        #expect(throws: EstimationError.tooFewObservations(needed: 1, found: 0)) {
            try ModeratedTrends().fit(x: [1, 2, 3], series: [[nil, nil, nil]])
        }
        #expect(throws: EstimationError.invalidValue(index: 1, value: .infinity)) {
            try ModeratedTrends().fit(x: [1, 2, 3], series: [[1, .infinity, 3]])
        }
        #expect(throws: EstimationError.noVariation(value: 3)) { try SampleAutocorrelation().coefficient(of: [3, 3, 3, 3]) }
        #expect(throws: EstimationError.tooFewObservations(needed: 3, found: 2)) { try SampleAutocorrelation().coefficient(of: [3, 4]) }
    }

    @Test func forecastsCoverWhatComes() throws {
        var covered = 0
        let years = (0..<10).map(Double.init)
        let counts = (0..<200).map { index -> [Double] in
            var generator = Philox(seed: 21, stream: UInt64(index))
            return (0..<11).map { Double(NegativeBinomial(mean: 30 * (1 + 0.05 * Double($0)), dispersion: 0.05).quantile(generator.uniform())) }
        }
        let fit = try QuasiPoissonTrends().fit(x: years, counts: counts.map { Array($0.dropLast()) })
        for (trend, row) in zip(fit.trends, counts) {
            let forecast = try #require(trend?.forecast(at: 10))
            if forecast.interval(level: 0.9).contains(row[10]) { covered += 1 }
        }
        #expect(covered >= 165 && covered <= 196, "\(covered) of 200")
    }
}
