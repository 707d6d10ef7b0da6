import Disclosure
import DocumentReading
import FilePaths
import Foundation
import TestSupport
import Testing

@testable import ReportParsing

/// Inputs that once crashed or hung a reader or the parser, found by `Fuzzing/run` and made small: each is read to an end, as a report or a reason.
@Suite struct FuzzingInputsTests {
    static func inputs() -> [String] {
        let folder = ProjectFiles.root.appending(path: "Tests/ReportParsingTests/FuzzingInputs")
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return names.filter { FileManager.default.fileExists(atPath: folder.appending(path: $0 + "/").path) == false }.sorted()
    }

    @Test(arguments: inputs())
    func inputIsReadToAnEnd(name: String) async throws {
        let file = ProjectFiles.root.appending(path: "Tests/ReportParsingTests/FuzzingInputs/\(name)")
        for outcome in await ReportFile.read(bytes: Array(try Data(contentsOf: file)), path: FilePath(name)) {
            for report in (try? outcome.result.get()) ?? [] { #expect(report.exactIdentities().evaluated >= report.exactIdentities().violated) }
        }
    }

    /// The digits of a row stand apart: pieces that join to no number, and numbers too large to add, give no reading and no crash.
    @Test func piecesThatJoinToNoNumberAreNoReading() async {
        for row in ["1 0 0 0 0 0 2. 1", "1,000,000,000,000,000,000 1,000,000,000,000,000,000 0 0 0 0 0 1 1", "1 0 0 0 0 0 0 1"] {
            let text = "2021年政府信息公开工作年度报告\n一、本年新收政府信息公开申请数量 \(row)\n（七）总计 \(row)\n"
            _ = await ReportFile.read(bytes: Array(text.utf8), path: "row.txt")
        }
    }
}
