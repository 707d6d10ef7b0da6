/// What rows, columns, groups and units of the forms are called in English. The official Chinese label stays the label of record.
///
/// A cell's English name is put together like the cell itself: row, then column. Rows are found by the stem of the cells' ids, columns by the
/// suffix, headings and groups by their Chinese words. Rows of a group begin with its name (`Denied: state secret`), so that they can stand alone.
enum EnglishLabels {
    /// The name of a cell: `Denied: state secret · natural persons`, under its heading `Article 20(1)` where the form has one.
    static func label(of id: String, heading: String?, edition: Edition) -> String {
        let name = short(of: id, edition: edition)
        return heading.flatMap { headings[$0] }.map { "\($0): \(name)" } ?? name
    }

    /// The name of a cell without the heading.
    static func short(of id: String, edition: Edition) -> String {
        guard let (row, column) = parts(of: id, edition: edition) else { return id }
        return column.isEmpty ? row : "\(row) · \(column)"
    }

    /// Row and column of a cell; the column is empty where a row has one value. `nil` for an id of no form.
    static func parts(of id: String, edition: Edition? = nil) -> (row: String, column: String)? {
        func row(_ stem: Substring) -> String? { edition?.profile.english[String(stem)] ?? self.row(String(stem)) }
        if let special = columnsOfRow[id], let point = id.lastIndex(of: "."), let row = row(id[..<point]) { return (row, special) }
        if let row = edition?.profile.english[id] ?? rows[id] { return (row, "") }
        guard let point = id.lastIndex(of: "."), let row = row(id[..<point]) else { return nil }
        let suffix = String(id[id.index(after: point)...])
        return (edition?.profile.englishColumns[suffix] ?? columns[suffix]).map { (row, $0) }
    }

    /// A row by the stem of its cells' ids.
    static func row(_ stem: String) -> String? { rows[stem] ?? subtotals[stem] }

    private static let rows = Edition.allCases.reduce(into: [String: String]()) { $0.merge($1.profile.english) { first, _ in first } }

    /// Subtotals that only the prose quotes.
    private static let subtotals: [String: String] = [
        "outcome.denied": "Denied, all grounds", "outcome.unable": "Unable to provide, all reasons",
        "outcome.not_processed": "Not processed, all reasons", "outcome.other_handling": "Other handling, all reasons",
        "litigation": "Lawsuits, both kinds", "processing_fee": "Processing fees",
    ]

    /// Columns by the last part of the cells' ids.
    static let columns: [String: String] = [
        "natural_person": "natural persons", "enterprise": "commercial enterprises", "research": "research institutions",
        "public_welfare": "public-welfare organizations", "legal_service": "legal-service organizations", "other_org": "other organizations",
        "total": "total", "made": "made this year", "newly_disclosed": "newly disclosed this year", "disclosed_total": "public in all",
        "repealed": "repealed this year", "in_force": "in force", "items_prev": "items last year", "items_change": "change this year",
        "decisions": "decisions this year", "projects": "projects", "amount": "amount", "upheld": "upheld", "corrected": "corrected",
        "other": "other result", "pending": "pending", "cumulative": "all years",
    ]

    /// Columns that one row words differently.
    private static let columnsOfRow: [String: String] = [
        "disclosure.fees.amount": "collected this year", "processing_fee.amount": "collected",
    ]

    /// The headings over the tables.
    static let headings: [String: String] = [
        "第二十条第（一）项": "Article 20(1)", "第二十条第（五）项": "Article 20(5)", "第二十条第（六）项": "Article 20(6)", "第二十条第（八）项": "Article 20(8)",
        "第二十条第（九）项": "Article 20(9)",
    ]

    /// The groups that rows stand under.
    static let groups: [String: String] = [
        "三、本年度办理结果": "Outcomes of the year", "（三）不予公开": "Denied", "（四）无法提供": "Unable to provide", "（五）不予处理": "Not processed",
        "（六）其他处理": "Other handling",
        "行政诉讼": "Lawsuits", "一、主动公开情况": "Proactive disclosure", "一、信息发布情况": "Publication", "（二）通过不同渠道和方式公开政府信息的情况": "Disclosed by channel",
        "二、回应解读情况": "Responses and readings", "（二）通过不同渠道和方式回应解读的情况": "Responses by channel", "三、依申请公开情况": "Disclosure on request",
        "（一）收到申请数": "Applications received", "（二）申请办结数": "Applications concluded", "（三）申请答复数": "Answers", "4.不同意公开答复数": "Refused",
        "四、行政复议数量": "Reviews", "五、行政诉讼数量": "Lawsuits", "八、机构建设和保障经费情况": "Organization and funds", "四、机构建设和保障经费情况": "Organization and funds",
        "（三）从事政府信息公开工作人员数": "Staff", "九、政府信息公开会议和培训情况": "Meetings and training", "五、政府信息公开会议和培训情况": "Meetings and training",
        "（三）建议提案办理结果公开情况": "Proposals answered in public", "（四）政府信息动态管理情况": "Review of what may be public",
        "（五）重大决策预公开情况": "Consultation before decisions",
        "（三）会议开放情况": "Open meetings", "（四）政务公开监督员情况（各市州、贵安新区填报）": "Supervisors of openness",
    ]

    /// The units, as words for people.
    static let units: [String: String] = [
        "件": "count", "条": "items", "次": "times", "篇": "articles", "个": "count", "项": "items", "人": "persons", "人次": "visits", "元": "yuan",
        "万元": "10,000 yuan", "份": "copies",
    ]
}

extension Indicator {
    /// The name in English, with the heading it stands under: `Article 20(1): Rules · in force`.
    public var labelEnglish: String {
        let heading = row.split(separator: "/").first.map(String.init)
        return EnglishLabels.label(of: id, heading: heading, edition: edition)
    }

    /// The name in English without the heading.
    public var shortLabelEnglish: String { EnglishLabels.short(of: id, edition: edition) }

    /// The official label and its English name.
    public var labels: LocalizedText { LocalizedText(zh: label, en: labelEnglish) }

    /// The units in English.
    public static let englishUnits = EnglishLabels.units
}

extension Catalog {
    /// The English name of a cell or of a row of Table 3, by its id; `nil` for an id that no form has.
    public static func englishName(of id: String, edition: Edition? = nil) -> String? {
        EnglishLabels.parts(of: id, edition: edition).map { $0.column.isEmpty ? $0.row : "\($0.row) · \($0.column)" } ?? EnglishLabels.row(id)
    }
}

extension Applicant {
    /// The column's name in English.
    public var labelEnglish: String { EnglishLabels.columns[rawValue]! }

    /// The column's name at the beginning of a sentence: `Natural persons`.
    public var columnEnglish: String { labelEnglish.prefix(1).uppercased() + labelEnglish.dropFirst() }
}

extension FormTable {
    /// The English name of the heading; empty when there is none.
    public var headingEnglish: String { EnglishLabels.headings[heading] ?? "" }

    /// The English name of a group of rows.
    public static func englishGroup(_ group: String) -> String { EnglishLabels.groups[group] ?? group }

    /// The English name of a column in this table.
    public func english(_ column: Column) -> String {
        rows.first.flatMap { EnglishLabels.parts(of: cellID(row: $0, column: column))?.column } ?? column.label
    }
}

extension FormTable.Row {
    /// The row's name in English: `Denied: state secret`.
    public var labelEnglish: String { EnglishLabels.row(id) ?? id }
}
