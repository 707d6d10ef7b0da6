import CLibZip
import Glibc
import Output

/// The parts of a workbook that was just written, read back to see that all of it is there.
struct WorkbookParts {
    let path: String

    /// Bytes between the beginning and the end of the rows of each sheet; -1 for a sheet that is not there or not whole.
    func rowBytes(ofSheets count: Int) throws(OutputError) -> [Int] {
        var code: Int32 = 0
        guard let archive = zip_open(path, ZIP_RDONLY, &code) else { return Array(repeating: -1, count: count) }
        defer { zip_discard(archive) }
        return (1...max(count, 1)).prefix(count).map { Self.rowBytes(of: archive, "xl/worksheets/sheet\($0).xml") }
    }

    /// Whether every part ends with the end of the element that it begins with: of a part whose end was not written nothing else tells.
    var areWhole: Bool {
        var code: Int32 = 0
        guard let archive = zip_open(path, ZIP_RDONLY, &code) else { return false }
        defer { zip_discard(archive) }
        let count = zip_get_num_entries(archive, 0)
        return count > 0 && (0..<count).allSatisfy { Self.isWhole(archive, zip_uint64_t($0)) }
    }

    private static func isWhole(_ archive: OpaquePointer, _ index: zip_uint64_t) -> Bool {
        guard let part = zip_fopen_index(archive, index, 0) else { return false }
        defer { zip_fclose(part) }
        var (head, tail): ([UInt8], [UInt8]) = ([], [])
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let length = buffer.withUnsafeMutableBytes { zip_fread(part, $0.baseAddress, zip_uint64_t($0.count)) }
            guard length >= 0 else { return false }
            if length == 0 { break }
            if head.count < 1 << 10 { head += buffer[..<Int(length)].prefix(1 << 10) }
            tail = Array((tail + buffer[..<Int(length)]).suffix(1 << 8))
        }
        let isSpace: (UInt8) -> Bool = { $0 <= UInt8(ascii: " ") }
        guard let declared = head.firstRange(of: Array("?>".utf8)),
            let root = head[declared.upperBound...].firstIndex(of: UInt8(ascii: "<"))
        else { return false }
        let name = head[(root + 1)...].prefix { !isSpace($0) && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
        let end = Array(tail[...(tail.lastIndex { !isSpace($0) } ?? 0)])
        // An element without content closes itself.
        let closed = Array("</".utf8) + name + Array(">".utf8)
        return !name.isEmpty && (end.suffix(closed.count) == closed[...] || end.suffix(2) == Array("/>".utf8)[...] && head.count < 1 << 10)
    }

    private static let (beginning, end) = (Array("<sheetData>".utf8), Array("</sheetData>".utf8))

    private static func rowBytes(of archive: OpaquePointer, _ name: String) -> Int {
        guard let part = zip_fopen(archive, name, 0) else { return -1 }
        defer { zip_fclose(part) }
        var (head, tail): (Int?, Int?) = (nil, nil)
        // The end of the last piece stays, so that no mark is cut in two; `start` is where the kept bytes stand in the part.
        var (kept, start): ([UInt8], Int) = ([], 0)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let length = buffer.withUnsafeMutableBytes { zip_fread(part, $0.baseAddress, zip_uint64_t($0.count)) }
            guard length >= 0 else { return -1 }
            if length == 0 { break }
            kept += buffer[..<Int(length)]
            if head == nil, let found = kept.firstRange(of: beginning) { head = start + found.upperBound }
            // The rows hold no "<" of their own: texts are escaped.
            let last = kept.suffix(1 << 12)
            if let found = last.firstRange(of: end) { tail = start + found.lowerBound }
            let surplus = kept.count - (1 << 12)
            if surplus > 0 {
                kept.removeFirst(surplus)
                start += surplus
            }
        }
        guard let head, let tail else { return -1 }
        return tail - head
    }
}
