import Foundation
import Testing

/// The same bytes whatever the order of files, the number of readers and threads, and the environment.
@Suite struct OrderHeavyTests {
    let analyze: AnalyzeProgram
    private let cities = ["淮安市", "徐州市", "苏州市", "南通市", "常州市", "无锡市", "扬州市"]

    init() throws {
        analyze = try AnalyzeProgram()
        for (index, city) in cities.enumerated() {
            for year in 2021...2024 {
                let received = 10 + (index * 7 + year * 13) % 37
                var report = SampleReport.consistent(city, year: year, received: received, granted: received * 2 / 3)
                if (index + year) % 11 == 0 { report.cells["outcome.total.total"] = "\(received + 3)" }
                try analyze.write("in/\(index)-\(year).html", report.html)
            }
        }
        try analyze.write(
            "one.csv", "entity,year,indicator,value\nB,2021,y,0.1\nB,2022,y,0.7\nA,2021,x,0.3\nA,2022,x,1.7\nA,2023,x,2.9\nB,2023,y,0.2\n")
        try analyze.write(
            "two.csv", "entity,year,indicator,value\nA,2023,x,2.9\nB,2021,y,0.1\nA,2022,x,1.7\nB,2023,y,0.2\nA,2021,x,0.3\nB,2022,y,0.7\n")
    }

    private var files: [String] { cities.indices.flatMap { index in (2021...2024).map { "in/\(index)-\($0).html" } } }

    private func answers(_ store: String, _ environment: [String: String]) throws -> [Data] {
        let commands = [
            ["anomalies", "--format", "json"], ["trends", "--format", "json", "--min-points", "3"],
            ["rank", "--on", "conclusion_rate", "--format", "json"],
            ["rank", "--on", "received", "--format", "csv"], ["reports", "--format", "csv"], ["cells", "--format", "csv"],
            ["report", "-o", "page.html"],
            ["export", "-o", "panel.csv"], ["export", "-o", "panel.arrow"],
        ]
        return try commands.map { command in
            let run = try analyze(command + ["--locale", "en", "--store", store], environment: environment)
            #expect(run.status == 0, "\(command): \(run.errors)")
            guard let option = command.firstIndex(of: "-o") else { return Data(run.text.replacing(store, with: "STORE").utf8) }
            let written = try Data(contentsOf: analyze.folder.url.appending(path: command[option + 1]))
            // A page says which store it was made from.
            return command[0] == "report" ? Data(String(decoding: written, as: UTF8.self).replacing(store, with: "STORE").utf8) : written
        }
    }

    @Test func orderOfIngestAndEnvironment() throws {
        let plans: [(files: [String], jobs: String, panel: String, environment: [String: String])] = [
            (files, "1", "one.csv", ["LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "TZ": "UTC"]),
            (files.reversed(), "4", "two.csv", ["LANG": "zh_CN.UTF-8", "OPENBLAS_NUM_THREADS": "2", "TZ": "Asia/Shanghai"]),
            (
                Array(files[13...] + files[..<13].reversed()), "2", "one.csv",
                ["LC_ALL": "de_DE.UTF-8", "OPENBLAS_NUM_THREADS": "4", "TZ": "America/New_York"]
            ),
        ]
        var first: [Data]?
        for (number, plan) in plans.enumerated() {
            let store = "s\(number).sqlite"
            if number == 2 { #expect(try analyze("import", plan.panel, "--name", "p", "--store", store).status == 0) }
            for part in stride(from: 0, to: plan.files.count, by: 9) {
                let some = Array(plan.files[part..<min(part + 9, plan.files.count)])
                #expect(
                    try analyze(["ingest"] + some + ["--jobs", plan.jobs, "--store", store, "--quiet"], environment: plan.environment).status == 0)
            }
            if number < 2 { #expect(try analyze("import", plan.panel, "--name", "p", "--store", store).status == 0) }
            let own = try answers(store, plan.environment)
            if let first {
                for (index, pair) in zip(first, own).enumerated() {
                    #expect(Self.withoutPanelFile(pair.0) == Self.withoutPanelFile(pair.1), "plan \(number), answer \(index)")
                }
            }
            first = first ?? own
        }
    }

    /// The panel's file is another one, and is named where its cells are.
    private static func withoutPanelFile(_ data: Data) -> String { String(decoding: data, as: UTF8.self).replacing("two.csv", with: "one.csv") }

    @Test func orderOfPaths() throws {
        for command in [["anomalies"], ["trends", "--min-points", "3"], ["rank", "--on", "conclusion_rate"], ["cells"]] {
            let answer = try analyze(command + ["--format", "json", "--locale", "en"] + files)
            #expect(answer.status == 0)
            #expect(try analyze(command + ["--format", "json", "--locale", "en"] + files.reversed()).output == answer.output, "\(command)")
        }
    }
}
