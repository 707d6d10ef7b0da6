import ColumnStore
import Disclosure
import Foundation
import Synchronization

/// Reads any yearly panel from comma-separated values, tidy or wide, in whatever order the columns stand.
///
/// ```swift
/// let imported = try PanelTableReader().read(bytes)
/// imported.panel.value("received", entity: 0, year: 2020)
/// ```
/// **Layouts.** Tidy: columns `entity`, `year`, `indicator`, `value`. Wide: `entity`, `year` and a column for each indicator; or `entity` (and
/// `indicator`) and a column for each year. Names of columns are matched without regard to letter case, in English or Chinese; others can be given.
/// **Other columns.** One that is the same in all rows of an entity is an attribute of the entity, also a code of digits in a wide table; so is a
/// text that changes in one entity of five at most, with the value of the entity's latest year (``PanelTable/changingAttributes``). One that holds
/// dates is the period within the year. Others are named in `ignoredColumns`.
/// **Values.** Empty fields are blank; `NA`, `/`, `-`, `..` and the like are not applicable; other text in a column of values is an error.
/// **Several values for one cell.** Of the periods of a year, `combination` decides. Of several rows for one period the last is taken, save that
/// of two values one of which is half the other the half is taken when the period before has it too: the whole is then a total of both periods.
/// Every repetition is listed. Rows without an entity or an indicator are left out and listed.
/// - Complexity: O(bytes), in two passes; a file without quotes is read in pieces by all processors.
public struct PanelTableReader: Sendable {
    /// How the periods of a year become its value.
    public enum Combination: String, Sendable, Hashable, CaseIterable {
        case last, first, sum, mean, max
    }

    /// What a column can be besides an attribute.
    public enum Role: String, Sendable, Hashable, CaseIterable {
        case entity, year, indicator, value
    }

    /// The names of columns where they are not the usual ones.
    public var columns: [Role: String]
    /// How the periods of a year become its value.
    public var combination: Combination

    /// A reader; by default by the usual names, with the last period standing for the year.
    public init(columns: [Role: String] = [:], combination: Combination = .last) {
        self.columns = columns
        self.combination = combination
    }

    /// The panel of a file.
    /// - Throws: ``PanelTableError``.
    public func read(_ bytes: some Sequence<UInt8>) throws(PanelTableError) -> PanelTable {
        try read(DelimitedRecords(bytes))
    }

    /// The panel of records.
    /// - Throws: ``PanelTableError``.
    public func read(_ table: DelimitedRecords) throws(PanelTableError) -> PanelTable {
        try read(table, pieces: ProcessInfo.processInfo.activeProcessorCount)
    }

    /// The panel of records that are read in some pieces side by side.
    func read(_ table: DelimitedRecords, pieces count: Int) throws(PanelTableError) -> PanelTable {
        let roles = try ColumnRoles(table, columns: columns)
        let pieces = table.pieces(count)
        let gathered = Mutex([Result<ObservationTable, PanelTableError>?](repeating: nil, count: pieces.count))
        DispatchQueue.concurrentPerform(iterations: pieces.count) { index in
            let observations = Result { () throws(PanelTableError) in try self.observations(table, pieces[index], roles) }
            gathered.withLock { $0[index] = observations }
        }
        let tables = gathered.withLock { tables in
            defer { tables = [] }
            return tables
        }
        let observations = tables.compactMap { try? $0?.get() }
        // Read from the beginning, the first error tells its line.
        let merged = observations.count == pieces.count ? ObservationTable(merging: observations) : try self.observations(table, table.whole, roles)
        return try merged.panel(roles: roles, header: table.header)
    }

    /// The observations of one piece of the table.
    private func observations(
        _ table: DelimitedRecords, _ piece: DelimitedRecords.Piece, _ roles: ColumnRoles
    ) throws(PanelTableError) -> ObservationTable {
        var observations = ObservationTable(combination: combination, records: piece.bytes.count / 16)
        let wide: [(column: Int, variable: Int)] =
            if case .wideByIndicator(let columns) = roles.layout { columns.map { ($0, observations.variable(table.header[$0])) } } else { [] }
        observations.lines = try table.forEach(in: piece) { record throws(PanelTableError) in
            guard Self.isName(record.bytes(roles.entity)) else { return observations.skip(record.line) }
            func value(_ column: Int) throws(PanelTableError) -> (value: Double?, state: CellState) {
                let read = NumberText.read(record.bytes(column))
                if read.state == .text { throw .notANumber(line: record.line, column: table.header[column], text: record.text(column)) }
                return read
            }
            switch roles.layout {
            case .tidy(let indicator, let column):
                guard Self.isName(record.bytes(indicator)) else { return observations.skip(record.line) }
                let (number, state) = try value(column)
                observations.add(
                    entity: observations.entity(record, roles.entity), year: try year(record, roles),
                    variable: observations.variable(record, indicator),
                    period: observations.period(record, roles.period), value: number, state: state, line: record.line)
            case .wideByIndicator:
                let entity = observations.entity(record, roles.entity)
                let period = observations.period(record, roles.period)
                let year = try year(record, roles)
                for (column, variable) in wide {
                    let (number, state) = try value(column)
                    observations.add(entity: entity, year: year, variable: variable, period: period, value: number, state: state, line: record.line)
                }
            case .wideByYear(let indicator, let years):
                if let indicator, !Self.isName(record.bytes(indicator)) { return observations.skip(record.line) }
                let entity = observations.entity(record, roles.entity)
                let variable = indicator.map { observations.variable(record, $0) } ?? observations.variable("value")
                for year in years {
                    let (number, state) = try value(year.column)
                    observations.add(entity: entity, year: year.year, variable: variable, period: -1, value: number, state: state, line: record.line)
                }
            }
        }
        return observations
    }

    private static func isName(_ field: UnsafeBufferPointer<UInt8>) -> Bool { field.contains { $0 > 32 } }

    private func year(_ record: DelimitedRecords.Record, _ roles: ColumnRoles) throws(PanelTableError) -> Int {
        guard let year = ColumnRoles.year(record.bytes(roles.year!)) else { throw .badYear(line: record.line, text: record.text(roles.year!)) }
        return year
    }
}
