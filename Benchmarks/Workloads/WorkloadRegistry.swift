/// Every workload, in the order of the table. A new one is a file in this folder and a line here.
enum WorkloadRegistry {
    /// The workloads at full size, or at about a hundredth of it.
    static func all(small: Bool) -> [any Workload] {
        let divisor = small ? 100 : 1
        return [
            PageReadingWorkload(id: "W7a", pageCount: small ? 5 : 50),
            TidyTableWorkload(id: "W7b", entities: 1_176 / divisor),
            TidyTableWorkload(id: "W7b-50M", entities: 11_764 / divisor),
            StoreWorkload(id: "W8", bodies: 3_000 / divisor),
            TrendBatchWorkload(id: "W1", seriesCount: 1_000_000 / divisor),
            TrendBatchWorkload(id: "W1-10M", seriesCount: 10_000_000 / divisor),
            RankTrendWorkload(id: "W2", seriesCount: 100_000 / divisor),
            RankTrendWorkload(id: "W2-counts", seriesCount: 100_000 / divisor, rounded: true),
            PanelWorkload(id: "W3", unitCount: 300_000 / divisor),
            PanelWorkload(id: "W3-51k", unitCount: 3_000 / divisor),
            RobustCovarianceWorkload(id: "W4", observations: 3_000 / (small ? 10 : 1), variables: small ? 5 : 50),
            RobustCovarianceWorkload(id: "W4-50k", observations: 50_000 / divisor, variables: small ? 5 : 30),
            RankSensitivityWorkload(id: "W5", bodies: 3_000 / (small ? 10 : 1), draws: 10_000 / divisor),
            PeriodSpreadsWorkload(id: "W6", seriesCount: 200_000 / divisor, variableCount: 250, periodCount: 1),
            PeriodSpreadsWorkload(id: "W6-3k", seriesCount: 3_000, variableCount: 250 / (small ? 10 : 1), periodCount: 17),
            DeviatingCellsWorkload(id: "DDC", observations: 5_000 / (small ? 10 : 1), variables: small ? 8 : 40),
            IsolationForestWorkload(id: "IF", observations: 100_000 / divisor, variables: 20),
            CommandWorkload(id: "W10", question: .trends, bodies: 3_000 / divisor, years: 17, indicators: 200),
            CommandWorkload(id: "W10-ranks", question: .ranks(draws: 10_000 / divisor), bodies: 3_000 / divisor, years: 7, indicators: 1),
            StoredAnomaliesWorkload(id: "W11", bodies: small ? 30 : 3_000, years: 2009...2025),
            AnomalyReportWorkload(id: "A-300", bodies: 300 / (small ? 10 : 1), years: 2019...2035),
            AnomalyReportWorkload(id: "A-1000", bodies: 1_000 / (small ? 10 : 1), years: 2019...2035),
            AnomalyReportWorkload(id: "A-3000", bodies: 3_000 / (small ? 10 : 1), years: 2019...2035),
        ]
    }
}
