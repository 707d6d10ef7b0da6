@testable import Disclosure

/// A form that nobody has prescribed: that of 2021 with a block on automated decisions, in whose applications the outcomes have a fourth row of other handling.
enum Fmt2031Form {
    static let tables = proactive + [ApplicationsTable.table(otherHandling: otherHandling)] + RemediesTable.blocks

    static let english = [
        "disclosure.algorithms": "Automated decisions", "outcome.other_handling.withdrawn": "Other handling: withdrawn by the applicant",
    ]
    static let englishColumns = ["open": "published", "closed": "not published", "all": "in use"]

    private static let proactive: [FormTable] = [
        FormTable(
            "t2.documents", section: .proactive, heading: "第二十条第（一）项",
            columns: [.init("made", "本年制发件数"), .init("repealed", "本年废止件数"), .init("in_force", "现行有效件数", .stock)],
            rows: [.init("disclosure.rules", "规章"), .init("disclosure.normative_docs", "行政规范性文件")]),
        FormTable(
            "t2.algorithms", section: .proactive, heading: "第二十条第（七）项",
            columns: [.init("open", "已公布算法数"), .init("closed", "未公布算法数"), .init("all", "在用算法总数", .stock)],
            rows: [.init("disclosure.algorithms", "自动化决策", unit: "项")]),
    ]

    private static let groups = ApplicationsTable.results + ["（六）其他处理"]
    private static let otherHandling: [FormTable.Row] = [
        .init("outcome.other_handling.overdue_correction", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", under: groups),
        .init("outcome.other_handling.withdrawn", "2.申请人主动撤回申请", under: groups),
        .init("outcome.other_handling.misc", "3.其他", under: groups),
    ]
}
