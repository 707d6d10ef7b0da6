import Disclosure

/// What a ranking is on, for the bodies of reports and for the entities of imported panels, whose own names go before the catalog's.
struct RankSubjects {
    private let ofReports: RankSubject?
    private let ofPanels: RankSubject?
    private let corpus: Corpus

    /// What the name and the exposure mean.
    /// - Throws: ``RankingError/unknownSubject(_:suggestions:)`` for what nobody knows.
    init(_ name: String, per exposure: RankOptions.Exposure?, in corpus: Corpus) throws(RankingError) {
        let hasReports = corpus.bodies.indices.contains { !corpus.isImported($0) }
        let reports = RankSubject(name, per: exposure, .reports, in: corpus)
        let panels = corpus.imports.isEmpty ? nil : RankSubject(name, per: exposure, .panels, in: corpus)
        ofReports = hasReports || panels == nil ? reports : nil
        ofPanels = panels
        self.corpus = corpus
        if ofReports == nil, ofPanels == nil {
            let isKnown = RankSubject.Origin.allCases.contains { RankSubject(quantity: name, $0, in: corpus) != nil }
            let unknown = isKnown ? exposure?.indicator ?? name : name
            throw .unknownSubject(unknown, suggestions: SubjectNames(corpus).near(unknown))
        }
    }

    /// The subject of a body; `nil` where the name means nothing there.
    subscript(body: Int) -> RankSubject? { corpus.isImported(body) ? ofPanels : ofReports }

    /// The one by which the result is described.
    var principal: RankSubject { (ofReports ?? ofPanels)! }
}
