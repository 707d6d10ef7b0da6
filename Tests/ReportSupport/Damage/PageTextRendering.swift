import Foundation
import ReportRendering

/// The text of a PDF's pages, as the reader of PDF gets it from `pdftotext -layout`, page numbers left out: damaged by lines and bytes without a run of
/// the program for every copy.
struct PageTextRendering: Rendering {
    let name = "pdf-text"
    let fileExtension = "txt"

    func bytes(of elements: [DraftElement]) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).pdf")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(PDFRendering().bytes(of: elements)).write(to: file)
        let program = Process()
        let output = Pipe()
        program.executableURL = URL(filePath: "/usr/bin/env")
        program.arguments = ["pdftotext", "-layout", "-enc", "UTF-8", file.path, "-"]
        program.standardOutput = output
        try program.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        program.waitUntilExit()
        guard program.terminationStatus == 0 else { throw CocoaError(.fileReadCorruptFile) }
        let lines = text.replacing("\u{0C}", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        return Array(lines.filter { $0.wholeMatch(of: #/ *- [0-9]+ - */#) == nil }.joined(separator: "\n").utf8)
    }
}
