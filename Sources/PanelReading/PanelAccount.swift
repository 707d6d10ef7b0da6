import ColumnStore
import Disclosure

/// Says what became of every column and line of a file.
struct PanelAccount {
    let table: DelimitedRecords
    let roles: ColumnRoles
    let conventions: NumberConventions
    private let years: [String: YearText?]
    private let convention: YearText.Convention
    private let spanYear: PanelTableReader.SpanYear

    init(
        _ table: DelimitedRecords, roles: ColumnRoles, conventions: NumberConventions, years: [String: YearText?],
        convention: YearText.Convention, spanYear: PanelTableReader.SpanYear
    ) {
        self.table = table
        self.roles = roles
        self.conventions = conventions
        self.years = years
        self.convention = convention
        self.spanYear = spanYear
    }

    /// Adds the account to a panel.
    mutating func complete(_ result: inout PanelTable, combination: PanelTableReader.Combination) {
        result.columns = columns(result)
        result.notes =
            shapeNotes + roleNotes + keyNotes(result) + yearNotes(result, combination) + decimalNotes + unitNotes(result) + spellingNotes
            + lineNotes(result) + cellNotes(result)
    }

    // MARK: Columns

    private func columns(_ result: PanelTable) -> [ColumnReading] {
        var examples = [String](repeating: "", count: table.header.count)
        _ = try? table.forEach(in: table.whole, limit: 1000) { record in
            for column in examples.indices where examples[column].isEmpty { examples[column] = FoldedText.name(record.text(column)) }
        }
        var readings = table.header.indices.map { column in
            ColumnReading(
                name: FoldedText.name(table.header[column]), role: .attribute, how: LocalizedText(zh: "", en: ""), example: examples[column])
        }
        func set(_ column: Int?, _ role: ColumnRole, _ zh: String, _ en: String) {
            guard let column else { return }
            readings[column].role = role
            readings[column].how = LocalizedText(zh: zh, en: en)
        }
        for column in roles.attributes {
            let name = readings[column].name
            let scope = result.panel.details[name]?.scope
            switch (result.panel.attributes[name] != nil, scope) {
            case (true, nil): set(column, .attribute, "主体的属性", "a text of the entities")
            case (true, _): set(column, .attribute, "主体的属性（取最近年份），逐年的值也保留", "a text of the entities, the latest; those of each year are kept too")
            case (_, .variable): set(column, .attribute, "指标的属性", "a text of the indicators")
            case (_, .year): set(column, .attribute, "年份的属性", "a text of the years")
            case (_, .cell): set(column, .attribute, "单元格的属性", "a text of the cells")
            default: set(column, .attribute, "主体逐年的属性", "a text of the entities year by year")
            }
        }
        for (column, reason) in roles.ignored {
            switch reason {
            case .asked: set(column, .ignore, "按要求未读", "not read, as asked")
            case .empty: set(column, .ignore, "空列，未读", "empty, not read")
            case .rowNumbers: set(column, .ignore, "行号，未读", "numbers of the rows, not read")
            }
        }
        set(roles.entity, .entity, "主体", "the entities")
        set(roles.year, .year, "年份", "the years")
        set(roles.period, .period, "年内的期间", "the periods of a year")
        set(roles.indicator, .indicator, "指标", "the indicators")
        for (role, column) in roles.beside { set(column, role, "单元格的\(Self.beside[role]?.zh ?? "")", "the cells’ \(Self.beside[role]?.en ?? "")") }
        for value in roles.values {
            let decimal = conventions.decimals[value.group]
            let comma = decimal.mark == .comma
            let year = value.year.map { "\(spanYear == .end ? $0.last ?? $0.year : $0.year)" }
            let zh = [
                value.year == nil ? (roles.indicator == nil ? "指标" : "数值") : "\(year!) 年的数值", value.year?.period, comma ? "逗号为小数点" : nil,
            ]
            let en = [
                value.year == nil ? (roles.indicator == nil ? "an indicator" : "the numbers") : "the numbers of \(year!)", value.year?.period,
                comma ? "decimal commas" : nil,
            ]
            set(
                value.column, roles.indicator == nil && value.year == nil ? .number : .value, zh.compactMap { $0 }.joined(separator: "，"),
                en.compactMap { $0 }.joined(separator: ", "))
        }
        count(result, &readings)
        return readings
    }

