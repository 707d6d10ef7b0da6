/// Where an analysis keeps what it worked out, so that the next run need not work it out again.
///
/// What is kept is found again under the key of all that it depends on: an answer is never older than its contents. A memory may forget, refuse or lose
/// anything at any time; then the work is done anew. Called from one thread at a time.
public protocol AnalysisMemory: Sendable {
    /// What was kept under some keys of a layer, whole; keys of which nothing is there are left out.
    func recall(_ layer: MemoryLayer, _ keys: Set<ContentKey>) -> [ContentKey: [UInt8]]

    /// Keeps entries of a layer.
    /// - Parameter current: the keys of the layer that this run asked for; what else there is in a layer of parts belongs to contents that are gone.
    func keep(_ layer: MemoryLayer, _ entries: [ContentKey: [UInt8]], current: Set<ContentKey>)
}

/// What is kept of an analysis, from the smallest part to the whole.
public enum MemoryLayer: Int, Sendable, Hashable, CaseIterable {
    /// The signature of one report's prose, by which copies are found.
    case prose = 1
    /// The findings of one body's reports taken alone.
    case body = 2
    /// The findings of all detectors, merged and ordered, before verdicts, filters and languages.
    case findings = 3
}

/// The digests of what a corpus was made of, position by position.
public struct CorpusDigests: Sendable {
    /// The program, and what of the machine its numbers depend on.
    public let program: ContentKey
    /// For each body and year the digest of its reports as they are stored, at the positions of ``Corpus/forms``; 0 where there is none.
    public let reports: [UInt64]
    /// The panels from elsewhere, with all that came with them.
    public let imports: ContentKey

    /// Digests of a corpus.
    public init(program: ContentKey, reports: [UInt64], imports: ContentKey) {
        self.program = program
        self.reports = reports
        self.imports = imports
    }
}
