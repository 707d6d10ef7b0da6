import CLibCrypto

/// SHA-256 of bytes: how the same file is told again.
public enum SHA256Digest {
    /// The digest as 64 lower-case hexadecimal digits. O(*n*) in the bytes.
    public static func hexadecimal(of bytes: [UInt8]) -> String { bytes.withUnsafeBytes { hexadecimal(of: $0) } }

    /// The digest of bytes wherever they lie.
    public static func hexadecimal(of bytes: UnsafeRawBufferPointer) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        let source = bytes.bindMemory(to: UInt8.self)
        _ = digest.withUnsafeMutableBufferPointer { target in SHA256(source.baseAddress, source.count, target.baseAddress) }
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
