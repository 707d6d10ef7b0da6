import Foundation
import Testing

/// Ctrl-C in the middle of each long command.
@Suite struct InterruptionHeavyTests {
    @Test func everyLongCommandStopsAtOnce() throws {
        let analyze = try AnalyzeProgram()
        #expect(try analyze("simulate", "many", "--bodies", "60", "--years", "2021..2024", "--quiet").status == 0)
        #expect(try analyze("ingest", "many", "--quiet", "--format", "json").status == 0)
        let commands = [
            "simulate made --bodies 5000 --years 2009..2025", "ingest many --store second.sqlite --jobs 1", "cells many", "anomalies",
            "anomalies many",
            "report -o page.html",
        ]
        for command in commands {
            for delay in ["0.3", "1.2"] {
                let start = ContinuousClock.now
                let run = try analyze.bash("timeout --preserve-status -s INT \(delay) $A \(command) >/dev/null")
                #expect(run.status == 130 && run.errors.contains("interrupted"), "\(command) after \(delay) s: \(run.status) \(run.errors)")
                #expect(ContinuousClock.now - start < .seconds(20), "\(command)")
            }
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: analyze.folder.url.path)
        #expect(!left.contains("made") && !left.contains("page.html"))
        #expect(try analyze("doctor", "--store", "second.sqlite").status == 0, "whole reports only")
        #expect(try analyze("ingest", "many", "--store", "second.sqlite", "--quiet").status == 0)
    }
}
