import ColumnStore
import Disclosure
import Simulation
import Synchronization
import Testing

@testable import Analyses

/// What an analysis remembers is what it would find anew, and nothing is found under contents that are others.
@Suite struct AnalysisMemoryTests {
    /// A memory that can be looked into.
    private final class Notebook: AnalysisMemory {
        let layers = Mutex<[MemoryLayer: [ContentKey: [UInt8]]]>([:])

        func recall(_ layer: MemoryLayer, _ keys: Set<ContentKey>) -> [ContentKey: [UInt8]] {
            layers.withLock { ($0[layer] ?? [:]).filter { keys.contains($0.key) } }
        }

        func keep(_ layer: MemoryLayer, _ entries: [ContentKey: [UInt8]], current: Set<ContentKey>) {
            layers.withLock { layers in
                var kept = layers[layer] ?? [:]
                if layer != .findings { kept = kept.filter { current.contains($0.key) } }
                layers[layer] = kept.merging(entries) { $1 }
            }
        }

        func keys(_ layer: MemoryLayer) -> Set<ContentKey> { layers.withLock { Set(($0[layer] ?? [:]).keys) } }

        func damage(_ layer: MemoryLayer) {
            layers.withLock { layers in layers[layer] = layers[layer]?.mapValues { Array($0.dropLast($0.count / 3 + 1)) } }
        }
    }

    /// Gives reports, and counts how many were asked for.
    private final class Counted: ReportProvider {
        let reports: [[Report?]]
        let first: Int
        let asked = Mutex(0)

        init(_ reports: [[Report?]], first: Int) {
            self.reports = reports
            self.first = first
        }

        func report(body: Int, year: Int) -> Report? {
            asked.withLock { $0 += 1 }
            return reports[body][year - first]
        }
    }

    private struct Filed {
        var corpus: Corpus
        var digests: CorpusDigests
        var provider: Counted
    }

    private static let years = 2021...2023

    /// Reports with an error in every fourth, as a store would give them.
    private static func reports() -> [[Report?]] {
        let simulated = SimulatedCorpus(SimulationParameters(bodies: 12, years: years, seed: 5, missingReportRate: 0))
        return simulated.bodies.indices.map { body in
            years.map { year in
                var report = simulated.report(body: body, year: year)
                if (body + year) % 4 == 0 { report?.raise("outcome.total.total", by: 90) }
                return report
            }
        }
    }

    private static func filed(_ reports: [[Report?]], versions: [Int: UInt64] = [:]) -> Filed {
        let inMemory = Corpus(reports: reports.flatMap { $0 }.compactMap { $0 })
        let byBody = inMemory.bodies.map { body in reports.first { $0.contains { $0?.body.key == body.key } }! }
        let provider = Counted(byBody, first: years.lowerBound)
        var digests = [UInt64](repeating: 0, count: inMemory.forms.count)
        for position in digests.indices where !inMemory.forms[position].isEmpty {
            digests[position] = UInt64(position + 1) &* 0x9E37_79B9_7F4A_7C15 &+ (versions[position] ?? 0)
        }
        let none = ContentKeyBuilder().key
        return Filed(
            corpus: Corpus(bodies: inMemory.bodies, panel: inMemory.panel, forms: inMemory.forms, provider: provider),
            digests: CorpusDigests(program: none, reports: digests, imports: none), provider: provider)
    }

    @Test("The second run finds the same without reading a report; a changed report has its body read alone")
    func layers() throws {
        var reports = Self.reports()
        let notebook = Notebook()
        let first = Self.filed(reports)
        let plain = try AnomalyAnalysis().findings(in: first.corpus)
        #expect(plain.count > 8)
        func run(_ filed: Filed) throws -> (findings: [Finding], asked: Int) {
            filed.provider.asked.withLock { $0 = 0 }
            let findings = try AnomalyAnalysis().findings(in: filed.corpus, memory: AnomalyMemory(notebook, filed.digests))
            return (findings, filed.provider.asked.withLock { $0 })
        }
        let cold = try run(first)
        #expect(cold.findings == plain)
        let warm = try run(first)
        #expect(warm.findings == plain && warm.asked == 0)
        // Another number in one report: other findings, and the rest is remembered.
        reports[3][1]?.raise("outcome.total.total", by: 1000)
        let body = try #require(first.corpus.bodies.firstIndex { $0.key == reports[3][1]?.body.key })
        let second = Self.filed(reports, versions: [body * Self.years.count + 1: 1])
        let before = notebook.keys(.body)
        let changed = try run(second)
        #expect(changed.findings == (try AnomalyAnalysis().findings(in: second.corpus)))
        #expect(changed.findings != plain)
        let after = notebook.keys(.body)
        #expect(after.subtracting(before).count == 1 && before.subtracting(after).count == 1 && after.count == 12)
        #expect(changed.asked < cold.asked)
        // The first contents come back: their answer is still there.
        let again = try run(first)
        #expect(again.findings == plain && again.asked == 0)
    }

