import Disclosure
import Testing

@testable import ReportParsing

@Suite struct BodyNameTests {
    /// Numerals that begin a name are no numbering.
    @Test(arguments: [
        ("四川省成都市青白江区2024年政府信息公开工作年度报告", "四川省成都市青白江区"), ("三明市人民政府2021年政府信息公开工作年度报告", "三明市人民政府"),
        ("2021年六安市政府信息公开工作年度报告", "六安市"), ("二〇二一年九江市政府信息公开工作年度报告", "九江市"),
        ("2020年度十堰市人民政府信息公开年度报告", "十堰市人民政府"),
    ])
    func nameStandsInTheTitle(title: String, name: String) { #expect(BodyName.name(inTitle: title) == name) }

    /// Towns whose own names end as 城, 集 and 村 do, with the office that wrote the report or without.
    @Test(arguments: [
        ("两城镇人民政府党政办公室", "两城镇"), ("两城镇", "两城镇"), ("朱家集镇", "朱家集镇"), ("王村镇党政综合办公室", "王村镇"), ("石城乡人民政府", "石城乡"),
    ])
    func towns(rest: String, own: String) {
        let name = BodyName(behindRegion: rest)
        #expect(name.kind == .township && name.own == own, "\(name)")
    }

    @Test(arguments: ["新型城镇", "统筹城乡", "城镇", "住房和城乡建设局", "村镇建设局"])
    func commonNouns(rest: String) { #expect(BodyName(behindRegion: rest).kind == .department) }
}
