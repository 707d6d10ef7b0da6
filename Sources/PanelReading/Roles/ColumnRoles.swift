import Foundation

/// What each column of a table is: key, value, attribute, or none of these.
struct ColumnRoles: Sendable {
    /// A column of numbers.
    struct Value: Sendable, Equatable {
        let column: Int
        /// The indicator, where the column has one of its own.
        var variable: String?
        /// The year, where the column has one of its own.
        var year: YearText?
        /// Columns of one group have one decimal mark.
        var group = 0
    }

    var entity = 0
    var year: Int?
    var period: Int?
    var indicator: Int?
    var values: [Value] = []
    /// Columns that say more of a tidy table's cell.
    var beside: [ColumnRole: Int] = [:]
    /// Columns of texts that are kept.
    var attributes: [Int] = []
    /// Of these the columns of numbers that name something, such as a region.
    var codes: [Int] = []
    /// Columns that are not read, with why.
    var ignored: [(column: Int, reason: Ignored)] = []
    /// Keys that were told from what the columns hold, because no name said it.
    var guessed: [(role: ColumnRole, column: Int)] = []

    enum Ignored: Sendable {
        case asked, empty, rowNumbers
    }

    /// Rows looked at where a key has to be told from what a column holds.
    private static let sampledRows = 1000
    /// Columns beyond which a file is no table that anybody keeps.
    private static let mostColumns = 100_000
    private static let states: Set<String> = ["number", "blank", "not_applicable", "text", "bound", "absent"]

    init(_ table: DelimitedRecords, columns given: [ColumnRole: [String]]) throws(PanelTableError) {
        let keys = table.header.map { FoldedText.key($0) }
        guard keys.count <= Self.mostColumns else { throw .tooManyColumns(keys.count, limit: Self.mostColumns) }
        let places = Dictionary(keys.enumerated().map { ($1, $0) }) { first, _ in first }
        var taken: Set<Int> = []
        func column(_ name: String) throws(PanelTableError) -> Int {
            let key = FoldedText.key(name)
            if let index = keys.firstIndex(of: key) { return index }
            if let number = Int(key), keys.indices.contains(number - 1) { return number - 1 }
            throw .missingColumn(role: nil, name: name, found: table.header)
        }
        var chosen: [ColumnRole: [Int]] = [:]
        for (role, names) in given.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            for name in names {
                let index = try column(name)
                chosen[role, default: []].append(index)
                taken.insert(index)
            }
        }
        func find(_ role: ColumnRole) -> Int? {
            if let index = chosen[role]?.first { return index }
            guard let index = role.names.lazy.compactMap({ name in places[name].flatMap { taken.contains($0) ? nil : $0 } }).first else { return nil }
            taken.insert(index)
            return index
        }
        var sample = Sample(width: table.header.count)
        try table.forEach(in: table.whole, limit: Self.sampledRows) { record in sample.note(record) }

        var foundEntity = find(.entity)
        indicator = find(.indicator)
        let foundValue = indicator == nil && chosen[.value] == nil ? nil : find(.value)
        // A state of America is no state of a cell.
        if foundEntity == nil || keys[foundEntity!] != "state" {
            let state = keys.indices.first { ColumnRole.state.names.contains(keys[$0]) && !taken.contains($0) }
            if let state, chosen[.state] == nil, !sample.texts[state].isEmpty, sample.texts[state].allSatisfy({ Self.states.contains($0) }) {
                beside[.state] = state
                taken.insert(state)
            }
        }
        if let state = chosen[.state]?.first { beside[.state] = state }
        year = chosen[.year]?.first
        // A second column of one year is that year's too, whatever it is called to tell it from the first.
        let written = Dictionary(table.shape.renamed.map { ($0.column, $0.name) }) { first, _ in first }
        let years = YearColumns(
            table.header.indices.filter { !taken.contains($0) }.map { ($0, written[$0] ?? table.header[$0]) }, namesEntity: foundEntity != nil)
        if year == nil {
            // Of the usual names the first whose fields are years.
            let named = ColumnRole.year.names.lazy.compactMap { name in places[name].flatMap { taken.contains($0) ? nil : $0 } }
            year = named.first { sample.yearShare($0) > 0.5 } ?? (years.isEmpty ? named.first : nil)
        }
        if year == nil, years.isEmpty, let guess = keys.indices.first(where: { !taken.contains($0) && sample.isYears($0) }) {
            year = guess
            guessed.append((.year, guess))
        }
        if let year { taken.insert(year) }
        period = year == nil ? nil : find(.period)
        if foundEntity == nil {
            let yearColumns = Set(years.columns.map(\.column))
            foundEntity = keys.indices.first { !taken.contains($0) && !(year == nil && yearColumns.contains($0)) && sample.isNames($0) }
            if let foundEntity {
                guessed.append((.entity, foundEntity))
                taken.insert(foundEntity)
            }
        }
        guard let foundEntity else { throw .missingColumn(role: .entity, name: "entity", found: table.header) }
        entity = foundEntity
        guard year != nil || !years.isEmpty else { throw .missingColumn(role: .year, name: "year", found: table.header) }

