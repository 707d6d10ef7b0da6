import ColumnStore
import Disclosure
import Dispatch
import Statistics

/// Values far from what the panel predicts: the body's own level and trend, the year's effect on its peers, counting noise and the body's
/// own variation; two-sided predictive p-values under one false-discovery rate over the whole panel.
///
/// Peers are the bodies of the same kind and level in the province, then of the same level, then all; the first group of ten is used. Parts that
/// an exact sum ties to a total are left to the sums. With fewer than ten bodies a body must have five years of its own.
struct OutlierDetector: CorpusDetector {
    /// The promised share of false alarms among what is reported.
    let falseDiscoveryRate: Double
    /// A change by less than this factor is not worth a reader's time, however surprising.
    private static let leastFactor = 1.5
    /// Beyond this many scales a p-value is computed exactly; nearer cells cannot be findings.
    private static let screen = 2.5

    init(falseDiscoveryRate: Double = 0.05) {
        precondition(falseDiscoveryRate > 0 && falseDiscoveryRate < 1, "false-discovery rate \(falseDiscoveryRate)")
        self.falseDiscoveryRate = falseDiscoveryRate
    }

    private struct Suspect: Sendable {
        let variable: String
        let prediction: RobustPanelFit.Prediction
        let pValue: Double
    }

    func findings(in corpus: Corpus) throws -> [Finding] {
        let variables = corpus.panel.variables.filter(Self.isModelled)
        let groups = Self.peerGroups(corpus.bodies)
        let slots = Slots(count: variables.count)
        DispatchQueue.concurrentPerform(iterations: variables.count) { index in
            guard let column = corpus.panel.column(variables[index]), Self.holdsCounts(column) else { return }
            slots.set(index, Self.suspects(variables[index], column, groups))
        }
        let suspects = slots.values.flatMap(\.suspects)
        let tested = slots.values.reduce(0) { $0 + $1.tested }
        let qValues = Self.adjusted(suspects.map(\.pValue), tested: tested)
        var findings: [Finding] = []
        var histories: [Int: BodyHistory] = [:]
        for (suspect, q) in zip(suspects, qValues) where q <= falseDiscoveryRate {
            let body = suspect.prediction.series
            let history = histories[body] ?? BodyHistory(corpus, body: body)
            histories[body] = history
            findings.append(try finding(suspect, q: q, tested: tested, history: history))
        }
        return findings
    }

