import Statistics
import Testing

@Suite struct DistributionsTests {
    struct Reference: Decodable {
        struct Tail: Decodable {
            let distribution: String
            let arguments: [Double]
            let density: Double
            let lower: Double
            let upper: Double
        }
        struct Quantile: Decodable {
            let distribution: String
            let arguments: [Double]
            let p: Double
            let lower: Double
            let upper: Double
        }
        let tails: [Tail]
        let quantiles: [Quantile]
    }

    static func continuous(_ name: String, _ a: [Double]) -> (any ContinuousDistribution)? {
        switch name {
        case "normal": Normal()
        case "studentT": StudentT(degreesOfFreedom: a[0])
        case "chiSquared": ChiSquared(degreesOfFreedom: a[0])
        case "fDistribution": FDistribution(numerator: a[0], denominator: a[1])
        case "beta": Beta(alpha: a[0], beta: a[1])
        case "gamma": Gamma(shape: a[0], scale: a[1])
        default: nil
        }
    }

    static func discrete(_ name: String, _ a: [Double]) -> (any DiscreteDistribution)? {
        switch name {
        case "binomial": Binomial(trials: Int(a[0]), probabilityOfSuccess: a[1])
        case "poisson": Poisson(mean: a[0])
        case "negativeBinomial": NegativeBinomial(successes: a[0], probabilityOfSuccess: a[1])
        default: nil
        }
    }

    @Test func tailsAgreeWithSixtyDigits() throws {
        let reference: Reference = try ReferenceFile.load("Distributions")
        #expect(reference.tails.count > 100)
        for tail in reference.tails {
            let x = tail.arguments[tail.arguments.count - 1]
            let found: (Double, Double, Double)
            if let law = Self.continuous(tail.distribution, tail.arguments) {
                found = (law.density(x), law.cumulative(x), law.upperTail(x))
            } else {
                let law = try #require(Self.discrete(tail.distribution, tail.arguments))
                found = (law.probability(Int(x)), law.cumulative(Int(x)), law.upperTail(Int(x)))
            }
            let label = "\(tail.distribution) \(tail.arguments): \(found)"
            // Below the smallest normal double there are fewer digits to agree on.
            #expect(agrees(found.0, tail.density, relative: 1e-11, absolute: 1e-300), "density of \(label)")
            #expect(agrees(found.1, tail.lower, relative: 1e-11, absolute: 1e-300), "lower tail of \(label)")
            #expect(agrees(found.2, tail.upper, relative: 1e-11, absolute: 1e-300), "upper tail of \(label)")
        }
    }

    struct FarReference: Decodable {
        struct Tail: Decodable {
            let distribution: String
            let arguments: [Double]
            // Twenty digits, as text: some are below what a JSON number of a double can say.
            let density, lower, upper: String
        }
        let tails: [Tail]
    }

