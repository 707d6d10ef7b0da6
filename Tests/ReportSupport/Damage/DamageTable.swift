public import Disclosure
public import ReportRendering

/// What became of the damaged copies of good files, counted by kind of damage and edition.
public struct DamageTable: Sendable {
    /// Counts of outcomes.
    public struct Counts: Sendable {
        /// Every cell as it was.
        public var exact = 0
        /// Wrong or missing cells, all of them named.
        public var flagged = 0
        /// Refused.
        public var quarantined = 0
        /// A good report with other figures.
        public var otherFigures = 0
        /// Wrong and not said.
        public var silent = 0

        /// All copies.
        public var total: Int { exact + flagged + quarantined + otherFigures + silent }

        mutating func add(_ outcome: DamageTrial.Outcome) {
            switch outcome {
            case .exact: exact += 1
            case .flagged: flagged += 1
            case .quarantined: quarantined += 1
            case .otherFigures: otherFigures += 1
            case .silent: silent += 1
            }
        }

        static func + (left: Counts, right: Counts) -> Counts {
            var sum = left
            sum.exact += right.exact
            sum.flagged += right.flagged
            sum.quarantined += right.quarantined
            sum.otherFigures += right.otherFigures
            sum.silent += right.silent
            return sum
        }
    }

    /// Which copies are counted together.
    public struct Key: Sendable, Hashable {
        /// The kind of damage.
        public var damage: Damage
        /// The edition of the form.
        public var edition: Edition
        /// The format of the file.
        public var format: String
    }

    /// The counts.
    public private(set) var counts: [Key: Counts] = [:]
    /// The silent ones, one line each, with the damaged file.
    public private(set) var silent: [(line: String, bytes: [UInt8])] = []

    /// An empty table.
    public init() {}

    /// The formats: those that reports are written in, and the text of a PDF's pages.
    public static let formats: [any Rendering] = Renderings.all + [PageTextRendering()]

    /// The kinds of damage that a format can be given: lines where it has lines, single bytes where they are not packed. The cells and rows of a page
    /// are damaged in the PDF whose pages are not compressed, its lines in the text.
    public static func kinds(format: String) -> [Damage] {
        let hasLines = format == "html" || format == "csv" || format.hasPrefix("text") || format == "pdf-text"
        return Damage.allCases.filter { damage in
            switch damage.unit {
            case .cell, .row: format != "pdf-text" && format != "pdf-flate"
            case .line: hasLines
            case .byte: hasLines || format.hasPrefix("pdf")
            }
        }
    }

    /// Damages a report at every place, or at `limit` places spread evenly, and counts what becomes of the copies.
    public mutating func add(_ trial: DamageTrial, damage: Damage, format: String, limit: Int) async throws {
        let places = trial.places(damage)
        let count = min(limit, places)
        var counted = Counts()
        for step in 0..<count {
            let place = step * places / count
            guard let damaged = try trial.damaged(damage, at: place) else { continue }
            let outcome = try await trial.outcome(damaged)
            counted.add(outcome)
            if case .silent(let cells) = outcome {
                let copy = "\(trial.report.edition.rawValue) \(format) \(damage.rawValue) at \(place)"
                silent.append(("\(copy): \(cells.prefix(3).joined(separator: ", "))", damaged))
            }
        }
        let key = Key(damage: damage, edition: trial.report.edition, format: format)
        counts[key] = (counts[key] ?? Counts()) + counted
    }

    /// Takes in the counts of another table.
    public mutating func merge(_ other: DamageTable) {
        counts.merge(other.counts) { $0 + $1 }
        silent += other.silent
    }

    /// The table as Markdown: a row for each value of a key.
    public func rows(_ name: (Key) -> String, order: [String]) -> [String] {
        var sums: [String: Counts] = [:]
        for (key, counts) in counts { sums[name(key)] = (sums[name(key)] ?? Counts()) + counts }
        func share(_ count: Int, _ total: Int) -> String {
            let tenths = (count * 1000 + total / 2) / max(1, total)
            return count == 0 ? "0" : "\(tenths / 10).\(tenths % 10) %"
        }
        return order.filter { sums[$0] != nil }.map { label in
            let sum = sums[label]!
            return "| \(label) | \(sum.total) | "
                + [sum.exact, sum.flagged, sum.quarantined, sum.otherFigures].map { share($0, sum.total) }.joined(separator: " | ")
                + " | \(sum.silent) |"
        }
    }
}