    private static let beside: [ColumnRole: LocalizedText] = [
        .unit: LocalizedText(zh: "单位", en: "units"), .label: LocalizedText(zh: "名称", en: "labels"), .state: LocalizedText(zh: "状态", en: "states"),
        .raw: LocalizedText(zh: "原文", en: "texts"), .flag: LocalizedText(zh: "标记", en: "flags"), .low: LocalizedText(zh: "下界", en: "lower bounds"),
        .high: LocalizedText(zh: "上界", en: "upper bounds"),
    ]

    private func count(_ result: PanelTable, _ readings: inout [ColumnReading]) {
        for value in roles.values {
            let odd = result.oddCells.filter { $0.column == table.header[value.column] }
            readings[value.column].marks = odd.count { $0.state == .notApplicable }
            readings[value.column].bounds = odd.count { $0.state == .bound }
            readings[value.column].texts = odd.count { $0.state == .text }
            if let variable = value.variable, roles.indicator == nil {
                readings[value.column].unit = result.panel.description(of: variable).unit
                if value.year == nil {
                    readings[value.column].numbers = result.panel.column(variable)?.validCount ?? 0
                    let states = result.panel.states(variable)
                    readings[value.column].blanks = states?.withBytes { $0.count { $0 == CellState.blank.rawValue } } ?? 0
                }
            }
        }
        if roles.values.count == 1 { readings[roles.values[0].column].numbers = result.numberCount }
        countYears(result, &readings)
    }

    /// The numbers and blanks of columns that are years, where no other column has the same one.
    private func countYears(_ result: PanelTable, _ readings: inout [ColumnReading]) {
        let values = roles.values.filter { $0.year != nil }
        let columns = Dictionary(values.map { ([$0.variable ?? "", "\($0.year!.year)"], [$0.column]) }, uniquingKeysWith: +)
        guard roles.values.count > 1, values.count == columns.count else { return }
        for value in values {
            for variable in value.variable.map({ [$0] }) ?? result.panel.variables {
                guard let states = result.panel.states(variable), result.panel.years.contains(value.year!.year) else { continue }
                for entity in result.panel.entities.indices {
                    let state = states[entity, value.year!.year - result.panel.years.lowerBound]
                    if state == CellState.number.rawValue { readings[value.column].numbers += 1 }
                    if state == CellState.blank.rawValue { readings[value.column].blanks += 1 }
                }
            }
        }
    }

    // MARK: Notes

    private var shapeNotes: [LocalizedText] {
        let shape = table.shape
        var notes: [LocalizedText] = []
        if !shape.preamble.isEmpty {
            let lines = shape.preamble.prefix(3).map { "\($0.line) “\(Self.cut($0.text))”" }.joined(separator: ", ")
            notes.append(LocalizedText(zh: "表头之前的 \(shape.preamble.count) 行未读：第 \(lines) 行。", en: "Lines before the header are left out: \(lines)."))
        }
        if let lines = shape.headerLines {
            notes.append(
                LocalizedText(
                    zh: "表头占第 \(lines.lowerBound)–\(lines.upperBound) 行，各层名称相连。",
                    en: "The header stands on lines \(lines.lowerBound) to \(lines.upperBound); the names of its rows are joined."))
        }
        for (column, name, given) in shape.renamed where !shape.nameless.contains(column) {
            notes.append(
                LocalizedText(
                    zh: "“\(name)”列重名，第 \(column + 1) 列改称“\(given)”。", en: "Column \(column + 1) is another “\(name)”; it is called “\(given)”."))
        }
        if shape.hasEscapes {
            notes.append(
                LocalizedText(
                    zh: "反斜杠按转义读：\\t、\\n、\\\\ 为制表符、换行、反斜杠。",
                    en: "Backslashes are read as escapes: \\t, \\n and \\\\ are a tab, a line end and a backslash."))
        }
        if shape.splitsFirst {
            let names = table.header.prefix { _ in true }.prefix(10).joined(separator: ", ")
            notes.append(LocalizedText(zh: "第一列含多个键，已按逗号拆开：\(names)…", en: "The first column holds several keys, parted at the commas: \(names) …"))
        }
        return notes
    }

