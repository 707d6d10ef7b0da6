import Disclosure

/// What each column of a table is: key, value, attribute of the entity, period within the year, or none of these.
struct ColumnRoles {
    /// How the values stand.
    enum Layout: Equatable {
        case tidy(indicator: Int, value: Int)
        case wideByIndicator([Int])
        case wideByYear(indicator: Int?, years: [Year])
    }

    /// A column of the values of one year.
    struct Year: Equatable {
        let column: Int
        let year: Int
    }

    let entity: Int
    /// The column of years; `nil` where each year has a column of its own.
    let year: Int?
    let layout: Layout
    /// The column of dates within the year.
    let period: Int?
    /// Columns that say something of the entity, with its value by entity; of one that changes, the value of its latest year.
    let attributes: [(column: Int, byEntity: [String: String])]
    /// Attributes that change within entities, each with how many.
    let changingAttributes: [(column: Int, entities: Int)]
    /// Columns that are nothing of this.
    let ignored: [Int]

    private static let names: [PanelTableReader.Role: [String]] = [
        .entity: ["entity", "name", "body", "organisation", "organization", "agency", "主体", "单位", "地区", "机关", "名称"],
        .year: ["year", "年度", "年份", "年"],
        .indicator: ["indicator", "variable", "measure", "指标", "项目"],
        .value: ["value", "数值", "值"],
    ]

    init(_ table: DelimitedRecords, columns given: [PanelTableReader.Role: String]) throws(PanelTableError) {
        let lower = table.header.map { $0.lowercased().filter { !$0.isWhitespace } }
        var seen: Set<String> = []
        for (index, name) in lower.enumerated() where !seen.insert(name).inserted { throw .repeatedColumn(name: table.header[index]) }
        func find(_ role: PanelTableReader.Role) throws(PanelTableError) -> Int? {
            guard let name = given[role] else { return Self.names[role]!.lazy.compactMap { lower.firstIndex(of: $0) }.first }
            guard let index = lower.firstIndex(of: name.lowercased().filter { !$0.isWhitespace }) else {
                throw .missingColumn(name: name, found: table.header)
            }
            return index
        }
        guard let entity = try find(.entity) else { throw .missingColumn(name: "entity", found: table.header) }
        let year = try find(.year)
        let indicator = try find(.indicator)
        let value = try find(.value)
        let years = lower.indices.compactMap { column in Self.year(lower[column].utf8).map { Year(column: column, year: $0) } }
        var keys: Set<Int> = [entity]
        if let year { keys.insert(year) }
        if let indicator { keys.insert(indicator) }
        if year == nil { keys.formUnion(years.map(\.column)) }
        if let value, year != nil, indicator != nil { keys.insert(value) }
        var survey = ColumnSurvey(candidates: table.header.indices.filter { !keys.contains($0) })
        var entities = CodeBook()
        if !survey.isEmpty {
            try table.forEach { record in
                survey.note(record, entity: entities.code(record, entity), year: year.flatMap { Self.year(record.bytes($0)) } ?? 0)
            }
        }
        var candidates = survey.columns
        if let year, let indicator, let value {
            layout = .tidy(indicator: indicator, value: value)
            self.year = year
        } else if let year, indicator == nil {
            let numeric = candidates.filter { $0.isNumeric && $0.hasValue && !$0.isCode }
            candidates.removeAll { column in numeric.contains { $0.column == column.column } }
            layout = .wideByIndicator(numeric.map(\.column))
            self.year = year
        } else if year == nil, !years.isEmpty {
            layout = .wideByYear(indicator: indicator, years: years)
            self.year = nil
        } else {
            throw .missingColumn(name: year == nil ? "year" : "value", found: table.header)
        }
        self.entity = entity
        period = year == nil ? nil : candidates.first { !$0.isConstant && $0.isDate }?.column
        let kept = candidates.filter(\.isAttribute)
        attributes = kept.map { candidate in
            var byEntity: [String: String] = [:]
            for (entity, code) in candidate.latest.enumerated() where code >= 0 {
                byEntity[entities.names[entity]] = candidate.values.names[Int(code)]
            }
            return (candidate.column, byEntity)
        }
        changingAttributes = kept.filter { !$0.isConstant }.map { ($0.column, $0.changed.count) }
        ignored = candidates.filter { !$0.isConstant && !$0.isAttribute }.map(\.column).filter { [period] in $0 != period }
    }

    /// A year of four digits, also with 年 behind it; `nil` for anything else.
    static func year(_ field: some Sequence<UInt8>) -> Int? {
        var year = 0
        var digits = 0
        for byte in field where byte > 32 {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else {
                // 2020年 is a year; 2020-06-30 is not.
                return digits == 4 && byte == 0xE5 && year >= 1000 ? year : nil
            }
            year = year * 10 + Int(byte - UInt8(ascii: "0"))
            digits += 1
            guard digits <= 4 else { return nil }
        }
        return digits == 4 && year >= 1000 ? year : nil
    }
}
