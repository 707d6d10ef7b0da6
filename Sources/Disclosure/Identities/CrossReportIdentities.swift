/// A region against the bodies below it, and what the form and the law ask of every report.
enum CrossReportIdentities {
    static func of(_ edition: Edition) -> [Identity] {
        [
            Identity(
                "rollup.city", edition, .rollUp,
                "applications.received.total >= children(applications.received.total)",
                label: LocalizedText(zh: "上级数不小于所辖县级政府之和", en: "A region's applications are at least the sum of the governments' right below"),
                source: "缺少下级报告时只能说不小于；垂直管理部门不在其内"),
            Identity(
                "rollup.t2", edition, .rollUp,
                "disclosure.licensing.decisions >= children(disclosure.licensing.decisions) and disclosure.punishment.decisions >= children(disclosure.punishment.decisions)",
                label: LocalizedText(zh: "上级处理决定数不小于所辖县级政府之和", en: "A region's decisions are at least the sum of the governments' right below"),
                source: "汇总"),
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
