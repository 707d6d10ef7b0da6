import Analyses
import ColumnStore
import Disclosure
import Foundation
import Simulation

/// `swift run Benchmarks --detection [--bodies N] [--seed N]`: plants errors of every mechanism and prints how many of them each method finds.
///
/// Simulated national panels with all peers, then the bundled real reports with this package alone (eighteen reports are no panel).
struct DetectionBenchmark {
    let bodies: Int
    let seed: UInt64
    let withPeers: Bool

    func run() async throws {
        print("# Detection of planted errors\n")
        print(
            """
            Written by `swift run Benchmarks --detection`. Errors of every mechanism are planted in simulated reports in which every identity, tie and
            roll-up is true, at the rate of \(DetectionScenario.errorRate) errors a report, each mechanism as often as another; the prose keeps stating the true figures. Average
            precision is over all errors of a panel, the list of this package ordered by confidence; precision, recall and exact repairs are those of what a method flags by itself. This package claims
            up to three cells where the evidence cannot tell them apart; "first cell" counts only the one it names first. Peers score every cell of the
            same panel, in several settings of which the best by average precision is shown, and flag as many cells as there are errors, which is more
            than they could know. They see no identities, for they have no place for them; that difference is part of what is measured.
            "False alarms of the model" are flagged findings for which only a p-value speaks and in which nothing was planted, beside their number; the
            promised rate is \(AnomalyClaims.promised). An error is "with a trace" when a rule, a tie or a sentence speaks of its cell, when it lies outside the central \(Int(DetectionBound.bulk * 100)) % of what
            clean bodies of the same model have there, given the true figures of all other years, or when it repeats a number that hardly repeats by chance. The others look like sound
            figures even to someone who knows the model: whoever named them would name as many sound cells and more, so that the share with a trace bounds the average precision. Seeds \(seed + 1) and on\(seed == DetectionScenario.reportedSeed ? "; models and settings were worked on with other seeds" : "").

            """)
        for scenario in DetectionScenario.all(bodies: bodies, seed: seed) { try run(scenario) }
        try await RealReportDetection().run()
    }

    private func run(_ scenario: DetectionScenario) throws {
        try falseAlarms(scenario)
        var simulated = SimulatedCorpus(scenario.parameters)
        let errors = simulated.plant(.even(total: DetectionScenario.errorRate))
        let corpus = AnomalyClaims.corpus(simulated)
        let start = Date()
        let claims = try AnomalyClaims.of(corpus)
        let seconds = Date().timeIntervalSince(start)
        print(
            "\(simulated.bodies.count) bodies, \(simulated.reportCount) reports, \(simulated.cellCount) cells, \(errors.count) errors, seed \(scenario.parameters.seed); the anomaly reports at both rates in \(String(format: "%.1f", seconds)) s.\n"
        )
        let own = DetectionQuality.of(claims, errors: errors)
        var results: [(String, [DetectionQuality])] = [
            ("this package", own), ("this package, first cell", DetectionQuality.of(claims.map(\.narrowed), errors: errors)),
        ]
        if withPeers { results += peers(corpus, errors) }
        DetectionTable.print(results)
        let wrong = own[0].wrongBySource.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
        print(
            "False alarms of the model: \(own[0].statistical.wrong) of \(own[0].statistical.flagged) flagged. All false alarms by rule: \(wrong.isEmpty ? "none" : wrong.prefix(12).joined(separator: ", ")).\n"
        )
        printBound(simulated, errors, claims)
        let missed = DetectionQuality.missed(claims, errors: errors).prefix(10).map { "\($0.what) \($0.count)" }
        print("Never named, the ten most frequent: \(missed.isEmpty ? "none" : missed.joined(separator: ", ")).\n")
    }

