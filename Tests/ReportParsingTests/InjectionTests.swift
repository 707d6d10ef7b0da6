import Disclosure
import ReportParsing
import ReportRendering
import ReportSupport
import Testing

/// What people and programs do to cells, in every format that can have it: nothing is misread unsaid, no row is lost, and neighbors stay as they are.
private enum Injections {
    static func check(_ injection: Injection, format: String, seeds: Range<UInt64>) async throws {
        var total = InjectionTrial.Outcome()
        var refused = 0
        for edition in Edition.allCases where edition.hasStatutoryTables || injection != .twoInOne {
            for seed in seeds {
                let report = GeneratedReport(edition: edition, seed: seed &* 7919 &+ 3)
                let outcome = try await InjectionTrial(report, injection, format: format, seed: seed).outcome()
                total.add(outcome)
                refused += outcome.isRefused ? 1 : 0
            }
        }
        #expect(
            total.wrong.isEmpty, "\(injection.rawValue) \(format): \(total.wrong.count) of \(total.right + total.named): \(total.wrong.prefix(5))")
        // In the narrow cells of a PDF what is added breaks over lines, and most such cells are named.
        let mostlyRight = format.hasPrefix("pdf") ? 3 * total.right : total.right
        #expect(mostlyRight > total.named || injection == .cutOff, "\(injection.rawValue) \(format): \(total.right) right, \(total.named) named")
        #expect(injection != .cutOff || refused < seeds.count * 6, "\(format): all \(refused) refused")
    }

    static let formats = Renderings.all.map(\.name).filter { !$0.hasPrefix("pdf") && $0 != "text-glued" && $0 != "text-line" }
}

@Suite struct InjectionTests {
    @Test("Nothing is misread unsaid", arguments: Injection.allCases, Injections.formats)
    func sample(injection: Injection, format: String) async throws {
        guard injection.fits(format) else { return }
        try await Injections.check(injection, format: format, seeds: 0..<1)
    }
}

@Suite struct InjectionHeavyTests {
    @Test("Nothing is misread unsaid, thousands of times", arguments: Injection.allCases, Injections.formats + ["text-line", "pdf"])
    func all(injection: Injection, format: String) async throws {
        guard injection.fits(format) else { return }
        try await Injections.check(injection, format: format, seeds: format == "pdf" ? 1..<3 : 1..<30)
    }
}
