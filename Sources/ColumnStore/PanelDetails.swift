/// What stands in a cell beside its number, or in place of one.
///
/// A cell that holds nothing but its number has no remark.
public struct CellRemark: Sendable, Hashable, Codable {
    /// The text of the cell as it stands in the file, without white space around it.
    public var raw: String
    /// Letters or marks beside the number or the mark, such as `b` of `1055 b`; `nil` without any.
    public var flag: String?
    /// The smallest value that the cell can have, where the file gives bounds in place of a number; `nil` where it has none.
    public var low: Double?
    /// The largest value that the cell can have.
    public var high: Double?
    /// The line of the file, from 1; 0 where it is not known.
    public var line: Int

    /// A remark.
    public init(raw: String, flag: String? = nil, low: Double? = nil, high: Double? = nil, line: Int = 0) {
        self.raw = raw
        self.flag = flag
        self.low = low
        self.high = high
        self.line = line
    }
}

/// The remarks on the cells of one variable, of which there are few.
///
/// Lookup is O(log *n*). A position is `series * periodCount + period`.
public struct RemarkColumn: Sendable, Hashable {
    /// Number of periods a series.
    public let periodCount: Int
    /// The cells that have a remark, ascending.
    public private(set) var positions: [Int]
    /// Their remarks, in that order.
    public private(set) var remarks: [CellRemark]

    /// A column of remarks, in any order; of several at one position the last is kept.
    public init(
        periodCount: Int, _ remarks: some Sequence<(position: Int, remark: CellRemark)> = EmptyCollection<(position: Int, remark: CellRemark)>()
    ) {
        self.periodCount = periodCount
        var byPosition: [Int: CellRemark] = [:]
        for (position, remark) in remarks { byPosition[position] = remark }
        positions = byPosition.keys.sorted()
        self.remarks = positions.map { byPosition[$0]! }
    }

    /// The remark on a cell; `nil` where there is none.
    public subscript(series: Int, period: Int) -> CellRemark? {
        let wanted = series * periodCount + period
        var (low, high) = (0, positions.count)
        while low < high {
            let middle = (low + high) / 2
            if positions[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return low < positions.count && positions[low] == wanted ? remarks[low] : nil
    }

    /// Whether there is none.
    public var isEmpty: Bool { positions.isEmpty }

    func gathering(series kept: [Int]) -> RemarkColumn {
        let places = Dictionary(kept.enumerated().map { ($1, [$0]) }, uniquingKeysWith: +)
        return RemarkColumn(
            periodCount: periodCount,
            zip(positions, remarks).flatMap { position, remark in
                let (series, period) = position.quotientAndRemainder(dividingBy: periodCount)
                return (places[series] ?? []).map { (position: $0 * periodCount + period, remark: remark) }
            })
    }

    func gathering(periods kept: Range<Int>) -> RemarkColumn {
        RemarkColumn(
            periodCount: kept.count,
            zip(positions, remarks).compactMap { position, remark in
                let (series, period) = position.quotientAndRemainder(dividingBy: periodCount)
                return kept.contains(period) ? (position: series * kept.count + period - kept.lowerBound, remark: remark) : nil
            })
    }
}

/// What a variable measures, as far as its file or a person says so.
public struct VariableDescription: Sendable, Hashable, Codable {
    /// What kind of quantity a variable is.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// How many there are or were: whole numbers from 0.
        case count
        /// An amount that adds up, such as money.
        case amount
        /// A share or another ratio, which does not add up.
        case rate
        /// A state on a day, such as a stock or a temperature.
        case level
    }

    /// The unit, such as `%`, `$` or `万元`; `nil` where nothing says it.
    public var unit: String?
    /// The kind of quantity, where a person said it.
    public var kind: Kind?
    /// A name for people, where the file has one beside the key.
    public var label: String?

    /// A description; by default nothing is known.
    public init(unit: String? = nil, kind: Kind? = nil, label: String? = nil) {
        self.unit = unit
        self.kind = kind
        self.label = label
    }

    /// Whether nothing is known.
    public var isEmpty: Bool { unit == nil && kind == nil && label == nil }
}

/// A column of texts beside the numbers that does not belong to the entities alone.
public struct PanelAttribute: Sendable, Equatable {
    /// What it says something of.
    public enum Scope: String, Sendable, Hashable, CaseIterable {
        /// The variables: one element a variable.
        case variable
        /// The years: one element a year.
        case year
        /// An entity in a year: element `entity * yearCount + year`.
        case entityYear = "entity_year"
        /// A cell: element `(variable * entityCount + entity) * yearCount + year`.
        case cell
    }

    /// What it says something of.
    public let scope: Scope
    /// Its values.
    public let values: DictionaryColumn

    /// A column of texts.
    public init(scope: Scope, values: DictionaryColumn) {
        self.scope = scope
        self.values = values
    }
}
