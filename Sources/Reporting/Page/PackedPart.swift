import CLibCrypto
import CZlib
import Foundation

/// What is packed into a page, and digests of what stands in it.
enum PackedPart {
    /// The element of a page that holds a value under its name: JSON, deflated, in base 91.
    static func element(_ name: String, _ value: PageValue) -> String {
        "<script type=\"application/octet-stream\" id=\"d-\(name)\">\(base91(deflated(value.json)))</script>\n"
    }

    /// The printed characters of ASCII without those that mean something in markup.
    static let digits = (UInt8(0x21)...0x7E).filter { !"<&'".utf8.contains($0) }

    /// Bytes in base 91, after Henke's basE91 with digits of its own: two characters for 13 or 14 bits, where base 64 takes 8 characters for 48. O(*n*).
    static func base91(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count * 5 / 4 + 2)
        var (bits, count) = (0, 0)
        for byte in bytes {
            bits |= Int(byte) << count
            count += 8
            guard count > 13 else { continue }
            var value = bits & 8191
            let length = value > 88 ? 13 : 14
            if length == 14 { value = bits & 16383 }
            bits >>= length
            count -= length
            result.append(digits[value % 91])
            result.append(digits[value / 91])
        }
        if count > 0 {
            result.append(digits[bits % 91])
            if count > 7 || bits > 90 { result.append(digits[bits / 91]) }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Bytes deflated without a header. O(*n*).
    static func deflated(_ bytes: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        let status = deflateInit2_(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "zlib has no memory for a stream")
        defer { deflateEnd(&stream) }
        var result = [UInt8](repeating: 0, count: Int(deflateBound(&stream, uLong(bytes.count))))
        var input = bytes
        let length = input.withUnsafeMutableBufferPointer { source in
            result.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = uInt(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = uInt(target.count)
                // All of it in one call: the target is as large as it can become.
                let end = deflate(&stream, Z_FINISH)
                precondition(end == Z_STREAM_END, "a part of \(source.count) bytes was not packed whole")
                return Int(stream.total_out)
            }
        }
        result.removeLast(result.count - length)
        return result
    }

    /// SHA-256 in base64, as a content policy names a script.
    static func policyHash(_ text: String) -> String { Data(sha256(Array(text.utf8))).base64EncodedString() }

    /// SHA-256 as 64 hexadecimal digits.
    static func hexadecimalHash(_ text: String) -> String {
        sha256(Array(text.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        _ = bytes.withUnsafeBufferPointer { source in
            digest.withUnsafeMutableBufferPointer { SHA256(source.baseAddress, source.count, $0.baseAddress) }
        }
        return digest
    }
}
