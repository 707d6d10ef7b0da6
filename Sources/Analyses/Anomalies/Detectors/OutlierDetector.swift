import ColumnStore
import Disclosure
import Dispatch
import Statistics

/// Values far from what the panel predicts, and values that repeat last year's where the panel says that they move: predictive p-values, two-sided,
/// for the first, under one false-discovery rate over the whole panel; for the second the rate at which they repeat by chance.
///
/// Peers are the bodies of the same kind and level in the province, then of the same level, then all; the first group of ten is used. Parts that
/// an exact sum ties to a total are left to the sums. Without ten peers a body must have five years of its own; with peers one report can be judged,
/// for values above theirs, and for values below when there are enough such reports to know how far below sound ones lie. A zero is then not judged: a
/// body may lack what others do.
struct OutlierDetector: CorpusDetector {
    /// The promised share of false alarms among what is reported.
    let falseDiscoveryRate: Double
    /// A change by less than this factor is not worth a reader's time, however surprising.
    static let leastFactor = 1.5
    /// Beyond this many scales a p-value is computed exactly; nearer cells cannot be findings.
    private static let screen = 2.0

    init(falseDiscoveryRate: Double = 0.05) {
        precondition(falseDiscoveryRate > 0 && falseDiscoveryRate < 1, "false-discovery rate \(falseDiscoveryRate)")
        self.falseDiscoveryRate = falseDiscoveryRate
    }

    /// A cell to be reported if its q-value allows.
    struct Suspect: Sendable {
        let variable: String
        let prediction: RobustPanelFit.Prediction
        let residuals: ResidualNull
        let pValue: Double
    }

    /// What the fit of one indicator says.
    private struct Screened: Sendable {
        var far: [RobustPanelFit.Prediction] = []
        var tested = 0
        var residuals = ResidualNull([])
        var repeats: [RepeatedValues.Cell] = []
    }

    func findings(in corpus: Corpus) throws -> [Finding] {
        let variables = corpus.panel.variables.filter(Self.isModelled)
        let groups = Self.peerGroups(corpus.bodies)
        let screened = screen(variables, corpus, groups)
        let suspects = zip(variables, screened).flatMap { variable, entry in
            entry.far.map {
                Suspect(variable: variable, prediction: $0, residuals: entry.residuals, pValue: entry.residuals.pValue($0))
            }
        }
        let repeated = RepeatedValues.reports(zip(variables, screened).map { ($0, $1.repeats) })
        let tested = screened.reduce(0) { $0 + $1.tested }
        let q = BenjaminiHochberg().adjusted(suspects.map(\.pValue), of: tested)
        var findings: [Finding] = []
        var histories: [Int: BodyHistory] = [:]
        func history(_ body: Int) -> BodyHistory {
            let history = histories[body] ?? BodyHistory(corpus, body: body)
            histories[body] = history
            return history
        }
        for (suspect, q) in zip(suspects, q) where q <= falseDiscoveryRate {
            findings.append(try OutlierFinding(suspect, q: q, tested: tested, history: history(suspect.prediction.series)).finding())
        }
        for report in repeated where report.q <= falseDiscoveryRate {
            findings.append(try RepeatedValues.finding(report, history: history(report.body)))
        }
        return findings
    }

    private func screen(_ variables: [String], _ corpus: Corpus, _ groups: [[Int]]) -> [Screened] {
        let slots = Slots(count: variables.count)
        let sizes = BodySizes(
            variables.compactMap { variable in corpus.panel.column(variable).map { (variable, $0) } }.filter { Self.holdsCounts($0.1) },
            groups: groups)
        DispatchQueue.concurrentPerform(iterations: variables.count) { index in
            guard let column = corpus.panel.column(variables[index]), Self.holdsCounts(column) else { return }
            let fit = RobustPanelFit(column)
            let fitted = fit.fitted(groups: groups, sizes: sizes.sizes(leavingOut: variables[index]))
            let predictions = fit.predictions(fitted)
            let residuals = ResidualNull(predictions)
            let judged = predictions.filter {
                $0.others > 0 || $0.observed > $0.mean || $0.observed > 0 && residuals.isCalibratedOnPeers
            }
            slots.set(
                index,
                Screened(
                    far: judged.filter { $0.standardized.magnitude >= Self.screen * residuals.scale($0) }, tested: judged.count, residuals: residuals,
                    repeats: RepeatedValues.cells(variables[index], column, variance: fitted.prior.variance, corpus)))
        }
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