    private var roleNotes: [LocalizedText] {
        var notes = roles.guessed.map { role, column in
            let name = table.header[column]
            return role == .year
                ? LocalizedText(
                    zh: "“\(name)”列的值都是年份，作为年份列（--column year=列名 可改）。",
                    en: "“\(name)” holds years and is taken for the year (--column year=NAME for another).")
                : LocalizedText(
                    zh: "没有按通常名称命名的主体列，以“\(name)”列为主体（--column entity=列名 可改）。",
                    en: "No column has a usual name of entities; “\(name)” is taken for it (--column entity=NAME for another).")
        }
        let left = roles.ignored.map { column, reason in
            let name = table.shape.nameless.contains(column) ? "#\(column + 1)" : FoldedText.name(table.header[column])
            return switch reason {
            case .asked: LocalizedText(zh: "\(name)（按要求）", en: "\(name) (as asked)")
            case .empty: LocalizedText(zh: "\(name)（空列）", en: "\(name) (empty)")
            case .rowNumbers: LocalizedText(zh: "\(name)（行号）", en: "\(name) (numbers of the rows)")
            }
        }
        if !left.isEmpty {
            notes.append(
                LocalizedText(
                    zh: "未读的列：\(left.map(\.zh).joined(separator: "、"))。", en: "Columns not read: \(left.map(\.en).joined(separator: ", "))."))
        }
        return notes
    }

    private func yearNotes(_ result: PanelTable, _ combination: PanelTableReader.Combination) -> [LocalizedText] {
        var notes: [LocalizedText] = []
        let inHeader = roles.values.compactMap { value in value.year.map { (table.header[value.column], $0) } }
        let all = years.compactMap { text, year in year.map { (text, $0) } }.sorted { $0.0 < $1.0 } + inHeader
        if let (text, year) = all.first(where: { $0.1.form == .span }), let last = year.last {
            let (put, other) = spanYear == .start ? (year.year, last) : (last, year.year)
            notes.append(
                LocalizedText(
                    zh:
                        "跨年的“\(text)”记在 \(put) 年，即\(spanYear == .start ? "起始" : "终止")之年（--span \(spanYear == .start ? "end" : "start") 则记在 \(other) 年）。",
                    en:
                        "“\(text)” is put under \(put), the year in which it \(spanYear == .start ? "begins" : "ends") (--span \(spanYear == .start ? "end" : "start"): under \(other))."
                ))
        }
        if let (text, year) = all.first(where: { $0.1.form == .fiscal }) {
            notes.append(LocalizedText(zh: "财年“\(text)”按其名称记在 \(year.year) 年。", en: "“\(text)” is put under \(year.year), by its name."))
        }
        if convention.orderIsOpen {
            notes.append(
                LocalizedText(
                    zh: "日期的日、月顺序无从判断，按日在前读；年份不受影响。",
                    en: "The order of day and month cannot be told: the day is read first. The year does not hang on it."))
        }
        if result.hasSeveralPeriods {
            notes.append(
                LocalizedText(
                    zh:
                        "一年有多期，年度值取法：\(combination.rawValue)（--period \(PanelTableReader.Combination.allCases.map(\.rawValue).joined(separator: "|"))）。",
                    en:
                        "A year has several periods; what stands for it: \(combination.rawValue) (--period \(PanelTableReader.Combination.allCases.map(\.rawValue).joined(separator: "|")))."
                ))
        }
        return notes
    }

