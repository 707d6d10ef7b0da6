/// Looks for one kind of trouble in the reports of one body. One file each, registered in ``AnomalyDetectors``.
public protocol AnomalyDetector: Sendable {
    /// The findings in all years of a body.
    /// - Parameter history: the body's cells of every year, with its reports on demand.
    /// - Throws: what the reports' provider throws.
    func findings(in history: BodyHistory) throws -> [Finding]

    /// Whether the findings depend on nothing but the reports of the body, the span of years of the corpus, and this program: then they are the same as
    /// long as these are. Detectors with rules of a user, or that look at other bodies, say no.
    var isOfBodyAlone: Bool { get }
}

extension AnomalyDetector {
    /// A detector of this program reads its body alone.
    public var isOfBodyAlone: Bool { true }
}

/// Looks for one kind of trouble that shows only among many bodies. One file each, registered in ``AnomalyDetectors``.
public protocol CorpusDetector: Sendable {
    /// The findings in a corpus.
    /// - Throws: what the reports' provider throws.
    func findings(in corpus: Corpus) throws -> [Finding]

    /// The findings of all detectors after each took in what it explains: where the rate that a detector promises is one over those that are left, it is told here.
    func settled(_ findings: [Finding]) -> [Finding]
}

extension CorpusDetector {
    /// Most detectors say what they have to say at once.
    public func settled(_ findings: [Finding]) -> [Finding] { findings }
}

/// A detector of many bodies that reads reports which others read as well, and need not read them again.
protocol ReadingCorpusDetector: CorpusDetector {
    /// The findings in a corpus, from what is known of its reports by now.
    func findings(in corpus: Corpus, reading: SharedReading) throws -> [Finding]
}
