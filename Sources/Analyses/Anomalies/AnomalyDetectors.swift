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

    /// Every detector of this program.
    public static let standard = AnomalyDetectors(
        perBody: [
            SumDetector(), BlankTotalDetector(), BlankCellDetector(), DomainDetector(), InequalityDetector(), CarryOverDetector(),
            StockFlowDetector(), CumulativeDetector(), ItemsDetector(), StockNotAccumulatedDetector(), MoneyUnitDetector(), AuthorityDetector(),
            DisputeDetector(), AnnexDetector(), EditionDetector(), ReportYearDetector(), FeeStatementDetector(), NarrativeDetector(),
            NarrativeShareDetector(), NarrativePartsDetector(), NarrativeGrowthDetector(),
        ],
        perCorpus: [RollUpDetector()])
}
