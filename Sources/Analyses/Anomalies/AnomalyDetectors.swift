public import Rules

/// The detectors of an analysis: the registry of the folder `Detectors`.
public struct AnomalyDetectors: Sendable {
    /// Those that read one body at a time.
    public var perBody: [any AnomalyDetector]
    /// Those that compare bodies.
    public var perCorpus: [any CorpusDetector]
    /// What the choice and its options are, for the memory of an analysis; `nil` when nobody can tell, and nothing is remembered.
    var key: ContentKey?

    /// A choice of detectors.
    public init(perBody: [any AnomalyDetector], perCorpus: [any CorpusDetector] = []) {
        self.perBody = perBody
        self.perCorpus = perCorpus
    }

    /// The detectors of copied prose and figures alone.
    public static let duplicates = AnomalyDetectors(perBody: [], perCorpus: [CopiedProseDetector(), CopiedFiguresDetector()])

    /// The share of false alarms that the list of statistical findings may have when nothing else is asked for. Those beyond ``warningRate`` are listed as information.
    public static let listRate = OutlierDetector.listRate
    /// The share of false alarms up to which a statistical finding can be a warning.
    public static let warningRate = OutlierDetector.warningRate

    /// Every detector of this program, with the usual false-discovery rate.
    public static let standard = standard(falseDiscoveryRate: listRate)

    /// Every detector of this program.
    /// - Parameters:
    ///   - falseDiscoveryRate: the promised share of false alarms among the statistical findings that are listed, within (0, 1).
    ///   - rules: rules of the user's own, on any indicator of the corpus.
    ///   - source: the text that the rules were read from: with rules and no text nothing is remembered.
    public static func standard(falseDiscoveryRate: Double, rules: [Rule] = [], source: String? = nil) -> AnomalyDetectors {
        var key = ContentKeyBuilder()
        key.add("standard")
        key.add(falseDiscoveryRate)
        key.add(source)
        let isKnown = rules.isEmpty || source != nil
        let rules = RuleSetCheck(rules, contradictionsOnly: true).consistent
        let reachesOverBodies = rules.contains { $0.reachesOverMembers }
        var detectors = AnomalyDetectors(
            perBody: [
                SumDetector(), BlankTotalDetector(), BlankCellDetector(), DomainDetector(), CatalogDetector(),
                PublicStockDetector(), BlankRunningTotalDetector(), StockNotAccumulatedDetector(), MoneyUnitDetector(),
                AuthorityDetector(), EditionDetector(), ReportYearDetector(), FeeStatementDetector(),
                NarrativeDetector(), NarrativeShareDetector(), NarrativePartsDetector(), NarrativeGrowthDetector(), NarrativeApplicantsDetector(),
                NarrativeChannelsDetector(), NarrativeCategoryDetector(), TemplateTextDetector(), LatePublicationDetector(), ForeignBodyDetector(),
                ReadingDetector(), RecognitionDetector(), RuleSetDetector(reachesOverBodies ? [] : rules),
            ],
            perCorpus: [
                RollUpDetector(), OutlierDetector(falseDiscoveryRate: falseDiscoveryRate), CopiedProseDetector(), CopiedFiguresDetector(),
                FamilyRuleDetector(rules), RepeatedRowsDetector(), LevelShiftDetector(falseDiscoveryRate: min(falseDiscoveryRate, warningRate)),
            ])
        detectors.key = isKnown ? key.key : nil
        return detectors
    }
}
