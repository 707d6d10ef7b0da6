import Testing

@testable import Statistics

@Suite struct DescriptiveTests {
    struct Reference: Decodable {
        struct Sample: Decodable {
            let x: [Double]
            let mean: Double
            let variance: Double?
            let skewness: Double?
            let kurtosis: Double?
            let quantiles: [[Double]]
            let mad: Double
            let ranks: [String: [Double]]
        }
        let probabilities: [Double]
        let samples: [Sample]
    }
    let reference: Reference

    init() throws { reference = try ReferenceFile.load("Descriptive") }

    @Test func theMedianIsTheQuantileOfOneHalf() throws {
        let half = try #require(reference.probabilities.firstIndex(of: 0.5))
        for sample in reference.samples {
            let median = try #require(Median.of(sample.x))
            #expect(sample.quantiles.contains { agrees($0[half], median, relative: 1e-14, absolute: 1e-15) })
        }
        #expect(Median.of([3, 1, 2, 10]) == 2.5 && Median.of([7]) == 7 && Median.of([]) == nil)
    }

    @Test func momentsAgreeWithSciPyAndJoin() {
        for sample in reference.samples {
            let moments = Moments(sample.x)
            #expect(agrees(moments.mean, sample.mean, relative: 1e-14))
            if let variance = sample.variance { #expect(agrees(moments.variance ?? .nan, variance)) }
            if let skewness = sample.skewness { #expect(agrees(moments.skewness ?? .nan, skewness, relative: 1e-10, absolute: 1e-12)) }
            if let kurtosis = sample.kurtosis { #expect(agrees(moments.excessKurtosis ?? .nan, kurtosis, relative: 1e-10, absolute: 1e-12)) }
            var left = Moments(sample.x.prefix(sample.x.count / 3))
            left.merge(Moments(sample.x.dropFirst(sample.x.count / 3)))
            #expect(left.count == moments.count && agrees(left.mean, moments.mean, relative: 1e-14))
            if let variance = moments.variance { #expect(agrees(left.variance ?? .nan, variance)) }
            if let kurtosis = moments.excessKurtosis { #expect(agrees(left.excessKurtosis ?? .nan, kurtosis, relative: 1e-9, absolute: 1e-12)) }
        }
        #expect(Moments([Double]()).variance == nil && Moments([4.0, 4, 4]).skewness == nil && Moments([nil, 2.0, nil]).count == 1)
    }

    @Test func everyTypeOfQuantileAgreesWithNumPy() throws {
        for sample in reference.samples {
            for definition in Quantile.Definition.allCases {
                let found = try Quantile(definition).values(of: sample.x, at: reference.probabilities)
                let expected = sample.quantiles[definition.rawValue - 1]
                let wrong = zip(found, expected).filter { !agrees($0, $1, relative: 1e-12, absolute: 1e-15) }
                #expect(wrong.count == 0, "\(definition), n = \(sample.x.count): \(wrong.prefix(3))")
            }
        }
        #expect(throws: EstimationError.tooFewObservations(needed: 1, found: 0)) { try Quantile().value(of: [nil], at: 0.5) }
        #expect(throws: EstimationError.self) { try Quantile().value(of: [1, .nan], at: 0.5) }
        #expect(try Quantile().value(of: [-1.7e308, 1.7e308], at: 0.5) == 0)
    }

    @Test func ranksAgreeWithSciPy() throws {
        for sample in reference.samples {
            for (name, expected) in sample.ranks {
                let rule = try #require(Ranks.Ties(rawValue: name))
                #expect(try Ranks(ties: rule).ranks(of: sample.x) == expected.map { $0 })
            }
        }
        #expect(try Ranks(ties: .minimum, descending: true).ranks(of: [3, nil, 9, 9]) == [3, nil, 1, 1])
    }
}

@Suite struct RobustTests {
    struct Reference: Decodable {
        struct Sample: Decodable {
            let x: [Double]
            let qn: Double
            let sn: Double
            let mc: Double
            let fence: [Double]
            let mad: Double
            let huber: Double
            let tukey: Double
        }
        let samples: [Sample]
    }
    let reference: Reference

    init() throws { reference = try ReferenceFile.load("Robust") }

    @Test func scalesAgreeWithRobustbase() throws {
        for sample in reference.samples {
            let n = sample.x.count
            #expect(agrees(try QnScale().scale(of: sample.x), sample.qn, relative: 1e-7), "Qn, n = \(n)")
            #expect(agrees(try SnScale().scale(of: sample.x), sample.sn), "Sn, n = \(n)")
            #expect(agrees(try MedianAbsoluteDeviation(constant: 1.4826).scale(of: sample.x), sample.mad), "MAD, n = \(n)")
        }
    }

    @Test func medcoupleAndFencesAgreeWithRobustbase() throws {
        for sample in reference.samples {
            #expect(agrees(try Medcouple().skewness(of: sample.x), sample.mc, relative: 1e-10, absolute: 1e-14), "n = \(sample.x.count)")
            let fences = try Medcouple().fences(of: sample.x)
            #expect(agrees(fences.lower, sample.fence[0]) && agrees(fences.upper, sample.fence[1]), "n = \(sample.x.count)")
        }
    }

    @Test func locationsSolveTheirEquations() throws {
        for sample in reference.samples where sample.x.count > 4 {
            // R rounds the scale's constant to 1.4826; only the product of scale and tuning counts.
            let rounding = 1.4826 / MedianAbsoluteDeviation().constant
            let huber = try LocationM(.huber, tuning: 1.345 * rounding).fit(sample.x).location
            let tukey = try LocationM(.tukey, tuning: 4.685 * rounding).fit(sample.x).location
            #expect(agrees(huber, sample.huber, absolute: 1e-10 * sample.mad) && agrees(tukey, sample.tukey, absolute: 1e-10 * sample.mad))
        }
    }

    @Test func theLongWayOfQnIsTheShortOne() {
        var generator = SimpleTrendBatchTests.Generator(state: 3)
        let x = (0..<150).map { _ in Double(generator.next() >> 50) / 1000 }.sorted()
        for rank in [1, 700, 2850, 11_175] {
            #expect(QnScale.difference(x, rank: rank, sortedUpTo: 0) == QnScale.difference(x, rank: rank))
        }
    }

    @Test func shiftsAndScalesCarryThrough() throws {
        let x: [Double] = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]
        let moved = x.map { -4 * $0 + 100 }
        let estimators: [any RobustScale] = [QnScale(), SnScale(), MedianAbsoluteDeviation()]
        for estimator in estimators { #expect(agrees(try estimator.scale(of: moved), 4 * (try estimator.scale(of: x)))) }
        #expect(agrees(try Medcouple().skewness(of: moved), -(try Medcouple().skewness(of: x))))
        #expect(agrees(try LocationM(.tukey).fit(moved).location, 100 - 4 * (try LocationM(.tukey).fit(x).location)))
    }

    @Test func constantsAndGapsHaveAnswers() throws {
        #expect(try QnScale().scale(of: [7, nil, 7, 7]) == 0)
        #expect(try SnScale().scale(of: [7, 7, 7]) == 0)
        #expect(try Medcouple().skewness(of: [2, 2, 2, 2]) == 0)
        #expect(try LocationM(.huber).fit([2, 2, 2, 9]).location == 2)
        #expect(throws: EstimationError.tooFewObservations(needed: 2, found: 1)) { try QnScale().scale(of: [1, nil]) }
        #expect(throws: EstimationError.invalidValue(index: 1, value: .infinity)) { try SnScale().scale(of: [1, .infinity, 2]) }
    }
}
