import ColumnStore
import LinearAlgebra
import Statistics
import Testing

/// Every estimator against data at the edge: a right answer or a typed error, never a NaN among the results, never a trap.
@Suite struct ExtremeInputTests {
    /// Series that no estimator may stumble over.
    static let series: [(name: String, y: [Double?])] = {
        var all: [(name: String, y: [Double?])] = [
            ("empty", []), ("one value", [3]), ("two values", [3, 5]), ("two equal", [4, 4]), ("three", [1, 5, 2]),
        ]
        for n in [5, 9, 14] {
            let t: [Double] = (0..<n).map { Double($0) }
            let rough: [Double] = t.map { ($0 * 7).truncatingRemainder(dividingBy: 5) + 0.3 * $0 }
            func add(_ name: String, _ value: (Double, Double) -> Double?) {
                all.append((name + ", n = \(n)", zip(t, rough).map { value($0, $1) }))
            }
            func isEven(_ t: Double) -> Bool { Int(t) % 2 == 0 }
            add("constant") { _, _ in 7 }
            add("all 0") { _, _ in 0 }
            add("line") { t, _ in 2 + 3 * t }
            add("ties") { t, _ in (t / 3).rounded(.down) }
            add("step") { t, _ in t < 4 ? 0 : 1 }
            add("one spike") { t, _ in t == 3 ? 1 : 0 }
            add("rough") { _, y in y }
            add("huge") { _, y in y * 1e300 }
            add("near the largest") { _, y in (y - 4) * 1e307 }
            add("alternating ends") { t, _ in isEven(t) ? 1e308 : -1e308 }
            add("denormal") { _, y in y * .leastNonzeroMagnitude }
            add("tiny") { _, y in y * 1e-300 }
            add("both ends") { t, y in t < 3 ? y * 1e300 : y * 1e-300 }
            add("far from 0") { _, y in 1e15 + y }
            add("all missing") { _, _ in nil }
            add("one there") { t, _ in t == 2 ? 5 : nil }
            add("two there") { t, _ in t == 2 || t == 4 ? 5 : nil }
            add("every second") { t, y in isEven(t) ? y : nil }
            add("an infinity") { t, _ in t == 2 ? .infinity : t }
            add("a NaN") { t, _ in t == 2 ? .nan : t }
        }
        return all
    }()

    /// The paths at which a value holds NaN.
    static func nans(_ value: Any, _ path: String = "") -> [String] {
        if let number = value as? Double { return number.isNaN ? [path] : [] }
        let mirror = Mirror(reflecting: value)
        return mirror.children.flatMap { nans($0.value, path + "." + ($0.label ?? "element")) }
    }

    fileprivate func check(_ estimator: String, _ input: String, _ body: () throws -> Any) {
        do {
            let found = Self.nans(try body())
            #expect(found.isEmpty, "\(estimator) of \(input): NaN at \(found.prefix(4))")
        } catch {
            #expect(error is EstimationError, "\(estimator) of \(input) threw \(error)")
        }
    }

    @Test func trendsOfOneSeries() {
        for (name, y) in Self.series {
            let x = y.indices.map { 2010 + Double($0) }
            check("SimpleTrend", name) {
                let fit = try SimpleTrend().fit(x: x, y: y)
                // An interval around an exact line is a point.
                return [fit as Any, fit.confidenceInterval()]
            }
            check("TheilSen", name) {
                let fit = try TheilSen().fit(x: x, y: y)
                return [fit as Any, fit.confidenceInterval(), fit.coverage()]
            }
            for method in MannKendall.Method.allCases { check("MannKendall \(method)", name) { try MannKendall(method: method).fit(x: x, y: y) } }
            check("SegmentedTrend", name) {
                let fit = try SegmentedTrend().fit(x: x, y: y)
                return [fit as Any, fit.breakInterval(), fit.slopeIntervals().before, fit.slopeIntervals().after]
            }
            let permutations = PermutationTest(permutations: 19, seed: 1)
            let known = AutocorrelationPosterior(values: [0.2, 0.6], weights: [1, 2])
            for model in BreakTest.Model.allCases {
                check("BreakTest \(model)", name) { try BreakTest(model: model, margin: 2, permutations: permutations).fit(x: x, y: y) }
                check("BreakTest \(model), autocorrelated", name) {
                    try BreakTest(model: model, margin: 2, permutations: permutations).fit(x: x, y: y, autocorrelation: known)
                }
            }
            check("PettittTest", name) { try PettittTest().fit(y) }
            check("RegionalMannKendall", name) { try RegionalMannKendall().fit([y, y]) }
        }
    }

