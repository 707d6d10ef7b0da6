import CMarkup
public import Disclosure
import DocumentReading
public import FilePaths
public import Foundation

/// A file that holds a panel, whatever its format: delimiter-separated text in any encoding, a workbook, a page with a table, an Arrow file or
/// stream, records of JSON.
public struct PanelFile: Sendable {
    /// The digest of its bytes.
    public let sha256: String
    /// What it is, for people: `UTF-8`, `GB18030`, `Arrow`, `JSON`, `xlsx`, `html`.
    public let format: String
    /// What was left out or taken for something.
    public let notes: [LocalizedText]
    private let bytes: TableBytes
    private let delimiter: UInt8?

    /// Opens a file; `-` is standard input.
    ///
    /// - Parameters:
    ///   - encoding: the encoding of a text, where it is known.
    ///   - table: which table of a workbook or page, from 1; by default the largest.
    /// - Throws: ``PanelTableError``.
    public init(path: FilePath, encoding: String? = nil, table: Int? = nil) async throws(PanelTableError) {
        try await self.init(try Self.content(path), path: path, encoding: encoding, table: table)
    }

    /// The content of a file that was read already.
    /// - Throws: ``PanelTableError``.
    public init(_ data: Data, path: FilePath, encoding: String? = nil, table: Int? = nil) async throws(PanelTableError) {
        sha256 = data.withUnsafeBytes { SHA256Digest.hexadecimal(of: $0) }
        guard !data.isEmpty else { throw .empty }
        if data.withUnsafeBytes({ ArrowReader.recognizes($0) }) {
            let arrow = try Self.arrow(data)
            (bytes, delimiter, format, notes) = (TableBytes(arrow.bytes), RowText.delimiter, "Arrow", [])
            return
        }
        if let refused = Self.refused(data) { throw .notRead(refused) }
        if JSONRecords.recognizes(data) {
            (bytes, delimiter, format, notes) = (TableBytes(try JSONRecords.table(data).bytes), RowText.delimiter, "JSON", [])
            return
        }
        if Self.isDocument(data) {
            let content = try await Self.document(data, path: path, table: table)
            (bytes, delimiter, format, notes) = (TableBytes(content.text.bytes), RowText.delimiter, content.format, content.notes)
            return
        }
        let text = try Self.text(data, encoding: encoding)
        (bytes, delimiter, format) = (text.bytes, nil, text.encoding)
        // Only the forms of Unicode are certain from the bytes.
        let isCertain = encoding != nil || text.encoding.hasPrefix("UTF-")
        let told =
            isCertain
            ? LocalizedText(zh: "文件编码为 \(text.encoding)。", en: "The file’s encoding is \(text.encoding).")
            : LocalizedText(
                zh: "文件编码按 \(text.encoding) 读（--encoding 可改）。",
                en: "The file’s encoding is taken to be \(text.encoding) (--encoding NAME for another).")
        notes = text.encoding == "UTF-8" ? [] : [told]
    }

    /// The panel in the file.
    /// - Throws: ``PanelTableError``.
    public func panel(_ reader: PanelTableReader = PanelTableReader()) throws(PanelTableError) -> PanelTable {
        var table = try reader.read(bytes, delimiter: delimiter, pieces: ProcessInfo.processInfo.activeProcessorCount)
        table.notes = notes + table.notes
        return table
    }

