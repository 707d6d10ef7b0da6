import Simulation
import Statistics
import Testing

@testable import Analyses

@Suite struct CellJudgmentTests {
    private func prediction(_ standardized: Double, observed: Double = 100, mean: Double = 100, others: Int = 6) -> RobustPanelFit.Prediction {
        .init(
            series: 0, period: 0, observed: observed, mean: mean, dispersion: 0.04, standardized: standardized, others: others,
            degreesOfFreedom: 12, isPolished: others >= 4)
    }

    private func sound(_ count: Int, others: Int = 6) -> [RobustPanelFit.Prediction] {
        var draw = CounterGenerator(seed: 3, stream: 0)
        return (0..<count).map { _ in prediction(draw.normal(), others: others) }
    }

    private func candidate(_ predictions: [RobustPanelFit.Prediction], where isIt: (CellJudgment.Candidate) -> Bool) -> CellJudgment.Candidate? {
        CellJudgment(predictions, mixture: ErrorMixture()).candidates.first(where: isIt)
    }

    @Test func soundCellsAreNoCandidates() {
        let judgment = CellJudgment(sound(2000), mixture: ErrorMixture())
        #expect(judgment.judged == 2000 && judgment.candidates.count { $0.soundness < 0.5 } == 0)
    }

    /// A zero in one cell of a hundred is natural there; one in a thousand is not.
    @Test func zerosAreNoSurpriseWhereTheyAreFrequent() {
        func zero(_ count: Int) -> CellJudgment.Candidate? {
            candidate(sound(2000 - count) + (0..<count).map { _ in prediction(-21, observed: 0) }) { $0.prediction.observed == 0 }
        }
        #expect(zero(20) == nil)
        #expect((zero(2)?.soundness ?? 1) < 0.05)
    }

    @Test func bodiesJudgedByTheirPeersHaveALawOfTheirOwn() throws {
        let wide = sound(500, others: 0).map { prediction(3 * $0.standardized, others: 0) }
        let judgment = CellJudgment(
            sound(2000) + wide + [prediction(18, observed: 5600), prediction(18, observed: 5600, others: 0)], mixture: ErrorMixture())
        let own = try #require(judgment.candidates.first { $0.prediction.others == 6 && $0.prediction.observed == 5600 })
        let peers = try #require(judgment.candidates.first { $0.prediction.others == 0 && $0.prediction.observed == 5600 })
        #expect(own.width < 1.3 && peers.width > 2 && own.soundness < peers.soundness)
    }

    /// Below its peers a body can lie for good reasons: how far, only many can say; and a zero is never judged.
    @Test func belowThePeersOnlyManyTell() {
        let low = prediction(-12, observed: 2, others: 0)
        #expect(candidate(sound(50, others: 0) + [low]) { $0.prediction.observed == 2 } == nil)
        #expect(candidate(sound(500, others: 0) + [low]) { $0.prediction.observed == 2 } != nil)
        #expect(candidate(sound(500, others: 0) + [prediction(-20, observed: 0, others: 0)]) { $0.prediction.observed == 0 } == nil)
    }

    /// Where few are expected most of the spread is chance, whose tails are known: three times as many are none too many, a hundred times are.
    @Test func smallCountsAreJudgedAsCounts() {
        let many = sound(2000)
        #expect(candidate(many + [prediction(3, observed: 6, mean: 2)]) { $0.prediction.observed == 6 }.map { $0.soundness > 0.2 } ?? true)
        #expect((candidate(many + [prediction(7.9, observed: 200, mean: 2)]) { $0.prediction.observed == 200 }?.soundness ?? 1) < 0.05)
    }
}