    @Test("What is damaged or of other contents, options or programs is not believed")
    func keys() throws {
        let filed = Self.filed(Self.reports())
        let notebook = Notebook()
        let plain = try AnomalyAnalysis().findings(in: filed.corpus, memory: AnomalyMemory(notebook, filed.digests))
        for layer in MemoryLayer.allCases { notebook.damage(layer) }
        #expect(try AnomalyAnalysis().findings(in: filed.corpus, memory: AnomalyMemory(notebook, filed.digests)) == plain)
        func key(
            _ corpus: Corpus = filed.corpus, _ digests: CorpusDigests = filed.digests, _ detectors: AnomalyDetectors = .standard
        ) -> ContentKey? { AnomalyMemory(notebook, digests).key(of: corpus, detectors) }
        var other = ContentKeyBuilder()
        other.add("another")
        let (program, reports, imports) = (filed.digests.program, filed.digests.reports, filed.digests.imports)
        let keys = [
            key(), key(.init(bodies: [], panel: filed.corpus.panel.selecting(entities: []), forms: [], provider: filed.provider)),
            key(filed.corpus, CorpusDigests(program: other.key, reports: reports, imports: imports)),
            key(filed.corpus, CorpusDigests(program: program, reports: reports, imports: other.key)),
            key(filed.corpus, CorpusDigests(program: program, reports: reports.map { $0 + 1 }, imports: imports)),
            key(filed.corpus, filed.digests, .standard(falseDiscoveryRate: 0.1)),
            key(filed.corpus, filed.digests, .standard(falseDiscoveryRate: 0.05, rules: [], source: "a = b")),
        ]
        #expect(Set(keys).count == keys.count && !keys.contains(nil))
        #expect(key(filed.corpus, filed.digests, .duplicates) == nil, "nobody can tell what own detectors depend on")
        #expect(ContentKey(bytes: keys[0]!.bytes) == keys[0])
    }

    @Test("Packed findings come back as they were, and damaged bytes are refused without a trap")
    func packing() throws {
        let findings = try AnomalyAnalysis().findings(in: Self.filed(Self.reports()).corpus)
        let bytes = PackedFindings.pack(findings, keepsBodies: true)
        #expect(PackedFindings.unpack(bytes) == findings)
        let apart = findings.filter { $0.body == 3 }
        #expect(PackedFindings.unpack(PackedFindings.pack(apart, keepsBodies: false), body: 3) == apart)
        #expect(PackedFindings.unpack([]) == nil)
        for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 97)) {
            #expect(PackedFindings.unpack(Array(bytes[..<length])) == nil)
        }
        var seed: UInt64 = 1
        for _ in 0..<300 {
            seed = ShingleSet.mix(seed)
            var damaged = bytes
            damaged[Int(seed % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: seed >> 32)
            _ = PackedFindings.unpack(damaged)
        }
    }

    @Test("Letters are told from marks and digits as Unicode tells them")
    func letters() {
        for value in UInt32(0)...0x1_1FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            guard ShingleSet.isLetter(scalar) == scalar.properties.isAlphabetic else {
                Issue.record("U+\(String(value, radix: 16))")
                continue
            }
        }
    }
}

extension Report {
    /// Raises a number, so that sums with it no longer hold.
    fileprivate mutating func raise(_ indicator: String, by amount: Int) {
        for form in forms.indices {
            for cell in forms[form].cells.indices where forms[form].cells[cell].indicator == indicator {
                guard let value = forms[form].cells[cell].value?.integer else { continue }
                forms[form].cells[cell].value = ExactDecimal(value + amount)
                forms[form].cells[cell].raw = "\(value + amount)"
            }
        }
    }
}
