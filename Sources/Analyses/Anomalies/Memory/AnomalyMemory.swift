import ColumnStore
import Disclosure

/// The memory of an analysis together with the digests of the corpus that it looks at.
public struct AnomalyMemory: Sendable {
    let memory: any AnalysisMemory
    let digests: CorpusDigests

    /// A memory for a corpus of these digests.
    public init(_ memory: any AnalysisMemory, _ digests: CorpusDigests) {
        self.memory = memory
        self.digests = digests
    }

    /// The key under which the findings of a corpus are kept; `nil` when it cannot be told what they depend on.
    public func key(of corpus: Corpus, _ detectors: AnomalyDetectors) -> ContentKey? { AnomalyKeys(corpus, digests, detectors).findings }

    /// The findings that were kept under a key.
    func findings(_ key: ContentKey) -> [Finding]? {
        memory.recall(.findings, [key])[key].flatMap { PackedFindings.unpack($0) }
    }

    func keep(_ findings: [Finding], _ key: ContentKey) {
        memory.keep(.findings, [key: PackedFindings.pack(findings, keepsBodies: true)], current: [key])
    }

    /// The packed findings of the bodies that were looked at before, by body.
    func bodies(_ keys: AnomalyKeys) -> [Int: [UInt8]] {
        let found = memory.recall(.body, Set(keys.bodies))
        return Dictionary(uniqueKeysWithValues: keys.bodies.enumerated().compactMap { body, key in found[key].map { (body, $0) } })
    }

    func keep(bodies: [(body: Int, packed: [UInt8])], _ keys: AnomalyKeys) {
        guard !bodies.isEmpty else { return }
        let entries = bodies.map { (keys.bodies[$0.body], $0.packed) }
        memory.keep(.body, Dictionary(entries) { first, _ in first }, current: Set(keys.bodies))
    }

    /// Gives the reading of a corpus the signatures of prose that was read before.
    func recallProse(for reading: SharedReading, _ keys: AnomalyKeys) {
        guard reading.isWanted else { return }
        let found = memory.recall(.prose, Set(keys.prose.compactMap { $0 }))
        reading.recall(
            keys.prose.enumerated().compactMap { position, key in
                key.flatMap { found[$0] }.flatMap(SimilarPairs.Signature.init(packed:)).map { (position, $0) }
            })
    }

    func keepProse(of reading: SharedReading, _ keys: AnomalyKeys) {
        let entries = reading.fresh.compactMap { position, signature in keys.prose[position].map { ($0, signature.packed) } }
        guard !entries.isEmpty else { return }
        memory.keep(.prose, Dictionary(entries) { first, _ in first }, current: Set(keys.prose.compactMap { $0 }))
    }
}

/// The keys of what an analysis finds in a corpus.
struct AnomalyKeys: Sendable {
    /// That of each body's own findings.
    let bodies: [ContentKey]
    /// That of the signature of each report's prose; `nil` where there is no report.
    let prose: [ContentKey?]
    /// That of all findings; `nil` when it cannot be told what they depend on.
    let findings: ContentKey?

    init(_ corpus: Corpus, _ digests: CorpusDigests, _ detectors: AnomalyDetectors) {
        let years = corpus.panel.yearCount
        var start = ContentKeyBuilder()
        start.add(digests.program)
        start.add(corpus.years.lowerBound)
        start.add(corpus.years.upperBound)
        for detector in detectors.perBody where detector.isOfBodyAlone { start.add(String(reflecting: type(of: detector))) }
        let base = start.key
        let bodies = corpus.bodies.indices.map { body in
            var builder = ContentKeyBuilder()
            builder.add(base)
            builder.add(corpus.bodies[body])
            for former in corpus.formerBodies(body) {
                builder.add(former.body)
                builder.add(former.lastYear)
            }
            for period in 0..<years { builder.add(digests.report(body * years + period)) }
            return builder.key
        }
        self.bodies = bodies
        prose = corpus.forms.indices.map { position in
            let digest = digests.report(position)
            guard digest != 0 else { return nil }
            var builder = ContentKeyBuilder()
            builder.add(digests.program)
            builder.add(digest)
            return builder.key
        }
        findings = detectors.key.map { options in
            var builder = ContentKeyBuilder()
            builder.add(options)
            builder.add(digests.imports)
            builder.add(bodies.count)
            for body in bodies { builder.add(body) }
            return builder.key
        }
    }
}

extension CorpusDigests {
    /// The digest at a position; entities of panels stand behind the bodies of reports and have none.
    fileprivate func report(_ position: Int) -> UInt64 { position < reports.count ? reports[position] : 0 }
}

extension ContentKeyBuilder {
    /// Adds all of a body.
    fileprivate mutating func add(_ body: Body) {
        add(body.name)
        add(body.kind.rawValue)
        add(body.level.rawValue)
        add(body.regionCode)
        add(body.scope.rawValue)
    }
}

extension SimilarPairs.Signature {
    /// The minima and the size as bytes.
    var packed: [UInt8] {
        var writer = MemoryWriter()
        writer.count(size)
        for minimum in minima { writer.unsigned(UInt64(minimum)) }
        return writer.finished()
    }

    /// The signature in some bytes; `nil` when they are not what was written.
    init?(packed: [UInt8]) {
        let read: SimilarPairs.Signature? = packed.withUnsafeBytes { raw in
            do throws(MemoryDamage) {
                var reader = try MemoryReader(raw)
                let size = try reader.unsigned()
                guard size <= UInt64(UInt32.max) else { return nil }
                var minima: [UInt32] = []
                while !reader.isAtEnd {
                    guard let minimum = UInt32(exactly: try reader.unsigned()) else { return nil }
                    minima.append(minimum)
                }
                guard minima.isEmpty == (size == 0), minima.isEmpty || minima.count == CopiedProseDetector.similarity.length else { return nil }
                return SimilarPairs.Signature(minima: minima, size: Int(size))
            } catch {
                return nil
            }
        }
        guard let read else { return nil }
        self = read
    }
}
