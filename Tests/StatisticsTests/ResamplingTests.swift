import Testing

@testable import Statistics

@Suite struct ResamplingTests {
    @Test func philoxGivesThePublishedAnswers() {
        // Known answers of the authors' library, words from the lowest.
        let zero = Philox.block(counter: (0, 0), key: 0)
        #expect(zero.0 == word(0x6627_e8d5, 0xe169_c58d))
        #expect(zero.1 == word(0xbc57_ac4c, 0x9b00_dbd8))
        let ones = Philox.block(counter: (UInt64.max, UInt64.max), key: UInt64.max)
        #expect(ones.0 == word(0x408f_276d, 0x41c8_3b0e))
        #expect(ones.1 == word(0xa20b_c7c6, 0x6d54_51fd))
    }

    private func word(_ low: UInt32, _ high: UInt32) -> UInt64 { UInt64(low) | UInt64(high) << 32 }

    @Test(arguments: [0, 1, 2, 5, 6]) func skippingIsDrawing(count: Int) {
        for drawn in 0..<3 {
            var slow = Philox(seed: 9, stream: 4)
            for _ in 0..<drawn { _ = slow.next() }
            var quick = slow
            for _ in 0..<count { _ = slow.next() }
            quick.skip(UInt64(count))
            #expect(slow.next() == quick.next())
        }
    }

    @Test func normalsHaveTheirMoments() {
        var generator = Philox(seed: 1)
        var moments = Moments()
        for _ in 0..<20_000 { moments.add(generator.normal()) }
        #expect(moments.mean.magnitude < 0.03 && ((moments.variance ?? 0) - 1).magnitude < 0.04)
    }

    @Test func theBootstrapOfAMeanHasItsStandardError() throws {
        let sample = (0..<40).map { Double($0 * $0 % 37) }
        let mean: @Sendable ([Double]) -> Double? = { $0.reduce(0, +) / Double($0.count) }
        let fit = try Bootstrap(replicates: 2000, seed: 3).fit(sample, estimate: mean)
        let expected = ((Moments(sample).populationVariance ?? .nan) / 40).squareRoot()
        #expect(agrees(fit.standardError ?? .nan, expected, relative: 0.06))
        #expect(try Bootstrap(replicates: 2000, seed: 3).fit(sample, estimate: mean) == fit)
        #expect(fit.confidenceInterval().contains(fit.estimate))
        #expect(throws: EstimationError.self) { try Bootstrap(replicates: 10, seed: 1).fit([Double](), estimate: mean) }
    }

    @Test func permutationsFindTheExactTail() {
        let values: [Double] = [1, 3, 2, 5, 4, 6]
        let score: @Sendable ([Double]) -> Double = { y in
            var sum = 0.0
            for j in y.indices { for i in 0..<j { sum += y[j] > y[i] ? 1 : -1 } }
            return sum
        }
        // The exact test doubles the tail.
        let exact = ((try? MannKendall(method: .exact).fit(values).pValue) ?? .nan) / 2
        let found = PermutationTest(permutations: 4000, seed: 5).pValue(of: values, statistic: score)
        #expect((found - exact).magnitude < 0.01)
    }
}
