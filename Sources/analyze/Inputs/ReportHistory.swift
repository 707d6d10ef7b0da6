import Analyses
import Disclosure
import Persistence
import ReportParsing
import Reporting

/// All versions of reports: those of a store, or the files of paths in the order in which they were read.
struct ReportHistory {
    /// One version of the report of a body and year.
    struct Version {
        let body: Body
        let year: Int
        /// From 1 within body and year.
        let number: Int
        fileprivate let read: () throws -> Report?

        /// The report with its number.
        func compared() throws -> ComparedReport {
            guard let report = try read() else {
                throw UsageError(
                    zh: "\(body.name) \(year) 年的报告（第 \(number) 版）无法读出",
                    en: "the report of \(body.name) for \(year), version \(number), cannot be read")
            }
            return ComparedReport(report, version: number)
        }
    }

    private let all: [Version]
    let inputs: [ResultDocument.Input]
    private let failures: [ReportFile.Quarantine]
    private let store: Store?
    private let output: OutputOptions

    static func load(_ input: InputOptions, _ output: OutputOptions) async throws -> ReportHistory {
        if input.paths.isEmpty {
            let store = try input.store.open()
            let versions = try store.reports(versions: true).map { stored in
                Version(body: stored.body, year: stored.year, number: stored.version) { try store.report(id: stored.id) }
            }
            return ReportHistory(all: versions, inputs: store.inputs, failures: [], store: store, output: output)
        }
        let files = try await CorpusInput.reports(of: input.paths, parser: input.parser(), output: output)
        var counts: [String: Int] = [:]
        var digests: Set<String> = []
        var versions: [Version] = []
        for report in files.reports where digests.insert("\(report.body.key) \(report.year) \(report.source.sha256)").inserted {
            let key = "\(report.body.key) \(report.year)"
            counts[key, default: 0] += 1
            versions.append(Version(body: report.body, year: report.year, number: counts[key]!) { report })
        }
        return ReportHistory(all: versions, inputs: files.inputs, failures: files.failures, store: nil, output: output)
    }

    /// The versions of one body's reports.
    ///
    /// - Throws: ``UsageError`` when no body is selected, or several.
    func versions(of selection: CorpusSelection) throws -> [Version] {
        let register = BodyRegister(all.lazy.map { ($0.body, $0.year) })
        let chosen = register.bodies.indices.filter { selection.includes(register.bodies[$0], former: register.former[$0]) }
        let found = all.filter { chosen.contains(register.position(of: $0.body)) }
        let name = selection.entities.joined(separator: ", ")
        let bodies = chosen.map { register.bodies[$0] }.sorted { $0.key < $1.key }
        guard bodies.count < 2 else {
            let list = bodies.map { "\($0.regionCode ?? "-") \($0.name)" }.joined(separator: ", ")
            throw UsageError(zh: "“\(name)”有多个：\(list)", en: "\"\(name)\" is the name of several bodies: \(list)")
        }
        guard !bodies.isEmpty else { throw UsageError.noBody(name, among: all.map(\.body.name)) }
        return found
    }

    /// Ends the program with the status for unreadable input, when there was some.
    func finish() throws {
        try store?.finish(output)
        if !failures.isEmpty { throw ExitStatus.unreadable }
    }
}
