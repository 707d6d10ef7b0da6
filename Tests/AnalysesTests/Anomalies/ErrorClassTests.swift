import FilePaths
import Testing

@testable import Analyses
@testable import Disclosure

/// The error classes that were seen in published reports, E1–E32, each on a report made to show it, and none of them on a clean one.
///
/// The table in `docs/error-classes.md` names the same rules; a test holds the two together. Classes of reading (E5 marks, E26 debris, E27 tables
/// elsewhere, E28 versions) are also tested where they are read.
@Suite struct ErrorClassTests {
    /// A report of the form of 2021 or 2019 in which every identity holds, to be spoiled.
    struct Draft {
        var body = Body(name: "清镇市", kind: .government, level: .county, regionCode: "520181", scope: .area)
        var year = 2022
        var edition = Edition.fmt2021
        var title = "清镇市2022年政府信息公开工作年度报告"
        var cells: [String: String] = [:]
        var texts: [(section: Int, text: String)] = [(1, "本年度工作按要求开展。"), (6, "本年度没有收取信息处理费。")]
        var evidence: [Evidence] = []
        var notes: [ReadingNote] = []

        init(year: Int = 2022, edition: Edition = .fmt2021) {
            self.year = year
            self.edition = edition
            title = "清镇市\(year)年政府信息公开工作年度报告"
            evidence = [Evidence(.year, source: .title, value: "\(year)", text: title)]
            set("applications.received", 20, 5)
            set("applications.carried_in", 1, 0)
            set("outcome.granted", 12, 3)
            set("outcome.unable.not_held", 7, 2)
            set("outcome.total", 19, 5)
            set("applications.carried_out", 2, 0)
            for id in ["review.upheld", "review.total"] { cells[id] = "4" }
        }

        /// Natural persons and commercial enterprises of a row, and their total.
        mutating func set(_ row: String, _ persons: Int, _ enterprises: Int) {
            cells["\(row).natural_person"] = "\(persons)"
            cells["\(row).enterprise"] = "\(enterprises)"
            cells["\(row).total"] = "\(persons + enterprises)"
        }

        mutating func say(_ text: String, section: Int = 1) { texts.append((section, text)) }

        var report: Report {
            let form = FilledForm(
                edition: edition,
                cells: Form.of(edition).cells.enumerated().map { index, indicator in
                    let place = CellPlace(table: 1, row: index + 1, column: 1)
                    let text = cells[indicator.id] ?? "0"
                    if text.isEmpty { return Cell(indicator: indicator.id, state: .blank, raw: "", place: place) }
                    guard let value = ExactDecimal(text) else { return Cell(indicator: indicator.id, state: .notApplicable, raw: text, place: place) }
                    return Cell(indicator: indicator.id, state: .number, value: value, raw: text, place: place)
                })
            return Report(
                body: body, year: year, title: title, forms: [form],
                passages: texts.enumerated().map { Passage(section: $1.section, text: $1.text, paragraph: $0 + 1) }, evidence: evidence, notes: notes,
                source: ReportSource(path: FilePath("\(year).html"), sha256: "0", format: "html"))
        }
    }

    static func rules(_ drafts: Draft...) throws -> [String] {
        try AnomalyAnalysis().findings(in: Corpus(reports: drafts.map(\.report))).map(\.rule)
    }

    @Test func aCleanReportHasNone() throws {
        #expect(try Self.rules(Draft()) == [])
        #expect(try Self.rules(Draft(year: 2020, edition: .fmt2019)) == [])
    }

    @Test func e1AndE2SumsAndBalance() throws {
        var draft = Draft()
        draft.cells["outcome.granted.total"] = "51"
        #expect(try Self.rules(draft).contains { $0.hasPrefix("t3.") })
        draft = Draft()
        for column in ["natural_person", "total"] { draft.cells["applications.carried_out.\(column)"] = "9" }
        #expect(try Self.rules(draft).contains { $0.hasPrefix("t3.balance") })
        // The values of a row one column off.
        draft = Draft()
        (draft.cells["outcome.granted.natural_person"], draft.cells["outcome.granted.enterprise"]) = ("0", "12")
        draft.cells["outcome.granted.research"] = "3"
        let finding = try #require(try AnomalyAnalysis().findings(in: Corpus(reports: [draft.report])).first { $0.severity == .error })
        #expect(finding.mechanism == .shiftedColumn || !finding.suggestions.isEmpty)
    }

    @Test func e3CarryOver() throws {
        var next = Draft(year: 2023)
        next.set("applications.carried_in", 5, 0)
        next.set("outcome.granted", 16, 3)
        next.set("outcome.total", 23, 5)
        #expect(try Self.rules(Draft(), next).contains { $0.hasPrefix("y2y.carry") })
    }

    @Test func e4AndE5BlanksAndMarks() throws {
        var draft = Draft()
        draft.cells["outcome.granted.total"] = ""
        #expect(try Self.rules(draft).sorted() == ["blank.policy", "blank.total"])
        draft = Draft()
        draft.cells["disclosure.rules.made"] = "/"
        #expect(try Self.rules(draft) == ["mark.policy"])
    }

