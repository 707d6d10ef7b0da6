import Disclosure

/// The finding about one cell far from its prediction, in words.
struct OutlierFinding {
    private let suspect: OutlierDetector.Suspect
    private let rate: Double
    private let judged: Int
    private let history: BodyHistory

    /// - Parameters:
    ///   - rate: the expected share of false alarms among this and all surer findings.
    ///   - judged: how many cells were judged.
    init(_ suspect: OutlierDetector.Suspect, rate: Double, judged: Int, history: BodyHistory) {
        self.suspect = suspect
        self.rate = rate
        self.judged = judged
        self.history = history
    }

    private static let leastFactorAtEnd = 2.5

    func finding() throws -> Finding {
        let prediction = suspect.candidate.prediction
        let id = suspect.variable
        let year = history.corpus.years.lowerBound + prediction.period
        // The logarithm and back does not give whole numbers whole.
        let observed = history.value(id, year) ?? prediction.observed
        let isMoney = Catalog.standard.indicators(id).first?.kind == .money
        let expected = isMoney ? prediction.mean : prediction.mean.rounded()
        let label = history.shortLabel(id, year)
        let name = label.isEmpty ? id : label
        let value = ExactRecord.decimal(observed)
        let text = value?.description ?? "\(observed)"
        let likely = Self.text(expected)
        let basis = basis(prediction.others)
        var finding = history.finding(
            .outlier, rule: "panel.outlier", definition: "value within the panel's prediction",
            severity: rate <= OutlierDetector.warningRate && OutlierDetector.isWorthReading(observed, expected) ? .warning : .info, year: year,
            subject: [id],
            message: LocalizedText(
                zh: "“\(name)”\(year)年为\(text)，按\(basis.zh)推算约为\(likely)。",
                en: "\(history.english(id)) is \(text) in \(year); \(basis.en) suggest about \(likely)."))
        finding.cells = [try history.reference(id, year)]
        finding.observed = history.value(id, year)
        finding.expected = expected
        let scale = suspect.candidate.width
        let width = 1.96 * scale * (1 / (1 + prediction.mean) + prediction.dispersion).squareRoot()
        finding.low = max(0, RobustPanelFit.expm1(RobustPanelFit.log1p(prediction.mean) - width))
        finding.high = min(RobustPanelFit.expm1(RobustPanelFit.log1p(prediction.mean) + width), .greatestFiniteMagnitude)
        finding.score = prediction.standardized.magnitude / scale
        finding.pValue = suspect.candidate.pValue
        finding.qValue = rate
        finding.soundness = suspect.candidate.soundness
        let soundness = Self.percent(suspect.candidate.soundness)
        finding.readings = [
            LocalizedText(
                zh: "共检验\(judged)格，依据本机关其他\(prediction.others)年；该数无误的概率约\(soundness)",
                en:
                    "One of \(judged) cells judged, by \(prediction.others) other years of the body; sound with a probability of about \(soundness)"
            )
        ]
        let explanation = MechanismLikelihood(
            mean: prediction.mean, dispersion: prediction.dispersion * scale * scale, content: content(id, isMoney: isMoney, year)
        ).explanation(of: observed, lastYear: history.value(id, year - 1))
        if let explanation { explain(explanation, value, &finding) }
        // At the end of a series nobody can tell an error from a change for good, of which there are as many: without a slip that explains it, only a large one is a warning.
        if explanation == nil, prediction.isAtEnd, !OutlierDetector.isWorthReading(observed, expected, factor: Self.leastFactorAtEnd) {
            finding.severity = .info
        }
        return finding
    }

    /// What the rate says of the list.
    /// - Parameter rate: the expected share of false alarms among this and all surer findings for which only the model speaks.
    static func reading(rate: Double) -> LocalizedText {
        LocalizedText(
            zh: "没有其他规则指出的各条中，与它同样或更可疑的预计误报占\(percent(rate))",
            en: "Of the findings of no other rule that are as sure or surer, about \(percent(rate)) are expected to be false alarms")
    }

    private func explain(_ explanation: MechanismLikelihood.Explanation, _ value: ExactDecimal?, _ finding: inout Finding) {
        finding.mechanism = explanation.mechanism
        finding.certainty = .candidates
        let ratio = Self.text(explanation.ratio.rounded())
        guard let meant = explanation.meant else {
            finding.readings.append(
                LocalizedText(
                    zh: "\(explanation.mechanism.rawValue)：似然比\(ratio)", en: "\(explanation.mechanism.rawValue): likelihood ratio \(ratio)"))
            return
        }
        if let meant = ExactRecord.decimal(meant) { finding.suggest(suspect.variable, from: value, to: meant) }
        finding.readings.append(
            LocalizedText(
                zh: "\(explanation.mechanism.rawValue)：可能应为\(Self.text(meant))，似然比\(ratio)",
                en: "\(explanation.mechanism.rawValue): probably \(Self.text(meant)), likelihood ratio \(ratio)"))
    }

    private func basis(_ others: Int) -> LocalizedText {
        others == 0
            ? LocalizedText(zh: "同类机关（本机关没有其他年份可比）", en: "its peers (the body has no other year)")
            : LocalizedText(zh: "本机关历年和同类机关", en: "the body's own years and its peers")
    }

    private func content(_ id: String, isMoney: Bool, _ year: Int) -> MechanismLikelihood.Content {
        if isMoney { return .money }
        let (row, column) = CellAddress.split(id)
        guard row.hasPrefix("disclosure."), ["decisions", "items_prev"].contains(column) else { return .count }
        guard column == "decisions" else { return .decisions(items: nil) }
        let items = [year, year - 1].lazy.compactMap { year -> Double? in
            guard let stock = history.value("\(row).items_prev", year), let change = history.value("\(row).items_change", year) else { return nil }
            return stock + change
        }.first
        return .decisions(items: items)
    }

    private static func percent(_ share: Double) -> String { share < 0.001 ? "<0.1%" : "\(text((share * 1000).rounded() / 10))%" }

    static func text(_ value: Double) -> String {
        let rounded = value >= 100 || value == value.rounded() ? value.rounded() : (value * 100).rounded() / 100
        return ExactRecord.text(rounded)
    }
}
