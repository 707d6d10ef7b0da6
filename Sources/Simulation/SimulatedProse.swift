import Disclosure

/// The prose of a simulated report: sentences that state the figures of the tables, and sentences without figures.
enum SimulatedProse {
    private static let topics = [
        "坚持以公开为常态、不公开为例外", "围绕重点领域细化公开目录", "优化网站栏目设置和检索功能", "完善依申请公开登记、审核、答复流程", "对规范性文件实行统一编号和动态清理", "组织业务培训并开展案例研讨",
        "推进基层政务公开标准化规范化", "加强政策文件与解读材料同步发布", "建立信息发布前保密审查台账", "健全公众意见收集和反馈机制", "规范政务新媒体的内容管理", "开展年度考核并督促问题整改",
        "对公开专区的纸质资料进行更新", "梳理权责清单并按季核对", "与司法行政部门会商疑难申请", "邀请群众代表走进办事大厅", "编制便民服务指引", "对历年公开的文件逐件复核",
    ]
    private static let openings = ["一年来", "本年度", "报告期内", "全年", "按照年度计划", "在上级部门指导下"]
    private static let endings = ["取得较好效果", "工作有序推进", "群众满意度有所提高", "各项任务按期完成", "为企业和群众提供了便利", "基础工作进一步夯实"]
    private static let problems = ["部分栏目更新不够及时", "解读形式较为单一", "业务人员流动较快", "答复文书说理不够充分", "平台功能有待完善", "基层公开力量薄弱"]
    private static let remedies = ["明确专人负责", "丰富解读方式", "加强轮训", "统一文书模板", "升级平台功能", "增配人员"]

    /// Sections 1, 5 and 6. A body keeps some of its sentences from year to year, as bodies do.
    static func sections(_ body: Body, _ record: SimulatedRecord, year: Int, bodyDraw: CounterGenerator, yearDraw: CounterGenerator) -> [Int:
        [String]]
    {
        var own = bodyDraw
        var fresh = yearDraw
        var opening = "\(year)年，\(body.name)认真贯彻《中华人民共和国政府信息公开条例》，"
        opening += openings[own.index(below: openings.count)] + topics[own.index(below: topics.count)] + "。"
        var sections = [1: [opening]]
        for _ in 0..<4 { sections[1]!.append(sentence(&fresh)) }
        if record.edition.hasStatutoryTables { sections[1]!.append(figures(record, year: year)) }
        let first = fresh.index(below: problems.count)
        let second = (first + 1 + fresh.index(below: problems.count - 1)) % problems.count
        sections[5] = [
            "存在的主要问题：\(problems[first])；\(problems[second])。",
            "改进措施：\(remedies[first])，\(remedies[second])，\(topics[fresh.index(below: topics.count)])。",
        ]
        sections[6] = ["本年度未收取信息处理费，没有其他需要报告的事项。"]
        return sections
    }

    private static func sentence(_ draw: inout CounterGenerator) -> String {
        let first = topics[draw.index(below: topics.count)]
        let second = topics[draw.index(below: topics.count)]
        return openings[draw.index(below: openings.count)] + first + "，" + second + "，" + endings[draw.index(below: endings.count)] + "。"
    }

    private static func figures(_ record: SimulatedRecord, year: Int) -> String {
        func value(_ id: String) -> Int { record[id] ?? 0 }
        return "\(year)年新收政府信息公开申请\(value("applications.received.total"))件，上年结转\(value("applications.carried_in.total"))件，"
            + "办结\(value("outcome.total.total"))件，结转下年度继续办理\(value("applications.carried_out.total"))件。"
            + "其中予以公开\(value("outcome.granted.total"))件，部分公开\(value("outcome.partial.total"))件。"
    }
}
