import Simulation
import Testing

@testable import Analyses

@Suite struct ResidualNullTests {
    static func prediction(_ standardized: Double, observed: Double = 100, mean: Double = 100, others: Int = 6) -> RobustPanelFit.Prediction {
        .init(
            series: 0, period: 0, observed: observed, mean: mean, dispersion: 0.04, standardized: standardized, others: others,
            degreesOfFreedom: 12)
    }

    /// Residuals as the fit makes them of normal values: about 0.87 of a standard deviation.
    static func sound(_ count: Int, others: Int = 6) -> [RobustPanelFit.Prediction] {
        var draw = CounterGenerator(seed: 3, stream: 0)
        return (0..<count).map { _ in prediction(draw.normal() * (others == 0 ? 1 : 0.87), others: others) }
    }

    @Test func residualsOfTheModelNeedNoScale() {
        let null = ResidualNull(Self.sound(2000))
        #expect(null.scale(Self.prediction(3)) < 1.05 && null.scale(Self.prediction(-3)) < 1.05)
    }

    /// One in twenty cells far below widens the lower side, and only that: the rise beside it stays as surprising as it was.
    @Test func fallsOftenFoundAreNoSurprise() {
        let usual = Self.sound(1900)
        let null = ResidualNull(usual + (0..<100).map { _ in Self.prediction(-8, observed: 3) })
        #expect(null.pValue(Self.prediction(-8, observed: 3)) > 0.01)
        #expect(null.pValue(Self.prediction(8, observed: 900)) < 1e-4)
    }

    /// A zero in one cell of a hundred is natural there, though fewer than a tail would show; one in a thousand is not.
    @Test func zerosAreAsLikelyAsTheyAreFrequent() {
        func null(zeros: Int) -> ResidualNull { ResidualNull(Self.sound(2000 - zeros) + (0..<zeros).map { _ in Self.prediction(-9, observed: 0) }) }
        #expect(null(zeros: 20).pValue(Self.prediction(-9, observed: 0)) >= 0.01)
        #expect(null(zeros: 2).pValue(Self.prediction(-9, observed: 0)) < 1e-5)
    }

    @Test func bodiesJudgedByTheirPeersHaveTheirOwnScale() {
        let wide = Self.sound(500, others: 0).map { Self.prediction(2 * $0.standardized, others: 0) }
        let null = ResidualNull(Self.sound(2000) + wide)
        #expect(null.scale(Self.prediction(3, others: 0)) > 1.7 && null.scale(Self.prediction(3)) < 1.05)
        #expect(null.isCalibratedOnPeers && !ResidualNull(Self.sound(2000)).isCalibratedOnPeers)
    }
}
