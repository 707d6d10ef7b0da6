import CLibZip
import Glibc

/// The parts of a workbook that was just written, read back to see that all of it is there.
struct WorkbookParts {
    let path: String

    /// What arrived of a sheet.
    struct Sheet: Equatable {
        /// Bytes between the beginning and the end of its rows.
        let rowBytes: Int
        /// Columns whose widths are declared, one after the other from the first; 0 when one of them is broken.
        let columns: Int
    }

    /// What arrived of each sheet; `nil` for one that is not there. `nil` for all when a part does not end with the end of
    /// the element that it begins with: of a part whose end was not written nothing else tells. Every part is read once.
    func sheets(_ count: Int) -> [Sheet?]? {
        var code: Int32 = 0
        guard let archive = zip_open(path, ZIP_RDONLY, &code) else { return nil }
        defer { zip_discard(archive) }
        var found: [String: Sheet] = [:]
        for index in 0..<max(zip_get_num_entries(archive, 0), 0) {
            guard let name = zip_get_name(archive, zip_uint64_t(index), 0), let part = Part(archive, zip_uint64_t(index)), part.isWhole else {
                return nil
            }
            found[String(cString: name)] = part.sheet
        }
        return (1...max(count, 1)).prefix(count).map { found["xl/worksheets/sheet\($0).xml"] }
    }

    /// What a part of the workbook begins and ends with, and where its rows are.
    private struct Part {
        private static let (beginning, end) = (Array("<sheetData>".utf8), Array("</sheetData>".utf8))
        /// Bytes that are kept of the beginning and of the end.
        private static let kept = 1 << 12
        /// What stands before the rows is kept whole: of the widest sheet less than this.
        private static let longestHead = 1 << 22

        private var head: [UInt8] = []
        private var tail: [UInt8] = []
        private var length = 0
        private var (firstRow, lastRow): (Int?, Int?) = (nil, nil)

        /// Reads a part to its end; `nil` when that cannot be done.
        init?(_ archive: OpaquePointer, _ index: zip_uint64_t) {
            guard let part = zip_fopen_index(archive, index, 0) else { return nil }
            defer { zip_fclose(part) }
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = buffer.withUnsafeMutableBytes { zip_fread(part, $0.baseAddress, zip_uint64_t($0.count)) }
                guard count >= 0 else { return nil }
                if count == 0 { return }
                take(buffer[..<Int(count)])
            }
        }

        private mutating func take(_ bytes: ArraySlice<UInt8>) {
            if firstRow == nil, head.count < Self.longestHead { head += bytes }
            // The end of the last piece stays, so that no mark is cut in two.
            let start = length - tail.count
            tail += bytes
            length += bytes.count
            if firstRow == nil, let found = Self.position(of: Self.beginning, in: tail) { firstRow = start + found + Self.beginning.count }
            // The rows hold no "<" of their own: texts are escaped.
            if let found = Self.position(of: Self.end, in: tail) { lastRow = start + found }
            tail.removeFirst(max(0, tail.count - Self.kept))
        }

        /// Where a mark begins among bytes. The standard library's search of collections takes a fifth of an export's time here.
        private static func position(of mark: [UInt8], in bytes: [UInt8]) -> Int? {
            bytes.withUnsafeBytes { bytes in
                guard let base = bytes.baseAddress else { return nil }
                var start = 0
                while start + mark.count <= bytes.count, let found = memchr(base + start, Int32(mark[0]), bytes.count - mark.count + 1 - start) {
                    let place = UnsafeRawPointer(found) - base
                    if memcmp(found, mark, mark.count) == 0 { return place }
                    start = place + 1
                }
                return nil
            }
        }

        /// `nil` for a part without rows.
        var sheet: Sheet? {
            guard let firstRow, let lastRow else { return nil }
            return Sheet(rowBytes: lastRow - firstRow, columns: columns(before: firstRow))
        }

        /// The columns of `<cols>`: a piece that is lost breaks an element or the row of their numbers.
        private func columns(before firstRow: Int) -> Int {
            let text = String(decoding: head.prefix(firstRow), as: UTF8.self)
            guard let from = text.firstRange(of: "<cols>")?.upperBound, let to = text.firstRange(of: "</cols>")?.lowerBound, from <= to else {
                return 0
            }
            let elements = text[from..<to].split(separator: "/>", omittingEmptySubsequences: false)
            guard elements.last == "" else { return 0 }
            for (index, element) in elements.dropLast().enumerated() {
                let words = element.split(separator: " ", omittingEmptySubsequences: false)
                guard words.count >= 5, words[0] == "<col", words[1] == "min=\"\(index + 1)\"", words[2] == "max=\"\(index + 1)\"",
                    words[3].hasPrefix("width=\""), words[3].hasSuffix("\""), words.last == "customWidth=\"1\""
                else { return 0 }
            }
            return elements.count - 1
        }

        /// Whether it ends with the end of its first element; one without content closes itself.
        var isWhole: Bool {
            let isSpace: (UInt8) -> Bool = { $0 <= UInt8(ascii: " ") }
            guard let declared = Self.position(of: Array("?>".utf8), in: head), let root = head[(declared + 2)...].firstIndex(of: UInt8(ascii: "<"))
            else {
                return false
            }
            let name = head[(root + 1)...].prefix { !isSpace($0) && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
            let end = Array(tail[...(tail.lastIndex { !isSpace($0) } ?? 0)])
            let closed = Array("</".utf8) + name + Array(">".utf8)
            return !name.isEmpty && (end.suffix(closed.count) == closed[...] || end.suffix(2) == Array("/>".utf8)[...] && length < 1 << 10)
        }
    }
}