    @Test func description() {
        for (name, y) in Self.series {
            check("Moments", name) {
                let moments = Moments(y)
                // Moments take what they are given: of a NaN the mean is NaN.
                return y.contains { $0.map { !$0.isFinite } ?? false } ? 0 : moments
            }
            for ties in Ranks.Ties.allCases { check("Ranks", name) { try Ranks(ties: ties).ranks(of: y) } }
            for definition in Quantile.Definition.allCases { check("Quantile", name) { try Quantile(definition).values(of: y, at: [0, 0.3, 1]) } }
            check("SampleAutocorrelation", name) { try SampleAutocorrelation().coefficient(of: y.compactMap { $0 }) }
            check("MedianAbsoluteDeviation", name) { try MedianAbsoluteDeviation().scale(of: y) }
            check("QnScale", name) { try QnScale().scale(of: y) }
            check("SnScale", name) { try SnScale().scale(of: y) }
            check("Medcouple", name) { [try Medcouple().skewness(of: y), try Medcouple().fences(of: y).lower, try Medcouple().fences(of: y).upper] }
            for influence in [LocationM.Influence.huber, .tukey] { check("LocationM", name) { try LocationM(influence).fit(y) } }
            check("Bootstrap", name) {
                let fit = try Bootstrap(replicates: 20, seed: 1).fit(y.compactMap { $0 }.filter(\.isFinite)) {
                    $0.reduce(0) { $0 + $1 / Double($1.bitPattern & 3 + 1) }
                }
                return fit.failures
            }
        }
    }

    @Test func regression() {
        for (name, y) in Self.series {
            let (response, n) = (y.compactMap { $0 }, y.compactMap { $0 }.count)
            let t = (0..<n).map(Double.init)
            let ones = t.map { _ in 1.0 }
            let designs: [(String, [[Double]])] = [
                ("line", [ones, t]), ("dependent", [ones, t, t.map { 2 * $0 + 1 }]), ("zero column", [ones, t.map { _ in 0 }]),
                ("huge", [ones, t.map { $0 * 1e300 }]), ("denormal", [ones, t.map { $0 * .leastNonzeroMagnitude }]),
                ("infinite", [ones, t.map { $0 == 1 ? .infinity : $0 }]),
                ("alone", [response]),
            ]
            let (pairs, parity) = (t.map { Int($0) / 2 }, t.map { Int($0) % 2 })
            var covariances: [CovarianceEstimator] = [
                .classical, .clustered(pairs, .cr1), .clustered(pairs, .cr2), .twoWayClustered(pairs, parity),
                .driscollKraay(periods: t.map { Int($0) }),
            ]
            for correction in HeteroskedasticityCorrection.allCases { covariances.append(.heteroskedastic(correction)) }
            for (kind, columns) in designs {
                let design = Matrix(columns: columns)
                for covariance in covariances {
                    check("OrdinaryLeastSquares \(kind) \(covariance)", name) {
                        let fit = try OrdinaryLeastSquares(covariance: covariance).fit(design: design, response: response)
                        return [fit.coefficients as Any, fit.standardErrors, fit.pValue, fit.residuals]
                    }
                }
                check("WeightedLeastSquares \(kind)", name) {
                    let fit = try WeightedLeastSquares(weights: t.map { $0 + 1 }).fit(design: design, response: response)
                    return [fit.coefficients as Any, fit.standardErrors, fit.pValue]
                }
                check("QuantileRegression \(kind)", name) {
                    let fit = try QuantileRegression(quantile: 0.4).fit(design: design, response: response)
                    return [fit.coefficients as Any, fit.confidenceInterval() as Any]
                }
                for family in [GeneralizedLinearFamily.poisson, .quasiPoisson, .negativeBinomial(), .binomial, .quasiBinomial] {
                    check("GeneralizedLinearModel \(family) \(kind)", name) {
                        let fit = try GeneralizedLinearModel(family: family).fit(design: design, response: response)
                        return [fit.coefficients as Any, fit.fittedValues, fit.standardErrors, fit.deviance, fit.pValue]
                    }
                }
            }
            check("PolynomialRegression", name) { try PolynomialRegression(degree: 2).fit(x: t, y: response).coefficients }
        }
    }

