public import Disclosure

/// Two reports of one body side by side: what became of every cell, and how much of the prose stayed.
///
/// ```swift
/// let comparison = ReportComparison(before, after)
/// for cell in comparison.cells where cell.change != .same { … }
/// ```
/// **Which cells are compared.** Those of the same id on the same edition. On different editions, those of the same id or concept, unless the concept
/// says that the two editions count different things; the others stand on one side only.
public struct ReportComparison: Sendable {
    /// What became of a cell.
    public enum Change: String, Sendable, Hashable, CaseIterable {
        /// State and number are as before.
        case same
        /// Another number.
        case changed
        /// A number where there was none.
        case filled
        /// A blank where there was a number, a mark or a text.
        case cleared
        /// A mark or text, or another one.
        case marked
        /// The later report has no comparable cell.
        case onlyBefore = "only_before"
        /// The earlier report has no comparable cell.
        case onlyAfter = "only_after"
    }

    /// One cell on both sides.
    public struct CellChange: Sendable, Hashable {
        /// A cell with the edition of its form.
        public struct Side: Sendable, Hashable {
            /// The edition of the form that the cell is on.
            public let edition: Edition
            /// The cell.
            public let cell: Cell
        }

        /// The cell of the earlier report; `nil` when it has none.
        public let before: Side?
        /// The cell of the later report; `nil` when it has none.
        public let after: Side?

        /// What became of it.
        public var change: Change {
            guard let before = before?.cell else { return .onlyAfter }
            guard let after = after?.cell else { return .onlyBefore }
            switch (before.state, after.state) {
            case (.number, .number): return before.value == after.value ? .same : .changed
            case (_, .number): return .filled
            case (.blank, .blank), (.absent, .absent), (.notApplicable, .notApplicable): return .same
            case (.text, .text): return before.raw == after.raw ? .same : .marked
            case (_, .blank), (_, .absent): return .cleared
            default: return .marked
            }
        }

        /// After − before, exactly; `nil` unless both are numbers.
        public var difference: ExactDecimal? {
            guard let before = before?.cell.value, let after = after?.cell.value else { return nil }
            return after.subtracting(before)
        }

        /// The difference in percent of the earlier number; `nil` unless both are numbers and the earlier one is positive.
        public var percent: Double? {
            guard let before = before?.cell.value?.doubleValue, before > 0, let difference else { return nil }
            return 100 * difference.doubleValue / before
        }
    }

    /// How similar the prose of a section is.
    public struct ProseSimilarity: Sendable, Hashable {
        /// The statutory section, 1…6; `nil` for the whole prose.
        public let section: Int?
        /// The similarity (``TextSimilarity``); `nil` when neither side has enough text.
        public let similarity: Double?
    }

    /// A paragraph that stands on one side only; its wording or a figure in it is new or gone.
    public struct PassageChange: Sendable, Hashable {
        /// The paragraph of the earlier report; `nil` for one that is new.
        public let before: Passage?
        /// The paragraph of the later report; `nil` for one that is gone.
        public let after: Passage?
    }

    /// Every cell, in the order of the later report's forms, then those that only the earlier one has.
    public let cells: [CellChange]
    /// The whole prose first, then each section that either report has.
    public let prose: [ProseSimilarity]
    /// The paragraphs that are not word for word on both sides, in reading order: those that went before those that came.
    public let passages: [PassageChange]

    /// Compares two reports. O(cells + characters · log characters).
    public init(_ before: Report, _ after: Report) {
        cells = Self.cells(before, after)
        passages = Self.passages(before.passages, after.passages)
        let sections = Set((before.passages + after.passages).compactMap(\.section)).sorted()
        prose = ([nil] + sections.map { $0 }).map { section in
            func texts(_ report: Report) -> [String] { report.passages.filter { section == nil || $0.section == section }.map(\.text) }
            return ProseSimilarity(section: section, similarity: TextSimilarity.jaccard(texts(before), texts(after)))
        }
    }

    private static func passages(_ before: [Passage], _ after: [Passage]) -> [PassageChange] {
        let difference = after.map(\.text).difference(from: before.map(\.text))
        let gone = difference.removals.map { change in PassageChange(before: before[offset(change)], after: nil) }
        let new = difference.insertions.map { change in PassageChange(before: nil, after: after[offset(change)]) }
        return (gone + new).sorted { one, other in
            let (first, second) = (one.before ?? one.after!, other.before ?? other.after!)
            return (first.paragraph, one.before == nil ? 1 : 0) < (second.paragraph, other.before == nil ? 1 : 0)
        }
    }

    private static func offset(_ change: CollectionDifference<String>.Change) -> Int {
        switch change {
        case .insert(let offset, _, _), .remove(let offset, _, _): offset
        }
    }

    private static func cells(_ before: Report, _ after: Report) -> [CellChange] {
        var earlier: [CellChange.Side] = []
        for form in before.forms { earlier += form.cells.map { CellChange.Side(edition: form.edition, cell: $0) } }
        var byID: [String: [Int]] = [:]
        var byConcept: [String: [Int]] = [:]
        for (index, side) in earlier.enumerated() {
            byID[side.cell.indicator, default: []].append(index)
            if let concept = concept(side) { byConcept[concept.id, default: []].append(index) }
        }
        var taken = [Bool](repeating: false, count: earlier.count)
        var changes: [CellChange] = []
        for form in after.forms {
            for cell in form.cells {
                let side = CellChange.Side(edition: form.edition, cell: cell)
                let ids = byID[cell.indicator] ?? []
                let candidates = ids + (concept(side).flatMap { byConcept[$0.id] } ?? [])
                // The same form first: a report may hold several.
                let match =
                    ids.first { !taken[$0] && earlier[$0].edition == form.edition }
                    ?? candidates.first { !taken[$0] && earlier[$0].edition != form.edition && areComparable(earlier[$0], side) }
                if let match { taken[match] = true }
                changes.append(CellChange(before: match.map { earlier[$0] }, after: side))
            }
        }
        return changes + earlier.indices.filter { !taken[$0] }.map { CellChange(before: earlier[$0], after: nil) }
    }

    /// The concept that the cell alone is on its edition.
    private static func concept(_ side: CellChange.Side) -> Concept? {
        Concept.of(side.cell.indicator, edition: side.edition).flatMap { $0.cells(in: side.edition) == side.cell.indicator ? $0 : nil }
    }

    private static func areComparable(_ one: CellChange.Side, _ other: CellChange.Side) -> Bool {
        guard let concept = concept(one) ?? concept(other) else { return true }
        return concept.joins(one.edition, other.edition)
    }
}
