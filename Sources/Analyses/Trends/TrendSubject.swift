public import Disclosure

/// What `--on` and `--per` ask trends of: indicators, and what they are counted per.
public struct TrendSubject: Sendable, Hashable {
    /// The indicators; empty for all.
    public let indicators: [IndicatorPattern]
    /// What their numbers are counted per.
    public let exposure: RankOptions.Exposure?

    /// Indicators as they are.
    public init(_ indicators: [IndicatorPattern]) { (self.indicators, exposure) = (indicators, nil) }

    /// One indicator, concept or ratio by id or Chinese name, or two with a slash between; what the panels of a corpus call their own goes first.
    ///
    /// - Throws: ``RankingError/unknownSubject(_:suggestions:)`` for what nobody knows.
    public init(_ text: String, in corpus: Corpus) throws(RankingError) {
        for origin in RankSubject.Origin.allCases.reversed() {
            if let id = Self.id(RankSubject(quantity: text, origin, in: corpus)) {
                (indicators, exposure) = ([IndicatorPattern(id)], nil)
                return
            }
        }
        if let ratio = Ratio.named(text) {
            (indicators, exposure) = ([IndicatorPattern(ratio.id)], nil)
            return
        }
        for origin in RankSubject.Origin.allCases.reversed() {
            guard let (above, below) = Quotient.operands(of: text, origin, in: corpus), let one = Self.id(above), let other = Self.id(below) else {
                continue
            }
            (indicators, exposure) = ([IndicatorPattern(one)], RankOptions.Exposure(other))
            return
        }
        throw .unknownSubject(text, suggestions: SubjectNames(corpus).near(text))
    }

    /// Indicators counted per an exposure.
    ///
    /// - Throws: ``RankingError/unknownSubject(_:suggestions:)`` for an exposure that nobody knows.
    public init(_ indicators: [IndicatorPattern], per exposure: RankOptions.Exposure, in corpus: Corpus) throws(RankingError) {
        guard SeriesExposure(exposure, in: corpus) != nil else {
            throw .unknownSubject(exposure.indicator, suggestions: SubjectNames(corpus).near(exposure.indicator))
        }
        (self.indicators, self.exposure) = (indicators, exposure)
    }

    private static func id(_ subject: RankSubject?) -> String? {
        switch subject {
        case .concept(let concept)?: concept.id
        case .cell(let indicator)?: indicator
        case .ratio?, .quotient?, .daysLate?, nil: nil
        }
    }
}