        if year != nil, let indicator, let foundValue {
            taken.formUnion([indicator, foundValue])
            values = [Value(column: foundValue)]
            for role in [ColumnRole.unit, .label, .raw, .flag, .low, .high] {
                if let column = find(role) { beside[role] = column }
            }
        } else if year == nil {
            values = years.columns
            if values.contains(where: { $0.variable != nil }) == false, indicator == nil {
                values = values.map { Value(column: $0.column, variable: "value", year: $0.year) }
            }
            taken.formUnion(values.map(\.column))
        } else if let indicator, foundValue == nil {
            // A text beside wide columns.
            taken.remove(indicator)
            self.indicator = nil
        }
        if let foundValue, values.isEmpty { taken.remove(foundValue) }
        for column in chosen[.ignore] ?? [] { ignored.append((column, .asked)) }
        let isWide = values.isEmpty
        let survey = try ColumnSurvey(
            table, candidates: table.header.indices.filter { !taken.contains($0) || isWide && chosen[.number]?.contains($0) == true }, entity: entity)
        classify(survey, table, isWide: isWide, chosen: chosen)
        guard !values.isEmpty else { throw .missingColumn(role: .number, name: "value", found: table.header) }
    }

    private mutating func classify(_ survey: ColumnSurvey, _ table: DelimitedRecords, isWide: Bool, chosen: [ColumnRole: [Int]]) {
        let hasPeriod = period != nil
        for candidate in survey.columns {
            let column = candidate.column
            let name = FoldedText.key(table.header[column])
            if candidate.filled == 0 {
                ignored.append((column, .empty))
                continue
            }
            let kinds = candidate.kinds
            if chosen[.number]?.contains(column) == true {
                values.append(Value(column: column, variable: FoldedText.name(table.header[column]), group: values.count))
            } else if table.shape.nameless.contains(column), column == 0, candidate.isKey || isCounting(table, column) {
                ignored.append((column, .rowNumbers))
            } else if !hasPeriod, period == nil, kinds.isDate, !candidate.isConstant {
                period = column
            } else if isWide, kinds.isNumeric {
                let isNamed = CodeNames.areCodes(name) && (candidate.isDigitsOnly || candidate.isConstant)
                if candidate.isCode || candidate.hasCodes || isNamed {
                    attributes.append(column)
                    codes.append(column)
                } else {
                    values.append(Value(column: column, variable: FoldedText.name(table.header[column]), group: values.count))
                }
            } else {
                attributes.append(column)
            }
        }
        attributes += (chosen[.attribute] ?? []).filter { !attributes.contains($0) }
        attributes.sort()
    }

    /// Whether a column counts the rows.
    private func isCounting(_ table: DelimitedRecords, _ column: Int) -> Bool {
        var last: Double?
        var isCounting = true
        _ = try? table.forEach(in: table.whole, limit: Self.sampledRows) { record in
            guard case .number(let number, _) = NumberText.read(record.bytes(column)) else { return }
            if let last, number != last + 1 { isCounting = false }
            last = number
        }
        return isCounting && last != nil
    }

    /// The first rows, column by column.
    private struct Sample {
        /// Different texts of each column, at most a hundred.
        var texts: [Set<String>]

        init(width: Int) { texts = [Set<String>](repeating: [], count: width) }

        mutating func note(_ record: DelimitedRecords.Record) {
            for column in texts.indices where texts[column].count < 100 {
                let text = FoldedText.name(record.text(column))
                if !text.isEmpty { texts[column].insert(text) }
            }
        }

        /// How many of the different texts are years or parts of years.
        func yearShare(_ column: Int) -> Double {
            let convention = YearText.convention(texts[column])
            return texts[column].isEmpty
                ? 0 : Double(texts[column].count { YearText($0, convention: convention) != nil }) / Double(texts[column].count)
        }

        func isYears(_ column: Int) -> Bool {
            let convention = YearText.convention(texts[column])
            return texts[column].count > 0
                && texts[column].allSatisfy { YearText($0, convention: convention).map { (1700...2200).contains($0.year) } ?? false }
        }

        /// Whether most of the texts are neither numbers nor years.
        func isNames(_ column: Int) -> Bool {
            let figures = texts[column].count { text in
                if case .text = NumberReading(text, decimal: .point).content { return YearText(text) != nil }
                return true
            }
            return !texts[column].isEmpty && figures * 2 < texts[column].count
        }
    }
}

