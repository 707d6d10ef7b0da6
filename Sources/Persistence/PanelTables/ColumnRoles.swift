import ColumnStore

/// What the columns of a table are that are neither key nor value: attributes of the entity, the period, or neither.
struct ColumnRoles {
    /// The column of dates within the year.
    let period: Int?
    /// Columns that are the same in all rows of an entity.
    let attributes: [Int]
    /// Columns that are neither.
    let ignored: [Int]

    init(_ table: DelimitedRecords, entity: Int, candidates: [Int], allowsPeriod: Bool = true) {
        var period: Int?
        var attributes: [Int] = []
        var ignored: [Int] = []
        for column in candidates {
            var first: [String: String] = [:]
            let isConstant = table.records.allSatisfy { record in
                let seen = first[record[entity]]
                if seen == nil { first[record[entity]] = record[column] }
                return seen == nil || seen == record[column]
            }
            if period == nil, allowsPeriod, !isConstant, table.records.allSatisfy({ Self.isDate($0[column]) }) {
                period = column
            } else if isConstant {
                attributes.append(column)
            } else {
                ignored.append(column)
            }
        }
        self.period = period
        self.attributes = attributes
        self.ignored = ignored
    }

    /// The attributes by name and entity.
    func attributes(_ table: DelimitedRecords, entity: Int) -> [String: [String: String]] {
        var values: [String: [String: String]] = [:]
        for column in attributes {
            var byEntity: [String: String] = [:]
            for record in table.records where byEntity[record[entity]] == nil { byEntity[record[entity]] = record[column] }
            values[table.header[column]] = byEntity
        }
        return values
    }

    /// `2016-06-30`, `2016/06`, `2016Q2`, `2016-H1`.
    private static func isDate(_ text: String) -> Bool {
        let digits = text.prefix(4)
        guard digits.count == 4, digits.allSatisfy({ $0.isASCII && $0.isNumber }), text.count > 4 else { return false }
        return text.dropFirst(4).allSatisfy { $0.isASCII && ($0.isNumber || "-/QHTZ:+.".contains($0)) }
    }
}
