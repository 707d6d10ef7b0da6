import Testing

@testable import Plots

@Suite struct ScaleTests {
    @Test(arguments: [
        (0.0, 100.0, 5, [0.0, 20, 40, 60, 80, 100]), (3, 17, 5, [4, 6, 8, 10, 12, 14, 16]), (-1, 1, 4, [-1, -0.5, 0, 0.5, 1]),
        (0.13, 0.19, 3, [0.14, 0.16, 0.18]), (2011, 2025, 4, [2015, 2020, 2025]),
    ])
    func ticksAreRoundNumbersWithinTheDomain(low: Double, high: Double, count: Int, expected: [Double]) {
        let ticks = LinearScale(domain: low...high, range: (0, 1)).ticks(count)
        #expect(ticks.count == expected.count)
        for (tick, value) in zip(ticks, expected) { #expect(abs(tick - value) < 1e-9) }
    }

    @Test func labelsHaveTheDigitsThatTellTicksApart() {
        let scale = LinearScale(domain: 0...1, range: (0, 1))
        #expect(scale.ticks(5).map { scale.label($0, among: scale.ticks(5)) } == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
        #expect(DrawnNumber.label(3_985_758, places: 0) == "3\u{2009}985\u{2009}758")
        #expect(DrawnNumber.label(-0.5, places: 1) == "−0.5")
        #expect(DrawnNumber.label(-0.01, places: 1) == "0.0")
    }

    @Test func niceDomainsIncludeTheData() {
        var state: UInt64 = 7
        for _ in 0..<2000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let a = Double(Int64(bitPattern: state) >> 40) / 97
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let b = Double(Int64(bitPattern: state) >> 48) / 13
            let scale = LinearScale.nice([a, b], range: (0, 100))
            #expect(scale.domain.lowerBound <= min(a, b) + 1e-6 && scale.domain.upperBound >= max(a, b) - 1e-6)
            #expect(scale.ticks(5).count >= 2)
        }
        #expect(LinearScale.nice([5, 9], including: true, range: (0, 1)).domain.lowerBound == 0)
        #expect(LinearScale.nice([], range: (0, 1)).domain.contains(0))
        #expect(LinearScale.nice([3, 3], range: (0, 1)).domain.contains(3))
    }

    @Test func aLogScaleGivesEqualRatiosEqualLengths() {
        let scale = LogScale(domain: 1...1000, range: (0, 300))
        #expect(abs(scale.position(10) - 100) < 1e-9)
        #expect(scale.ticks(4) == [1, 10, 100, 1000])
        #expect(LogScale(domain: 1...20, range: (0, 1)).ticks(6) == [1, 2, 5, 10, 20])
        #expect(scale.label(1000, among: []) == "1000")
        #expect(LogScale(domain: 0.01...1, range: (0, 1)).label(0.01, among: []) == "0.01")
    }

    @Test func coordinatesHaveAtMostTwoDigits() {
        #expect([1, 1.5, 1.005, -0.25, 12.34567, -0.001].map(DrawnNumber.coordinate) == ["1", "1.5", "1", "-0.25", "12.35", "0"])
    }
}
