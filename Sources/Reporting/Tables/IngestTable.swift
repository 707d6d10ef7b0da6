public import Disclosure
public import FilePaths

/// What became of one file, as `analyze ingest` tells it.
public struct IngestOutcome: Sendable, Hashable {
    /// What was done with the file.
    public enum Status: String, Sendable, Hashable, CaseIterable {
        case stored, unchanged
        case newVersion = "new_version"
        case quarantined
    }

    /// What a table of many files keeps of a report: a report itself is hundreds of cells and pages of text.
    public struct Filed: Sendable, Hashable {
        /// Whose report it is.
        public let body: Body
        /// The year reported on.
        public let year: Int
        /// The edition of the principal form.
        public let edition: Edition?
        /// Cells in all forms.
        public let cells: Int
        /// Blank cells.
        public let blank: Int

        /// What is kept of a report.
        public init(_ report: Report) {
            body = report.body
            year = report.year
            edition = report.edition
            cells = report.forms.reduce(0) { $0 + $1.cells.count }
            blank = report.forms.reduce(0) { $0 + $1.cells.count { $0.state == .blank } }
        }

        /// What a store keeps of a report.
        public init(body: Body, year: Int, edition: Edition?, cells: Int, blank: Int) {
            self.body = body
            self.year = year
            self.edition = edition
            self.cells = cells
            self.blank = blank
        }
    }

    /// The path as given.
    public var path: FilePath
    /// What was done with it.
    public var status: Status
    /// The report read from it; `nil` when there was none.
    public var report: Filed?
    /// The format told from the content.
    public var format: String?
    /// Why it was not stored, or what is doubtful.
    public var reason: LocalizedText?

    /// What became of a file.
    public init(path: FilePath, status: Status, report: Report?, format: String?, reason: LocalizedText? = nil) {
        self.path = path
        self.status = status
        self.report = report.map(Filed.init)
        self.format = format
        self.reason = reason
    }

    /// A file that need not be read again.
    public init(path: FilePath, unchanged report: Filed, format: String?, reason: LocalizedText? = nil) {
        self.path = path
        status = .unchanged
        self.report = report
        self.format = format
        self.reason = reason
    }
}

extension ResultTable {
    /// The result of `analyze ingest`.
    public static func ingest(_ outcomes: [IngestOutcome]) -> ResultTable {
        ResultTable(
            schema: "analyze.ingest/1", title: LocalizedText(zh: "入库", en: "Ingest"),
            of: outcomes,
            columns: [
                .text("path", zh: "文件", en: "Path") { .text($0.path.shown) },
                .text(
                    "status", zh: "状态", en: "Status",
                    codes: [
                        "stored": LocalizedText(zh: "已入库", en: "stored"), "unchanged": LocalizedText(zh: "未变", en: "unchanged"),
                        "new_version": LocalizedText(zh: "新版次", en: "new version"), "quarantined": LocalizedText(zh: "无法读取", en: "quarantined"),
                    ], tints: ["stored": .green, "unchanged": .dim, "new_version": .blue, "quarantined": .red]
                ) { .text($0.status.rawValue) },
                .text("entity", zh: "主体", en: "Entity") { .text($0.report?.body.name) },
                .text("region_code", zh: "区划代码", en: "Region", .extra) { .text($0.report?.body.regionCode) },
                .number("year", zh: "年度", en: "Year", .plain) { .integer($0.report?.year) },
                .text("edition", zh: "版本", en: "Edition", codes: Codes.editions) { .text($0.report?.edition?.rawValue) },
                .text("format", zh: "格式", en: "Format", .extra) { .text($0.format) },
                .number("cells", zh: "单元格", en: "Cells", .plain, .extra) { .integer($0.report?.cells) },
                .number("blank", zh: "空白", en: "Blank", .plain, .extra) { .integer($0.report?.blank) },
                .text("reason", zh: "说明", en: "Reason") { .localized($0.reason) },
            ])
    }
}
