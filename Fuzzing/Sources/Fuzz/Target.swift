import Disclosure
import DocumentReading
import FilePaths
import ReportParsing

/// What is fuzzed: one reader each, and the parser behind all of them.
enum Target: String, CaseIterable {
    /// A page.
    case html
    /// A page saved in one file with what belongs to it.
    case mhtml
    /// Text in any encoding, as lines.
    case text
    /// Separated values.
    case csv
    /// A Word document, given as the texts of its parts.
    case docx
    /// A workbook, given as the texts of its parts.
    case xlsx
    /// A container, byte by byte.
    case zip
    /// The structure of a PDF, byte by byte: its text is another program's.
    case pdf

    /// The file that an input stands for; `nil` for one of another format.
    func file(_ input: [UInt8]) -> [UInt8]? {
        switch self {
        case .docx, .xlsx: return PartList(input, customary: self == .docx ? "word/document.xml" : "xl/worksheets/sheet1.xml").archive
        case .zip, .pdf: return input
        case .html, .mhtml, .text, .csv:
            // Binary formats have targets of their own, and the outside programs fuzzers of their own.
            guard !input.starts(with: [0x50, 0x4B]), input.firstRange(of: Array("%PDF-".utf8)) == nil else { return nil }
            return input
        }
    }

    /// Reads one input as a file of the format and parses what comes out.
    func read(_ input: [UInt8]) async {
        guard let bytes = file(input) else { return }
        if self == .pdf {
            _ = try? PDFIntegrity(FileContent(bytes: bytes, path: "fuzz"), pageCount: 2, limits: Self.limits)
            return
        }
        for outcome in await ReportFile.read(bytes: bytes, path: "fuzz", parser: Self.parser, limits: Self.limits) {
            guard case .success(let reports) = outcome.result else { continue }
            for report in reports { _ = report.exactIdentities() }
            for cell in reports.lazy.flatMap(\.forms).flatMap(\.cells) {
                precondition(cell.place.row >= 0 && cell.place.column >= 0 && cell.place.table >= 0, "a cell stands nowhere: \(cell)")
                precondition(cell.state != .number || cell.raw.contains { $0.isNumber }, "a number that nobody wrote: \(cell)")
            }
        }
    }

    private static let parser = ReportParser()

    /// What one input may cost: bounds small enough that reaching them is quick.
    private static let limits: ReadingLimits = {
        var limits = ReadingLimits()
        limits.fileBytes = 1 << 20
        limits.archiveBytes = 4 << 20
        limits.elements = 20_000
        limits.markupElements = 100_000
        limits.childSeconds = 1
        limits.inflatedBytes = 4 << 20
        limits.recognizedPages = 1
        return limits
    }()
}
