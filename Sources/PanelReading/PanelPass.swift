import Disclosure
import Foundation
import Synchronization

/// One pass over the records of a table, by all processors.
struct PanelPass: Sendable {
    let table: DelimitedRecords
    let roles: ColumnRoles
    let spanYear: PanelTableReader.SpanYear
    /// Years that are no four digits, by their text; `nil` for texts that are no years.
    private(set) var years: [String: YearText?] = [:]
    private(set) var convention = YearText.Convention()
    /// Whether plain points are decimal marks, by group of columns.
    var plainPoints: [Bool]
    /// Whether plain rows are read by the scanner; tests compare both ways.
    var scans = true

    init(table: DelimitedRecords, roles: ColumnRoles, spanYear: PanelTableReader.SpanYear) {
        self.table = table
        self.roles = roles
        self.spanYear = spanYear
        plainPoints = [Bool](repeating: true, count: (roles.values.map(\.group).max() ?? 0) + 1)
    }

    private var lastNamed: Int { table.header.indices.last { !table.shape.nameless.contains($0) } ?? 0 }

    /// Decides how years are written, over all that there are.
    mutating func learnYears(_ texts: Set<String>) {
        let all = texts.union(years.keys)
        convention = YearText.convention(all)
        for text in all { years.updateValue(YearText(text, convention: convention), forKey: text) }
    }

    /// The year that a reading stands for.
    func year(of text: YearText) -> Int { spanYear == .end ? text.last ?? text.year : text.year }

    func observations(pieces count: Int) throws(PanelTableError) -> ObservationTable {
        let pieces = table.pieces(count)
        let gathered = Mutex([Result<ObservationTable, PanelTableError>?](repeating: nil, count: pieces.count))
        DispatchQueue.concurrentPerform(iterations: pieces.count) { index in
            let observations = Result { () throws(PanelTableError) in try self.observations(pieces[index]) }
            gathered.withLock { $0[index] = observations }
        }
        let tables = gathered.withLock { tables in
            defer { tables = [] }
            return tables
        }
        let observations = tables.compactMap { try? $0?.get() }
        // Read from the beginning, the first error tells its line.
        return observations.count == pieces.count ? ObservationTable(merging: observations) : try self.observations(table.whole)
    }

    /// A column of values with what it needs of a table of observations.
    struct ValueColumn {
        let column: Int
        let group: Int
        let variable: Int
        let year: Int
        let period: Int
    }

    func valueColumns(_ gathered: inout ObservationTable) -> [ValueColumn] {
        roles.values.map { value in
            ValueColumn(
                column: value.column, group: value.group, variable: value.variable.map { gathered.variable($0) } ?? -1,
                year: value.year.map { year(of: $0) } ?? 0, period: value.year?.period.map { gathered.period($0) } ?? -1)
        }
    }

    private func observations(_ piece: DelimitedRecords.Piece) throws(PanelTableError) -> ObservationTable {
        if let columns = plainColumns { return try scanned(piece, columns) }
        var gathered = ObservationTable(
            textColumns: roles.textColumns.count, groups: plainPoints.count, observations: piece.bytes.count / (roles.values.count == 1 ? 16 : 4))
        let values = valueColumns(&gathered)
        gathered.lines = try table.forEach(in: piece) { record throws(PanelTableError) in take(record, values, &gathered) }
        return gathered
    }

    /// Takes the cells of a record, or says why it is left out.
    func take(_ record: DelimitedRecords.Record, _ values: [ValueColumn], _ gathered: inout ObservationTable) {
        let width = table.header.count
        if record.count != width || record.isDamaged {
            guard isUsable(record, width, &gathered) else { return }
        }
        let hasName = Self.isName(record.bytes(roles.entity))
        if !hasName { return leaveNameless(record, .nameless, &gathered) }
        var (year, yearPeriod) = (0, -1)
        if let column = roles.year {
            let field = record.bytes(column)
            if let plain = YearText.plain(field) {
                year = plain
            } else {
                guard let (found, period) = oddYear(record, column, &gathered) else { return }
                (year, yearPeriod) = (found, period)
            }
        } else if width > 2, isNote(record) {
            return gathered.leaveOut(record, .note)
        } else if table.header[roles.entity].utf8.elementsEqual(record.bytes(roles.entity)), let reason = heading(record) {
            return gathered.leaveOut(record, reason)
        }
        if let indicator = roles.indicator, !Self.isName(record.bytes(indicator)) { return leaveNameless(record, .nameless, &gathered) }
        let entity = gathered.entity(record, roles.entity)
        let own = roles.indicator.map { gathered.variable(record, $0) }
        let period = roles.period.map { Self.isName(record.bytes($0)) ? gathered.period(record, $0) : yearPeriod } ?? yearPeriod
        for value in values {
            // With a column of indicators and years in the header the indicator is the row's.
            let variable = own ?? value.variable
            gathered.add(
                entity: entity, year: roles.year == nil ? value.year : year, variable: variable, period: roles.year == nil ? value.period : period,
                record, column: value.column, group: value.group, hasPlainPoints: plainPoints[value.group])
        }
        if !roles.textColumns.isEmpty { gathered.addTexts(record, roles.textColumns) }
    }