    @Test func panels() {
        for (name, y) in Self.series {
            let n = y.count
            let periods = (0..<n).map { $0 } + (0..<n).map { $0 } + (0..<n).map { $0 }
            let units = periods.indices.map { $0 / max(n, 1) }
            let values = (y + y.reversed() + y.map { $0.map { $0 / 2 } }).map { $0 ?? 0 }
            let regressors: [(String, [Double])] = [
                ("rough", periods.indices.map { Double(($0 * 11) % 7) }), ("of the unit", units.map(Double.init)), ("0", units.map { _ in 0 }),
                ("the response", values),
            ]
            for (kind, regressor) in regressors {
                let design = Matrix(columns: [regressor])
                check("TwoWayFixedEffects \(kind)", name) {
                    let fit = try TwoWayFixedEffects().fit(design: design, response: values, units: units, periods: periods)
                    return [fit.coefficients as Any, fit.standardErrors]
                }
                check("PoissonFixedEffects \(kind)", name) {
                    let fit = try PoissonFixedEffects().fit(design: design, response: values, units: units, periods: periods)
                    return [fit.coefficients as Any, fit.standardErrors]
                }
                check("TwoWayFixedEffects of columns, \(kind)", name) {
                    let column = SeriesColumn([y, y.reversed(), y], periodCount: n)
                    let other = SeriesColumn((0..<3).map { unit in (0..<n).map { regressor[unit * n + $0] } }, periodCount: n)
                    let fit = try TwoWayFixedEffects().fit(response: column, regressors: [other])
                    return [fit.coefficients as Any, fit.standardErrors]
                }
            }
            check("PanelSummary", name) {
                let summary = try PanelSummary(values, units: units)
                return values.allSatisfy { $0.magnitude < 1e150 } ? summary : 0
            }
        }
    }

    @Test func severalVariables() {
        for (name, y) in Self.series {
            let n = y.count
            let others: [[Double?]] = [(0..<n).map { Double(($0 * 5) % 7) }, (0..<n).map { Double(($0 * 3) % 11) }]
            for variables in [[y], [y, y], [y] + others, others + [y, y]] {
                check("DeviatingCells", name) { try DeviatingCells().fit(variables).cells.count }
                check("IsolationForest", name) { try IsolationForest(trees: 5).fit(variables).scores }
                let matrix = Matrix(rows: n, columns: variables.count, elements: variables.flatMap { $0.map { $0 ?? 1 } })
                for isStandardized in [false, true] {
                    check("PrincipalComponents", name) { try PrincipalComponents(isStandardized: isStandardized).fit(matrix) }
                }
                check("MinimumCovarianceDeterminant", name) { try MinimumCovarianceDeterminant().fit(matrix) }
            }
        }
    }