    /// What the figures let anyone find.
    private func printBound(_ simulated: SimulatedCorpus, _ errors: [PlantedError], _ claims: [Claim]) {
        let (traced, without) = DetectionBound(simulated).traces(errors, claims: claims)
        let names = without.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }.map { "\($0.key.rawValue) \($0.value)" }
        print(
            "With a trace: \(traced) of \(errors.count) errors (\(String(format: "%.2f", Double(traced) / Double(max(1, errors.count))))). Without: \(names.isEmpty ? "none" : names.joined(separator: ", ")).\n"
        )
    }

    /// What is said of the same panel before anything is planted.
    private func falseAlarms(_ scenario: DetectionScenario) throws {
        let clean = AnomalyClaims.corpus(SimulatedCorpus(scenario.parameters))
        let findings = try AnomalyAnalysis().findings(in: clean).filter { $0.severity > .info }
        let errors = findings.count { $0.severity == .error }
        let statistical = findings.count { $0.isStatistical }
        print("## \(scenario.title)\n")
        print(
            "Before anything is planted: \(errors) errors, \(findings.count - errors - statistical) warnings of rules, \(statistical) warnings of the model."
        )
    }

    private func peers(_ corpus: Corpus, _ errors: [PlantedError]) -> [(String, [DetectionQuality])] {
        let columns = PeerColumn.columns(corpus.panel)
        let hasSpread = columns.map(\.hasSpread)
        let first = corpus.years.lowerBound
        func key(_ column: Int, _ body: Int, _ t: Int) -> CellKey { CellKey(body: body, year: first + t, indicator: columns[column].indicator) }
        var results: [(String, [DetectionQuality])] = []
        func claims(of score: (PeerColumn) -> [[Double?]], onlySpread: Bool = false) -> [Claim] {
            columns.enumerated().flatMap { index, column -> [Claim] in
                guard hasSpread[index] || !onlySpread else { return [] }
                return score(column).enumerated().flatMap { body, row in
                    row.enumerated().compactMap { t, score in
                        score.flatMap { $0 > 0 ? Claim(cells: [key(index, body, t)], score: $0) : nil }
                    }
                }
            }
        }
        for peer in PanelPeers.all {
            results.append((peer.name, best([claims(of: peer.score), claims(of: peer.score, onlySpread: true)], errors)))
        }
        guard let scores = PythonPeers.scores(columns, years: corpus.panel.yearCount, bodies: corpus.bodies.count) else {
            print("(isolation forest, robust PCA and DDC need Python with numpy and scikit-learn: set BENCHMARK_PYTHON)\n")
            return results
        }
        for (name, files) in PythonPeers.settings {
            var settings = files.map { file in
                scores[file]!.enumerated().compactMap { index, score -> Claim? in
                    guard score > 0 else { return nil }
                    let t = index % corpus.panel.yearCount
                    let body = index / corpus.panel.yearCount % corpus.bodies.count
                    return Claim(cells: [key(index / corpus.panel.yearCount / corpus.bodies.count, body, t)], score: score)
                }
            }
            if name == "DDC" { settings.append(claims(of: PanelPeers.deviatingCells)) }
            results.append((name, best(settings, errors)))
        }
        return results
    }

    /// The quality of the setting with the best average precision; of each list the first `errors.count` are flagged.
    private func best(_ settings: [[Claim]], _ errors: [PlantedError]) -> [DetectionQuality] {
        settings.map { claims in
            let ranked = claims.sorted { $0.score > $1.score }
            return DetectionQuality.of(
                ranked.enumerated().map { Claim(cells: $1.cells, score: $1.score, isFlagged: $0 < errors.count) }, errors: errors)
        }.max { $0[0].averagePrecision < $1[0].averagePrecision } ?? []
    }
}

/// The results as Markdown tables.
enum DetectionTable {
    static func print(_ results: [(String, [DetectionQuality])]) {
        func cell(_ value: Double) -> String { String(format: "%.2f", value) }
        Swift.print("| method | average precision | precision | recall | exact repairs |\n|---|---|---|---|---|")
        for (name, qualities) in results {
            let all = qualities[0]
            Swift.print("| \(name) | \(cell(all.averagePrecision)) | \(cell(all.precision)) | \(cell(all.recall)) | \(cell(all.repaired)) |")
        }
        Swift.print("\n| mechanism | errors | precision | recall | exact repairs | " + results.map { "AP \($0.0)" }.joined(separator: " | ") + " |")
        Swift.print("|---|---|---|---|---|" + results.map { _ in "---|" }.joined())
        for (index, mechanism) in ErrorMechanism.plantable.enumerated() {
            let own = results[0].1[index + 1]
            let precisions = results.map { cell($0.1[index + 1].averagePrecision) }.joined(separator: " | ")
            Swift.print(
                "| \(mechanism.rawValue) | \(own.errors) | \(cell(own.precision)) | \(cell(own.recall)) | \(cell(own.repaired)) | \(precisions) |")
        }
        Swift.print("")
    }
}
