import Statistics
import Testing

@Suite struct ErrorMixtureTests {
    struct Law: Decodable {
        struct Case: Decodable {
            let values: [Double]
            let weights: [Double]
            let degreesOfFreedom: Double
            let scale: Double
            let threshold: Double
            let tailScale: Double
            let tailShape: Double
            let points: [Double]
            let tail: [Double]
            let density: [Double]
        }
        let cases: [Case]
    }

    @Test func theLawOfSoundResidualsAgreesWithAGeneralOptimizer() throws {
        let reference: Law = try ReferenceFile.load("HeavyTailedNull")
        for expected in reference.cases {
            let law = HeavyTailedNull(sorted: expected.values, weights: expected.weights)
            // ν is read off a table: within a few percent, and the quantiles it stands for closer.
            #expect(agrees(law.degreesOfFreedom, expected.degreesOfFreedom, relative: 0.04), "\(law.degreesOfFreedom) \(expected.degreesOfFreedom)")
            #expect(agrees(law.scale, expected.scale, relative: 0.005) && agrees(law.threshold, expected.threshold, relative: 0.005))
            #expect(agrees(law.tailScale, expected.tailScale, relative: 0.03) && agrees(law.tailShape, expected.tailShape, relative: 0.03))
            for (index, point) in expected.points.enumerated() {
                #expect(agrees(law.twoSidedPValue(point), expected.tail[index], relative: 0.05))
                #expect(agrees(law.density(point), expected.density[index], relative: 0.05))
            }
        }
    }

    @Test func quantilesAndTailsAreInverse() {
        let law = HeavyTailedNull(scale: 1.3, degreesOfFreedom: 4, tailScale: 0.8, tailShape: 0.25)
        for p in [0.9, 0.5, 0.11, 0.1, 0.09, 1e-3, 1e-9] { #expect(agrees(law.twoSidedPValue(law.twoSidedQuantile(p)), p, relative: 1e-9)) }
    }

    struct Reference: Decodable {
        let residuals: [Double]
        let scales: [Double]
        let shares: [Double]
        let soundness: [Double]
        let wrong: [Bool]
    }

    /// Cells that stand for their neighbors in the middle change nothing that matters.
    @Test func agreesWithPlainEM() throws {
        let reference: Reference = try ReferenceFile.load("ErrorMixture")
        let groups = [Int](repeating: 0, count: reference.residuals.count)
        let fit = ErrorMixture(prior: Self.prior, priorWeight: 20).fit(
            residuals: reference.residuals, scales: reference.scales, groups: groups, groupCount: 1)
        let shares = [fit.shares.sound] + fit.shares.powers + [fit.shares.other]
        for (found, expected) in zip(shares, reference.shares) { #expect(agrees(found, expected, absolute: 0.001), "\(found) \(expected)") }
        for (found, expected) in zip(fit.soundness, reference.soundness) where expected < 0.9 {
            #expect(agrees(found, expected, absolute: 0.05), "\(found) \(expected)")
        }
    }

    private static let prior = ErrorMixture.Shares(sound: 0.997, powers: [Double](repeating: 0.0015 / 8, count: 8), other: 0.0015)

    private func simulated(_ count: Int, wrong share: Double, seed: UInt64) -> (residuals: [Double], scales: [Double], isWrong: [Bool]) {
        var generator = Philox(seed: seed)
        var (residuals, scales, isWrong): ([Double], [Double], [Bool]) = ([], [], [])
        for _ in 0..<count {
            let scale = 0.2 + 0.3 * generator.uniform()
            let wrong = generator.uniform() < share
            let slip = wrong ? [2.302585, -2.302585, 4.60517, 1.5 * generator.normal()][Int(generator.uniform() * 4)] : 0
            residuals.append(scale * generator.normal() + slip)
            scales.append(scale)
            isWrong.append(wrong)
        }
        return (residuals, scales, isWrong)
    }

    /// Many errors do not hide each other: of one in a hundred and of one in twelve about as many are found, and the promised share of the list is sound.
    @Test(arguments: [0.01, 0.03, 0.08]) func errorsDoNotHideEachOther(share: Double) {
        let (residuals, scales, isWrong) = simulated(20_000, wrong: share, seed: 11)
        let fit = ErrorMixture().fit(residuals: residuals, scales: scales, groups: residuals.map { _ in 0 }, groupCount: 1)
        let rates = FalseDiscoveryList.rates(fit.soundness)
        let listed = rates.indices.filter { rates[$0] <= 0.1 }
        let sound = listed.count { !isWrong[$0] }
        #expect(Double(sound) <= 0.13 * Double(listed.count), "\(sound) of \(listed.count)")
        #expect(Double(listed.count - sound) >= 0.75 * Double(isWrong.count { $0 }), "\(listed.count - sound) of \(isWrong.count { $0 })")
    }

    @Test func nothingIsListedWhereNothingIsWrong() {
        let (residuals, scales, _) = simulated(20_000, wrong: 0, seed: 12)
        let fit = ErrorMixture().fit(residuals: residuals, scales: scales, groups: residuals.map { _ in 0 }, groupCount: 1)
        #expect(FalseDiscoveryList.rates(fit.soundness).allSatisfy { $0 > 0.05 })
    }

    /// To the last digit: bodies may come in any order.
    @Test func theOrderOfCellsIsNothing() {
        let (residuals, scales, _) = simulated(3000, wrong: 0.03, seed: 13)
        let groups = residuals.indices.map { $0 % 3 }
        let fit = ErrorMixture().fit(residuals: residuals, scales: scales, groups: groups, groupCount: 3)
        var order = Array(residuals.indices)
        var generator = Philox(seed: 14)
        order.shuffle(using: &generator)
        let other = ErrorMixture().fit(
            residuals: order.map { residuals[$0] }, scales: order.map { scales[$0] }, groups: order.map { groups[$0] }, groupCount: 3)
        #expect(other.shares == fit.shares && other.nulls == fit.nulls && other.soundness == order.map { fit.soundness[$0] })
    }

    @Test func fewCellsAndOddOnesHaveAnAnswer() {
        let mixture = ErrorMixture()
        #expect(mixture.fit(residuals: [], scales: [], groups: [], groupCount: 4).soundness.isEmpty)
        let one = mixture.fit(residuals: [500], scales: [0.1], groups: [2], groupCount: 4)
        #expect(one.soundness[0] < 1e-3)
        let equal = mixture.fit(
            residuals: [Double](repeating: 0, count: 1000), scales: [Double](repeating: 1e-3, count: 1000), groups: (0..<1000).map { $0 % 2 },
            groupCount: 2)
        #expect(equal.soundness.allSatisfy { $0 > 0.9 })
        #expect(FalseDiscoveryList.rates([0.5, 0, 0.5]) == [1.0 / 3, 0, 1.0 / 3])
    }
}