    @Test(arguments: [
        (["outcome.total.total": ""], "totals only"),
        (["outcome.denied.repeat.research": "", "outcome.denied.state_secret.research": ""], "parts only"),
        (["outcome.total.total": "", "outcome.denied.state_secret.research": ""], "parts and totals"),
    ]) func e4Pattern(blank: [String: String], pattern: String) throws {
        var draft = Draft()
        draft.cells.merge(blank) { $1 }
        let finding = try #require(try AnomalyAnalysis().findings(in: Corpus(reports: [draft.report])).first { $0.rule == "blank.policy" })
        #expect(finding.message.en.contains("(\(pattern))"), "\(finding.message.en)")
    }

    @Test func e6E7E9TheFormOf2019() throws {
        var draft = Draft(year: 2020, edition: .fmt2019)
        draft.cells["disclosure.fees.items_prev"] = "49"
        draft.cells["disclosure.fees.items_change"] = "19292"
        #expect(try Self.rules(draft).contains("t2.fees_change_is_count"))
        draft = Draft(year: 2020, edition: .fmt2019)
        (draft.cells["disclosure.licensing.items_prev"], draft.cells["disclosure.licensing.items_change"]) = ("1121", "-58")
        draft.cells["disclosure.licensing.decisions"] = "1063"
        #expect(try Self.rules(draft).contains("t2.not_conflated.licensing"))
        draft = Draft(year: 2020, edition: .fmt2019)
        for column in ["made", "newly_disclosed", "disclosed_total"] { draft.cells["disclosure.normative_docs.\(column)"] = "5" }
        #expect(try Self.rules(draft).contains { $0.contains("stock") || $0.contains("accumulated") })
    }

    @Test func e8Units() throws {
        var draft = Draft(year: 2020, edition: .fmt2019)
        (draft.cells["disclosure.procurement.projects"], draft.cells["disclosure.procurement.amount"]) = ("3", "2510000")
        #expect(try Self.rules(draft).contains("t2.procurement_unit_price"))
    }

    @Test func e10E11FormAndDocument() throws {
        #expect(try Self.rules(Draft(year: 2023, edition: .fmt2019)).contains("edition.year"))
        var draft = Draft()
        draft.say("根据《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）编制。")
        #expect(try Self.rules(draft) == ["edition.document"])
        draft = Draft()
        draft.say("依照国办发〔2021〕30号的要求编制。")
        #expect(try Self.rules(draft) == ["edition.document"])
        draft = Draft()
        draft.say("全文由概述、主动公开情况、依申请公开情况、收费及减免情况等部分组成。")
        #expect(try Self.rules(draft) == ["edition.contents"])
    }

    @Test func e12E13Year() throws {
        var draft = Draft()
        draft.evidence = [
            Evidence(.year, source: .title, value: "2021", text: "2021年"),
            Evidence(.year, source: .period, value: "2022", text: "2022年1月1日至12月31日"),
        ]
        #expect(try Self.rules(draft) == ["year.conflict"])
        // The plans for the next year outnumber the year, which title and period name.
        draft.evidence = [EvidenceSource.title, .period].map { Evidence(.year, source: $0, value: "2022", text: "2022年") }
        draft.evidence.append(Evidence(.year, source: .text, value: "2023", text: "2023年 × 4"))
        #expect(try Self.rules(draft) == [])
        draft.evidence.remove(at: 1)
        #expect(try Self.rules(draft) == ["year.conflict"])
        draft.evidence = [Evidence(.year, source: .period, value: "2022", text: "2022年1月1日至12月31日")]
        #expect(try Self.rules(draft) == ["year.untitled"])
    }

    @Test func e15OtherBodies() throws {
        var draft = Draft()
        draft.body = Body(name: "清镇市红枫湖镇", kind: .township, level: .township, regionCode: "520181")
        draft.say("全年向市政府及市政府办公室提出的申请5件，均已答复。")
        #expect(try Self.rules(draft).contains("text.other_body"))
        draft.texts = [(1, "我局高度重视。"), (6, "没有收取信息处理费。")]
        #expect(try Self.rules(draft) == ["text.other_body"])
        draft.texts = [(1, "现公布《南明区2022年政府信息公开工作年度报告》。"), (6, "没有收取信息处理费。")]
        #expect(try Self.rules(draft) == ["text.other_body"])
        draft.texts = [(1, "本报告由站街镇编制。"), (6, "没有收取信息处理费。")]
        draft.evidence.append(Evidence(.body, source: .text, value: "清镇市站街镇", text: "本报告由站街镇编制。"))
        #expect(try Self.rules(draft) == ["text.other_body"])
    }