    private var decimalNotes: [LocalizedText] {
        conventions.decimals.indices.flatMap { group -> [LocalizedText] in
            let decimal = conventions.decimals[group]
            guard let value = roles.values.first(where: { $0.group == group }) else { return [] }
            let name = roles.values.count { $0.group == group } > 1 ? "value" : FoldedText.name(table.header[value.column])
            let isComma = decimal.mark == .comma
            switch decimal.reason {
            case .given, .nothing: return []
            case .told(let example):
                guard isComma else { return [] }
                return [LocalizedText(zh: "“\(name)”列以逗号为小数点（如“\(example)”）。", en: "“\(name)” has decimal commas, as in “\(example)”.")]
            case .open(let read):
                let example = read ?? firstPointed(value.column) ?? "1.234"
                return [
                    LocalizedText(
                        zh: "“\(name)”列的“\(example)”两种读法都通：逗号按\(isComma ? "小数点" : "千位分隔")读（--decimal \(isComma ? "." : ",") 为另一种）。",
                        en:
                            "“\(example)” of “\(name)” can be read in two ways: the comma is taken for \(isComma ? "a decimal mark" : "a mark of thousands") (--decimal \(isComma ? "." : ",") for the other)."
                    )
                ]
            case .openPoints:
                let example = firstPointed(value.column) ?? "1.234"
                return [
                    LocalizedText(
                        zh: "“\(name)”列的“\(example)”两种读法都通：句点按小数点读（--decimal , 则为千位分隔）。",
                        en:
                            "“\(example)” of “\(name)” can be read in two ways: the point is taken for a decimal mark (--decimal , for a mark of thousands)."
                    )
                ]
            case .mixed(let example):
                return [
                    LocalizedText(
                        zh: "“\(name)”列小数点写法不一：按\(isComma ? "逗号" : "句点")读，“\(example)”等未读。",
                        en: "“\(name)” has both decimal marks: the \(isComma ? "comma" : "point") is taken, “\(example)” and its like are not read.")
                ]
            }
        }
    }

    private func unitNotes(_ result: PanelTable) -> [LocalizedText] {
        zip(result.panel.variables, conventions.units).compactMap { variable, unit in
            guard let name = unit.unit?.name, unit.counts.values.reduce(0, +) > 0 else { return nil }
            guard unit.bare > 0 else {
                return LocalizedText(zh: "“\(variable)”的单位是 \(name)，数值按此记。", en: "“\(variable)” is in \(name), as its cells say.")
            }
            return LocalizedText(
                zh: "“\(variable)”有 \(unit.bare) 个数没有写单位，与其他一样按 \(name) 计。",
                en:
                    "\(unit.bare == 1 ? "1 number" : "\(unit.bare) numbers") of “\(variable)” \(unit.bare == 1 ? "has no unit and is" : "have no unit and are") taken to be in \(name) like the others."
            )
        }
    }

