public import Rules

/// The detectors of an analysis: the registry of the folder `Detectors`.
public struct AnomalyDetectors: Sendable {
    /// Those that read one body at a time.
    public var perBody: [any AnomalyDetector]
    /// Those that compare bodies.
    public var perCorpus: [any CorpusDetector]

    /// A choice of detectors.
    public init(perBody: [any AnomalyDetector], perCorpus: [any CorpusDetector] = []) {
        self.perBody = perBody
        self.perCorpus = perCorpus
    }

    /// The detectors of copied prose and figures alone.
    public static let duplicates = AnomalyDetectors(perBody: [], perCorpus: [CopiedProseDetector(), CopiedFiguresDetector()])

    /// Every detector of this program, with the usual false-discovery rate of 0.05.
    public static let standard = standard(falseDiscoveryRate: 0.05)

    /// Every detector of this program.
    /// - Parameters:
    ///   - falseDiscoveryRate: the promised share of false alarms among the statistical findings, within (0, 1).
    ///   - rules: rules of the user's own, on any indicator of the corpus.
    public static func standard(falseDiscoveryRate: Double, rules: [Rule] = []) -> AnomalyDetectors {
        let rules = RuleSetCheck(rules, contradictionsOnly: true).consistent
        let reachesOverBodies = rules.contains { $0.reachesOverMembers }
        return AnomalyDetectors(
            perBody: [
                SumDetector(), BlankTotalDetector(), BlankCellDetector(), DomainDetector(), InequalityDetector(), CarryOverDetector(),
                StockFlowDetector(), PublicStockDetector(), CumulativeDetector(), ItemsDetector(), StockNotAccumulatedDetector(), MoneyUnitDetector(),
                AuthorityDetector(), DisputeDetector(), AnnexDetector(), EditionDetector(), ReportYearDetector(), FeeStatementDetector(),
                NarrativeDetector(), NarrativeShareDetector(), NarrativePartsDetector(), NarrativeGrowthDetector(), NarrativeApplicantsDetector(),
                NarrativeChannelsDetector(), NarrativeCategoryDetector(), TemplateTextDetector(), LatePublicationDetector(), ForeignBodyDetector(),
                ReadingDetector(), RecognitionDetector(), RuleSetDetector(reachesOverBodies ? [] : rules),
            ],
            perCorpus: [
                RollUpDetector(), OutlierDetector(falseDiscoveryRate: falseDiscoveryRate), CopiedProseDetector(), CopiedFiguresDetector(),
                FamilyRuleDetector(rules), RepeatedRowsDetector(), LevelShiftDetector(falseDiscoveryRate: falseDiscoveryRate),
            ])
    }
}
