import Disclosure
import DocumentReading

/// Tells which forms a document holds from the labels that decide, never from the year.
enum EditionDetection {
    private static let decisive: [(Edition, [String])] = [
        (.fmt2021, ["本年制发件数", "本年废止件数", "现行有效件数", "本年处理决定数量", "本年收费金额", "逾期不补正", "逾期未按收费通知"]),
        (.fmt2019, ["本年新制作数量", "本年制作数量", "本年新公开数量", "对外公开总数量", "上一年项目数量", "本年增/减", "采购项目数量", "采购总金额"]),
        (.fjStats, ["历年累计"]),
        (.gzAnnex2019, ["信息发布情况", "政务公开监督员", "面向公众开放会议次数", "重大决策征集公众意见次数"]),
        (.stats2014, ["收到申请数", "申请办结数", "申请答复数", "主动公开规范性文件数", "制发规范性文件总数", "政务微博公开政府信息数"]),
        (.local2008, ["本月累计", "年度累计", "本期实际", "免予公开范围", "全文电子化", "申请总次数", "依申请公开信息目录数"]),
    ]

    /// Labels of Table 3 that both statutory forms have: a document of tables whose Table 2 is missing still shows which it is.
    private static let applications = ["属于国家秘密", "保护第三方合法权益", "属于三类内部事务信息", "属于四类过程性信息", "属于行政查询事项", "本机关不掌握相关政府信息"]

    /// One form found, with the labels that show it.
    struct Finding {
        let edition: Edition
        let labels: [String]
    }

    /// The forms that a document holds: one statutory form at most, and lists beside it.
    static func forms(in document: Document) -> [Finding] {
        var text = ""
        var wasSingle = false
        for block in document.blocks {
            switch block {
            case .paragraph(let paragraph): append(paragraph.text, to: &text, &wasSingle)
            case .table(let table):
                for row in table.rows { for cell in row.cells where cell.text.utf8.count > 5 { append(cell.text, to: &text, &wasSingle) } }
            }
        }
        func seen(_ labels: [String]) -> [String] { labels.filter { text.holds($0) } }
        var findings: [Finding] = []
        let found = Dictionary(uniqueKeysWithValues: decisive.map { ($0.0, seen($0.1)) })
        let shared = seen(applications)
        if found[.fmt2021]!.count >= 2 || (found[.fmt2021]!.count == 1 && found[.fmt2019]!.count < 2) {
            findings.append(Finding(edition: .fmt2021, labels: found[.fmt2021]!))
        } else if found[.fmt2019]!.count >= 2 || shared.count >= 3 {
            findings.append(Finding(edition: .fmt2019, labels: found[.fmt2019]! + shared))
        }
        if found[.fjStats]!.count == 1, text.holds("计量单位") || text.holds("指标名称") || text.holds("年度历年累计"),
            !text.holds("代码") || text.holds("申请数")
        {
            findings.append(Finding(edition: .fjStats, labels: found[.fjStats]!))
        }
        if found[.gzAnnex2019]!.count >= 2 { findings.append(Finding(edition: .gzAnnex2019, labels: found[.gzAnnex2019]!)) }
        if found[.stats2014]!.count >= 3, findings.first?.edition != .gzAnnex2019, !findings.contains(where: { $0.edition == .gzAnnex2019 }) {
            findings.append(Finding(edition: .stats2014, labels: found[.stats2014]!))
        }
        if found[.local2008]!.count >= 2, findings.isEmpty { findings.append(Finding(edition: .local2008, labels: found[.local2008]!)) }
        return findings
    }

    /// Adds a text on a line of its own; single characters that follow each other are a label set upright, and stand on one line.
    private static func append(_ piece: String, to text: inout String, _ wasSingle: inout Bool) {
        let folded = LabelNormalization.folded(piece)
        let isSingle = folded.utf8.count <= 4 && folded.count == 1
        if !isSingle || !wasSingle { text += "\n" }
        text += folded
        wasSingle = isSingle
    }
}
