import Disclosure
import Foundation
import Testing

@testable import Analyses

/// A finding is kept as a whole, under the names of the results.
@Suite struct FindingCodecTests {
    private static func finding() throws -> Finding {
        var finding = Finding(
            body: 3, fingerprint: "0123456789abcdef", kind: .carryOver, rule: "y2y.carry.total", severity: .warning, entity: "甲县", regionCode: nil,
            year: 2024,
            message: LocalizedText(zh: "一句话。", en: "A sentence."))
        finding.cells = [
            .init(
                indicator: "a.total", label: "甲 · 总计", value: try #require(ExactDecimal("13.250")), raw: "13.250", source: "a.html", table: 2, row: 3,
                column: 4,
                year: 2023)
        ]
        finding.repairs = [
            .init(
                [
                    .init(indicator: "a.total", entity: "甲县", year: 2024, from: nil, to: ExactDecimal(12)),
                    .init(indicator: "b.total", entity: "乙县", year: 2023, from: ExactDecimal("123456789.123456789"), to: ExactDecimal(-1)),
                ], mechanism: .droppedDigit, weight: 2.5, breaks: ["x", "y"]),
            .init([.init(indicator: "c.total", entity: "甲县", year: 2024, from: ExactDecimal(1), to: ExactDecimal(2))]),
        ]
        finding.violations = [
            .init(rule: "x", entity: "甲县", year: 2024, left: 1, right: 2.5, difference: -1.5), .init(rule: "y", entity: "乙县", year: 2023),
        ]
        finding.note = LocalizedText(zh: "备注", en: "note")
        (finding.observed, finding.pValue, finding.mechanism, finding.certainty) = (13.25, 1e-7, .droppedDigit, .candidates)
        finding.readings = [LocalizedText(zh: "读法", en: "reading")]
        return finding
    }

    @Test func whatIsKeptComesBack() throws {
        let finding = try Self.finding()
        let data = try JSONEncoder().encode(finding)
        var kept = try JSONDecoder().decode(Finding.self, from: data)
        // The index is of one corpus only.
        #expect(kept.body == nil)
        kept.body = 3
        #expect(kept == finding)
    }

    @Test func theMemoryKeepsEverything() throws {
        var finding = try Self.finding()
        finding.formerFingerprints = ["fedcba9876543210"]
        #expect(PackedFindings.unpack(PackedFindings.pack([finding, finding], keepsBodies: true)) == [finding, finding])
        #expect(PackedFindings.unpack(PackedFindings.pack([finding], keepsBodies: false), body: 3) == [finding])
        let bytes = PackedFindings.pack([finding], keepsBodies: true)
        for length in 0..<bytes.count { #expect(PackedFindings.unpack(Array(bytes.prefix(length))) == nil) }
    }

    @Test func theNamesAreThoseOfTheResults() throws {
        let object = try #require(try JSONSerialization.jsonObject(with: JSONEncoder().encode(Self.finding())) as? [String: Any])
        let known: Set<String> = [
            "fingerprint", "kind", "rule", "severity", "entity", "year", "cells", "observed", "p_value", "mechanism", "certainty", "suggestions",
            "violations", "repairs", "note", "message", "verdict", "readings",
        ]
        #expect(Set(object.keys) == known)
        #expect(object["kind"] as? String == "carry_over" && object["mechanism"] as? String == "dropped_digit")
        let cell = try #require((object["cells"] as? [[String: Any]])?.first)
        #expect(cell["value"] as? Double == 13.25)
    }

    @Test(arguments: ["0", "-7", "13.25", "0.1", "123456789012345678", "123456789.123456789", "0.000001"])
    func numbersKeepTheirValue(text: String) throws {
        let number = try #require(ExactDecimal(text))
        #expect(try JSONDecoder().decode([ExactDecimal].self, from: JSONEncoder().encode([number])) == [number])
    }
}
