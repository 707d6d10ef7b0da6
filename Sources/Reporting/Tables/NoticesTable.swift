import Disclosure

extension ResultTable {
    /// The result of `analyze notices`: one row a letter, with the name of its file.
    public static func notices(_ notices: [(notice: Notice, file: String)]) -> ResultTable {
        var table = ResultTable(
            schema: "analyze.notices/1", title: LocalizedText(zh: "核对函", en: "Notices"), of: notices,
            columns: [
                .text("entity", zh: "主体", en: "Entity") { .text($0.notice.entity) },
                .text("region_code", zh: "区划代码", en: "Region", .extra) { .text($0.notice.regionCode) },
                .number("open", zh: "待说明", en: "To be explained", .plain) { .integer($0.notice.open.count) },
                .number("confirmed", zh: "已核实有误", en: "Confirmed", .plain) { .integer($0.notice.confirmed.count) },
                .text("file", zh: "文件", en: "File") { .text($0.file) },
            ])
        table.whenEmpty = LocalizedText(zh: "没有需要发函的主体。", en: "There is nobody to write to.")
        return table
    }
}