    /// The indicators that the model judges: everything but signed changes, subtotals, and the parts of Table 3 and 4.
    static func isModelled(_ id: String) -> Bool {
        guard let indicator = Catalog.standard.indicators(id).first else { return true }
        if indicator.kind == .change || indicator.isDerived || id.hasSuffix(".cumulative") { return false }
        switch indicator.table {
        case "t3":
            return CellAddress.split(id).column == Applicant.total.rawValue && !id.contains(".denied.") && !id.contains(".unable.")
                && !id.contains(".not_processed.") && !id.contains(".other_handling.")
        case "t4": return CellAddress.split(id).column == "total"
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

    private static func suspects(_ variable: String, _ column: SeriesColumn, _ groups: [[Int]]) -> (suspects: [Suspect], tested: Int) {
        let predictions = RobustPanelFit(column).predictions(groups: groups)
        let suspects = predictions.compactMap { prediction -> Suspect? in
            guard prediction.standardized.magnitude >= screen else { return nil }
            let distribution = NegativeBinomial(mean: prediction.mean, dispersion: max(prediction.dispersion, 1e-6))
            let y = Int(min(prediction.observed.rounded(), 1e15))
            let tail = Double(y) >= prediction.mean ? distribution.upperTail(y - 1) : distribution.cumulative(y)
            // The variance is itself an estimate: the tail of a t on the log scale is the heavier one where counts are large.
            let heavy = StudentT(degreesOfFreedom: prediction.degreesOfFreedom).upperTail(prediction.standardized.magnitude)
            return Suspect(variable: variable, prediction: prediction, pValue: min(1, 2 * max(tail, heavy)))
        }
        return (suspects, predictions.count)
    }

    /// Benjamini–Hochberg over all cells tested; those that were not suspect count with p = 1.
    static func adjusted(_ pValues: [Double], tested: Int) -> [Double] {
        let order = pValues.indices.sorted { pValues[$0] < pValues[$1] }
        var q = [Double](repeating: 1, count: pValues.count)
        var smallest = 1.0
        for (position, index) in order.enumerated().reversed() {
            smallest = min(smallest, pValues[index] * Double(tested) / Double(position + 1))
            q[index] = smallest
        }
        return q
    }

    private func finding(_ suspect: Suspect, q: Double, tested: Int, history: BodyHistory) throws -> Finding {
        let prediction = suspect.prediction
        let year = history.corpus.years.lowerBound + prediction.period
        // The logarithm and back does not give whole numbers whole.
        let observed = history.value(suspect.variable, year) ?? prediction.observed
        let isMoney = Catalog.standard.indicators(suspect.variable).first?.kind == .money
        let expected = isMoney ? prediction.mean : prediction.mean.rounded()
        let factor = (max(observed, expected) + 1) / (min(observed, expected) + 1)
        let explanation = MechanismLikelihood(mean: prediction.mean, dispersion: prediction.dispersion, isMoney: isMoney)
            .explanation(of: observed, lastYear: history.value(suspect.variable, year - 1))
        let label = history.shortLabel(suspect.variable, year)
        let name = label.isEmpty ? suspect.variable : label
        let value = ExactRecord.decimal(history.value(suspect.variable, year) ?? observed)
        let text = value?.description ?? "\(observed)"
        let likely = Self.text(expected)
        var finding = history.finding(
            .outlier, rule: "panel.outlier", definition: "value within the panel's prediction",
            severity: factor >= Self.leastFactor ? .warning : .info,
            year: year, subject: [suspect.variable],
            message: LocalizedText(
                zh: "“\(name)”\(year)年为\(text)，按本机关历年和同类机关推算约为\(likely)。",
                en: "\(suspect.variable) is \(text) in \(year); the body's own years and its peers suggest about \(likely)."))
        finding.cells = [try history.reference(suspect.variable, year)]
        finding.observed = history.value(suspect.variable, year)
        finding.expected = expected
        let width = 1.96 * (1 / (1 + prediction.mean) + prediction.dispersion).squareRoot()
        finding.low = max(0, RobustPanelFit.expm1(RobustPanelFit.log1p(prediction.mean) - width))
        finding.high = RobustPanelFit.expm1(RobustPanelFit.log1p(prediction.mean) + width)
        finding.score = prediction.standardized.magnitude
        finding.pValue = suspect.pValue
        finding.qValue = q
        finding.readings = [
            LocalizedText(
                zh: "共检验\(tested)格，依据本机关其他\(prediction.others)年", en: "One of \(tested) cells tested, by \(prediction.others) other years of the body"
            )
        ]
        if let explanation {
            finding.mechanism = explanation.mechanism
            finding.certainty = .candidates
            if explanation.mechanism != .copiedFromLastYear, let meant = ExactRecord.decimal(explanation.meant) {
                finding.suggestions = [.init(indicator: suspect.variable, from: value, to: meant)]
            }
            finding.readings.append(
                LocalizedText(
                    zh: "\(explanation.mechanism.rawValue)：可能应为\(Self.text(explanation.meant))，似然比\(Self.text(explanation.ratio.rounded()))",
                    en:
                        "\(explanation.mechanism.rawValue): probably \(Self.text(explanation.meant)), likelihood ratio \(Self.text(explanation.ratio.rounded()))"
                ))
        }
        return finding
    }

    static func text(_ value: Double) -> String {
        let rounded = value >= 100 || value == value.rounded() ? value.rounded() : (value * 100).rounded() / 100
        return ExactRecord.decimal(rounded)?.description ?? "\(rounded)"
    }

    /// What the threads found, each in its own slot.
    private final class Slots: @unchecked Sendable {
        private let lock = DispatchSemaphore(value: 1)
        private(set) var values: [(suspects: [Suspect], tested: Int)]

        init(count: Int) { values = Array(repeating: ([], 0), count: count) }

        func set(_ index: Int, _ value: (suspects: [Suspect], tested: Int)) {
            lock.wait()
            values[index] = value
            lock.signal()
        }
    }
}
