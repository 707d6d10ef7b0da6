import Testing

@testable import Disclosure

@Suite struct BaseDocumentTests {
    private func mistakes(_ text: String, year: Int) -> [String] {
        BaseDocument.mistakes(in: [Passage(section: nil, text: text, paragraph: 1)], year: year).map(\.cited)
    }

    @Test(arguments: ["国办公开办函〔2019〕60号", "国办公开办函[2019]60号", "国办公开办函（２０１９）６０ 号", "国办公开办函【2019】60号"])
    func bracketsAndDigitsOfAnyWidth(text: String) {
        #expect(BaseDocument.citations("依据\(text)编制") == ["国办公开办函〔2019〕60号"])
        #expect(mistakes("依据\(text)编制", year: 2022) == ["国办公开办函〔2019〕60号"])
        #expect(mistakes("依据\(text)编制", year: 2020).isEmpty)
    }

    @Test func theOldDocumentBesideTheNewOneIsHistory() {
        #expect(mistakes("国办公开办函〔2019〕60号已由国办公开办函〔2021〕30号代替", year: 2023).isEmpty)
        #expect(mistakes("国办发〔2021〕30号", year: 2023) == ["国办发〔2021〕30号"])
        #expect(mistakes("国办发〔2014〕32号", year: 2016).isEmpty && mistakes("第60号文", year: 2022).isEmpty)
    }
}
