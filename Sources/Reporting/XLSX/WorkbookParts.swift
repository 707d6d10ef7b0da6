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
