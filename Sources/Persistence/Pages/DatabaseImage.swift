import Foundation
import GRDB
import GRDBSQLite

/// The pages of a SQLite file as of its last commit, log included, without SQLite and without writing anything.
///
/// Two things need it: a store whose log cannot be folded in, because the file, its folder or the disk admits no write, and a store so damaged that
/// SQLite reads it no more. The file format is that of <https://www.sqlite.org/fileformat2.html>.
struct DatabaseImage {
    /// Bytes a page.
    let pageSize: Int
    /// Pages in the database.
    let pageCount: Int
    private let file: [UInt8]
    private let log: WriteAheadLog?

    /// Reads a file with the log beside it.
    ///
    /// - Throws: ``StoreError/cannotOpen(path:reason:)``.
    init(path: String) throws(StoreError) {
        var stamps: (FileStamp?, FileStamp?)
        var attempts = 0
        var bytes: [UInt8]
        var logged: [UInt8]
        // What changes while it is read is read again: a writer may be at work.
        repeat {
            stamps = (FileStamp(path: path), FileStamp(path: path + "-wal"))
            bytes = try Self.content(path)
            logged = stamps.1 == nil ? [] : try Self.content(path + "-wal")
            attempts += 1
        } while (FileStamp(path: path), FileStamp(path: path + "-wal")) != stamps && attempts < 20
        let log = WriteAheadLog(logged)
        let stated = bytes.count >= 18 ? Int(bytes[16]) << 8 | Int(bytes[17]) : 0
        let size = stated == 1 ? 65536 : stated
        pageSize = log?.pageSize ?? (size.nonzeroBitCount == 1 && size >= 512 ? size : 4096)
        pageCount = log?.pageCount ?? (bytes.count + pageSize - 1) / pageSize
        file = bytes
        self.log = log
    }

    private static func content(_ path: String) throws(StoreError) -> [UInt8] {
        do {
            return [UInt8](try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw .cannotOpen(path: path, reason: error.localizedDescription)
        }
    }

    /// Calls `body` with the bytes of a page, from 1; the last one may be short.
    func withPage<Result>(_ number: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result? {
        guard number >= 1, number <= pageCount else { return nil }
        if let log, let result = log.withPage(number, body) { return result }
        let start = (number - 1) * pageSize
        guard start < file.count else { return nil }
        return file.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start..<min(start + pageSize, file.count)])) }
    }

    /// Hands the image to a connection as its database in memory, where no log is needed.
    func load(into db: Database) throws(StoreError) {
        let size = pageCount * pageSize
        guard size > 0, let buffer = sqlite3_malloc64(UInt64(size)) else { throw .damaged("no pages") }
        let bytes = UnsafeMutableRawBufferPointer(start: buffer, count: size)
        bytes.initializeMemory(as: UInt8.self, repeating: 0)
        for number in 1...pageCount {
            withPage(number) { page in
                UnsafeMutableRawBufferPointer(rebasing: bytes[(number - 1) * pageSize..<number * pageSize]).copyMemory(from: page)
            }
        }
        // A database in memory has no log, whatever the header says of the file.
        if size > 20 { (bytes[18], bytes[19]) = (1, 1) }
        let flags = UInt32(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE)
        let code = sqlite3_deserialize(
            db.sqliteConnection, "main", buffer.assumingMemoryBound(to: UInt8.self), Int64(size), Int64(size), flags)
        guard code == SQLITE_OK else { throw .damaged(db.lastErrorMessage ?? "SQLite error \(code)") }
        db.clearSchemaCache()
    }
}

/// A write-ahead log: the pages that are newer than those of the file, up to the last commit whose checksums fit.
struct WriteAheadLog {
    let pageSize: Int
    /// Pages in the database after the last commit.
    let pageCount: Int
    private let bytes: [UInt8]
    private let offsets: [Int: Int]

    /// `nil` for a log without a whole commit.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 32 else { return nil }
        func word(_ offset: Int) -> UInt32 {
            bytes.withUnsafeBytes { UInt32(bigEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self)) }
        }
        guard word(0) & ~1 == 0x377f_0682 else { return nil }
        let isBigEndian = word(0) & 1 == 1
        let size = Int(word(8)) == 1 ? 65536 : Int(word(8))
        guard size.nonzeroBitCount == 1, size >= 512, size <= 65536 else { return nil }
        var sums: (UInt32, UInt32) = (0, 0)
        func add(_ range: Range<Int>) {
            bytes.withUnsafeBytes { buffer in
                for offset in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
                    let first = buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
                    let second = buffer.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
                    sums.0 &+= (isBigEndian ? first.bigEndian : first.littleEndian) &+ sums.1
                    sums.1 &+= (isBigEndian ? second.bigEndian : second.littleEndian) &+ sums.0
                }
            }
        }
        add(0..<24)
        guard sums == (word(24), word(28)) else { return nil }
        var committed: [Int: Int] = [:]
        var open: [Int: Int] = [:]
        var count = 0
        var offset = 32
        while offset + 24 + size <= bytes.count {
            guard word(offset + 8) == word(16), word(offset + 12) == word(20), word(offset) > 0 else { break }
            add(offset..<offset + 8)
            add(offset + 24..<offset + 24 + size)
            guard sums == (word(offset + 16), word(offset + 20)) else { break }
            open[Int(word(offset))] = offset + 24
            if word(offset + 4) > 0 {
                committed.merge(open) { $1 }
                open = [:]
                count = Int(word(offset + 4))
            }
            offset += 24 + size
        }
        guard count > 0 else { return nil }
        self.bytes = bytes
        (pageSize, pageCount, offsets) = (size, count, committed)
    }

    func withPage<Result>(_ number: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result? {
        guard let start = offsets[number] else { return nil }
        return bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start..<start + pageSize])) }
    }
}
