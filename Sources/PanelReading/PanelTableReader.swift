import CTableScan
import ColumnStore
import Disclosure
import Foundation
import Synchronization

/// Reads any yearly panel from a table, tidy or wide, in whatever order the columns stand.
///
/// ```swift
/// let imported = try PanelTableReader().read(bytes)
/// imported.panel.value("received", entity: 0, year: 2020)
/// ```
/// **Layouts.** Tidy: columns `entity`, `year`, `indicator`, `value`. Wide: `entity`, `year` and a column for each indicator; or `entity` (and
/// `indicator`) and a column for each year, or for each indicator and year. Names of columns are matched without regard to letter case, in English or
/// Chinese; others can be given; where no name says it, the keys are told from what the columns hold, and that is said.
/// **Nothing is dropped.** A column is an indicator when most of what it holds is a number; other columns are texts of the entities, the indicators, the
/// years or the cells (``Panel/attributes``, ``Panel/details``). Cells that are no numbers keep their text in a remark and are listed in
/// ``PanelTable/oddCells``. ``PanelTable/columns`` and ``PanelTable/notes`` account for the rest.
/// **Several values for one cell.** Of the periods of a year, `combination` decides. Of several rows for one period the last is taken, save that
/// of two values one of which is half the other the half is taken when the period before has it too: the whole is then a total of both periods.
/// Every repetition is listed.
/// - Complexity: O(bytes), in one pass over a tidy table of four columns and two over others; again when the years or the decimal mark turn out to be other
///   than plain. A file without quotes is read in pieces by all processors.
public struct PanelTableReader: Sendable {
    /// How the periods of a year become its value.
    public enum Combination: String, Sendable, Hashable, CaseIterable {
        case last, first, sum, mean, max
    }

    /// Under which year a span such as 2019/20 is put.
    public enum SpanYear: String, Sendable, Hashable, CaseIterable {
        case start, end
    }

    /// The names of columns where they are not the usual ones.
    public var columns: [ColumnRole: [String]]
    /// How the periods of a year become its value.
    public var combination: Combination
    /// The decimal mark of all columns, where it is known.
    public var decimal: DecimalMark?
    /// The decimal marks of single columns.
    public var decimals: [String: DecimalMark]
    /// Under which year a span of years is put.
    public var spanYear: SpanYear

    /// A reader; by default by the usual names, with the last period standing for the year.
    public init(
        columns: [ColumnRole: [String]] = [:], combination: Combination = .last, decimal: DecimalMark? = nil, decimals: [String: DecimalMark] = [:],
        spanYear: SpanYear = .start
    ) {
        self.columns = columns
        self.combination = combination
        self.decimal = decimal
        self.decimals = decimals
        self.spanYear = spanYear
    }

    /// The panel of the text of a table, in UTF-8.
    /// - Throws: ``PanelTableError``.
    public func read(_ bytes: some Sequence<UInt8>) throws(PanelTableError) -> PanelTable {
        // Data, mapped or not, is read where it lies.
        let table = (bytes as? Data).map { TableBytes(mapping: $0) } ?? TableBytes(Array(bytes))
        return try read(table, pieces: ProcessInfo.processInfo.activeProcessorCount)
    }

    func read(_ bytes: TableBytes, delimiter: UInt8? = nil, pieces: Int) throws(PanelTableError) -> PanelTable {
        try Self.refuseNulls(bytes)
        let shape = try TableShape.found(in: bytes, delimiter: delimiter)
        return try read(DelimitedRecords(bytes, shape: shape, isLenient: true), pieces: pieces)
    }

    static func refuseNulls(_ bytes: TableBytes) throws(PanelTableError) {
        try bytes.withBytes { text throws(PanelTableError) in
            guard let base = text.baseAddress, let null = memchr(base, 0, text.count) else { return }
            let offset = UnsafeRawPointer(base).distance(to: UnsafeRawPointer(null))
            var (line, start) = (1, 0)
            for index in 0..<offset where text[index] == 10 { (line, start) = (line + 1, index + 1) }
            throw .nullByte(line: line, column: offset - start + 1, offset: offset + 1)
        }
    }

