import ColumnStore
import Disclosure
import Dispatch
import Statistics

/// Values far from what the panel predicts, and values that repeat last year's where the panel says that they move: for the first the probability that nothing is wrong,
/// under one false-discovery rate over the whole panel; for the second the rate at which they repeat by chance.
///
/// Peers are the bodies of the same kind and level in the province, then of the same level, then all; the first group of ten is used. Parts that
/// an exact sum ties to a total are left to the sums. Without ten peers a body must have five years of its own; with peers one report can be judged,
/// for values above theirs, and for values below when there are enough such reports to know how far below sound ones lie. A zero is then not judged: a
/// body may lack what others do.
///
/// Everything is judged twice: what the first time is more probably wrong than sound is left out of effects, levels, variances and laws the second time, when the shares of errors of all
/// indicators together are the prior of each.
struct OutlierDetector: CorpusDetector {
    /// The promised share of false alarms among what is listed.
    let falseDiscoveryRate: Double
    /// The rate up to which a finding can be a warning; beyond it the reader is only told.
    static let warningRate = 0.05
    /// The rate of the list when nothing else is asked for.
    static let listRate = 0.2
    /// A change by less than this factor is not worth a reader's time, however surprising.
    static let leastFactor = 1.5
    /// How many cells the shares of all indicators together are worth to each.
    private static let pooledWeight = 1000.0

    init(falseDiscoveryRate: Double = OutlierDetector.listRate) {
        precondition(falseDiscoveryRate > 0 && falseDiscoveryRate < 1, "false-discovery rate \(falseDiscoveryRate)")
        self.falseDiscoveryRate = falseDiscoveryRate
    }

    /// A cell to be reported if its rate allows.
    struct Suspect: Sendable {
        let variable: String
        let candidate: CellJudgment.Candidate
    }

    /// What the fit of one indicator says.
    private struct Screened: Sendable {
        var judgment = CellJudgment()
        var repeats: [RepeatedValues.Cell] = []
    }

    func findings(in corpus: Corpus) throws -> [Finding] {
        let variables = corpus.panel.variables.filter(Self.isModelled)
        let screened = screen(variables, corpus)
        let suspects = zip(variables, screened).flatMap { variable, entry in
            entry.judgment.candidates.map { Suspect(variable: variable, candidate: $0) }
        }
        let repeated = RepeatedValues.reports(zip(variables, screened).map { ($0, $1.repeats) })
        let judged = screened.reduce(0) { $0 + $1.judgment.judged }
        let rates = FalseDiscoveryList.rates(suspects.map(\.candidate.soundness))
        var findings: [Finding] = []
        var histories: [Int: BodyHistory] = [:]
        func history(_ body: Int) -> BodyHistory {
            let history = histories[body] ?? BodyHistory(corpus, body: body)
            histories[body] = history
            return history
        }
        for (suspect, rate) in zip(suspects, rates) where rate <= falseDiscoveryRate {
            findings.append(try OutlierFinding(suspect, rate: rate, judged: judged, history: history(suspect.candidate.prediction.series)).finding())
        }
        for report in repeated where report.q <= falseDiscoveryRate {
            findings.append(try RepeatedValues.finding(report, history: history(report.body)))
        }
        return findings
    }

    /// The rates of those for which nothing else speaks: a sum, a tie or a roll-up takes the surest cells out of the list, and the promise is one about the list that is read.
    func settled(_ findings: [Finding]) -> [Finding] {
        let alone = findings.indices.filter { findings[$0].soundness != nil && findings[$0].violations.isEmpty }
        var findings = findings
        var isBeyond: Set<Int> = []
        for (index, rate) in zip(alone, FalseDiscoveryList.rates(alone.map { findings[$0].soundness ?? 1 })) {
            if rate > falseDiscoveryRate { isBeyond.insert(index) }
            findings[index].qValue = rate
            if rate > Self.warningRate { findings[index].severity = .info }
            findings[index].readings.insert(OutlierFinding.reading(rate: rate), at: min(1, findings[index].readings.count))
        }
        return findings.indices.filter { !isBeyond.contains($0) }.map { index in
            findings[index].soundness = nil
            return findings[index]
        }
    }