    private func lineNotes(_ result: PanelTable) -> [LocalizedText] {
        var notes: [LocalizedText] = []
        func list(_ reason: ObservationTable.LeftOut.Reason) -> (count: Int, places: String)? {
            let lines = result.leftOut.filter { $0.reason == reason }
            guard !lines.isEmpty else { return nil }
            let shown = lines.prefix(10).map { "\($0.line) “\(Self.cut($0.text))”" }.joined(separator: ", ")
            return (lines.count, shown + (lines.count > 10 ? " …" : ""))
        }
        if let (count, places) = list(.note) {
            notes.append(LocalizedText(zh: "表外的 \(count) 行未读：第 \(places) 行。", en: "Lines that are no records are left out: \(places)."))
        }
        if let (count, places) = list(.repeatedHeader) {
            notes.append(LocalizedText(zh: "重复的表头 \(count) 行未读：第 \(places) 行。", en: "Repeated headers are left out: \(places)."))
        }
        if let other = result.leftOut.first(where: { $0.reason == .otherTable }) {
            let last = max(other.line, other.lastLine ?? other.line)
            notes.append(
                LocalizedText(
                    zh: "第 \(other.line) 行起是另一张表（“\(Self.cut(other.text))”），第 \(other.line)–\(last) 行未读：请另存为一个文件。",
                    en:
                        "Another table begins on line \(other.line) (“\(Self.cut(other.text))”): lines \(other.line) to \(last) are not read; put it into a file of its own."
                ))
        }
        if let (count, places) = list(.nameless) {
            notes.append(
                LocalizedText(
                    zh: "\(count) 行缺主体或指标，未导入：第 \(places) 行。",
                    en: "\(Self.lines(count)) without an entity or an indicator \(Self.are(count)) left out: \(places)."))
        }
        if let (count, places) = list(.badYear) {
            notes.append(
                LocalizedText(
                    zh: "\(count) 行的年份无法读出，未导入：第 \(places) 行。",
                    en: "\(Self.lines(count)) without a year that can be read \(Self.are(count)) left out: \(places)."))
        }
        if let (count, places) = list(.tooWide) {
            notes.append(
                LocalizedText(
                    zh: "\(count) 行的字段多于表头的 \(table.header.count) 个，未导入：第 \(places) 行。",
                    en: "\(Self.lines(count)) with more fields than the header’s \(table.header.count) \(Self.are(count)) left out: \(places)."))
        }
        if let (count, places) = list(.damaged) {
            notes.append(
                LocalizedText(
                    zh: "\(count) 行引号之后还有文字，未导入：第 \(places) 行。",
                    en: "\(Self.lines(count)) with text behind a closing quote \(Self.are(count)) left out: \(places)."))
        }
        if !result.shortLines.isEmpty {
            let lines = result.shortLines.prefix(10).map(String.init).joined(separator: ", ") + (result.shortLines.count > 10 ? " …" : "")
            notes.append(
                LocalizedText(
                    zh: "\(result.shortLines.count) 行的字段少于表头，缺的作空白：第 \(lines) 行。",
                    en:
                        "\(Self.lines(result.shortLines.count)) \(result.shortLines.count == 1 ? "has" : "have") fewer fields than the header; what is missing is blank: \(lines)."
                ))
        }
        for (name, entities) in result.changingAttributes {
            notes.append(
                LocalizedText(
                    zh: "\(entities) 个主体的“\(name)”前后不同，以最近年份为准。",
                    en: "\(name) changes within \(entities == 1 ? "one entity" : "\(entities) entities"); that of the latest year is kept."))
        }
        for name in result.severalTexts {
            notes.append(LocalizedText(zh: "“\(name)”列对同一单元格有多个不同的值，保留最后一个。", en: "“\(name)” has several texts for one cell; the last is kept."))
        }
        return notes
    }

    private func cellNotes(_ result: PanelTable) -> [LocalizedText] {
        OddCell.Kind.allCases.compactMap { kind in
            let cells = result.oddCells.filter { $0.kind == kind }
            guard !cells.isEmpty else { return nil }
            let shown = cells.prefix(10)
            let zh = shown.map { "第\($0.line)行“\($0.column)”列“\(Self.cut($0.raw))”" }.joined(separator: "、") + (cells.count > 10 ? "……" : "")
            let en =
                shown.map { "line \($0.line), column “\($0.column)”: “\(Self.cut($0.raw))”" }.joined(separator: "; ") + (cells.count > 10 ? " …" : "")
            return LocalizedText(
                zh: "\(cells.count) 格\(kind.label.zh)：\(zh)。", en: "\(cells.count) \(cells.count == 1 ? "cell" : "cells"), \(kind.label.en): \(en).")
        }
    }

    private static func lines(_ count: Int) -> String { count == 1 ? "1 line" : "\(count) lines" }
    private static func are(_ count: Int) -> String { count == 1 ? "is" : "are" }

    private static func cut(_ text: String) -> String { text.count > 60 ? text.prefix(59) + "…" : text }
}
