import Foundation
import Testing

/// Every number on the command line has a stated range, and whatever lies outside is a usage error, never a trap.
@Suite struct OptionRangeHeavyTests {
    private let analyze: AnalyzeProgram

    init() throws {
        analyze = try AnalyzeProgram()
        try analyze.write("in/2023.html", SampleReport.consistent(year: 2023, received: 10, granted: 4).html)
    }

    /// The numeric options of each command, and what each of them takes at its ends.
    private static let options: [(command: [String], option: String, ends: [String])] = [
        (["trends", "in"], "--level", ["0.01", "0.999999"]), (["trends", "in"], "--min-points", ["3", "1000"]),
        (["trends", "in"], "--forecast", ["0", "100"]), (["trends", "in"], "--limit", ["0", "1000000000"]),
        (["trends", "in"], "--year", ["1", "9999", "1..9999"]), (["trends", "in"], "--seed", ["0", "18446744073709551615"]),
        (["rank", "in", "--on", "disclosure_rate"], "--level", ["0.01", "0.999999"]),
        (["rank", "in", "--on", "disclosure_rate"], "--min-n", ["0", "1000000000"]),
        (["rank", "in", "--on", "disclosure_rate"], "--draws", ["100", "2000"]),
        (["rank", "in", "--on", "disclosure_rate"], "--seed", ["0", "18446744073709551615"]),
        (["rank", "in", "--on", "received"], "--top", ["1", "1000000"]), (["rank", "in", "--on", "received"], "--dispersion", ["0", "1000000"]),
        (["rank", "in", "--on", "received"], "--movement", ["1", "9999"]), (["anomalies", "in"], "--fdr", ["0.000001", "0.999"]),
        (["anomalies", "in"], "--seed", ["18446744073709551615"]),
        (["report", "in"], "--min-n", ["0", "1000000000"]), (["ingest", "in"], "--jobs", ["1", "1024"]),
        (["simulate", "made"], "--bodies", ["1"]), (["simulate", "made", "--bodies", "1"], "--errors", ["0", "1"]),
        (["simulate", "made", "--bodies", "1"], "--years", ["2008", "2100"]),
        (["simulate", "made", "--bodies", "1", "--years", "2024"], "--seed", ["0", "18446744073709551615"]),
    ]

    private static let outside = [
        "-1", "-9223372036854775808", "9223372036854775807", "9223372036854775808", "18446744073709551616", "99999999999999999999999999", "1e400",
        "nan", "inf", "-0.5", "x", "", "１",
    ]

    @Test func whatLiesOutsideIsAUsageErrorThatSaysTheRange() throws {
        for (command, option, _) in Self.options {
            for value in Self.outside {
                // All but the largest seeds are seeds.
                if option == "--seed", UInt64(value) != nil { continue }
                let run = try analyze(command + ["\(option)=\(value)"])
                #expect(run.status == 2 && run.output.isEmpty, "\(command) \(option)=\(value): \(run.status) \(run.errors)")
                #expect(run.errors.contains("from ") || value.isEmpty, "\(command) \(option)=\(value): \(run.errors)")
            }
        }
    }

    @Test func theEndsAreWithin() throws {
        for (command, option, ends) in Self.options {
            for value in ends {
                let run = try analyze(command + ["\(option)=\(value)"])
                #expect(run.status == 0, "\(command) \(option)=\(value): \(run.status) \(run.errors)")
            }
        }
    }

    @Test func theSeedIsPrintedAsItIs() throws {
        let run = try analyze("trends", "in", "--seed", "18446744073709551615", "--format", "json")
        #expect(run.status == 0 && run.text.contains("\"seed\": 18446744073709551615"), "\(run.errors)")
    }

    @Test func whatWouldBeTooLargeIsSaidBeforeItIsMade() throws {
        let run = try analyze("simulate", "made", "--bodies", "50000", "--years", "2008..2100")
        #expect(run.status == 2 && run.errors.contains("4650000"), "\(run.errors)")
        #expect(try analyze("rank", "in", "--on", "disclosure_rate", "--draws", "50").status == 2)
    }
}