    /// The panel of records that are read in some pieces side by side.
    /// - Parameter other: the table that stands below it in the file and is not read.
    func read(
        _ table: DelimitedRecords, pieces count: Int, other: ObservationTable.LeftOut? = nil
    ) throws(PanelTableError) -> PanelTable {
        let roles = try ColumnRoles(table, columns: columns)
        var pass = PanelPass(table: table, roles: roles, spanYear: spanYear)
        let given = try decimalMarks(table, roles)
        for group in given.keys where given[group] == .comma { pass.plainPoints[group] = false }
        while true {
            var observations = try pass.observations(pieces: count)
            if !observations.oddYears.isEmpty {
                pass.learnYears(observations.oddYears)
                continue
            }
            if other == nil, let heading = observations.leftOut.first(where: { $0.reason == .otherTable }) {
                let (records, lastLine) = try table.before(line: heading.line)
                return try read(
                    records, pieces: count, other: .init(line: heading.line, reason: .otherTable, text: heading.text, lastLine: lastLine))
            }
            if let other { observations.leaveOut(other) }
            let conventions = NumberConventions(
                observations, groups: roles.values.map(\.group), given: given, headings: headings(observations, table, roles),
                usualMark: table.shape.delimiter == UInt8(ascii: ";") ? .comma : .point)
            let misread = conventions.decimals.indices.filter {
                conventions.decimals[$0].mark == .comma && pass.plainPoints[$0]
                    && observations.points[$0].three + observations.points[$0].other > 0
            }
            if !misread.isEmpty {
                for group in misread { pass.plainPoints[group] = false }
                continue
            }
            try refuseWrongYears(observations, table, roles)
            var assembly = PanelAssembly(
                observations, roles: roles, header: table.header, conventions: conventions, combination: combination)
            var result = try assembly.panel()
            var account = PanelAccount(
                table, roles: roles, conventions: conventions, years: pass.years, convention: pass.convention, spanYear: spanYear)
            account.complete(&result, combination: combination)
            return result
        }
    }

    /// The decimal marks that were asked for, by group.
    private func decimalMarks(_ table: DelimitedRecords, _ roles: ColumnRoles) throws(PanelTableError) -> [Int: DecimalMark] {
        var marks: [Int: DecimalMark] = [:]
        if let decimal { for value in roles.values { marks[value.group] = decimal } }
        for (name, mark) in decimals.sorted(by: { $0.key < $1.key }) {
            let key = FoldedText.key(name)
            guard let value = roles.values.first(where: { FoldedText.key(table.header[$0.column]) == key }) else {
                throw .missingColumn(role: nil, name: name, found: roles.values.map { table.header[$0.column] })
            }
            marks[value.group] = mark
        }
        return marks
    }

    /// The units that the headings of the variables name, and those of a column of units.
    private func headings(_ observations: ObservationTable, _ table: DelimitedRecords, _ roles: ColumnRoles) -> [CellUnit?] {
        var units = observations.variables.names.map { CellUnit.inHeading($0) }
        guard let column = roles.beside[.unit], let text = roles.textColumns.firstIndex(of: column) else { return units }
        observations.observations.forEach { position, observation in
            let code = observations.textCodes[text][position / roles.values.count]
            if code >= 0, let unit = CellUnit(named: observations.texts[text].names[Int(code)]) { units[Int(observation.variable)] = unit }
        }
        return units
    }

    private func refuseWrongYears(_ observations: ObservationTable, _ table: DelimitedRecords, _ roles: ColumnRoles) throws(PanelTableError) {
        let wrong = observations.leftOut.filter { $0.reason == .badYear }
        let taken = observations.observations.count / max(1, roles.values.count)
        guard let first = wrong.first, wrong.count > taken, let year = roles.year else { return }
        throw .badYear(line: first.line, column: table.header[year], text: first.text)
    }
}
