import Testing

@testable import Statistics

@Suite struct ResamplingTests {
    /// The three vectors `philox4x32 10` of the authors' library, Random123: counter, key, result; words from the lowest.
    @Test(
        arguments: [
            (
                [0, 0, 0, 0], [0, 0],
                [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]
            ),
            (
                [0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff], [0xffff_ffff, 0xffff_ffff],
                [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
            ),
            (
                [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0],
                [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
            ),
        ] as [([UInt64], [UInt64], [UInt64])])
    func philoxGivesThePublishedAnswers(counter: [UInt64], key: [UInt64], answer: [UInt64]) {
        func words(_ low: UInt64, _ high: UInt64) -> UInt64 { low | high << 32 }
        let found = Philox.block(counter: (words(counter[0], counter[1]), words(counter[2], counter[3])), key: words(key[0], key[1]))
        #expect(found.0 == words(answer[0], answer[1]) && found.1 == words(answer[2], answer[3]))
        guard counter.prefix(2) == [0, 0] else { return }
        var generator = Philox(seed: words(key[0], key[1]), stream: words(counter[2], counter[3]))
        #expect(generator.next() == found.0 && generator.next() == found.1)
    }

    @Test func streamsDifferAndUniformNumbersStayInside() {
        var (a, b, c) = (Philox(seed: 1, stream: 2), Philox(seed: 1, stream: 3), Philox(seed: 1, stream: 2))
        let draws = (0..<100).map { _ in (a.next(), b.next(), c.next()) }
        #expect(draws.allSatisfy { $0.0 == $0.2 && $0.0 != $0.1 })
        let uniform = (0..<10_000).map { _ in a.uniform() }
        #expect(uniform.allSatisfy { $0 > 0 && $0 < 1 })
        #expect(abs(uniform.reduce(0, +) / 10_000 - 0.5) < 0.01)
    }

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
