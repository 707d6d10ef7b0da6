import FilePaths
import Testing

@testable import Disclosure
@testable import ReportParsing

/// Whose report it is: names as titles give them, in the year of the report.
@Suite struct BodyDetectionTests {
    struct Case: CustomTestStringConvertible {
        let title: String
        var year = 2022
        var text = ""
        var path = "report.html"
        let name: String
        let kind: Body.Kind
        let level: Body.Level
        let code: String?
        var testDescription: String { "\(title) \(year)" }
    }

    static func detect(
        _ title: String?, year: Int = 2022, text: [String] = [], path: String = "report.html", known: EntityMap.Entry? = nil
    ) -> BodyDetection {
        BodyDetection(
            title: title, passages: text.enumerated().map { Passage(section: 1, text: $1, paragraph: $0 + 1) }, path: path, known: known, year: year,
            regions: .standard)
    }

    static let cases: [Case] = [
        Case(title: "淮安市人民政府2022年政府信息公开工作年度报告", name: "淮安市", kind: .government, level: .prefecture, code: "320800"),
        Case(title: "江苏省淮安市2022年政府信息公开工作年度报告", name: "淮安市", kind: .government, level: .prefecture, code: "320800"),
        Case(title: "2022年淮安人民政府信息公开工作年度报告", name: "淮安市", kind: .government, level: .prefecture, code: "320800"),
        Case(title: "江苏省人民政府2022年政府信息公开工作年度报告", name: "江苏省", kind: .government, level: .province, code: "320000"),
        Case(title: "广西壮族自治区2022年政府信息公开工作年度报告", name: "广西壮族自治区", kind: .government, level: .province, code: "450000"),
        Case(title: "上海市人民政府办公厅2019年政府信息公开年度报告", year: 2019, name: "上海市人民政府办公厅", kind: .office, level: .province, code: "310000"),
        Case(title: "淮安市政府办2022年政府信息公开工作年度报告", name: "淮安市人民政府办公室", kind: .office, level: .prefecture, code: "320800"),
        Case(title: "清镇市人民政府办公室2022年政府信息公开工作年度报告", name: "清镇市人民政府办公室", kind: .office, level: .county, code: "520181"),
        Case(title: "江苏省淮安市清江浦区财政局2022年政府信息公开工作年度报告", name: "清江浦区财政局", kind: .department, level: .county, code: "320812"),
        Case(title: "淮安市清江浦区财政局2022年政府信息公开工作年度报告", name: "清江浦区财政局", kind: .department, level: .county, code: "320812"),
        Case(title: "江苏省财政厅2022年政府信息公开工作年度报告", name: "江苏省财政厅", kind: .department, level: .province, code: "320000"),
        Case(title: "淮安市住房和城乡建设局(市人防办)2022年政府信息公开工作年度报告", name: "淮安市住房和城乡建设局", kind: .department, level: .prefecture, code: "320800"),
        Case(title: "淮安市政府国有资产监督管理委员会2022年政府信息公开年报", name: "淮安市政府国有资产监督管理委员会", kind: .department, level: .prefecture, code: "320800"),
        Case(title: "北京市城市管理委员会2022年政府信息公开工作年度报告", name: "北京市城市管理委员会", kind: .department, level: .province, code: "110000"),
        Case(title: "武汉市城乡建设局2022年政府信息公开工作年度报告", name: "武汉市城乡建设局", kind: .department, level: .prefecture, code: "420100"),
        Case(title: "宁国市乡村振兴局2022年政府信息公开工作年度报告", name: "宁国市乡村振兴局", kind: .department, level: .county, code: "341881"),
        Case(title: "淮安市政务公开办公室2022年政府信息公开工作年度报告", name: "淮安市政务公开办公室", kind: .department, level: .prefecture, code: "320800"),
        Case(title: "中共淮安市委办公室2022年政府信息公开工作年度报告", name: "淮安市委办公室", kind: .department, level: .prefecture, code: "320800"),
        Case(title: "国家税务总局淮安市税务局2022年政府信息公开工作年度报告", name: "国家税务总局淮安市税务局", kind: .department, level: .prefecture, code: "320800"),
        Case(title: "国家统计局淮安调查队2022年政府信息公开工作年度报告", name: "国家统计局淮安调查队", kind: .department, level: .prefecture, code: "320800"),
        Case(title: "财政部2022年政府信息公开工作年度报告", name: "财政部", kind: .department, level: .nation, code: nil),
        Case(title: "国家林业和草原局2022年政府信息公开工作年度报告", name: "国家林业和草原局", kind: .department, level: .nation, code: nil),
        // Townships and street offices.
        Case(title: "清镇市红枫湖镇人民政府2022年政府信息公开工作年度报告", name: "清镇市红枫湖镇", kind: .township, level: .township, code: "520181"),
        Case(title: "衡东县杨林镇2022年政府信息公开工作年度报告", name: "衡东县杨林镇", kind: .township, level: .township, code: "430424"),
        Case(title: "洞口县罗溪瑶族乡人民政府2022年政府信息公开工作年度报告", name: "洞口县罗溪瑶族乡", kind: .township, level: .township, code: "430525"),
        Case(title: "运城市盐湖区某某街道办事处2022年政府信息公开工作年度报告", name: "盐湖区某某街道", kind: .township, level: .township, code: "140802"),
        Case(title: "北京市朝阳区某某地区办事处2022年政府信息公开工作年度报告", name: "朝阳区某某地区", kind: .township, level: .township, code: "110105"),
        Case(title: "景德镇市人民政府2022年政府信息公开工作年度报告", name: "景德镇市", kind: .government, level: .prefecture, code: "360200"),
        Case(title: "清镇2022年政府信息公开工作年度报告", name: "清镇市", kind: .government, level: .county, code: "520181"),
        // Zones.
        Case(title: "平潭综合实验区2022年政府信息公开工作年度报告", name: "平潭综合实验区", kind: .zone, level: .prefecture, code: "350128"),
        Case(title: "平潭综合实验区管委会2022年政府信息公开工作年度报告", name: "平潭综合实验区", kind: .zone, level: .prefecture, code: "350128"),
        Case(title: "平潭综合实验区财政金融局2022年政府信息公开工作年度报告", name: "平潭综合实验区财政金融局", kind: .department, level: .prefecture, code: "350128"),
        Case(title: "苏州高新区管委会2022年政府信息公开工作年度报告", name: "苏州市高新区", kind: .zone, level: .county, code: "320500"),
        Case(title: "益阳高新区市场监督管理局2022年政府信息公开工作年度报告", name: "益阳市高新区市场监督管理局", kind: .department, level: .county, code: "430900"),
        Case(title: "淮安经济技术开发区2022年政府信息公开工作年度报告", name: "淮安市经济技术开发区", kind: .zone, level: .county, code: "320800"),
        Case(title: "清镇市经济开发区管理委员会2022年政府信息公开工作年度报告", name: "清镇市经济开发区", kind: .zone, level: .township, code: "520181"),
        Case(title: "南京江北新区管理委员会2022年政府信息公开工作年度报告", name: "江北新区", kind: .zone, level: .county, code: "320111"),
        Case(title: "上海市浦东新区人民政府2022年政府信息公开工作年度报告", name: "浦东新区", kind: .government, level: .county, code: "310115"),
        Case(title: "黄山市黄山风景区管委会2022年政府信息公开工作年度报告", name: "黄山市黄山风景区", kind: .zone, level: .county, code: "341000"),
        // Autonomous regions under their short names.
        Case(title: "凉山州人民政府2022年政府信息公开工作年度报告", name: "凉山彝族自治州", kind: .government, level: .prefecture, code: "513400"),
        Case(title: "三江县2022年政府信息公开工作年度报告", name: "三江侗族自治县", kind: .government, level: .county, code: "450226"),
        // Names and codes of the year.
        Case(title: "崇明县2015年政府信息公开工作年度报告", year: 2015, name: "崇明县", kind: .government, level: .county, code: "310230"),
        Case(title: "崇明区2018年政府信息公开工作年度报告", year: 2018, name: "崇明区", kind: .government, level: .county, code: "310151"),
        Case(title: "崇明区2015年政府信息公开工作年度报告", year: 2015, name: "崇明区", kind: .government, level: .county, code: "310230"),
        Case(title: "襄樊市人民政府2009年政府信息公开工作年度报告", year: 2009, name: "襄樊市", kind: .government, level: .prefecture, code: "420600"),
        Case(title: "巢湖市2009年政府信息公开工作年度报告", year: 2009, name: "巢湖市", kind: .government, level: .prefecture, code: "341400"),
        Case(title: "巢湖市2022年政府信息公开工作年度报告", name: "巢湖市", kind: .government, level: .county, code: "340181"),
        Case(title: "莱芜市2017年政府信息公开工作年度报告", year: 2017, name: "莱芜市", kind: .government, level: .prefecture, code: "371200"),
        Case(title: "淮安市清河区2014年政府信息公开工作年度报告", year: 2014, name: "清河区", kind: .government, level: .county, code: "320802"),
        // Names that several regions bear.
        Case(title: "鼓楼区2022年政府信息公开工作年度报告", name: "鼓楼区", kind: .government, level: .county, code: nil),
        Case(title: "鼓楼区2022年政府信息公开工作年度报告", path: "江苏/徐州/2022.html", name: "鼓楼区", kind: .government, level: .county, code: "320302"),
        Case(title: "南京市鼓楼区2022年政府信息公开工作年度报告", name: "鼓楼区", kind: .government, level: .county, code: "320106"),
        Case(title: "鼓楼区财政局2022年政府信息公开工作年度报告", text: "开封市鼓楼区财政局根据条例编制本报告。", name: "鼓楼区财政局", kind: .department, level: .county, code: "410204"),
        Case(title: "朝阳区2022年政府信息公开工作年度报告", name: "朝阳区", kind: .government, level: .county, code: nil),
        Case(title: "长安区2022年政府信息公开工作年度报告", text: "西安市的部署已经落实。", name: "长安区", kind: .government, level: .county, code: "610116"),
        // A visit to one of the towns does not outweigh the other's own name.
        Case(
            title: "鼓楼区2022年政府信息公开工作年度报告", text: "赴福州市学习。本报告由南京市鼓楼区政府办公室编制。", name: "鼓楼区", kind: .government, level: .county, code: "320106"),
        Case(title: "城区2022年政府信息公开工作年度报告", path: "晋城市/城区.html", name: "城区", kind: .government, level: .county, code: "140502"),
        // The region stands elsewhere.
        Case(title: "市财政局2022年政府信息公开工作年度报告", path: "淮安市/市财政局.html", name: "淮安市财政局", kind: .department, level: .prefecture, code: "320800"),
        Case(title: "2022年政府信息公开工作年度报告", text: "本报告由淮安市财政局编制。", name: "淮安市财政局", kind: .department, level: .prefecture, code: "320800"),
        Case(title: "新河镇2022年政府信息公开工作年度报告", name: "新河镇", kind: .township, level: .township, code: nil),
    ]