    @Test func tailsKeepTheirDigitsDownTo1e300AndAtExtremeParameters() throws {
        let reference: FarReference = try ReferenceFile.load("DistributionTails")
        #expect(reference.tails.count > 300)
        for tail in reference.tails {
            let x = tail.arguments[tail.arguments.count - 1]
            let expected = try [tail.density, tail.lower, tail.upper].map { try #require(Double($0)) }
            let label = "\(tail.distribution) \(tail.arguments)"
            let found: [Double]
            if let law = Self.continuous(tail.distribution, tail.arguments) {
                found = [law.density(x), law.cumulative(x), law.upperTail(x)]
            } else {
                let law = try #require(Self.discrete(tail.distribution, tail.arguments))
                found = [law.probability(Int(x)), law.cumulative(Int(x)), law.upperTail(Int(x))]
            }
            for (name, pair) in zip(["density", "lower tail", "upper tail"], zip(found, expected)) {
                #expect(agrees(pair.0, pair.1, relative: 1e-10, absolute: 1e-305), "\(name) of \(label): \(pair.0), \(pair.1)")
            }
        }
    }

    @Test func countQuantilesAgreeWithSciPy() throws {
        let reference: Reference = try ReferenceFile.load("Distributions")
        for quantile in reference.quantiles {
            let law = try #require(Self.discrete(quantile.distribution, quantile.arguments))
            #expect(law.quantile(quantile.p) == Int(quantile.lower), "\(quantile)")
            #expect(law.upperTailQuantile(quantile.p) == Int(quantile.upper), "\(quantile)")
        }
    }

    @Test(arguments: [1e-250, 1e-30, 1e-9, 0.01, 0.3, 0.5])
    func quantilesInvertBothTails(p: Double) {
        let laws: [any ContinuousDistribution] = [
            Normal(mean: 3, standardDeviation: 2), StudentT(degreesOfFreedom: 4.5), ChiSquared(degreesOfFreedom: 3),
            FDistribution(numerator: 2, denominator: 9), Beta(alpha: 2, beta: 5), Gamma(shape: 3, scale: 2),
            StudentT(degreesOfFreedom: .infinity), FDistribution(numerator: 3, denominator: .infinity),
        ]
        for law in laws {
            // Close to the upper end of a bounded support there are too few doubles to hit a tail of 1e-30.
            if p > 1e-12 || !(law is Beta) { #expect(agrees(law.upperTail(law.upperTailQuantile(p)), p, relative: 1e-10), "\(law)") }
            let x = law.quantile(p)
            #expect(agrees(law.cumulative(x), p, relative: 1e-10), "\(law)")
        }
    }

    @Test func nothingCrossesTheBorderButNumbers() {
        #expect(StudentT(degreesOfFreedom: 3).upperTail(.nan).isNaN)
        #expect(StudentT(degreesOfFreedom: 3).twoSidedPValue(.nan).isNaN)
        #expect(StudentT(degreesOfFreedom: 3).upperTail(.infinity) == 0)
        #expect(StudentT(degreesOfFreedom: 3).upperTail(-.infinity) == 1)
        #expect(Normal().quantile(0) == -.infinity)
        #expect(Normal().upperTailQuantile(0) == .infinity)
        #expect(ChiSquared(degreesOfFreedom: 2).upperTail(.infinity) == 0)
        #expect(FDistribution(numerator: 1, denominator: 1).cumulative(-1) == 0)
        #expect(Gamma(shape: 1e-3, scale: 1).density(0) == .infinity && Gamma(shape: 1, scale: 2).density(0) == 0.5)
        #expect(Beta(alpha: 1, beta: 3).density(0) == 3 && Beta(alpha: 0.5, beta: 3).density(0) == .infinity)
        #expect(FDistribution(numerator: 2, denominator: 9).density(0) == 1 && ChiSquared(degreesOfFreedom: 2).density(0) == 0.5)
        #expect(ChiSquared(degreesOfFreedom: 1).density(0) == .infinity && FDistribution(numerator: 1, denominator: 9).density(0) == .infinity)
        #expect(Binomial(trials: 0, probabilityOfSuccess: 0.5).probability(0) == 1)
        #expect(Binomial(trials: 5, probabilityOfSuccess: 0).cumulative(0) == 1)
        #expect(Binomial(trials: 5, probabilityOfSuccess: 1).quantile(0.5) == 5)
        #expect(NegativeBinomial(successes: 2, probabilityOfSuccess: 1).probability(0) == 1)
    }

    @Test func negativeBinomialByMeanHasThatMeanAndVariance() {
        let law = NegativeBinomial(mean: 6, dispersion: 0.5)
        let terms = (0...2000).map { (Double($0), law.probability($0)) }
        let mean = terms.reduce(0) { $0 + $1.0 * $1.1 }
        let variance = terms.reduce(0) { $0 + ($1.0 - mean) * ($1.0 - mean) * $1.1 }
        #expect(agrees(mean, 6))
        #expect(agrees(variance, 24))
    }
}

/// Laws of huge means, whose tails are sums of many terms.
@Suite struct HugeMeansHeavyTests {
    /// Quantiles of laws whose counts are beyond what steps of one can reach: the search for them once never ended.
    @Test(arguments: [1e9, 1e12, 4e15, 1e17])
    func countQuantilesOfHugeMeansEnd(mean: Double) {
        for p in [1e-9, 0.3, 0.999999] {
            let z = Normal().quantile(p)
            func distance(_ k: Int, _ center: Double, _ deviation: Double) -> Double { ((Double(k) - center) / deviation - z).magnitude }
            // The tails of Poisson's law lose their digits from means of 10¹² on, by up to three deviations: what is held here is that the search ends near.
            let tolerance = mean < 1e12 ? 2e-3 : 5
            #expect(distance(Poisson(mean: mean).quantile(p), mean, mean.squareRoot()) < tolerance)
            #expect(distance(Poisson(mean: mean).upperTailQuantile(1 - p), mean, mean.squareRoot()) < tolerance)
            let binomial = Binomial(trials: Int(mean), probabilityOfSuccess: 0.3)
            #expect(distance(binomial.quantile(p), 0.3 * mean, (0.21 * mean).squareRoot()) < 2e-3)
        }
    }
}
