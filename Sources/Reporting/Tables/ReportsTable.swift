public import Disclosure
import FilePaths

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
    /// Which of them it is, from 1.
    public var version: Int?
    /// Whether it is the newest of them.
    public var isCurrent: Bool?
    /// The title as printed.
    public var title: String?
    /// What spoke for body, year, edition and scope; `nil` when it was not asked for.
    public var evidence: [Evidence]?
    /// What is doubtful about the reading; `nil` when it was not asked for.
    public var doubts: [ReadingNote]?

    /// A report in the store; with everything `nil`, a report that is missing.
    public init(
        body: Body, year: Int, edition: Edition? = nil, source: ReportSource? = nil, cells: Int? = nil, blank: Int? = nil, exactRules: Int? = nil,
        violated: Int? = nil, versions: Int? = nil, version: Int? = nil, isCurrent: Bool? = nil, title: String? = nil, evidence: [Evidence]? = nil,
        doubts: [ReadingNote]? = nil
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
        self.version = version
        self.isCurrent = isCurrent
        self.title = title
        self.evidence = evidence
        self.doubts = doubts
    }
}

extension ResultTable {
    /// The result of `analyze reports`.
    ///
    /// - Parameter listsVersions: whether the rows are versions; people then see which of them each row is, and which is used.
    public static func reports(_ reports: [ReportSummary], listsVersions: Bool = false) -> ResultTable {
        let regions = Regions.standard
        return ResultTable(
            schema: "analyze.reports/1", title: LocalizedText(zh: "报告", en: "Reports"),
            columns: [
                .text("entity", zh: "主体", en: "Entity"),
                .text("region_code", zh: "区划代码", en: "Region", .extra),
                .text("level", zh: "级别", en: "Level", .extra, codes: Codes.levels),
                .number("year", zh: "年度", en: "Year", .plain),
                .text("edition", zh: "表格", en: "Form", codes: Codes.editions),
                .text("format", zh: "格式", en: "Format", .extra),
                .number("cells", zh: "单元格", en: "Cells", .plain),
                .number("blank", zh: "空白", en: "Blank", .plain),
                .number("exact_rules", zh: "勾稽关系", en: "Exact rules", .plain),
                .number("violated", zh: "不成立", en: "Violated", .plain),
                .text("source", zh: "来源", en: "Source", .extra),
                .text("sha256", zh: "SHA-256", en: "SHA-256", .machine),
                .number("versions", zh: "版数", en: "Versions", .plain, listsVersions ? .machine : .extra),
                .text("kind", zh: "类型", en: "Kind", .machine, codes: Codes.bodyKinds),
                .text("scope", zh: "统计范围", en: "Scope", .machine, codes: Codes.scopes),
                .text("parent_code", zh: "上级代码", en: "Parent", .machine),
                .text("current_region_code", zh: "现行代码", en: "Code today", .machine),
                .text("title", zh: "标题", en: "Title", .machine),
                .text("evidence", zh: "依据", en: "Evidence", .machine),
                .text("doubts", zh: "疑点", en: "Doubts", .machine),
                .number("version", zh: "版次", en: "Version", .plain, listsVersions ? .essential : .machine),
                .text(
                    "current", zh: "采用", en: "Used", listsVersions ? .essential : .machine,
                    codes: ["true": LocalizedText(zh: "是", en: "yes"), "false": LocalizedText(zh: "否", en: "no")]),
            ],
            rows: reports.map { report in
                [
                    .text(report.body.name), .text(report.body.regionCode), .text(report.body.level.rawValue), .integer(report.year),
                    .text(report.edition?.rawValue),
                    .text(report.source?.format),
                    .integer(report.cells), .integer(report.blank), .integer(report.exactRules), .integer(report.violated),
                    .text(report.source?.path.shown), .text(report.source?.sha256), .integer(report.versions), .text(report.body.kind.rawValue),
                    .text(report.body.scope.rawValue), .text(regions.parentCode(of: report.body, year: report.year)),
                    .text(report.body.regionCode.map { regions.currentCode(of: $0) }), .text(report.title),
                    report.evidence.map { .list($0.map(value)) } ?? .null, report.doubts.map { .list($0.map(value)) } ?? .null,
                    .integer(report.version), report.isCurrent.map { .flag($0) } ?? .null,
                ]
            })
    }

    private static func value(_ evidence: Evidence) -> ResultValue {
        .object([
            ResultField("subject", .text(evidence.subject.rawValue)), ResultField("source", .text(evidence.source)),
            ResultField("value", .text(evidence.value)), ResultField("text", .text(evidence.text)),
        ])
    }

    private static func value(_ doubt: ReadingNote) -> ResultValue {
        .object([
            ResultField("kind", .text(doubt.kind)), ResultField("message", .localized(doubt.message)),
            ResultField("indicators", .texts(doubt.indicators)),
            ResultField("table", .integer(doubt.place?.table)), ResultField("row", .integer(doubt.place?.row)),
            ResultField("column", .integer(doubt.place?.column)),
        ])
    }
}