/// The columns of a header that have years for names, or years in their names.
struct YearColumns {
    private(set) var columns: [ColumnRoles.Value] = []

    var isEmpty: Bool { columns.isEmpty }

    init(_ names: [(column: Int, name: String)], namesEntity: Bool) {
        let convention = YearText.convention(names.map(\.name))
        columns = names.compactMap { column, name in
            YearText(name, convention: convention).map { ColumnRoles.Value(column: column, year: $0) }
        }
        // 2020p, 2021*: years that are marked as provisional or have a footnote, beside others or each other.
        let taken = Set(columns.compactMap { $0.year?.year })
        let marked = names.compactMap { column, name in
            Self.unmarked(name).flatMap { YearText($0, convention: convention) }.map { ColumnRoles.Value(column: column, year: $0) }
        }.filter { value in value.year.map { !taken.contains($0.year) } ?? false }
        if columns.count + marked.count > 1, Set(marked.map { $0.year?.year }).count == marked.count {
            columns = (columns + marked).sorted { $0.column < $1.column }
        }
        guard columns.isEmpty else { return }
        // received_2019, 2019 received: one name with several years.
        var byStem: [String: [ColumnRoles.Value]] = [:]
        for (column, name) in names {
            guard let (stem, year) = Self.parted(name), let text = YearText(year) else { continue }
            byStem[stem, default: []].append(ColumnRoles.Value(column: column, variable: stem, year: text))
        }
        columns = byStem.values.filter { $0.count > 1 }.flatMap { $0 }.sorted { $0.column < $1.column }
    }

    /// The year of `2020p`, `2020 (r)`, `2021*` or `2019¹`; `nil` for another name.
    private static func unmarked(_ name: String) -> String? {
        let text = FoldedText.name(name)
        guard text.count > 4, text.count <= 9, YearText.plain(String(text.prefix(4))) != nil else { return nil }
        let mark = text.dropFirst(4).filter { !" ()[]".contains($0) }
        let isMark =
            ["p", "P", "r", "R", "e", "E", "f", "F", "b", "预", "预计", "快报"].contains(mark)
            || mark.allSatisfy { "*†‡¹²³⁴⁵⁶⁷⁸⁹ᵖʳᵉ①②③".contains($0) }
        return isMark && !mark.isEmpty ? String(text.prefix(4)) : nil
    }

    /// `received_2019` as `received` and `2019`.
    private static func parted(_ name: String) -> (stem: String, year: String)? {
        let text = FoldedText.name(name).replacing("年度", with: "年")
        func isYear(_ part: Substring) -> Bool { part.count == 4 && YearText.plain(String(part)).map { (1700...2200).contains($0) } == true }
        let marks = CharacterSet(charactersIn: " _-.:·()（）年")
        if isYear(text.suffix(4)), text.count > 4, text.dropLast(4).last?.isNumber == false {
            return (text.dropLast(4).trimmingCharacters(in: marks), String(text.suffix(4)))
        }
        if isYear(text.prefix(4)), text.count > 4, text.dropFirst(4).first?.isNumber == false {
            return (text.dropFirst(4).trimmingCharacters(in: marks), String(text.prefix(4)))
        }
        return nil
    }
}

extension ColumnRoles {
    /// The columns whose texts are kept record by record.
    var textColumns: [Int] { attributes + beside.values.sorted() }
}
