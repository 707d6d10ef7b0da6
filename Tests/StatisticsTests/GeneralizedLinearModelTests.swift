import Foundation
import LinearAlgebra
import Statistics
import Testing

private struct GLMReference: Decodable {
    struct Model: Decodable {
        var coefficients, covariance, p, devianceResiduals, fitted, hc0, cr1: [Double]
        var deviance, nullDeviance, dispersion, pearson, alpha: Double
        var logLikelihood: Double?
    }
    var x, z, exposure, counts, trials, successes: [Double]
    var cluster: [Int]
    var poisson, quasiPoisson, negativeBinomial, binomial, quasiBinomial: Model
    var design: Matrix { Matrix(columns: [x, z]).prependingIntercept() }
}

private func agree(_ found: [Double], _ expected: [Double], relative: Double = 1e-9) -> Bool {
    found.count == expected.count && zip(found, expected).allSatisfy { agrees($0, $1, relative: relative, absolute: 1e-12) }
}

@Suite("Generalized linear models")
struct GeneralizedLinearModelTests {
    private let reference: GLMReference

    init() throws { reference = try ReferenceFile.load("GeneralizedLinear") }

    private func fit(_ family: GeneralizedLinearFamily, _ covariance: CovarianceEstimator = .classical) throws -> GeneralizedLinearFit {
        let model = GeneralizedLinearModel(family: family, covariance: covariance)
        if family == .binomial || family == .quasiBinomial {
            let y = zip(reference.successes, reference.trials).map { $0 / $1 }
            return try model.fit(design: reference.design, response: y, trials: reference.trials)
        }
        return try model.fit(design: reference.design, response: reference.counts, offsets: reference.exposure.map { log($0) })
    }

    @Test("every family agrees with R", arguments: ["poisson", "quasiPoisson", "negativeBinomial", "binomial", "quasiBinomial"])
    func families(name: String) throws {
        let cases: [String: (GeneralizedLinearFamily, GLMReference.Model)] = [
            "poisson": (.poisson, reference.poisson), "quasiPoisson": (.quasiPoisson, reference.quasiPoisson),
            "negativeBinomial": (.negativeBinomial(), reference.negativeBinomial), "binomial": (.binomial, reference.binomial),
            "quasiBinomial": (.quasiBinomial, reference.quasiBinomial),
        ]
        let (family, expected) = try #require(cases[name])
        let fit = try fit(family)
        #expect(agree(fit.coefficients, expected.coefficients, relative: 1e-10))
        #expect(agree(fit.fittedValues, expected.fitted, relative: 1e-10))
        #expect(agree(fit.covariance.elements, expected.covariance, relative: 1e-10))
        #expect(agrees(fit.deviance, expected.deviance) && agrees(fit.nullDeviance, expected.nullDeviance))
        #expect(agrees(fit.dispersion, expected.dispersion) && agrees(fit.pearsonStatistic, expected.pearson))
        #expect(agrees(fit.overdispersion, expected.alpha))
        // A deviance near zero is a small difference of larger numbers.
        #expect(agree(fit.devianceResiduals, expected.devianceResiduals, relative: 1e-9))
        // A p-value of 1e-40 multiplies the relative error of its statistic by two hundred.
        #expect(agree(fit.pValue, expected.p, relative: 1e-9))
        if let likelihood = expected.logLikelihood { #expect(agrees(fit.logLikelihood ?? 0, likelihood)) }
        #expect((fit.logLikelihood == nil) == name.hasPrefix("quasi"))
        #expect(agree(try self.fit(family, .heteroskedastic(.hc0)).covariance.elements, expected.hc0, relative: 1e-10))
        #expect(agree(try self.fit(family, .clustered(reference.cluster)).covariance.elements, expected.cr1, relative: 1e-10))
        #expect(fit.fittedAtBoundary == 0)
    }

    @Test("at the maximum the scores of Poisson and binomial are zero")
    func scores() throws {
        for family in [GeneralizedLinearFamily.poisson, .binomial] {
            let fit = try fit(family)
            let weights = family == .binomial ? reference.trials : reference.trials.map { _ in 1 }
            let score = reference.design.transposedProduct(zip(fit.residuals, weights).map { $0 * $1 })
            #expect(score.allSatisfy { abs($0) < 1e-9 })
        }
    }

    @Test("counts no more variable than Poisson's have no over-dispersion")
    func underdispersed() throws {
        let design = Matrix(columns: [[1, 1, 1, 1, 1, 1], [1, 2, 3, 4, 5, 6]])
        let counts: [Double] = [2, 3, 4, 5, 6, 7]
        let nb = try GeneralizedLinearModel(family: .negativeBinomial()).fit(design: design, response: counts)
        let poisson = try GeneralizedLinearModel(family: .poisson).fit(design: design, response: counts)
        #expect(nb.overdispersion == 0)
        #expect(zip(nb.coefficients, poisson.coefficients).allSatisfy { abs($0 - $1) < 1e-14 })
    }

    @Test("separation is part of the result, a response without variation a typed error")
    func degenerate() throws {
        let design = Matrix(columns: [[1, 1, 1, 1, 1, 1], [-3, -2, -1, 1, 2, 3]])
        let separated = try? GeneralizedLinearModel(family: .binomial).fit(design: design, response: [0, 0, 0, 1, 1, 1])
        #expect(separated.map { $0.fittedAtBoundary > 0 } ?? true)
        #expect(throws: EstimationError.noVariation(value: 0)) {
            try GeneralizedLinearModel(family: .poisson).fit(design: design, response: [0, 0, 0, 0, 0, 0])
        }
        #expect(throws: EstimationError.noVariation(value: 1)) {
            try GeneralizedLinearModel(family: .binomial).fit(design: design, response: [1, 1, 1, 1, 1, 1])
        }
        #expect(throws: EstimationError.invalidValue(index: 1, value: -1)) {
            try GeneralizedLinearModel(family: .poisson).fit(design: design, response: [0, -1, 0, 0, 0, 0])
        }
    }

    @Test("predictions invert the link and their intervals stay in range")
    func predictions() throws {
        let fit = try fit(.binomial)
        let predicted = fit.predict(reference.design)
        #expect(zip(predicted, fit.fittedValues).allSatisfy { abs($0.mean - $1) < 1e-12 })
        #expect(predicted.allSatisfy { $0.interval.lower > 0 && $0.interval.upper < 1 && $0.interval.contains($0.mean) })
    }
}
