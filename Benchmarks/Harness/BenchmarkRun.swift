import Foundation

/// Runs the workloads with their peers and prints one table.
struct BenchmarkRun {
    let arguments: Arguments

    init(_ arguments: Arguments) { self.arguments = arguments }

    func run() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "benchmarks-\(ProcessInfo.processInfo.processIdentifier)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var table = ResultsTable()
        for workload in WorkloadRegistry.all(small: arguments.small)
        where arguments.workloads.isEmpty || arguments.workloads.contains(workload.id) {
            FileHandle.standardError.write(Data("\(workload.id)  \(workload.title)\n".utf8))
            let input = folder.appending(path: workload.id)
            try FileManager.default.createDirectory(at: input, withIntermediateDirectories: true)
            let machine = Machine.state
            try table.add(workload, machine: machine, rows: measure(workload, in: input))
            try FileManager.default.removeItem(at: input)
        }
        print(table.text)
        if arguments.writesResults { try ResultsDocument.update(table.documentSections) }
    }

    private func measure(_ workload: any Workload, in folder: URL) throws -> [ResultsTable.Row] {
        let prepared = try workload.prepare(in: folder)
        let repetitions = arguments.repetitions ?? prepared.repetitions
        var rows: [ResultsTable.Row] = []
        let ours = Measurement(repetitions: repetitions, prepared.run)
        let results = prepared.results()
        rows.append(.init(name: "DisclosureAnalytics", measurement: ours, note: prepared.note))
        if let limit = prepared.limit {
            rows.append(.init(name: "limit: \(limit.name)", measurement: Measurement(repetitions: repetitions, limit.run), isLimit: true))
        }
        for peer in arguments.peers ? prepared.peers : [] {
            FileHandle.standardError.write(Data("    \(peer.name)\n".utf8))
            switch peer.run(input: folder, repetitions: repetitions) {
            case .unavailable(let reason):
                rows.append(.init(name: peer.name, note: reason))
            case .measured(let report, let columns):
                let differences = results.compactMap { column in
                    columns[column.name].map {
                        (column.name, peer.share == 1 ? column.largestDifference(from: $0) : column.prefix($0.count).largestDifference(from: $0))
                    }
                }
                let worst = differences.max { $0.1 < $1.1 }
                let notes = [
                    peer.share == 1 ? nil : String(format: "time of %g %% of the input, scaled", peer.share * 100),
                    report.fileBytes.map(ResultsTable.fileSize),
                ].compactMap { $0 }
                rows.append(
                    .init(
                        name: "\(peer.name) (\(report.version))",
                        measurement: Measurement(seconds: report.seconds.map { $0 / peer.share }, peakBytes: report.peakBytes),
                        difference: worst?.1, differenceColumn: worst?.0,
                        note: notes.isEmpty ? nil : notes.joined(separator: "; ")))
            }
        }
        return rows
    }
}

extension ResultColumn {
    /// The first `count` results.
    func prefix(_ count: Int) -> ResultColumn { ResultColumn(name: name, values: Array(values.prefix(count)), floor: floor) }
}
