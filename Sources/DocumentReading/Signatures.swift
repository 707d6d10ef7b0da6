/// What the first bytes say of content that no reader takes.
enum Signatures {
    /// The picture format of the bytes; `nil` when they are no picture.
    static func picture(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "JPEG" }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "PNG" }
        if bytes.starts(with: Array("GIF8".utf8)) { return "GIF" }
        if bytes.starts(with: [0x49, 0x49, 0x2A, 0x00]) || bytes.starts(with: [0x4D, 0x4D, 0x00, 0x2A]) { return "TIFF" }
        if bytes.starts(with: Array("BM".utf8)), bytes.count > 14, bytes[6...9].allSatisfy({ $0 == 0 }) { return "BMP" }
        if bytes.starts(with: Array("RIFF".utf8)), bytes.count > 12, Array(bytes[8..<12]) == Array("WEBP".utf8) { return "WebP" }
        return nil
    }

    /// Why content that no reader takes is refused.
    static func reason(_ content: FileContent) -> ReadingError.Reason {
        let bytes = content.bytes
        if let format = picture(bytes) { return .image(format) }
        if StreamedArchive.recognizes(bytes) { return .unsupported(.archive) }
        guard bytes.starts(with: [0x50, 0x4B]) else { return .unknownFormat }
        return switch OfficePackage.kind(of: content) {
        case .presentation: .unsupported(.presentation)
        default: .damaged(format: "ZIP container", .noDirectory)
        }
    }
}
