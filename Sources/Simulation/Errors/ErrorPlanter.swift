public import Disclosure
import Rules

/// Plants errors in one record, each in cells of its own.
public struct ErrorPlanter {
    /// The record with the errors planted so far.
    public private(set) var record: SimulatedRecord
    /// Last year's record of the same body, as it should be.
    let previous: SimulatedRecord?
    let layout: CellLayout
    private var touched: Set<Int> = []

    /// A planter for a record.
    public init(_ record: SimulatedRecord, previous: SimulatedRecord?) {
        self.record = record
        self.previous = previous
        layout = CellLayout.of(record.edition)
    }

    /// Plants one error.
    /// - Returns: the cells that were changed; `nil` when the mechanism finds nothing to strike.
    public mutating func plant(_ mechanism: ErrorMechanism, _ draw: inout CounterGenerator) -> [PlantedError.Change]? {
        let proposals: [[Int: Int?]]
        switch mechanism {
        case .transposedDigits: proposals = cells { DigitErrors.transposed($0, &draw) }
        case .droppedDigit: proposals = cells { DigitErrors.dropped($0, &draw) }
        case .extraDigit: proposals = cells { DigitErrors.extra($0, &draw) }
        case .none: proposals = cells { DigitErrors.replaced($0, &draw) }
        case .sign: proposals = cells { $0 == 0 ? nil : -$0 }
        case .factor10: proposals = counts { scaled($0, by: 10, &draw) }
        case .factor100: proposals = counts { scaled($0, by: 100, &draw) }
        case .factor10000: proposals = unitConfusions(&draw)
        case .shiftedRow: proposals = neighbors(inRow: false)
        case .shiftedColumn: proposals = neighbors(inRow: true)
        case .moneyInCount: proposals = moneyInCounts(&draw)
        case .itemsForDecisions: proposals = itemsForDecisions(&draw)
        case .copiedFromLastYear: proposals = copies()
        case .blankTotal: proposals = totals.filter { (record[$0] ?? 0) != 0 }.map { [$0: Int?.none] }
        case .halvedDuplicate, .levelShift, .restated: proposals = []
        case .totalMistyped: proposals = totals.compactMap { total in mistyped(total, &draw).map { [total: $0] } }
        }
        let free = proposals.filter { touched.isDisjoint(with: $0.keys) }
        guard !free.isEmpty else { return nil }
        return apply(free[draw.index(below: free.count)])
    }

    private mutating func apply(_ proposal: [Int: Int?]) -> [PlantedError.Change] {
        proposal.sorted { $0.key < $1.key }.map { position, value in
            let truth = record.decimal(at: position)
            record[position] = value
            touched.insert(position)
            return PlantedError.Change(indicator: layout.indicators[position].id, truth: truth, planted: record.decimal(at: position))
        }
    }

    /// One proposal for each cell with a number that `change` alters. Totals have mechanisms of their own and take part as well.
    private func cells(_ change: (Int) -> Int?) -> [[Int: Int?]] {
        (0..<record.count).compactMap { position in
            guard let value = record[position], let wrong = change(value), wrong != value else { return nil }
            return [position: wrong]
        }
    }

    private func counts(_ change: (Int) -> Int?) -> [[Int: Int?]] {
        cells(change).filter { layout.indicators[$0.keys.first!].kind != .money }
    }

    /// Too much two times out of three, too little where the number can be divided.
    private func scaled(_ value: Int, by factor: Int, _ draw: inout CounterGenerator) -> Int? {
        guard value != 0 else { return nil }
        return value % factor == 0 && draw.chance(1.0 / 3) ? value / factor : value * factor
    }

    private func unitConfusions(_ draw: inout CounterGenerator) -> [[Int: Int?]] {
        (0..<record.count).compactMap { position in
            guard layout.decimals[position] == 4, let value = record[position], value != 0, abs(value) < 1_000_000_000_000 else { return nil }
            return [position: value % 10_000 == 0 && draw.chance(0.3) ? value / 10_000 : value * 10_000]
        }
    }

    /// Pairs of neighboring cells of a table whose values differ, changed for each other.
    private func neighbors(inRow: Bool) -> [[Int: Int?]] {
        var proposals: [[Int: Int?]] = []
        var first = 0
        for table in Form.of(record.edition).tables {
            let width = table.columns.count
            for row in table.rows.indices {
                for column in 0..<width {
                    let here = first + row * width + column
                    let there = inRow ? here + 1 : here + width
                    guard inRow ? column + 1 < width : row + 1 < table.rows.count else { continue }
                    guard layout.indicators[here].kind != .money, layout.indicators[there].kind != .money else { continue }
                    guard let one = record[here], let other = record[there], one != other else { continue }
                    proposals.append([here: other, there: one])
                }
            }
            first += table.rows.count * width
        }
        return proposals
    }

    /// The cells that others add up to.
    private var totals: [Int] { Self.totals[record.edition] }

    private static let totals = PerEdition { edition in
        let layout = CellLayout.of(edition)
        let wholes = IdentityCatalog.of(edition).filter { $0.isExact && $0.basis == .structural }.flatMap(\.rules).compactMap { rule in
            let negative = rule.terms.filter { $0.coefficient < 0 }
            return rule.relation == .equals && rule.terms.count > 2 && negative.count == 1 ? layout.position(of: negative[0].variable) : nil
        }
        return Array(Set(wholes)).sorted()
    }

    /// A total that forgets a little or counts a little twice.
    private func mistyped(_ total: Int, _ draw: inout CounterGenerator) -> Int? {
        guard let value = record[total], value > 0 else { return nil }
        let step = max(1, draw.poisson(max(1, Double(value) * 0.06)))
        return draw.chance(0.5) && value >= step ? value - step : value + step
    }
}