    @Test func batchesSayNothingWhereThereIsNothingToSay() {
        for (name, y) in Self.series where !y.isEmpty {
            let x = y.indices.map { 2010 + Double($0) }
            let column = SeriesColumn([y, y.map { $0.map { -$0 } }, y.reversed()], periodCount: y.count)
            let isFinite = y.allSatisfy { $0?.isFinite ?? true }
            let count = y.count { $0 != nil }
            func expectNothing<Quantity: ResultQuantity>(_ columns: borrowing ResultColumns<Quantity>, needed: Int, _ estimator: String) {
                // `nil` stands for NaN: whole series have all or nothing of what tells of a test.
                for series in 0..<3 where !isFinite || count < needed {
                    #expect(Quantity.allCases.allSatisfy { columns[$0, series] == nil }, "\(estimator) of \(name)")
                }
                for series in 0..<3 { #expect(columns.observations(of: series) == count) }
            }
            var trends = TrendColumns(seriesCount: 3)
            SimpleTrend().fit(column, x: x, into: &trends)
            expectNothing(trends, needed: 2, "SimpleTrend")
            if let single = try? SimpleTrend().fit(x: x, y: y) {
                #expect(
                    trends[.slope, 0] == nil
                        ? single.slope.isNaN : agrees(trends[.slope, 0]!, single.slope, relative: 1e-9, absolute: 1e-12 * single.standardError),
                    "\(name)")
            }
            for autocorrelation in [ModeratedTrends.Autocorrelation.none, .pooled] {
                for shrinkage in ModeratedTrends.Shrinkage.allCases {
                    check("ModeratedTrends of a column", name) {
                        let prior = try ModeratedTrends(autocorrelation: autocorrelation, shrinkage: shrinkage).fit(column, x: x, into: &trends).prior
                        return prior
                    }
                }
            }
            var ranks = RankTrendColumns(seriesCount: 3)
            RankTrend().fit(column, x: x, into: &ranks)
            expectNothing(ranks, needed: 2, "RankTrend")
            #expect(ranks[.score, 0] == (try? MannKendall().fit(x: x, y: y)).map { Double($0.score) }, "\(name)")
            #expect(ranks[.slope, 0] == (try? TheilSen().fit(x: x, y: y))?.slope, "\(name)")
            var changes = PettittColumns(seriesCount: 3)
            PettittTest().fit(column, into: &changes)
            expectNothing(changes, needed: 2, "PettittTest")
            var breaks = BreakColumns(seriesCount: 3)
            BreakTest(margin: 2, permutations: PermutationTest(permutations: 9, seed: 1)).fit(column, x: x, into: &breaks)
            expectNothing(breaks, needed: 4, "BreakTest")
            var counts = GeneralizedTrendColumns(seriesCount: 3)
            for family in [GeneralizedLinearFamily.poisson, .quasiPoisson, .negativeBinomial(), .binomial] {
                GeneralizedLinearModel(family: family).fit(column, x: x, into: &counts)
                expectNothing(counts, needed: 3, "GeneralizedLinearModel")
            }
            var spreads = SeriesSpreads(seriesCount: 3)
            MedianAbsoluteDeviation().scales(of: column, into: &spreads)
            #expect(spreads.spread(of: 0) == (try? MedianAbsoluteDeviation().scale(of: y)), "\(name)")
            QnScale().scales(of: column, into: &spreads)
            #expect(spreads.spread(of: 0) == (try? QnScale().scale(of: y)), "\(name)")
            SnScale().scales(of: column, into: &spreads)
            #expect(spreads.spread(of: 0) == (try? SnScale().scale(of: y)), "\(name)")
            #expect(Ranks().ranks(of: column).series(0).elementsEqual((try? Ranks().ranks(of: y)) ?? y.map { _ in nil }), "\(name)")
            check("DeviatingCells of a column", name) { try DeviatingCells().fit(column).cells.count }
            check("TwoWayFixedEffects of a column on itself", name) {
                try TwoWayFixedEffects().fit(response: column, regressors: [column]).coefficients
            }
        }
    }
}

/// The same of estimators that iterate over every series.
@Suite struct ExtremeInputHeavyTests {
    private let extreme = ExtremeInputTests()