    private func screen(_ variables: [String], _ corpus: Corpus) -> [Screened] {
        let groups = Self.peerGroups(corpus.bodies)
        let sizes = BodySizes(
            variables.compactMap { variable in corpus.panel.column(variable).map { (variable, $0) } }.filter { Self.holdsCounts($0.1) },
            groups: groups)
        @Sendable func judge(_ index: Int, _ mixture: ErrorMixture, leavingOut wrong: [RobustPanelFit.Place], isLast: Bool) -> Screened {
            guard let column = corpus.panel.column(variables[index]), Self.holdsCounts(column) else { return Screened() }
            let fit = RobustPanelFit(column, leavingOut: wrong)
            let fitted = fit.fitted(groups: groups, sizes: sizes.sizes(leavingOut: variables[index]))
            return Screened(
                judgment: CellJudgment(fit.predictions(fitted), mixture: mixture),
                repeats: isLast ? RepeatedValues.cells(variables[index], column, variance: fitted.prior.variance, corpus) : [])
        }
        let first = Self.concurrently(variables.count) { judge($0, ErrorMixture(), leavingOut: [], isLast: false) }
        let pooled = ErrorMixture.Shares.pooled(first.flatMap(\.judgment.shares)) ?? .usual
        let mixture = ErrorMixture(prior: pooled, priorWeight: Self.pooledWeight)
        return Self.concurrently(variables.count) { index in
            let wrong = first[index].judgment.candidates.filter { $0.soundness < 0.5 }.map {
                RobustPanelFit.Place(series: $0.prediction.series, period: $0.prediction.period)
            }
            return judge(index, mixture, leavingOut: wrong, isLast: true)
        }
    }

    private static func concurrently(_ count: Int, _ body: @Sendable (Int) -> Screened) -> [Screened] {
        let slots = Slots(count: count)
        DispatchQueue.concurrentPerform(iterations: count) { slots.set($0, body($0)) }
        return slots.values
    }

    /// The indicators that the model judges: everything but signed changes, subtotals, and the parts of Table 3 and 4.
    static func isModelled(_ id: String) -> Bool {
        guard let indicator = Catalog.standard.indicators(id).first else { return true }
        if indicator.kind == .change || indicator.isDerived || id.hasSuffix(".cumulative") { return false }
        switch indicator.section {
        case .applications:
            return CellAddress.split(id).column == Applicant.total.rawValue && !id.contains(".denied.") && !id.contains(".unable.")
                && !id.contains(".not_processed.") && !id.contains(".other_handling.")
        case .remedies: return CellAddress.split(id).column == "total"
        default: return true
        }
    }

    /// Whether a column counts something: shares and rates have no counting noise.
    static func holdsCounts(_ column: SeriesColumn) -> Bool { column.withTiles { values, _ in values.contains { $0 > 1 } } }

    static func peerGroups(_ bodies: [Body]) -> [[Int]] {
        var codes: [String: Int] = [:]
        func label(_ text: String) -> Int {
            let code = codes[text] ?? codes.count
            codes[text] = code
            return code
        }
        return [
            bodies.map { label("p\($0.kind.rawValue)\($0.level.rawValue)\($0.regionCode?.prefix(2) ?? "")") },
            bodies.map { label("l\($0.kind.rawValue)\($0.level.rawValue)") }, bodies.map { _ in label("all") },
        ]
    }

    /// Whether a value differs from what is expected by a factor that a reader should hear of.
    static func isWorthReading(_ observed: Double, _ expected: Double, factor: Double = leastFactor) -> Bool {
        (max(observed, expected) + 1) / (min(observed, expected) + 1) >= factor
    }

    /// What the threads found, each in its own slot.
    private final class Slots: @unchecked Sendable {
        private let lock = DispatchSemaphore(value: 1)
        private(set) var values: [Screened]

        init(count: Int) { values = Array(repeating: Screened(), count: count) }

        func set(_ index: Int, _ value: Screened) {
            lock.wait()
            values[index] = value
            lock.signal()
        }
    }
}