    @Test(arguments: cases) func bodyOfTitle(_ example: Case) throws {
        let text = example.text.isEmpty ? [] : [example.text]
        let body = try #require(Self.detect(example.title, year: example.year, text: text, path: example.path).body)
        #expect(body.name == example.name)
        #expect(body.kind == example.kind)
        #expect(body.level == example.level)
        #expect(body.regionCode == example.code)
    }

    /// Where the report does not name its body, what stands beside it is taken with a note, and a name that every city has is none.
    @Test func bodiesThatTheReportDoesNotName() throws {
        let title = "2022年政府信息公开工作年度报告"
        let signed = Self.detect(title, text: ["工作有序。", "淮安市财政局", "2023年1月18日"])
        #expect(signed.body?.name == "淮安市财政局" && signed.evidence.first { $0.subject == .body }?.source == .signature && signed.notes.isEmpty)
        #expect(Self.detect(title, text: ["工作有序。", "淮安市财政局二〇二三年一月十八日"]).body?.name == "淮安市财政局")
        for (path, name) in [("淮安市/财政局/2022.html", "淮安市财政局"), ("淮安市财政局/2022.html", "淮安市财政局"), ("淮安市/年报/2022.html", "淮安市")] {
            let found = Self.detect(title, path: path)
            #expect(found.body?.name == name && found.notes.map(\.kind) == [.bodyByContext], "\(path)")
        }
        for title in [title, "市财政局2022年政府信息公开工作年度报告", "人民政府2022年政府信息公开工作年度报告", "县人民政府办公室2022年政府信息公开工作年度报告"] {
            #expect(Self.detect(title, text: ["2022年，淮安市财政局认真落实条例。"]).body == nil, "\(title)")
        }
    }

