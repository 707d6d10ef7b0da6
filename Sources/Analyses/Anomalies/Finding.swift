public import Disclosure

/// One thing that is wrong, or may be, with the evidence: a row of the anomaly report.
///
/// Severity says how grave the consequence is should the finding be right; certainty says how strong the evidence is that just these cells are
/// wrong. The two are independent: a wrong (七)总计 that could be one of two cells is an error with candidates.
public struct Finding: Sendable, Hashable, Codable {
    /// The family of the check that found it.
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        /// A rule within one report.
        case identity
        /// 四 of last year against 二 of this one.
        case carryOver = "carry_over"
        /// A stock against its additions and withdrawals.
        case stockFlow = "stock_flow"
        /// A region against the bodies below it.
        case rollUp = "roll_up"
        /// A number of the prose against the tables, or against itself.
        case narrative
        /// A value in another unit than the cell's.
        case unit
        /// A value that the form or the law makes implausible.
        case implausible
        /// A value far from what the panel predicts.
        case outlier
        /// Prose or numbers copied from another year or body.
        case duplicate
        /// The wrong form, the wrong base document, the wrong year.
        case edition
        /// Something the form asks for that is not as asked.
        case format
        /// Something that is not there.
        case missing
    }

    /// How grave the consequence is, should the finding be right.
    public typealias Severity = Disclosure.Severity

    /// The most likely way in which the wrong value came about.
    public typealias Mechanism = ErrorMechanism

    /// How strong the evidence is that just these cells are wrong.
    public enum Certainty: String, Sendable, Hashable, CaseIterable, Codable {
        /// The cell and its true value follow from the identities.
        case exact
        /// One of the listed cells is wrong.
        case candidates
        /// Something is wrong here; where cannot be told.
        case detected
    }

    /// The state of the reader's verdict.
    public enum Verdict: String, Sendable, Hashable, CaseIterable, Codable {
        case open, confirmed, dismissed
    }

    /// A cell that the finding speaks of.
    public struct CellReference: Sendable, Hashable, Codable {
        /// The indicator's id.
        public var indicator: String
        /// Its label on the form, row and column.
        public var label: String
        /// The number that stands in it, in the indicator's unit; `nil` when it has none.
        public var value: ExactDecimal?
        /// The text that stands in it; empty when the report is not at hand.
        public var raw: String
        /// The path of the file; empty when the report is not at hand.
        public var source: String
        /// The table's ordinal in the document, from 1; 0 when it is not known.
        public var table: Int
        /// The row, from 1; 0 when it is not known.
        public var row: Int
        /// The column, from 1; 0 when it is not known.
        public var column: Int
        /// The year of the report the cell stands in, which may be last year's.
        public var year: Int

        /// A cell of a report.
        public init(
            indicator: String, label: String, value: ExactDecimal?, raw: String, source: String, table: Int, row: Int, column: Int, year: Int
        ) {
            self.indicator = indicator
            self.label = label
            self.value = value
            self.raw = raw
            self.source = source
            self.table = table
            self.row = row
            self.column = column
            self.year = year
        }
    }

    /// The index of the body in the corpus it was found in; `nil` for a finding from elsewhere, such as one that was kept.
    public var body: Int?
    /// Stable across reruns, versions of the file and of the program: what the verdict is remembered by. See ``Fingerprint``.
    public var fingerprint: String
    /// The family of the check.
    public var kind: Kind
    /// The id of the rule or detector.
    public var rule: String
    /// How grave the consequence is.
    public var severity: Severity
    /// The body's name.
    public var entity: String
    /// The code of its region; `nil` when it is not known.
    public var regionCode: String?
    /// The year of the report that is at fault.
    public var year: Int
    /// The cells it speaks of, the most suspicious first.
    public var cells: [CellReference]
    /// The number that stands there.
    public var observed: Double?
    /// The number that was expected.
    public var expected: Double?
    /// The lower bound of what would have been unremarkable.
    public var low: Double?
    /// The upper bound of what would have been unremarkable.
    public var high: Double?
    /// How far from it, in the detector's own scale; larger is worse.
    public var score: Double?
    /// The p-value, where a model gives one.
    public var pValue: Double?
    /// The expected share of false alarms among this and all surer findings of the model, of those that no rule speaks of besides.
    public var qValue: Double?
    /// The most likely way in which the wrong value came about.
    public var mechanism: Mechanism
    /// How strong the evidence is.
    public var certainty: Certainty
    /// Every rule that fails in what the finding joins, its own first.
    public var violations: [Violation]
    /// The ways to put it right, the best first: each by itself would do.
    public var repairs: [Repair] { didSet { suggestions = repairs.first?.changes ?? [] } }
    /// What was probably meant: the changes of the best way to put it right.
    public private(set) var suggestions: [Change]
    /// |observed − expected| as a share of the region's total of the indicator; `nil` where it cannot be told.
    public var influence: Double?
    /// What was not tried or is not listed; `nil` when everything was.
    public var note: LocalizedText?
    /// One sentence that names numbers, in both languages.
    public var message: LocalizedText
    /// The reader's verdict.
    public var verdict: Verdict
    /// Every reading tried, with the numbers, for `--explain`.
    public var readings: [LocalizedText]
    /// Fingerprints that earlier versions of the program gave the same finding: verdicts on them are verdicts on it.
    public var formerFingerprints: [String] = []
    /// What the reader who decided wrote to it; empty without.
    public var verdictNote = ""
    /// The probability that nothing is wrong with the cell, until the rates of the list are told.
    var soundness: Double?

    /// Writes quotation marks within quotation marks as such: labels of the forms have marks of their own.
    mutating func nestQuotes() {
        message = message.nestingQuotes
        note = note?.nestingQuotes
        readings = readings.map(\.nestingQuotes)
    }

    /// Whether only the panel model speaks for it, with a p-value under the promised false-discovery rate: no sum, tie or rule of the form is broken.
    public var isStatistical: Bool { kind == .outlier || rule == "panel.repeated_value" }

    /// A finding; what does not apply to it is left out.
    public init(
        body: Int? = nil, fingerprint: String, kind: Kind, rule: String, severity: Severity, entity: String, regionCode: String?, year: Int,
        cells: [CellReference] = [], observed: Double? = nil, expected: Double? = nil, low: Double? = nil, high: Double? = nil,
        score: Double? = nil, pValue: Double? = nil, qValue: Double? = nil, mechanism: Mechanism = .none, certainty: Certainty = .detected,
        violations: [Violation] = [], repairs: [Repair] = [], influence: Double? = nil, note: LocalizedText? = nil, message: LocalizedText,
        verdict: Verdict = .open,
        readings: [LocalizedText] = [], formerFingerprints: [String] = []
    ) {
        self.body = body
        self.fingerprint = fingerprint
        self.kind = kind
        self.rule = rule
        self.severity = severity
        self.entity = entity
        self.regionCode = regionCode
        self.year = year
        self.cells = cells
        self.observed = observed
        self.expected = expected
        self.low = low
        self.high = high
        self.score = score
        self.pValue = pValue
        self.qValue = qValue
        self.mechanism = mechanism
        self.certainty = certainty
        self.violations = violations
        self.repairs = repairs
        suggestions = repairs.first?.changes ?? []
        self.influence = influence
        self.note = note
        self.message = message
        self.verdict = verdict
        self.readings = readings
        self.formerFingerprints = formerFingerprints
    }

    /// The names under which a finding is kept: those of the results of `analyze anomalies`. The index and what it was called before are no part of it.
    private enum CodingKeys: String, CodingKey {
        case fingerprint, kind, rule, severity, entity, year, cells, observed, expected, low, high, score, mechanism, certainty,
            violations, repairs, suggestions, influence, note, message, verdict, readings
        case regionCode = "region_code"
        case pValue = "p_value"
        case qValue = "q_value"
    }
}
