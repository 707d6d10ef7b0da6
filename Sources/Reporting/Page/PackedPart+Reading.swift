import CZlib
import Foundation

extension PackedPart {
    /// What is packed in a page under a name, as JSON; `nil` when nothing readable is there, or more than is to be unpacked.
    ///
    /// - Parameter limit: the most bytes that it may unpack to.
    static func json(_ name: String, in page: Data, limit: Int) -> Any? {
        let start = Data("<script type=\"application/octet-stream\" id=\"d-\(name)\">".utf8)
        guard let head = page.range(of: start), let end = page[head.upperBound...].firstIndex(of: UInt8(ascii: "<")) else { return nil }
        guard let bytes = inflated(bytes(ofBase91: page[head.upperBound..<end]), limit: limit) else { return nil }
        return try? JSONSerialization.jsonObject(with: bytes)
    }

    private static let values: [Int?] = {
        var values = [Int?](repeating: nil, count: 256)
        for (value, digit) in digits.enumerated() { values[Int(digit)] = value }
        return values
    }()

    /// The bytes that a text in base 91 stands for; characters that are no digits are passed over. O(*n*).
    static func bytes(ofBase91 text: Data) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count * 7 / 8 + 2)
        var first: Int?
        var (bits, count) = (0, 0)
        for character in text {
            guard let digit = values[Int(character)] else { continue }
            guard let low = first else {
                first = digit
                continue
            }
            let value = low + digit * digits.count
            bits |= value << count
            count += (value & 8191) > 88 ? 13 : 14
            first = nil
            while count > 7 {
                result.append(UInt8(bits & 255))
                bits >>= 8
                count -= 8
            }
        }
        if let first { result.append(UInt8((bits | first << count) & 255)) }
        return result
    }

    /// Bytes that were deflated without a header; `nil` for such as were not, or are more than the limit. O(*n*).
    static func inflated(_ bytes: [UInt8], limit: Int) -> Data? {
        guard !bytes.isEmpty, bytes.count < Int(UInt32.max) else { return nil }
        var stream = z_stream()
        guard inflateInit2_(&stream, -15, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var (result, input) = (Data(), bytes)
        var room = [UInt8](repeating: 0, count: 1 << 18)
        return input.withUnsafeMutableBufferPointer { source -> Data? in
            stream.next_in = source.baseAddress
            stream.avail_in = uInt(source.count)
            while true {
                let (status, made) = room.withUnsafeMutableBufferPointer { target in
                    stream.next_out = target.baseAddress
                    stream.avail_out = uInt(target.count)
                    let status = inflate(&stream, Z_NO_FLUSH)
                    return (status, target.count - Int(stream.avail_out))
                }
                result.append(contentsOf: room[..<made])
                guard result.count <= limit else { return nil }
                if status == Z_STREAM_END { return result }
                guard status == Z_OK, made > 0 || stream.avail_in > 0 else { return nil }
            }
        }
    }
}