    @Test func namesInPassingAreProposedAndDecideNothing() {
        let passages = [Passage(section: 1, text: "2022年，淮安市财政局（以下简称我局）在淮安市政府办公室指导下，向江苏省财政厅学习。", paragraph: 1)]
        #expect(BodyMentions.names(in: passages, regions: .standard, year: 2022) == ["淮安市财政局", "淮安市政府办公室", "江苏省财政厅"])
    }

    /// One body under every spelling of its name has one key, so that its years are one series.
    @Test func oneBodyOneKey() throws {
        let spellings = [
            ["淮安市清江浦区人民政府办公室", "清江浦区政府办公室", "江苏省淮安市清江浦区政府办", "清江浦区人民政府办"],
            ["清镇市红枫湖镇人民政府", "清镇市红枫湖镇", "贵州省清镇市红枫湖镇政府", "贵阳市清镇市红枫湖镇"],
            ["淮安经济技术开发区管委会", "淮安市经济技术开发区", "江苏淮安经济技术开发区管理委员会"],
        ]
        for names in spellings {
            let keys = try names.map { try #require(Self.detect("\($0)2022年政府信息公开工作年度报告").body).key }
            #expect(Set(keys).count == 1, "\(keys)")
        }
    }

    /// Every region of the tables is told from the title that names it with those above it, in each year it existed.
    @Test(arguments: [2009, 2016, 2023]) func everyRegionByItsFullName(year: Int) {
        let regions = Regions.standard
        for region in regions.all where region.years.contains(year) {
            let above = regions.ancestors(of: region.code).reversed().map(\.name).joined()
            let body = Self.detect("\(above)\(region.name)人民政府\(year)年政府信息公开工作年度报告", year: year).body
            let isRight = body?.regionCode == region.code && body?.kind == .government && body?.level == region.level
            #expect(isRight, "\(above)\(region.name) \(body as Any)")
        }
    }

    /// Behind the name of every tenth region, each kind of body is told, with the region's code and its own level.
    @Test func everyKindBehindARegion() {
        let regions = Regions.standard
        let current = regions.all.filter { $0.years.contains(2022) && $0.level != .province }
        for region in stride(from: 0, to: current.count, by: 10).map({ current[$0] }) {
            let full = regions.ancestors(of: region.code).reversed().map(\.name).joined() + region.name
            let below: Body.Level = region.level == .prefecture ? .county : .township
            let kinds: [(suffix: String, name: String, kind: Body.Kind, level: Body.Level)] = [
                ("财政局", "财政局", .department, region.level), ("住房和城乡建设局", "住房和城乡建设局", .department, region.level),
                ("国有资产监督管理委员会", "国有资产监督管理委员会", .department, region.level), ("政府办公室", "人民政府办公室", .office, region.level),
                ("经济开发区管委会", "经济开发区", .zone, below), ("高新区应急管理局", "高新区应急管理局", .department, below),
                ("石桥镇人民政府", "石桥镇", .township, .township), ("城关街道办事处", "城关街道", .township, .township),
            ]
            for kind in kinds {
                let body = Self.detect("\(full)\(kind.suffix)2022年政府信息公开工作年度报告").body
                let isRight = body?.kind == kind.kind && body?.level == kind.level && body?.regionCode == region.code
                #expect(isRight && body?.name == region.name + kind.name, "\(full)\(kind.suffix): \(body as Any)")
            }
        }
    }

    @Test func ambiguityNamesTheCandidates() throws {
        let detection = Self.detect("鼓楼区2022年政府信息公开工作年度报告")
        let note = try #require(detection.notes.first { $0.kind == .ambiguousRegion })
        for code in ["320106", "320302", "350102", "410204"] { #expect(note.message.zh.contains(code)) }
    }

    @Test func entityMapSettlesIt() throws {
        let map = try EntityMap(csv: "path,entity,region_code,year\ngulou/2022.html,,350102,\nother.html,\"鼓楼区财政局\",410204,2021\n")
        let known = map.entry(for: "reports/gulou/2022.html")
        let body = try #require(Self.detect("鼓楼区2022年政府信息公开工作年度报告", known: known).body)
        #expect(body.regionCode == "350102" && body.name == "鼓楼区" && body.kind == .government)
        let other = Self.detect("2022年报告", known: map.entry(for: "other.html"))
        #expect(other.body?.name == "鼓楼区财政局" && other.body?.regionCode == "410204" && other.body?.kind == .department)
        #expect(!other.notes.contains { $0.kind == .ambiguousRegion })
        #expect(map.entry(for: "another.html") == nil, "a path is matched at its parts")
    }

    @Test(arguments: [
        ("entity,year\n", 1), ("path,town\n", 1), ("path,region_code\na.html,999999\n", 2), ("path,year\n\na.html,last\n", 3),
        ("path,year\n,2020\n", 2),
    ]) func badEntityMapNamesItsLine(csv: String, line: Int) {
        #expect(throws: EntityMap.Malformed.self) { _ = try EntityMap(csv: csv) }
        do { _ = try EntityMap(csv: csv) } catch { #expect(error.line == line) }
    }

    @Test(arguments: [
        ("淮安市", "全市共收到政府信息公开申请12件。", Body.Scope.area), ("淮安市", "统计范围为市本级，不含县区。全市工作有序。", .own), ("淮安市", "数据涵盖全市各级行政机关。", .area),
        ("淮安市财政局", "全市共收到申请12件。", .own), ("淮安市人民政府办公室", "推进全市政务公开。", .own), ("淮安市人民政府办公室", "全市各级行政机关新收申请30件。", .area),
        ("平潭综合实验区", "我局收到政府信息公开申请3件。", .own), ("淮安市", "工作有序推进。", .unknown),
    ]) func scope(name: String, text: String, scope: Body.Scope) {
        #expect(Self.detect("\(name)2022年政府信息公开工作年度报告", text: [text]).body?.scope == scope)
    }

    @Test func parents() throws {
        let regions = Regions.standard
        func parent(_ name: String) throws -> String? {
            regions.parentCode(of: try #require(Self.detect("\(name)2022年政府信息公开工作年度报告").body), year: 2022)
        }
        #expect(try parent("淮安市") == "320000")
        #expect(try parent("清江浦区") == "320800")
        #expect(try parent("清江浦区财政局") == "320812")
        #expect(try parent("清镇市红枫湖镇") == "520181")
        #expect(try parent("苏州高新区管委会") == "320500")
        #expect(try parent("平潭综合实验区") == "350000")
        #expect(try parent("江苏省") == nil)
    }

    /// Whom to ask is often another office: it is evidence of its own kind, and decides nothing where the title speaks.
    @Test func whomToAskIsNoAuthor() {
        let detection = Self.detect("淮安市财政局2022年政府信息公开工作年度报告", text: ["如有疑问，请与淮安市政务公开办公室联系。"])
        #expect(detection.body?.name == "淮安市财政局")
        #expect(detection.evidence.filter { $0.subject == .body }.map(\.source) == [.title, .contact])
    }

    @Test func everyVoiceIsKept() {
        let detection = Self.detect("淮安市财政局2022年政府信息公开工作年度报告", text: ["本报告由淮安市民政局编制。"])
        #expect(detection.evidence.filter { $0.subject == .body }.map(\.value) == ["淮安市财政局", "淮安市民政局"])
    }
}
