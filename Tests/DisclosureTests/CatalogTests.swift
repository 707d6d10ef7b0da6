import Foundation
import TestSupport
import Testing

@testable import Disclosure

@Suite struct CatalogTests {
    @Test func holdsThe650CellsOfSixEditions() {
        #expect(Catalog.standard.indicators.count == 650)
        #expect(Form.of(.fmt2019).cells.count == 198)
        #expect(Form.of(.fmt2021).cells.count == 200)
        let keys = Catalog.standard.indicators.map { "\($0.edition.rawValue) \($0.id)" }
        #expect(Set(keys).count == keys.count)
    }

    @Test(.enabled(if: SharedMaterial.isAvailable))
    func agreesWithTheReferenceList() throws {
        let url = try #require(SharedMaterial.root).appending(path: "domain/indicators.csv")
        let lines = try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst()
        let reference = Set(lines.map { $0.split(separator: ",", maxSplits: 2).prefix(2).joined(separator: " ") })
        let ours = Set(Catalog.standard.indicators.map { "\($0.id) \($0.edition.rawValue)" })
        #expect(ours.subtracting(reference).sorted() == [])
        #expect(reference.subtracting(ours).sorted() == [])
    }
}
