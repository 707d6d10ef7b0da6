import Foundation
import Testing

@testable import Reporting

/// What is packed into a page is read back from it, and what nobody packed is refused.
@Suite struct PackedPartTests {
    @Test func everyByteComesBack() {
        var state: UInt64 = 7
        for count in Array(0...40) + [1000, 65_537] {
            let bytes = (0..<count).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: state >> 40)
            }
            let text = PackedPart.base91(PackedPart.deflated(bytes))
            let back = PackedPart.inflated(PackedPart.bytes(ofBase91: Data(text.utf8)), limit: 1 << 20)
            #expect(back == Data(bytes), "\(count) bytes")
        }
    }

    @Test func whatIsCutOffDamagedOrEndlessIsRefused() {
        let packed = PackedPart.deflated(Array(String(repeating: "a body and its year; ", count: 2000).utf8))
        for length in 0..<packed.count { #expect(PackedPart.inflated(Array(packed[..<length]), limit: 1 << 20) == nil, "\(length)") }
        #expect(PackedPart.inflated(packed, limit: 41_999) == nil && PackedPart.inflated(packed, limit: 42_000) != nil)
        for position in packed.indices {
            var damaged = packed
            damaged[position] ^= 0x55
            _ = PackedPart.inflated(damaged, limit: 1 << 20)
        }
        #expect(PackedPart.bytes(ofBase91: Data("<&' \n".utf8)).isEmpty)
    }

    @Test func aPageThatIsNoneIsRefusedAndStrangeOnesEndNothing() throws {
        #expect(throws: PageRecord.Unreadable.self) { try PageRecord(page: Array("<p>a page".utf8)) }
        let head = "<meta name=\"generator\" content=\"analyze 9\">"
        #expect(throws: PageRecord.Unreadable.self) { try PageRecord(page: Array(head.utf8)) }
        func page(_ record: String, _ bodies: String, _ findings: String) -> [UInt8] {
            let parts = [("record", record), ("bodies", bodies), ("findings", findings)].map { name, json in
                "<script type=\"application/octet-stream\" id=\"d-\(name)\">\(PackedPart.base91(PackedPart.deflated(Array(json.utf8))))</script>"
            }
            return Array((head + parts.joined()).utf8)
        }
        // Positions, types and counts that do not fit are passed over.
        let read = try PageRecord(
            page: page(
                #"{"title": 3, "reports": [[0, 2021, "ab"], [9, 2021, "cd"], [-1, 2021, "cd"], [0.5, 2021, "x"], ["0", 1, 2], [1]]}"#,
                #"{"names": ["A"], "keys": ["k"]}"#,
                #"{"severityCodes": ["error"], "verdictCodes": ["open"], "rows": [[0,0,0,2021,"m","",0,"f",0], [0,0,7,2021,"m","",0,"g",0], [5,0,0,2021,"m","",0,"h"], [0], [0,0,0,"2021","m","",0,"i"]]}"#
            ))
        #expect(read.reports == [PageRecord.Report(key: "k", year: 2021): "ab"] && Array(read.findings.keys) == ["f"] && read.title.isEmpty)
        #expect(throws: PageRecord.Unreadable.self) { try PageRecord(page: page("[]", "{}", "{}")) }
        #expect(throws: PageRecord.Unreadable.self) { try PageRecord(page: page("{}", #"{"names": ["A"], "keys": []}"#, "{}")) }
    }
}
