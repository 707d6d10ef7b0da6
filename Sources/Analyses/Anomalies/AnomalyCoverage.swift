import ColumnStore
public import Disclosure

/// What of a corpus the detectors could judge, and what not: silence on a cell that nothing can be held against is no approval.
public struct AnomalyCoverage: Sendable, Hashable {
    /// Reports that were judged.
    public private(set) var reports = 0
    /// Cells of their forms.
    public private(set) var cells = 0
    /// Cells without a number: blank.
    public private(set) var blank = 0
    /// Cells without a number: marked as not applicable, or a text.
    public private(set) var unreadable = 0
    /// Reports without one of the year before.
    public private(set) var withoutLastYear = 0
    /// Reports that the panel model has nothing to compare with: fewer years of the body and fewer bodies than it needs.
    public private(set) var withoutComparison = 0

    /// Bodies that make peers, and years that a body alone needs: what the panel model asks for.
    private static let (fewestPeers, fewestYears) = (RobustPanelFit.fewestPeers, RobustPanelFit.fewestAlone + 1)

    /// Counts what can be judged of the reports that a selection asks for. O(cells).
    public init(_ corpus: Corpus, of selection: CorpusSelection = CorpusSelection()) {
        let columns = corpus.panel.variables.map { corpus.panel.states($0)! }
        let filing = corpus.bodies.indices.filter { body in corpus.years.contains { corpus.hasReport(body: body, year: $0) } }
        for body in filing where selection.includes(corpus.bodies[body], former: corpus.formerBodies(body)) {
            let all = corpus.years.filter { corpus.hasReport(body: body, year: $0) }
            let years = all.filter(selection.includes(year:))
            reports += years.count
            withoutLastYear += years.count { !corpus.hasReport(body: body, year: $0 - 1) }
            if filing.count < Self.fewestPeers && all.count < Self.fewestYears { withoutComparison += years.count }
            for year in years {
                for states in columns {
                    switch CellState(rawValue: states[body, year - corpus.years.lowerBound]) {
                    case .number: cells += 1
                    case .blank: (cells, blank) = (cells + 1, blank + 1)
                    case .notApplicable, .text, .bound: (cells, unreadable) = (cells + 1, unreadable + 1)
                    case .absent, nil: break
                    }
                }
            }
        }
    }

    /// The account in sentences; empty without reports.
    public var notes: [LocalizedText] {
        guard reports > 0 else { return [] }
        var zh = ["检查了\(reports)份报告的\(cells)格。"]
        var en = ["\(Self.count(reports, "report")) with \(cells) cells judged."]
        if blank + unreadable > 0 {
            zh.append("其中\(blank)格空白、\(unreadable)格为文字或符号，涉及它们的合计无从核对。")
            en.append(
                "\(blank) of the cells \(blank == 1 ? "is" : "are") blank and \(unreadable) hold a text or a mark: sums over them cannot be checked.")
        }
        if withoutLastYear > 0 {
            zh.append("\(withoutLastYear)份没有上年报告，跨年关系无从核对。")
            en.append("For \(Self.count(withoutLastYear, "report")) there is none of the year before: ties across years cannot be checked.")
        }
        if withoutComparison > 0 {
            zh.append("\(withoutComparison)份报告的主体不足\(Self.fewestYears)年，同类主体也不足\(Self.fewestPeers)个，数值是否异常无从判断。")
            en.append(
                "For \(Self.count(withoutComparison, "report")) there are fewer than \(Self.fewestYears) years and fewer than \(Self.fewestPeers) bodies: whether a number is unusually high or low cannot be told."
            )
        }
        return [LocalizedText(zh: zh.joined(), en: en.joined(separator: " "))]
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
