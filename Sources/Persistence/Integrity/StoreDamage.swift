public import Disclosure

/// What of a store is not as it was written: the reports, panels and verdicts that had to be left out, by name where the name is left.
public struct StoreDamage: Sendable, Hashable {
    /// A report of which a part is damaged; no part of it is used.
    public struct Report: Sendable, Hashable {
        /// Its number in the store.
        public let id: Int
        /// Whose.
        public let body: Body
        /// The year reported on.
        public let year: Int
        /// Which version of that year.
        public let version: Int
        /// The file that it was read from.
        public let source: ReportSource

        let isCurrent: Bool
        let isForgotten: Bool
        let exactRules: Int?
        let violated: Int?
    }

    /// A panel of which a part is damaged.
    public struct Panel: Sendable, Hashable {
        /// Its name in the store.
        public let name: String
        /// The file that it was imported from.
        public let source: String
    }

    /// The reports, by body, year and version.
    public internal(set) var reports: [Report] = []
    /// How many reports are lost with their names; at least so many.
    public internal(set) var unnamedReports = 0
    /// The panels, by name.
    public internal(set) var panels: [Panel] = []
    /// How many panels are lost with their names.
    public internal(set) var unnamedPanels = 0
    /// How many verdicts are lost; at least so many.
    public internal(set) var verdicts = 0
    /// How many damaged rows could be had from their second copies.
    public internal(set) var restored = 0
    /// Whether it cannot be told if more is missing than is named here.
    public internal(set) var isUncertain = false

    /// Whether nothing that people read is missing.
    public var isWhole: Bool { reports.isEmpty && unnamedReports == 0 && panels.isEmpty && unnamedPanels == 0 && verdicts == 0 && !isUncertain }

    /// Whether something other than named reports is missing.
    public var hasMoreThanReports: Bool { unnamedReports > 0 || !panels.isEmpty || unnamedPanels > 0 || verdicts > 0 || isUncertain }

    /// What is missing of two stores.
    func joined(with other: StoreDamage) -> StoreDamage {
        var all = self
        all.reports += other.reports
        all.unnamedReports += other.unnamedReports
        all.panels += other.panels
        all.unnamedPanels += other.unnamedPanels
        all.verdicts += other.verdicts
        all.restored += other.restored
        all.isUncertain = isUncertain || other.isUncertain
        return all
    }

    /// Leaves out what has a name, for a list that has it already.
    public mutating func keepOnlyCounts() {
        if isWhole { return }
        (reports, panels) = ([], [])
        hasNamed = true
    }

    /// Whether what has a name is told elsewhere.
    private var hasNamed = false

    /// What is missing, a sentence each.
    public var sentences: [LocalizedText] {
        var sentences = reports.map { report in
            LocalizedText(
                zh: "库中\(report.body.name) \(report.year) 年的报告（第 \(report.version) 版，来自 \(report.source.path)）已损坏，未予采用。",
                en:
                    "The report of \(report.body.name) for \(report.year) (version \(report.version), from \(report.source.path)) is damaged in the store and left out."
            )
        }
        sentences += panels.map { panel in
            LocalizedText(
                zh: "库中面板“\(panel.name)”（来自 \(panel.source)）已损坏，未予采用；可用 analyze import 重新导入。",
                en: "The panel \(panel.name) (from \(panel.source)) is damaged in the store and left out; analyze import reads it anew.")
        }
        if unnamedReports > 0 {
            sentences.append(
                LocalizedText(
                    zh: "另有至少 \(unnamedReports) 份报告连同名称一起损坏。", en: "At least \(unnamedReports) more reports are lost together with their names."))
        }
        if unnamedPanels > 0 {
            sentences.append(
                LocalizedText(
                    zh: "另有至少 \(unnamedPanels) 个面板连同名称一起损坏。", en: "At least \(unnamedPanels) more panels are lost together with their names."))
        }
        if verdicts > 0 {
            sentences.append(LocalizedText(zh: "至少 \(verdicts) 条裁定已损坏。", en: "At least \(verdicts) verdicts are lost."))
        }
        if isUncertain {
            sentences.append(
                LocalizedText(zh: "计数的表也已损坏，是否还有缺失无从得知。", en: "The counts are damaged too: whether more is missing cannot be told."))
        }
        if isWhole && !hasNamed {
            sentences.append(
                LocalizedText(zh: "库文件有损坏，但报告、面板和裁定都完整。", en: "The file of the store is damaged; every report, panel and verdict could be read."))
        }
        return sentences
    }
}
