import Disclosure
import Testing

@Suite struct QuotationMarkTests {
    @Test(arguments: [
        ("“3.危及“三安全一稳定”：合计”不成立", "“3.危及‘三安全一稳定’：合计”不成立"), ("“一”和“二”", "“一”和“二”"), ("“一“二”三“四””", "“一‘二’三‘四’”"), ("无", "无"),
        ("”多出“一”", "”多出“一”"), ("“没有完", "“没有完"),
    ])
    func marksWithinMarks(text: String, nested: String) {
        #expect(LocalizedText.nestingQuotes(text) == nested)
        // What is nested already stays.
        #expect(LocalizedText.nestingQuotes(nested) == nested)
        #expect(LocalizedText(zh: text, en: text).nestingQuotes == LocalizedText(zh: nested, en: nested))
    }
}
