import Foundation
import LinearAlgebra
import Statistics
import Testing

/// One NIST StRD linear set with its certified values and the results of other packages.
struct CertifiedLinearSet: Decodable, CustomTestStringConvertible {
    struct Result: Decodable {
        var estimates: [Double?]
        var standardErrors: [Double?]?
        var residualStandardDeviation, rSquared: Double?
    }
    var name: String
    var y: [Double]
    var x: [[Double]]
    var degree: Int?
    var intercept: Bool
    var estimates, standardErrors: [Double]
    var residualStandardDeviation, rSquared: Double
    var fStatistic: Double?
    var peers: [String: Result]
    var testDescription: String { name }

    private struct File: Decodable { var cases: [CertifiedLinearSet] }
    static let all: [CertifiedLinearSet] = (try? ReferenceFile.load("NISTLinear", as: File.self).cases) ?? []

    func fit(decimals: Bool) throws -> LinearModelFit {
        if let degree { return try PolynomialRegression(degree: degree, decimals: decimals).fit(x: x[0], y: y) }
        let design = Matrix(columns: x)
        return try OrdinaryLeastSquares(decimals: decimals).fit(design: intercept ? design.prependingIntercept() : design, response: y)
    }
}

/// Correct significant digits: −log₁₀ of the relative error (of the error itself where the certified value is 0), at most 15.
private func correctDigits(_ found: Double?, _ certified: Double) -> Double {
    guard let found, found.isFinite else { return 0 }
    let error = certified == 0 ? abs(found) : abs(found - certified) / abs(certified)
    return error == 0 ? 15 : min(15, max(0, -log10(error)))
}

private func fewest(_ found: [Double?], _ certified: [Double]) -> Double { zip(found, certified).map { correctDigits($0, $1) }.min() ?? 0 }

@Suite("NIST StRD linear regression")
struct NISTLinearTests {
    @Test("eleven sets are there")
    func complete() { #expect(CertifiedLinearSet.all.count == 11) }

    @Test("certified digits from the doubles", arguments: CertifiedLinearSet.all)
    func fromDoubles(set: CertifiedLinearSet) throws {
        let fit = try set.fit(decimals: false)
        // What is left is the rounding of the printed decimals to doubles, magnified by the condition of the set.
        #expect(fewest(fit.coefficients, set.estimates) >= 13)
        #expect(fewest(fit.standardErrors, set.standardErrors) >= 13)
        #expect(correctDigits(fit.residualStandardDeviation, set.residualStandardDeviation) >= 13)
        #expect(correctDigits(fit.rSquared, set.rSquared) >= 13)
    }

    @Test("all certified digits from the printed decimals, no fewer than any other package", arguments: CertifiedLinearSet.all)
    func fromDecimals(set: CertifiedLinearSet) throws {
        let fit = try set.fit(decimals: true)
        let digits = fewest(fit.coefficients, set.estimates)
        let errorDigits = fewest(fit.standardErrors, set.standardErrors)
        // The certified values are rounded to 15 digits themselves: up to half a unit there is a relative error of 5e-15.
        #expect(digits >= 14.2, "\(set.name): \(digits) digits of the estimates")
        #expect(errorDigits >= 14.2, "\(set.name): \(errorDigits) digits of the standard errors")
        #expect(correctDigits(fit.residualStandardDeviation, set.residualStandardDeviation) >= 14.2)
        #expect(correctDigits(fit.rSquared, set.rSquared) >= 14.2)
        if let certified = set.fStatistic { #expect(correctDigits(fit.fStatistic, certified) >= 12.5) }
        for (peer, result) in set.peers {
            #expect(digits >= min(fewest(result.estimates, set.estimates), 14.2), "\(set.name) against \(peer)")
            if let errors = result.standardErrors {
                #expect(errorDigits >= min(fewest(errors, set.standardErrors), 14.2), "\(set.name) against \(peer)")
            }
        }
    }

    @Test("designs given as rounded powers keep the digits that their rounding leaves", arguments: CertifiedLinearSet.all.filter { $0.degree != nil })
    func roundedPowers(set: CertifiedLinearSet) throws {
        let columns = (0...(set.degree ?? 0)).map { power in set.x[0].map { x in (0..<power).reduce(1.0) { product, _ in product * x } } }
        let fit = try OrdinaryLeastSquares().fit(design: Matrix(columns: columns), response: set.y)
        let peer = set.peers["numpy lstsq"]?.estimates ?? []
        let digits = fewest(fit.coefficients, set.estimates)
        #expect(digits >= (set.name == "Filip" ? 7 : 12), "\(set.name): \(digits)")
        if set.name != "Filip" { #expect(min(digits, 12) >= min(fewest(peer, set.estimates), 12)) }
    }
}