    /// The bytes of a file, mapped where it is a regular one; of a pipe or a device those until its end, within the limit of a document.
    private static func content(_ path: FilePath) throws(PanelTableError) -> Data {
        let isStandardInput = path == "-"
        let file = isStandardInput ? dup(0) : path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard file >= 0 else { throw .cannotRead(String(cString: strerror(errno))) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .cannotRead(String(cString: strerror(errno))) }
        if status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 {
            guard let start = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, file, 0), start != MAP_FAILED else {
                throw .cannotRead(String(cString: strerror(errno)))
            }
            return Data(bytesNoCopy: start, count: Int(status.st_size), deallocator: .unmap)
        }
        guard !isStandardInput else { return (try? FileHandle.standardInput.readToEnd()) ?? Data() }
        var data = Data()
        do {
            try FileBytes.forEachPart(path, limit: ReadingLimits.standard.fileBytes) { data.append(contentsOf: $0) }
        } catch let error as ReadingError {
            throw .notRead(LocalizedText(zh: error.chinese, en: error.message))
        } catch {
            throw .cannotRead("\(error)")
        }
        return data
    }

    // MARK: Text

    private static func text(_ data: Data, encoding: String?) throws(PanelTableError) -> (bytes: TableBytes, encoding: String) {
        let isUTF8 = data.withUnsafeBytes { markup_is_utf8($0.bindMemory(to: CChar.self).baseAddress, $0.count) != 0 }
        let hasNulls = data.withUnsafeBytes { bytes in bytes.baseAddress.map { memchr($0, 0, bytes.count) != nil } ?? false }
        let name = encoding?.uppercased()
        if isUTF8, name == nil || name == "UTF-8" || name == "UTF8", !hasNulls || !isUTF16(data) { return (TableBytes(mapping: data), "UTF-8") }
        let bytes = [UInt8](data)
        if hasNulls, !isUTF16(data) { try PanelTableReader.refuseNulls(TableBytes(bytes)) }
        if let encoding {
            guard let text = DecodedText(decoding: bytes, from: encoding) else {
                throw .notRead(LocalizedText(zh: "文件不是 \(encoding) 编码", en: "text in \(encoding) is expected"))
            }
            return (TableBytes(text.utf8), encoding)
        }
        if !hasNulls, isWesternEuropean(bytes), let text = DecodedText(decoding: bytes, from: "CP1252") {
            return (TableBytes(text.utf8), "Windows-1252")
        }
        guard let text = DecodedText(decoding: bytes), text.replacements == 0 else {
            throw .notRead(
                LocalizedText(
                    zh: "文件不是 UTF-8、GB18030 或 UTF-16 文本；已知编码时用 --encoding 指明",
                    en: "text in UTF-8, GB18030 or UTF-16 is expected; if you know its encoding: --encoding NAME"))
        }
        return (TableBytes(text.utf8), text.encoding)
    }

    private static func isUTF16(_ data: Data) -> Bool {
        let sample = [UInt8](data.prefix(512))
        let zeros = sample.indices.filter { sample[$0] == 0 }
        return zeros.count * 4 > sample.count && (zeros.allSatisfy { $0 & 1 == 0 } || zeros.allSatisfy { $0 & 1 == 1 })
    }

    /// Whether bytes beyond ASCII stand alone between letters, as accents do, not in pairs as Chinese does.
    static func isWesternEuropean(_ bytes: [UInt8]) -> Bool {
        var (single, paired) = (0, 0)
        var index = 0
        while index < bytes.count {
            guard bytes[index] >= 0x80 else {
                index += 1
                continue
            }
            var end = index
            while end < bytes.count, bytes[end] >= 0x80 { end += 1 }
            let before = index > 0 ? bytes[index - 1] | 0x20 : 0
            let after = end < bytes.count ? bytes[end] | 0x20 : 0
            let isLetter = { (byte: UInt8) in byte >= 97 && byte <= 122 }
            if end - index == 1, bytes[index] >= 0x91, isLetter(before) || isLetter(after) || bytes[index] < 0xC0 { single += 1 } else { paired += 1 }
            index = end
        }
        return single > 0 && single > paired * 4
    }

    // MARK: Other formats

    /// What is said of formats that are known and not read.
    private static func refused(_ data: Data) -> LocalizedText? {
        if data.starts(with: Array("SQLite format 3\0".utf8)) {
            return LocalizedText(
                zh: "这是 SQLite 数据库，import 不读；若是 analyze 的库，用 --store 打开，或以 analyze export -o 表.csv 写成表",
                en:
                    "it is an SQLite database, which import does not read: if it is a store of analyze, open it with --store, or write a table with analyze export -o TABLE.csv"
            )
        }
        if data.starts(with: Array("PAR1".utf8)) {
            return LocalizedText(
                zh: "这是 Parquet 文件，import 不读；请写成 Arrow 或 CSV", en: "it is a Parquet file, which import does not read: write Arrow or CSV")
        }
        return nil
    }

    private static func arrow(_ data: Data) throws(PanelTableError) -> RowText {
        let outcome: Result<ArrowReader, PanelTableError> = data.withUnsafeBytes { bytes in
            Result { () throws(PanelTableError) in try ArrowReader(bytes) }
        }
        let reader = try outcome.get()
        var text = RowText()
        text.append(reader.names)
        for row in reader.rows { text.append(row.map { $0 ?? "" }) }
        return text
    }

    /// Whether the bytes are a workbook, a page, or of another format that holds documents.
    private static func isDocument(_ data: Data) -> Bool {
        let start = data.prefix(512)
        if start.starts(with: [0x50, 0x4B]) || start.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) || start.starts(with: Array("%PDF".utf8))
            || start.starts(with: [0x1F, 0x8B])
        {
            return true
        }
        let text = String(decoding: start.filter { $0 != 0 }, as: UTF8.self).drop { $0.isWhitespace || $0 == "\u{FEFF}" || $0 == "\u{FFFD}" }
            .lowercased()
        return ["<html", "<!doctype html", "<table", "<head", "<meta", "<?xml", "mime-version:"].contains { text.hasPrefix($0) }
    }

    private static func document(
        _ data: Data, path: FilePath, table wanted: Int?
    ) async throws(PanelTableError) -> (text: RowText, format: String, notes: [LocalizedText]) {
        let document: Document
        do {
            document = try await DocumentReaders.read(bytes: [UInt8](data), path: path)
        } catch {
            throw .notRead(LocalizedText(zh: error.chinese, en: error.message))
        }
        let tables = document.blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
        guard !tables.isEmpty else { throw .notRead(LocalizedText(zh: "文件中没有表格", en: "there is no table in the file")) }
        if let wanted, !tables.indices.contains(wanted - 1) {
            throw .notRead(LocalizedText(zh: "文件中只有 \(tables.count) 个表格", en: "there are only \(tables.count) tables in the file"))
        }
        let index = wanted.map { $0 - 1 } ?? tables.indices.max { tables[$0].rows.count < tables[$1].rows.count }!
        var notes: [LocalizedText] = []
        if tables.count > 1 {
            notes.append(
                LocalizedText(
                    zh: "文件中有 \(tables.count) 个表格，读的是第 \(index + 1) 个（--table 可选其他）。",
                    en: "There are \(tables.count) tables in the file; number \(index + 1) is read (--table for another)."))
        }
        return (rows(tables[index]), document.format, notes)
    }

    /// A table with its merged cells: one that covers rows is in each of them, one that covers columns in the first.
    private static func rows(_ table: Document.Table) -> RowText {
        var text = RowText()
        var covering: [Int: (text: String, rows: Int)] = [:]
        for row in table.rows {
            var cells: [Int: String] = [:]
            for (column, above) in covering where above.rows > 0 {
                cells[column] = above.text
                covering[column]!.rows -= 1
            }
            for cell in row.cells {
                cells[cell.column] = cell.text
                if cell.rowSpan > 1 { covering[cell.column] = (cell.text, cell.rowSpan - 1) }
            }
            text.append((0...(cells.keys.max() ?? 0)).map { cells[$0] ?? "" }, line: row.line)
        }
        return text
    }
}
