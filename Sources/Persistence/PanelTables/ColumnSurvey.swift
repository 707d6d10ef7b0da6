import Disclosure

/// What the columns beside the keys of a table hold: what tells an attribute of the entities from a quantity, a code or a remark on a row.
struct ColumnSurvey {
    struct Column {
        let column: Int
        /// Whether an entity has its value in several rows.
        var isRepeated = false
        var isNumeric = true
        var isDate = true
        var values = CodeBook()
        /// The code of each entity's value in its latest year; −1 where it has none.
        var latest: [Int32] = []
        /// The year of that value.
        var years: [Int32] = []
        /// The entities that have several values.
        var changed: Set<Int> = []
        /// Whether so many entities change that the column speaks of rows; nothing is noted from there on.
        var isOfRows = false

        /// Whether no entity has two values.
        var isConstant: Bool { changed.isEmpty }
        var hasValue: Bool { !values.names.isEmpty }
        /// Numbers that never change and differ from entity to entity: a key, not a quantity.
        var isCode: Bool { isConstant && isRepeated && values.names.count > 1 && values.names.count == latest.count { $0 >= 0 } }

        /// Whether it says something of the entities: constant in each, or a text that changes in a few, as when a body is moved to another class.
        var isAttribute: Bool {
            guard hasValue, !isOfRows else { return false }
            return isConstant || (!isNumeric && !isDate && changed.count * Column.rarity <= latest.count { $0 >= 0 })
        }

        /// One entity in so many may change in an attribute.
        static let rarity = 5
        /// Changes that are borne before the share is looked at, so that the first rows of a file decide nothing.
        static let patience = 50
    }

    private(set) var columns: [Column]

    init(candidates: [Int]) { columns = candidates.map { Column(column: $0) } }

    var isEmpty: Bool { columns.isEmpty }

    /// Takes a row into account. Of several rows of an entity the one of the latest year counts, and of these the last in the file.
    mutating func note(_ record: DelimitedRecords.Record, entity: Int, year: Int) {
        for index in columns.indices { Self.note(record, entity: entity, year: Int32(truncatingIfNeeded: year), &columns[index]) }
    }

    private static func note(_ record: DelimitedRecords.Record, entity: Int, year: Int32, _ column: inout Column) {
        while column.latest.count <= entity {
            column.latest.append(-1)
            column.years.append(.min)
        }
        let field = record.bytes(column.column)
        let state = column.isNumeric ? NumberText.read(field).state : .text
        guard field.contains(where: { $0 > 32 }), state != .notApplicable else { return }
        if state == .text { column.isNumeric = false }
        if column.isDate, !isDate(field) { column.isDate = false }
        guard !column.isOfRows else { return }
        let code = Int32(column.values.code(record, column.column))
        if column.latest[entity] == code {
            column.isRepeated = true
        } else if column.latest[entity] >= 0 {
            column.changed.insert(entity)
            column.isOfRows = column.changed.count > Column.patience && column.changed.count * Column.rarity > column.latest.count
        }
        if year >= column.years[entity] {
            column.latest[entity] = code
            column.years[entity] = year
        }
    }

    /// `2016-06-30`, `2016/06`, `2016Q2`, `2016-H1`.
    private static func isDate(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
        guard field.count > 4, field.prefix(4).allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return false }
        return field.dropFirst(4).allSatisfy { ($0 >= 48 && $0 <= 57) || marks.contains($0) }
    }

    private static let marks = Set("-/QHTZ:+.".utf8)
}
