/// The records on the pages of a database, found page by page without following the trees above them.
///
/// A tree whose upper pages are damaged hides rows that are whole; a page that calls itself a leaf is read as one wherever it stands. What is found
/// is no more than a proposal: a record counts when its digest fits. Every length is checked against the page and the file.
struct PageRecords {
    /// A record: its number in a numbered table, and its columns.
    struct Record {
        let number: Int64?
        let values: [StoredValue]
    }

    private enum Kind: UInt8 {
        case indexInterior = 2
        case indexLeaf = 10
        case tableLeaf = 13
    }

    private let image: DatabaseImage

    init(_ image: DatabaseImage) { self.image = image }

    /// Calls `body` with every record of every page.
    func forEach(_ body: (Record) throws -> Void) rethrows {
        guard image.pageCount > 0 else { return }
        for number in 1...image.pageCount {
            for record in records(onPage: number) { try body(record) }
        }
    }

    private func records(onPage number: Int) -> [Record] {
        let found = image.withPage(number) { page -> [Record] in
            let start = number == 1 ? 100 : 0
            guard page.count >= start + 12, let kind = Kind(rawValue: page[start]) else { return [] }
            let cells = Int(page[start + 3]) << 8 | Int(page[start + 4])
            let pointers = start + (kind == .indexInterior ? 12 : 8)
            guard pointers + 2 * cells <= page.count else { return [] }
            return (0..<cells).compactMap { cell in
                let pointer = Int(page[pointers + 2 * cell]) << 8 | Int(page[pointers + 2 * cell + 1])
                return record(at: pointer, of: page, kind)
            }
        }
        return found ?? []
    }

    private func record(at pointer: Int, of page: UnsafeRawBufferPointer, _ kind: Kind) -> Record? {
        var position = pointer + (kind == .indexInterior ? 4 : 0)
        guard let length = Self.variable(page, &position), length > 0, length <= Int64(image.pageCount) * Int64(image.pageSize) else { return nil }
        var number: Int64?
        if kind == .tableLeaf {
            guard let own = Self.variable(page, &position) else { return nil }
            number = own
        }
        guard let payload = payload(Int(length), at: position, of: page, kind), let values = Self.columns(payload) else { return nil }
        return Record(number: number, values: values)
    }

    /// The bytes of a record, those on overflow pages included.
    private func payload(_ length: Int, at position: Int, of page: UnsafeRawBufferPointer, _ kind: Kind) -> [UInt8]? {
        let usable = image.pageSize
        let least = (usable - 12) * 32 / 255 - 23
        let most = kind == .tableLeaf ? usable - 35 : (usable - 12) * 64 / 255 - 23
        let shared = least + (length - least) % (usable - 4)
        let local = length <= most ? length : shared <= most ? shared : least
        guard position >= 0, position + local <= page.count else { return nil }
        var bytes = Array(page[position..<position + local])
        guard local < length else { return bytes }
        bytes.reserveCapacity(length)
        var next = Self.pageNumber(page, position + local)
        var steps = 0
        while bytes.count < length {
            guard let number = next, number > 1, steps <= image.pageCount else { return nil }
            steps += 1
            let part = image.withPage(number) { page -> (following: Int?, bytes: [UInt8])? in
                let count = min(length - bytes.count, usable - 4)
                guard page.count >= 4 + count else { return nil }
                return (Self.pageNumber(page, 0), Array(page[4..<4 + count]))
            }
            guard let part = part ?? nil else { return nil }
            bytes += part.bytes
            next = part.following
        }
        return bytes
    }

    private static func pageNumber(_ page: UnsafeRawBufferPointer, _ offset: Int) -> Int? {
        guard offset + 4 <= page.count else { return nil }
        return Int(UInt32(bigEndian: page.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
    }

    /// A number of one to nine bytes, the highest first.
    private static func variable(_ bytes: UnsafeRawBufferPointer, _ position: inout Int) -> Int64? {
        var value: UInt64 = 0
        for count in 1...9 {
            guard position >= 0, position < bytes.count else { return nil }
            let byte = bytes[position]
            position += 1
            if count == 9 { return Int64(bitPattern: value << 8 | UInt64(byte)) }
            value = value << 7 | UInt64(byte & 0x7f)
            if byte < 0x80 { return Int64(bitPattern: value) }
        }
        return nil
    }

    /// The columns of a record; `nil` for one that is none, or holds what the store never writes.
    private static func columns(_ payload: [UInt8]) -> [StoredValue]? {
        payload.withUnsafeBytes { bytes in
            var head = 0
            guard let length = variable(bytes, &head), length >= 1, length <= Int64(bytes.count) else { return nil }
            var body = Int(length)
            var values: [StoredValue] = []
            while head < Int(length) {
                guard let type = variable(bytes, &head), head <= Int(length), type >= 0 else { return nil }
                switch type {
                case 0: values.append(.null)
                case 1...6:
                    let width = [1, 2, 3, 4, 6, 8][Int(type) - 1]
                    guard body + width <= bytes.count else { return nil }
                    var number = Int64(Int8(bitPattern: bytes[body]))
                    for offset in 1..<max(1, width) { number = number << 8 | Int64(bytes[body + offset]) }
                    values.append(.integer(number))
                    body += width
                case 8: values.append(.integer(0))
                case 9: values.append(.integer(1))
                case 12...:
                    let count = (type - 12) / 2
                    guard count <= Int64(bytes.count - body) else { return nil }
                    let part = Array(bytes[body..<body + Int(count)])
                    values.append(type % 2 == 0 ? .blob(part) : .text(part))
                    body += Int(count)
                default: return nil
                }
            }
            return body == bytes.count ? values : nil
        }
    }
}
