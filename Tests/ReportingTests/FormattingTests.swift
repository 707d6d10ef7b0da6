import Testing

@testable import Reporting

@Suite struct FormattingTests {
    @Test(arguments: [
        (2.675, 2, "2.68"), (0.125, 2, "0.13"), (-0.004, 2, "0.00"), (9.995, 2, "10.00"), (0, 1, "0.0"), (1e21, 0, "1000000000000000000000"),
        (1.5e-7, 3, "0.000"), (0.9999, 3, "1.000"), (123456.5, 0, "123457"), (-2.5, 0, "-3"), (0.05, 1, "0.1"), (0.04, 0, "0"), (100, 2, "100.00"),
    ])
    func roundsHalfAwayFromZeroOnTheShortestDigits(value: Double, places: Int, expected: String) {
        #expect(NumberStyle.rounded(value, places) == expected)
    }

    @Test(arguments: [
        (12345.678, "12346"), (0.0123456, "0.01235"), (218.0, "218"), (1.0 / 3, "0.3333"), (1.23456e-9, "1.235e-9"), (99995.0, "99995"),
        (0.99996, "1"), (-42.125, "-42.13"), (2.5e20, "2.5e20"), (0, "0"),
    ])
    func keepsFourDigitsButNeverRoundsAWholePartAway(value: Double, expected: String) {
        #expect(NumberStyle.general.text(value) == expected)
    }

    @Test func digitsReadBackAsTheSameNumber() {
        var state: UInt64 = 20_250_101
        for _ in 0..<20_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let value = Double(bitPattern: state)
            guard value.isFinite else { continue }
            #expect(Double(JSONText.number(value)) == value)
            if abs(value) > 1e-30 && abs(value) < 1e30 { #expect(Double(DecimalDigits(value).plain()) == value) }
        }
    }

    @Test func probabilitiesAreNeverShownAsZero() {
        #expect(NumberStyle.probability.text(0.00004) == "<0.001")
        #expect(NumberStyle.probability.text(0.0499) == "0.050")
        #expect(NumberStyle.fraction(2).text(0.446557) == "44.66 %")
        #expect(NumberStyle.general.text(.infinity) == "")
    }

    @Test func aChineseCharacterIsTwoColumnsWide() {
        #expect(DisplayWidth.of("abc") == 3)
        #expect(DisplayWidth.of("信息公开") == 8)
        #expect(DisplayWidth.of("（一）") == 6)
        #expect(DisplayWidth.of("e\u{301}") == 1)
        #expect(DisplayWidth.of("“三安全”") == 8)
        #expect(DisplayWidth.cut("信息公开", to: 6) == "信息…")
        #expect(DisplayWidth.cut("信息公开", to: 5) == "信息…")
        #expect(DisplayWidth.cut("信息", to: 4) == "信息")
        #expect(DisplayWidth.cut("abc", to: 0) == "")
        #expect(DisplayWidth.pad("信", to: 4, trailing: true) == "  信")
    }

    @Test func jsonEscapesWhatItMust() {
        #expect(JSONText.of(.text("a\"\\\n\u{1}信"), language: .en) == "\"a\\\"\\\\\\n\\u0001信\"")
        #expect(JSONText.of(.list([.number(1.0), .number(0.1), .number(-0.0), .number(.infinity)]), language: .en) == "[1, 0.1, 0, null]")
    }

    @Test func theLocaleDecidesTheLanguage() {
        #expect(Language(choice: nil, posixLocale: "zh_CN.UTF-8") == .zh)
        #expect(Language(choice: "en", posixLocale: "zh_CN.UTF-8") == .en)
        #expect(Language(choice: nil, posixLocale: "C") == .en)
        #expect(Language(choice: nil, posixLocale: nil) == .en)
    }
}
