import Testing

@testable import Disclosure

@Suite struct RegionsTests {
    let regions = Regions.standard

    @Test func holdsTheListOfTodayAndTheHistory() {
        let current = regions.all.filter(\.isCurrent)
        #expect(current.count == 3214)
        #expect(Set(current.map(\.code)).count == current.count)
        #expect(current.filter { $0.level == .province }.count == 34)
        #expect(current.filter { $0.level == .prefecture }.count == 333)
    }

    @Test func everyRegionBelowTheProvincesHasAParentInTheTree() {
        let orphans = regions.all.filter { $0.level != .province && regions.ancestors(of: $0.code).last?.level != .province }
        #expect(orphans.map(\.code) == [])
    }

    @Test func aNameBorneBySeveralGivesSeveral() {
        #expect(regions.candidates(name: "鼓楼区", year: 2020).map(\.code) == ["320106", "320302", "350102", "410204"])
        #expect(regions.candidates(name: "徐州市鼓楼区").map(\.code) == ["320302"])
        #expect(regions.candidates(name: "江苏省徐州市鼓楼区").map(\.code) == ["320302"])
        #expect(regions.candidates(name: "淮安").map(\.code) == ["320800", "320803"])
        #expect(regions.candidates(name: "无此县").isEmpty)
    }

    @Test(arguments: [
        ("310230", 2020, "310151"), ("310151", 2010, "310230"), ("522428", 2020, "520527"), ("420600", 2008, "420600"),
        ("522400", 2015, "520500"), ("520500", 2008, "522400"), ("371200", 2010, "371200"),
    ])
    func codeAsOfAYear(code: String, year: Int, expected: String) {
        #expect(regions.region(code: code, year: year)?.code == expected)
    }

    @Test func namesChangeUnderOneCode() {
        #expect(regions.region(code: "130502", year: 2015)?.name == "桥东区")
        #expect(regions.region(code: "130502", year: 2022)?.name == "襄都区")
        #expect(regions.region(code: "420600", year: 2008)?.name == "襄樊市")
        #expect(regions.region(code: "420600", year: 2020)?.name == "襄阳市")
    }

    @Test func mergedRegionsAreListedForTheirSuccessor() {
        let before = regions.regions(coveredBy: "320213", year: 2012)
        #expect(before.map(\.name).sorted() == ["北塘区", "南长区", "崇安区"])
        #expect(regions.region(code: "320213", year: 2012) == nil)
        #expect(regions.currentCode(of: "320202") == "320213")
    }

    @Test func theTreeFollowsHistory() {
        #expect(regions.ancestors(of: "110101").map(\.code) == ["110000"])
        #expect(regions.ancestors(of: "320106").map(\.name) == ["南京市", "江苏省"])
        #expect(regions.ancestors(of: "429004").map(\.code) == ["420000"])
        #expect(regions.isWithin("520181", "520000") && !regions.isWithin("520181", "320000"))
        #expect(regions.isWithin("371202", "370000"))
        #expect(regions.fullName(of: "320812") == "江苏省淮安市清江浦区")
    }

    @Test func zonesHaveATerritory() throws {
        let zone = try #require(regions.zone(named: "平潭综合实验区"))
        #expect(zone.territory == ["350128"])
        #expect(regions.zone(named: "福建省平潭综合实验区") == zone)
        #expect(FunctionalZone.all.allSatisfy { $0.territory.allSatisfy { regions.region(code: $0) != nil } })
        #expect(FunctionalZone.all.allSatisfy { regions.region(code: $0.parentCode) != nil })
    }

    @Test(arguments: [
        ("上海市人民政府办公厅2019年报告", ["310000"], "人民政府办公厅2019年报告"), ("江苏省淮安市清江浦区财政局", ["320812"], "财政局"),
        ("贵州省清镇市人民政府", ["520181"], "人民政府"), ("清镇市2020年", ["520181"], "2020年"),
        ("内蒙古自治区兴安盟", ["152200"], ""), ("江苏淮安市", ["320800"], ""),
    ])
    func theRegionAtTheBeginningOfATitle(text: String, codes: [String], rest: String) throws {
        let match = try #require(regions.leading(text, year: 2020))
        #expect(match.regions.map(\.code) == codes)
        #expect(match.rest == rest)
    }

    @Test func aZoneAtTheBeginningOfATitle() throws {
        let match = try #require(regions.leading("平潭综合实验区2020年政府信息公开工作年度报告"))
        #expect(match.zone?.name == "平潭综合实验区" && match.rest == "2020年政府信息公开工作年度报告")
        #expect(regions.leading("本报告") == nil)
    }
}