    /// The region above, a visit elsewhere and the body's own office are no other bodies.
    @Test(arguments: ["现公布《贵阳市2022年政府信息公开工作年度报告》的要求。", "赴深圳市学习交流。", "清镇市政府办公室收到转办件2件。", "我市各部门认真落实。"])
    func e15Innocent(text: String) throws {
        var draft = Draft()
        draft.say(text)
        #expect(try Self.rules(draft) == [])
    }

    @Test func e16Template() throws {
        var draft = Draft()
        draft.say("该部分以表格形式报告。表格如下：")
        #expect(try Self.rules(draft) == ["format.template_text"])
        draft = Draft()
        draft.say("全年举办培训××期。")
        #expect(try Self.rules(draft) == ["format.unfilled"])
    }

    @Test func e17Authority() throws {
        var draft = Draft()
        draft.cells["disclosure.rules.in_force"] = "6"
        #expect(try Self.rules(draft).contains("authority.rules"))
    }

    @Test func e18ToE22Prose() throws {
        var draft = Draft()
        draft.say("共收到申请25件，其中甲类12件，乙类9件，丙类8件。")
        #expect(try Self.rules(draft) == ["text.parts"])
        draft = Draft()
        draft.say("予以公开及部分公开12件。")
        #expect(try Self.rules(draft) == ["text.outcome.granted_and_partial"])
        draft = Draft()
        draft.say("全年收到申请25件，予以公开15件，占67.5%。")
        #expect(try Self.rules(draft) == ["text.share"])
        var next = Draft(year: 2023)
        next.set("applications.carried_in", 2, 0)
        next.set("outcome.granted", 13, 3)
        next.set("outcome.total", 20, 5)
        next.say("全年收到申请25件，申请数量同比增长8.5%。")
        #expect(try Self.rules(Draft(), next).contains("text.growth"))
        draft = Draft()
        draft.say("收取信息处理费2230元（880+1080+280）。", section: 6)
        #expect(try Self.rules(draft) == ["text.parts"])
    }

    @Test func e23Bounds() throws {
        for text in ["收到申请20余件。", "收到申请近26件。", "收到申请约24件。"] {
            var draft = Draft()
            draft.say(text)
            let rules = try Self.rules(draft)
            #expect(rules == (text.contains("20余") ? ["text.received"] : []), "\(text)")
        }
    }

    @Test func e24E25Words() throws {
        var draft = Draft()
        draft.say("答复信息不存在的1件。")
        #expect(try Self.rules(draft) == ["text.category"])
        draft = Draft()
        draft.say("全年收到申请25份。")
        #expect(try Self.rules(draft) == ["text.measure"])
    }

    @Test func e26Debris() throws {
        var draft = Draft()
        draft.notes = [ReadingNote(kind: .repairedText, message: LocalizedText(zh: "? 0", en: "? 0"), indicators: ["review.pending"])]
        #expect(try Self.rules(draft) == ["format.reading.repaired_text"])
    }

    @Test func e29E30FeesAndDeadline() throws {
        var draft = Draft()
        draft.texts.removeLast()
        #expect(try Self.rules(draft) == ["s6.fee_statement"])
        draft = Draft()
        draft.evidence.append(Evidence(.publication, source: .page, value: "2023-04-03", text: "发布日期 2023-04-03"))
        #expect(try Self.rules(draft) == ["format.late"])
        draft.evidence[draft.evidence.count - 1].value = "2023-03-31"
        #expect(try Self.rules(draft) == [])
        draft.body = Body(name: "清镇市财政局", kind: .department, level: .county, regionCode: "520181")
        #expect(try Self.rules(draft) == ["format.late"])
    }

    @Test func e31Sign() throws {
        var first = Draft(year: 2019, edition: .fmt2019)
        (first.cells["disclosure.licensing.items_prev"], first.cells["disclosure.licensing.items_change"]) = ("100", "8")
        var second = Draft(year: 2020, edition: .fmt2019)
        second.set("applications.carried_in", 2, 0)
        second.set("outcome.granted", 13, 3)
        second.set("outcome.total", 20, 5)
        second.cells["disclosure.licensing.items_prev"] = "92"
        #expect(try Self.rules(first, second).contains("y2y.items.licensing"))
    }

    @Test func applicantsAndChannels() throws {
        var draft = Draft()
        draft.say("申请人均为自然人，申请事项集中。")
        #expect(try Self.rules(draft) == ["text.applicants_all"])
        draft = Draft()
        draft.say("全年收到申请25件，其中网络申请14件、信函申请6件、当面申请4件。")
        #expect(try Self.rules(draft).contains("text.channels"))
        draft = Draft()
        draft.say("全年收到申请25件，其中网络申请15件、信函申请6件、当面申请4件。")
        #expect(try Self.rules(draft) == [])
    }

    @Test func oneQuantityTwoNumbers() throws {
        var draft = Draft()
        draft.say("全年收到申请25件。")
        draft.say("本机关收到申请27件。", section: 3)
        #expect(try Self.rules(draft) == ["text.repeated"])
        draft.texts[draft.texts.count - 1].text = "较去年收到申请27件有所下降。"
        #expect(try Self.rules(draft) == [])
    }
}
