import ColumnStore
import Disclosure
import DocumentReading
import FilePaths
import Foundation
import PanelReading
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
    /// A text or sheet of OpenDocument, given as the texts of its parts.
    case odt
    /// A document of OFD, given as the texts of its parts.
    case ofd
    /// A container, byte by byte.
    case zip
    /// RAR, 7z, tar and packed files, byte by byte.
    case pack
    /// What `pdftotext` says of the places of words.
    case places
    /// The structure of a PDF, byte by byte: its text is another program's.
    case pdf
    /// The text of a table that holds a panel.
    case panel
    /// The panel of a JSON text, or of JSON lines.
    case json
    /// The panel of a workbook, given as the texts of its parts.
    case book
    /// An Arrow file or stream, byte by byte.
    case arrow

    /// The file that an input stands for; `nil` for one of another format.
    func file(_ input: [UInt8]) -> [UInt8]? {
        switch self {
        case .docx: return PartList(input, customary: "word/document.xml").archive
        case .xlsx, .book: return PartList(input, customary: "xl/worksheets/sheet1.xml").archive
        case .odt: return PartList(Array("=== mimetype\nodt\n=== content.xml\n".utf8) + input, customary: "content.xml").archive
        case .ofd:
            let parts =
                "=== OFD.xml\n<OFD><DocRoot>D/D.xml</DocRoot></OFD>\n=== D/D.xml\n<Document><Page BaseLoc=\"P.xml\"/></Document>\n=== D/P.xml\n"
            return PartList(Array(parts.utf8) + input, customary: "D/P.xml").archive
        case .pack: return input.starts(with: [0x50, 0x4B]) ? nil : input
        case .zip, .pdf, .places, .panel, .arrow: return input
        // A text that begins with another character is a table between delimiters.
        case .json: return input.first.map { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") } == true ? input : nil
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
        if [.panel, .json, .book, .arrow].contains(self) { return await readPanel(bytes) }
        if self == .places {
            let words = PDFWords(bytes)
            for page in 0..<words.pageCount { _ = words.lines(page: page) }
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

    /// Every cell that is no plain number stands on a line, and every number of the panel is one.
    private func readPanel(_ bytes: [UInt8]) async {
        guard let file = try? await PanelFile(Data(bytes), path: "fuzz"), let table = try? file.panel() else { return }
        precondition(table.oddCells.allSatisfy { $0.line > 0 }, "a cell stands nowhere")
        for variable in table.panel.variables {
            for entity in table.panel.entities.indices {
                for year in table.panel.years {
                    let value = table.panel.value(variable, entity: entity, year: year)
                    let isNumber = table.panel.state(variable, entity: entity, year: year) == CellState.number.rawValue
                    precondition((value != nil) == isNumber && value?.isFinite != false, "a number that is none")
                }
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
