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
}
