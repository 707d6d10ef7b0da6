import Disclosure
import FilePaths
import ReportParsing
import ReportRendering

/// A made-up report to which something was done, written in a format and read back: what came of its cells.
public struct InjectionTrial: Sendable {
    /// Counts, and what is wrong.
    public struct Outcome: Sendable {
        /// Cells read as they are.
        public var right = 0
        /// Cells without their number that a note names.
        public var named = 0
        /// A wrong number that nothing says, a lost cell, or a cell without its number that nothing names; one line each.
        public var wrong: [String] = []
        /// Whether the file gave no report.
        public var isRefused = false

        /// An outcome of nothing.
        public init() {}

        /// Adds the counts of another.
        public mutating func add(_ other: Outcome) {
            right += other.right
            named += other.named
            wrong += other.wrong
        }
    }

    private let report: GeneratedReport
    private let format: String
    private let injection: Injection
    private let injected: Injection.Result

    /// Does something to a report, as the seed decides.
    public init(_ report: GeneratedReport, _ injection: Injection, format: String, seed: UInt64) {
        self.report = report
        self.format = format
        self.injection = injection
        var random = SeededGenerator(seed: seed &* 131 &+ 7)
        injected = injection.applied(to: report, using: &random)
    }

    /// The file; `nil` where no format has this name.
    public func file() throws -> [UInt8]? { try Renderings.named(format)?.bytes(of: injected.elements) }

    /// Reads it back.
    public func outcome() async throws -> Outcome {
        var outcome = Outcome()
        guard let bytes = try file() else { return outcome }
        let read: Report
        switch await ReportFile.read(bytes: bytes, path: "report")[0].result {
        case .success(let reports): read = reports[0]
        case .failure(let reason):
            outcome.isRefused = true
            // Of a report that is cut off early nothing may be left that is a form.
            if injection != .cutOff { outcome.wrong = [reason.description] }
            return outcome
        }
        let cells = Dictionary(read.forms.filter { $0.edition == report.edition }.flatMap(\.cells).map { ($0.indicator, $0) }) { first, _ in first }
        let named = Set(read.notes.filter { !Self.remarks.contains($0.kind) }.flatMap(\.indicators))
        for indicator in Form.of(report.edition).cells {
            let id = indicator.id
            let value = report.values[id]
            guard let cell = cells[id] else {
                if injected.removed.contains(id) || named.contains(id) {
                    outcome.named += 1
                } else {
                    outcome.wrong.append("\(id) lost")
                }
                continue
            }
            let isRight = value.map { cell.value == $0 && !injected.worded.contains(id) } ?? (cell.state != .number)
            if isRight {
                outcome.right += 1
            } else if named.contains(id) {
                outcome.named += 1
            } else {
                outcome.wrong.append("\(id) “\(report.texts[id] ?? "")” read “\(cell.raw)” \(cell.state.name)")
            }
        }
        return outcome
    }

    /// Notes that doubt no number.
    private static let remarks: Set<ReadingDoubt> = [.labelVariant, .unitMissing, .extraRow, .valueColumn, .remark, .hiddenPart, .partialForm]
}