    @inline(__always)
    private static func isName(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = field.first else { return false }
        if first > 32, first < 0x80 { return true }
        return !FoldedText.trimmed(String(decoding: field, as: UTF8.self)).isEmpty
    }

    /// Whether a record of another width than the header can be read all the same.
    private func isUsable(_ record: DelimitedRecords.Record, _ width: Int, _ gathered: inout ObservationTable) -> Bool {
        let filled = record.filled
        if filled.isEmpty { return false }
        if record.isDamaged {
            gathered.leaveOut(record, .damaged)
            return false
        }
        if record.count > width {
            // Delimiters behind the last field are nothing; a field is.
            guard let last = filled.last, last >= width else { return true }
            gathered.leaveOut(record, .tooWide)
            return false
        }
        if filled.count == 1, width > 2 {
            gathered.leaveOut(record, .note)
            return false
        }
        // Only a column that has a name misses a field.
        if record.count <= lastNamed { gathered.addShort(record.line) }
        return true
    }

    private func leaveNameless(_ record: DelimitedRecords.Record, _ reason: ObservationTable.LeftOut.Reason, _ gathered: inout ObservationTable) {
        let filled = record.filled
        if filled.isEmpty { return }
        gathered.leaveOut(record, filled.count == 1 && table.header.count > 2 ? .note : reason)
    }

    /// A year that is no four digits; `nil` when the record is no use.
    private func oddYear(_ record: DelimitedRecords.Record, _ column: Int, _ gathered: inout ObservationTable) -> (year: Int, period: Int)? {
        let text = FoldedText.name(record.text(column))
        guard let known = years[text] else {
            if !text.isEmpty, !isNote(record) {
                gathered.addOddYear(text)
            } else {
                gathered.leaveOut(record, record.filled.count == 1 || isNote(record) ? .note : .badYear, text: nil)
            }
            return nil
        }
        guard let known else {
            if FoldedText.key(text) == FoldedText.key(table.header[column]) {
                gathered.leaveOut(record, heading(record) ?? .otherTable)
            } else {
                gathered.leaveOut(record, .badYear, text: text)
            }
            return nil
        }
        return (year(of: known), known.period.map { gathered.period($0) } ?? -1)
    }

    /// What a record whose key is the name of its column is: the header once more, that of another table; `nil` where no value is named.
    private func heading(_ record: DelimitedRecords.Record) -> ObservationTable.LeftOut.Reason? {
        // Of a header over several rows only the last can stand here.
        guard table.shape.headerLines == nil else { return .repeatedHeader }
        let written = Dictionary(table.shape.renamed.map { ($0.column, $0.name) }) { first, _ in first }
        let named = record.filled.map { ($0, FoldedText.key(record.text($0))) }
        func isName(_ column: Int, _ key: String) -> Bool {
            column < table.header.count && key == FoldedText.key(written[column] ?? table.header[column])
        }
        if named.allSatisfy({ isName($0, $1) }) { return .repeatedHeader }
        let values = Set(roles.values.map(\.column))
        if roles.year == nil { return named.contains { values.contains($0) && isName($0, $1) } ? .otherTable : nil }
        return .otherTable
    }

    /// Whether a record is words below a table rather than an entity without numbers.
    private func isNote(_ record: DelimitedRecords.Record) -> Bool {
        let filled = record.filled
        guard filled.count == 1 else { return false }
        let text = FoldedText.name(record.text(filled[0])).lowercased()
        let beginnings = [
            "source", "note", "last update", "extracted", "footnote", "copyright", "©", "*", "#", "(", "data from", "注", "来源", "资料来源", "数据来源", "说明",
            "备注", "单位：",
            "单位:",
        ]
        return beginnings.contains { text.hasPrefix($0) } || text.count > 80
    }
}