    @Test func trendsOfManySeries() {
        for (name, y) in ExtremeInputTests.series {
            let x = y.indices.map { 2010 + Double($0) }
            let rough: [Double?] = y.indices.map { Double(($0 * 5) % 7) }
            for series in [[y], [y, y, y], [y, rough, rough.reversed()], [rough, y.map { _ in nil }, y]] {
                for autocorrelation in [ModeratedTrends.Autocorrelation.none, .fixed(0.5), .pooled] {
                    for shrinkage in ModeratedTrends.Shrinkage.allCases {
                        extreme.check("ModeratedTrends \(autocorrelation) \(shrinkage)", name) {
                            let fit = try ModeratedTrends(autocorrelation: autocorrelation, shrinkage: shrinkage).fit(x: x, series: series)
                            return [fit as Any, fit.trends.map { $0?.confidenceInterval() }]
                        }
                    }
                    for dispersion in QuasiPoissonTrends.Dispersion.allCases {
                        extreme.check("QuasiPoissonTrends \(autocorrelation) \(dispersion)", name) {
                            let fit = try QuasiPoissonTrends(dispersion: dispersion, autocorrelation: autocorrelation).fit(x: x, counts: series)
                            return [
                                fit as Any, fit.trends.map { $0?.confidenceInterval() }, fit.trends.map { $0?.percentInterval() },
                                fit.trends.map { $0?.forecast(at: 2030)?.interval() },
                            ]
                        }
                    }
                }
                extreme.check("PooledAutocorrelation", name) { try PooledAutocorrelation().fit(x: x, series: series) }
                extreme.check("AutocorrelationPosterior", name) { try AutocorrelationPosterior(x: x, series: series) }
            }
        }
    }

    @Test func shrinkageAndManyTests() {
        for (name, y) in ExtremeInputTests.series {
            let degrees = y.map { _ in 3.0 }
            extreme.check("VarianceShrinkage", name) { try VarianceShrinkage().fit(variances: y, degreesOfFreedom: degrees) }
            extreme.check("RobustVarianceShrinkage", name) { try RobustVarianceShrinkage().fit(variances: y, degreesOfFreedom: degrees) }
            for mode in [AdaptiveShrinkage.Mode.fixed(0), .estimated] {
                extreme.check("AdaptiveShrinkage", name) { try AdaptiveShrinkage(mode: mode).fit(estimates: y, standardErrors: y.map { _ in 1 }) }
                extreme.check("AdaptiveShrinkage of errors", name) {
                    try AdaptiveShrinkage(mode: mode).fit(estimates: y.map { _ in 1 }, standardErrors: y)
                }
            }
            for method in [BenjaminiHochberg(), BenjaminiYekutieli(), Holm(), Storey()] as [any PValueAdjustment] {
                extreme.check("\(method)", name) { try method.adjusted(y) }
                extreme.check("\(method) of shares", name) { try method.adjusted(y.map { $0.map { min(max($0, 0), 1) } }) }
            }
            let counts = y.map { Int(min(max($0 ?? 0, 0).isNaN ? 0 : max($0 ?? 0, 0), 1e9)) }
            let more = counts.map { $0 + 5 }
            extreme.check("BetaBinomialShrinkage", name) { try BetaBinomialShrinkage().fit(successes: counts, trials: more).credibleInterval() }
            extreme.check("GammaPoissonShrinkage", name) {
                let exposures = counts.indices.map { Double($0 + 1) }
                return try GammaPoissonShrinkage().fit(counts: counts, exposures: exposures).credibleInterval()
            }
            extreme.check("FunnelPlot", name) { try FunnelPlot().fit(successes: counts, trials: more) }
            extreme.check("FunnelPlot of counts", name) { try FunnelPlot().fit(counts: counts, expected: counts.map { Double($0) + 1 }) }
            extreme.check("RankConfidenceSets", name) {
                try RankConfidenceSets(draws: 100).fit(estimates: y.compactMap { $0 }, standardErrors: y.compactMap { $0 }.map { _ in 1 })
            }
        }
    }
}
