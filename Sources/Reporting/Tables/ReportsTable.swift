public import Disclosure

/// A report in the store, as `analyze reports` lists it.
public struct ReportSummary: Sendable, Hashable {
    /// Whose report.
    public var body: Body
    /// The year reported on.
    public var year: Int
    /// The edition of the principal form; `nil` for a body and year without a report.
    public var edition: Edition?
    /// The source's format, path and hash.
    public var source: ReportSource?
    /// Cells in its forms, and how many of them are blank.
    public var cells: Int?
    /// Blank cells.
    public var blank: Int?
    /// Exact identities that could be evaluated.
    public var exactRules: Int?
    /// Exact identities that do not hold.
    public var violated: Int?
    /// Versions in the store.
    public var versions: Int?

    /// A report in the store; with everything `nil`, a report that is missing.
    public init(
        body: Body, year: Int, edition: Edition? = nil, source: ReportSource? = nil, cells: Int? = nil, blank: Int? = nil, exactRules: Int? = nil,
        violated: Int? = nil, versions: Int? = nil
    ) {
        self.body = body
        self.year = year
        self.edition = edition
        self.source = source
        self.cells = cells
        self.blank = blank
        self.exactRules = exactRules
        self.violated = violated
        self.versions = versions
    }
}

extension ResultTable {
    /// The result of `analyze reports`.
    public static func reports(_ reports: [ReportSummary]) -> ResultTable {
        ResultTable(
            schema: "analyze.reports/1", title: LocalizedText(zh: "报告", en: "Reports"),
            columns: [
                .text("entity", zh: "主体", en: "Entity"),
                .text("region_code", zh: "区划代码", en: "Region", .extra),
                .text("level", zh: "级别", en: "Level", .extra, codes: Codes.levels),
                .number("year", zh: "年度", en: "Year", .plain),
                .text("edition", zh: "版本", en: "Edition", codes: Codes.editions),
                .text("format", zh: "格式", en: "Format", .extra),
                .number("cells", zh: "单元格", en: "Cells", .plain),
                .number("blank", zh: "空白", en: "Blank", .plain),
                .number("exact_rules", zh: "勾稽关系", en: "Exact rules", .plain),
                .number("violated", zh: "不成立", en: "Violated", .plain),
                .text("source", zh: "来源", en: "Source", .extra),
                .text("sha256", zh: "SHA-256", en: "SHA-256", .machine),
                .number("versions", zh: "版次", en: "Versions", .plain, .extra),
            ],
            rows: reports.map { report in
                [
                    .text(report.body.name), .text(report.body.regionCode), .text(report.body.level.rawValue), .integer(report.year),
                    .text(report.edition?.rawValue), .text(report.source?.format), .integer(report.cells), .integer(report.blank),
                    .integer(report.exactRules), .integer(report.violated), .text(report.source?.path), .text(report.source?.sha256),
                    .integer(report.versions),
                ]
            })
    }
}
