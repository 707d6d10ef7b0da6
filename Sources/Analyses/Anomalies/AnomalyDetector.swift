/// Looks for one kind of trouble in the reports of one body. One file each, registered in ``AnomalyDetectors``.
public protocol AnomalyDetector: Sendable {
    /// The findings in all years of a body.
    /// - Parameter history: the body's cells of every year, with its reports on demand.
    /// - Throws: what the reports' provider throws.
    func findings(in history: BodyHistory) throws -> [Finding]
}

/// Looks for one kind of trouble that shows only among many bodies. One file each, registered in ``AnomalyDetectors``.
public protocol CorpusDetector: Sendable {
    /// The findings in a corpus.
    /// - Throws: what the reports' provider throws.
    func findings(in corpus: Corpus) throws -> [Finding]
}
