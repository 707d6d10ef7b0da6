/// The Fujian 统计表: every indicator has the year's value and the running total. Rows came and went; the table lists all of them.
enum FjStatsForm {
    static let table = FormTable(
        "legacy", section: .legacy,
        columns: [.init("", "N年度"), .init("cumulative", "历年累计", .stock)],
        rows: [
            .init("legacy.disclosed.total", "主动公开信息数 (2011–2013) / 主动公开文件数 (2014–2018)", unit: "条"),
            .init("legacy.disclosed.via_website", "1.网站公开 / 1、政府网站公开数", unit: "条"),
            .init("legacy.disclosed.via_gazette", "2.政府公报公开 / 2、政府公报公开数", unit: "条"),
            .init("legacy.applications.received", "受理依申请公开信息总数 / 受理政府信息依申请公开总数 (2017)", unit: "条"),
            .init("legacy.applications.by_person", "1.当面申请数", unit: "条"),
            .init("legacy.applications.by_fax", "2.传真申请数 (2011–2013)", unit: "条"),
            .init("legacy.applications.by_email", "3.电子邮件申请数 (2011–2013)", unit: "条"),
            .init("legacy.applications.by_web", "4.网上申请数 / 2、网上申请数", unit: "条"),
            .init("legacy.applications.by_letter", "5.信函申请数 (2011–2013)", unit: "条"),
            .init("legacy.applications.by_letter_fax", "3、信函、传真申请数 (2014–2018)", unit: "条"),
            .init("legacy.applications.by_other", "6.其它形式申请数 (2011)", unit: "条"),
            .init("legacy.answers.total", "对申请的答复数 / 对申请的答复总数", unit: "条"),
            .init("legacy.answers.granted", "1.同意公开答复数", unit: "条"),
            .init("legacy.answers.partial", "2.同意部分公开答复数", unit: "条"),
            .init("legacy.answers.refused", "3.否决公开答复数 / 3、不予公开答复数", unit: "条"),
            .init("legacy.answers.other", "4、其他类型答复数 (2014–2018)", unit: "条"),
            .init("legacy.fees.reduced", "政府信息公开收费减免金额 (2014–2016)", unit: "元", .money),
            .init("legacy.review.total", "行政复议数"),
            .init("legacy.litigation.total", "行政诉讼数"),
            .init("legacy.appeal.total", "行政申诉数 / 行政申诉、举报数 / 接受行政诉讼、举报数"),
        ])
}
