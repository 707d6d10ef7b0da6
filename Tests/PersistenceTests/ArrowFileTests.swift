import Foundation
import TestSupport
import Testing

@testable import Persistence

@Suite struct ArrowFileTests {
    /// Numbers, texts that repeat, and what is missing, among them a column without any value.
    private static let columns = [
        ArrowColumn("entity", ["淮安市", "淮安市", nil, "a"]),
        ArrowColumn("year", [2019, 2020, 2021, -1]),
        ArrowColumn("value", [1.5, nil, 0, -1e300]),
        ArrowColumn("state", ["number", "blank", "number", "number"]),
        ArrowColumn("nothing", [String?.none, nil, nil, nil]),
    ]

    private static func reference(_ name: String) -> URL { ProjectFiles.root.appending(path: "Tests/PersistenceTests/ReferenceValues/\(name)") }

    /// `ArrowFile.py` reads the committed file with pyarrow and compares every cell; here the writer must still write that file.
    @Test func theFileIsTheOneThatPyarrowReads() throws {
        let bytes = ArrowFile.bytes(of: Self.columns)
        if ProcessInfo.processInfo.environment["UPDATE_REFERENCES"] == "1" { try Data(bytes).write(to: Self.reference("ArrowFile.arrow")) }
        #expect(try Data(contentsOf: Self.reference("ArrowFile.arrow")) == Data(bytes))
        let empty = ArrowFile.bytes(of: [ArrowColumn("entity", [String?]()), ArrowColumn("value", [Double?]())])
        if ProcessInfo.processInfo.environment["UPDATE_REFERENCES"] == "1" { try Data(empty).write(to: Self.reference("ArrowFile.empty.arrow")) }
        #expect(try Data(contentsOf: Self.reference("ArrowFile.empty.arrow")) == Data(empty))
    }

    /// Buffers lie at multiples of 64 bytes, so that readers may map them.
    @Test func bodiesAreAligned() throws {
        let bytes = ArrowFile.bytes(of: Self.columns)
        let needle = withUnsafeBytes(of: 1.5) { Array($0) }
        let found = try #require(bytes.firstRange(of: needle))
        #expect(found.lowerBound % 64 == 0)
    }
}
