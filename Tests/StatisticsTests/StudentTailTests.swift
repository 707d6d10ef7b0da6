import CSpecialFunctions
import Testing

@testable import Statistics

@Suite struct StudentTailTests {
    @Test func agreesWithTheGeneralDistribution() {
        for df in [1, 2.5, 3, 4.7, 10, 33.3, 400, 12_345, 1e5, 3e5, 1e9, Double.infinity] {
            let tail = StudentTail(degreesOfFreedom: df)
            let law = StudentT(degreesOfFreedom: df)
            for t in [0, 1e-9, 0.01, 0.5, 1, 1.96, 3, 7.5, 30, 1e4] where df < 1e5 || t < 4 || df == .infinity {
                #expect(agrees(tail.upperTail(t), law.upperTail(t), relative: 1e-9, absolute: 1e-300), "df \(df), t \(t)")
                #expect(agrees(tail.upperTail(-t), law.upperTail(-t), relative: 2e-10), "df \(df), t −\(t)")
                #expect(agrees(tail.density(t), law.density(t), relative: df > 1e5 ? 1e-3 : 2e-11, absolute: 1e-280), "df \(df), t \(t)")
            }
            for share in [0.25, 0.05, 0.025, 0.001, 0.000_001] {
                let quantile = tail.upperQuantile(share, normal: Normal().upperTailQuantile(share))
                #expect(agrees(quantile, law.upperTailQuantile(share), relative: 1e-9), "df \(df), \(share)")
            }
        }
    }

    @Test func gammaAndItsDerivativesAgree() {
        for x in [0.01, 0.5, 1, 1.4616, 2, 3.7, 9.99, 10, 55, 1e6] {
            #expect(agrees(GammaSeries.logGamma(x), special_lgamma(x), relative: 1e-13, absolute: 2e-14), "\(x)")
            #expect(agrees(GammaSeries.digamma(x), special_digamma(x), relative: 1e-13, absolute: 1e-13), "\(x)")
            #expect(agrees(GammaSeries.trigamma(x), special_trigamma(x), relative: 1e-13), "\(x)")
            #expect(agrees(GammaSeries.tetragamma(x), special_polygamma(2, x), relative: 1e-12), "\(x)")
        }
    }
}
