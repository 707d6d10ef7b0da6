/// A region against the bodies below it, and what the form and the law ask of every report.
enum CrossReportIdentities {
    static func of(_ edition: Edition) -> [Identity] {
        [
            Identity(
                "rollup.city", edition, .rollUp,
                "parent.applications.received.total = sum(children.applications.received.total) over counties + departments + own office",
                label: LocalizedText(zh: "上级数等于所辖机关之和", en: "A region's applications are the sum of its bodies'"),
                source: "缺少下级报告时只能说不小于；垂直管理部门不在其内"),
            Identity(
                "rollup.t2", edition, .rollUp, "parent.disclosure.*.decisions >= max(children)",
                label: LocalizedText(zh: "上级处理决定数不小于任一下级", en: "A region's decisions are at least those of each body"), source: "汇总"),
            Identity(
                "blank.policy", edition, .format, "no blank cell in T2/T3/T4 (blank != 0 is unknown)",
                label: LocalizedText(zh: "表格不留空白", en: "No cell is left blank"), source: "检查惯例"),
            Identity(
                "authority.rules", edition, .domain,
                "entity level in {county, township, department below 设区的市} -> disclosure.rules.* = 0",
                label: LocalizedText(zh: "无规章制定权的机关规章为零", en: "Bodies without the authority make no rules"), source: "立法法"),
        ]
    }
}
