import Disclosure
import Testing

@testable import Analyses

@Suite struct VerdictTuningTests {
    private func finding(_ number: Int, _ rule: String, _ kind: Finding.Kind, p: Double? = nil, severity: Finding.Severity = .warning) -> Finding {
        Finding(
            fingerprint: "\(rule) \(number)", kind: kind, rule: rule, severity: severity, entity: "甲县", regionCode: nil, year: 2024, pValue: p,
            message: LocalizedText(zh: "", en: ""))
    }

    @Test func aRuleThatIsAlwaysDismissedBecomesInformation() {
        let findings = (0..<14).map { finding($0, "rollup.t2", .rollUp) } + (0..<14).map { finding($0, "y2y.carry.total", .carryOver) }
        let tuning = VerdictTuning(findings) { fingerprint in
            let number = Int(fingerprint.split(separator: " ")[1])!
            return number >= 10 ? nil : fingerprint.hasPrefix("rollup") && number != 3 ? .dismissed : .confirmed
        }
        let tuned = tuning.tuned(findings)
        #expect(tuning.notes.count == 1 && tuning.notes[0].en.contains("rollup.t2"))
        #expect(tuned.count { $0.severity == .info } == 4)
        #expect(tuned.filter { $0.severity == .info }.allSatisfy { $0.rule == "rollup.t2" })
    }

    @Test func fewVerdictsChangeNothingAndErrorsStay() {
        let few = (0..<9).map { finding($0, "rollup.t2", .rollUp) }
        #expect(VerdictTuning(few) { _ in .dismissed }.notes.isEmpty)
        let errors = (0..<20).map { finding($0, "t3.balance.total", .identity, severity: .error) }
        let tuning = VerdictTuning(errors) { $0.hasSuffix("9") ? nil : .dismissed }
        #expect(tuning.tuned(errors).allSatisfy { $0.severity == .error })
    }

    @Test func theModelIsCutWhereVerdictsTurn() {
        let findings =
            (1...20).map { finding($0, "panel.outlier", .outlier, p: Double($0) * 1e-5) } + [finding(0, "panel.outlier", .outlier, p: 1.9e-4)]
        let tuning = VerdictTuning(findings) { fingerprint in
            let number = Int(fingerprint.split(separator: " ")[1])!
            return number == 0 || number % 5 == 0 ? nil : number <= 12 ? .confirmed : .dismissed
        }
        let info = tuning.tuned(findings).filter { $0.severity == .info }
        #expect(tuning.notes.count == 1)
        #expect(Set(info.map(\.fingerprint)) == ["panel.outlier 0", "panel.outlier 15", "panel.outlier 20"])
        let confirmed = VerdictTuning(findings) { _ in .confirmed }
        #expect(confirmed.notes.isEmpty)
        // Where all were dismissed there is no p-value to speak of.
        let dismissed = VerdictTuning(findings) { _ in .dismissed }
        #expect(dismissed.notes.map(\.en) == ["Of 21 verdicts on findings of the model, 21 dismissed them: open ones are shown as info."])
    }
}
