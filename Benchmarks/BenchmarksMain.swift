import Foundation

/// `swift run Benchmarks [workloads] [options]`: measures this package beside its peers, on one machine, in one run.
@main
struct BenchmarksMain {
    static func main() async throws {
        #if DEBUG
            try ReleaseBuild.replaceProcess(arguments: Array(CommandLine.arguments.dropFirst()))
        #else
            let arguments: Arguments
            do {
                arguments = try Arguments(Array(CommandLine.arguments.dropFirst()))
            } catch {
                FileHandle.standardError.write(Data("\(error)\n\n\(Arguments.usage)\n".utf8))
                exit(2)
            }
            if arguments.help { return print(Arguments.usage) }
            if arguments.list {
                for workload in WorkloadRegistry.all(small: false) { print("\(workload.id)  \(workload.title)") }
                return
            }
            if arguments.decoding { return DecodingBenchmark(small: arguments.small).run() }
            if arguments.damage {
                let benchmark = DamageBenchmark(places: arguments.places ?? (arguments.small ? 24 : 2000), seed: arguments.seed)
                return try await benchmark.run(formats: arguments.formats, keep: arguments.keep)
            }
            if arguments.injections {
                let benchmark = InjectionBenchmark(reports: arguments.places ?? (arguments.small ? 2 : 20), seed: arguments.seed)
                return try await benchmark.run(formats: arguments.formats, keep: arguments.keep)
            }
            if arguments.duplicates { return try DuplicatesBenchmark(bodies: arguments.bodies ?? (arguments.small ? 100 : 3000)).run() }
            if arguments.scale { return try PanelScaleBenchmark(bodies: arguments.bodies ?? (arguments.small ? 2000 : 200_000)).run() }
            if let times = arguments.executions { return try arguments.workloads.forEach { try InstructionGuard.execute($0, times: times) } }
            if arguments.smoke {
                guard try InstructionGuard().run(writes: arguments.writesResults) else { exit(1) }
                return
            }
            if arguments.country {
                let section = try CountryBenchmark(bodies: arguments.bodies ?? (arguments.small ? 100 : 3_000)).run()
                if arguments.writesResults { try ResultsDocument.update([section]) }
                return
            }
            if arguments.detection, let seeds = arguments.seeds {
                return try DetectionReplicates(
                    bodies: arguments.bodies ?? 300, seed: UInt64(arguments.seed ?? 20_000), count: seeds
                ).run()
            }
            if arguments.detection {
                return try await DetectionBenchmark(
                    bodies: arguments.bodies ?? (arguments.small ? 60 : 300),
                    seed: arguments.seed.map { UInt64($0) } ?? DetectionScenario.reportedSeed,
                    withPeers: arguments.peers
                ).run()
            }
            if arguments.nist { return print(try CertifiedDigits.table(), terminator: "") }
            if arguments.calibration { return Calibration(groups: arguments.groups ?? 300).run() }
            if arguments.curves {
                let section = CostCurves(small: arguments.small).run()
                if arguments.writesResults { try ResultsDocument.update([section]) }
                return
            }
            try BenchmarkRun(arguments).run()
        #endif
    }
}
