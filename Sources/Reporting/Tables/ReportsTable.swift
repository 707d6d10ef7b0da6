import Analyses
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
            of: reports,
            columns: [
                .text("entity", zh: "主体", en: "Entity") { .text($0.body.name) },
                .text("region_code", zh: "区划代码", en: "Region", .extra) { .text($0.body.regionCode) },
                .text("level", zh: "级别", en: "Level", .extra, codes: Codes.levels) { .text($0.body.level.rawValue) },
                .number("year", zh: "年度", en: "Year", .plain) { .integer($0.year) },
                .text("edition", zh: "表格", en: "Form", codes: Codes.editions) { .text($0.edition?.rawValue) },
                .text("format", zh: "格式", en: "Format", .extra) { .text($0.source?.format) },
                .number("cells", zh: "单元格", en: "Cells", .plain) { .integer($0.cells) },
                .number("blank", zh: "空白", en: "Blank", .plain) { .integer($0.blank) },
                .number("exact_rules", zh: "勾稽关系", en: "Exact rules", .plain) { .integer($0.exactRules) },
                .number("violated", zh: "不成立", en: "Violated", .plain) { .integer($0.violated) },
                .text("source", zh: "来源", en: "Source", .extra) { .text($0.source?.path.shown) },
                .text("sha256", zh: "SHA-256", en: "SHA-256", .machine) { .text($0.source?.sha256) },
                .number("versions", zh: "版数", en: "Versions", .plain, listsVersions ? .machine : .extra) { .integer($0.versions) },
                .text("kind", zh: "类型", en: "Kind", .machine, codes: Codes.bodyKinds) { .text($0.body.kind.rawValue) },
                .text("scope", zh: "统计范围", en: "Scope", .machine, codes: Codes.scopes) { .text($0.body.scope.rawValue) },
                .text("parent_code", zh: "上级代码", en: "Parent", .machine) { .text(regions.parentCode(of: $0.body, year: $0.year)) },
                .text("current_region_code", zh: "现行代码", en: "Code today", .machine) { report in
                    .text(report.body.regionCode.map { regions.currentCode(of: $0) })
                },
                .text("published", zh: "发布日期", en: "Published", .machine) { .text(timing($0)?.published) },
                .number("days_late", zh: "逾期天数", en: "Days late", .plain, .machine) { .integer(timing($0)?.daysLate) },
                .text("title", zh: "标题", en: "Title", .machine) { .text($0.title) },
                .text("evidence", zh: "依据", en: "Evidence", .machine) { report in report.evidence.map { .list($0.map(value)) } ?? .null },
                .text("doubts", zh: "疑点", en: "Doubts", .machine) { report in report.doubts.map { .list($0.map(value)) } ?? .null },
                .number("version", zh: "版次", en: "Version", .plain, listsVersions ? .essential : .machine) { .integer($0.version) },
                .text(
                    "current", zh: "采用", en: "Used", listsVersions ? .essential : .machine,
                    codes: ["true": LocalizedText(zh: "是", en: "yes"), "false": LocalizedText(zh: "否", en: "no")]
                ) { report in report.isCurrent.map { .flag($0) } ?? .null },
            ])
    }

    private static func timing(_ report: ReportSummary) -> PublicationTiming? {
        report.evidence.flatMap { PublicationTiming(of: report.body, year: report.year, evidence: $0) }
    }

    private static func value(_ evidence: Evidence) -> ResultValue {
        .object([
            ResultField("subject", .text(evidence.subject.rawValue)), ResultField("source", .text(evidence.source.rawValue)),
            ResultField("value", .text(evidence.value)), ResultField("text", .text(evidence.text)),
        ])
    }

    private static func value(_ doubt: ReadingNote) -> ResultValue {
        .object([
            ResultField("kind", .text(doubt.kind.rawValue)), ResultField("message", .localized(doubt.message)),
            ResultField("indicators", .texts(doubt.indicators)),
            ResultField("table", .integer(doubt.place?.table)), ResultField("row", .integer(doubt.place?.row)),
            ResultField("column", .integer(doubt.place?.column)),
        ])
    }
}
