import FilePaths
import Foundation
import TestSupport
import Testing

@testable import DocumentReading

/// Pages saved in one file.
@Suite struct WebArchiveReaderTests {
    private static let page =
        "<html><head><title>年报</title></head><body><p>a = b，收到12件。</p><table><tr><td>规章</td><td>3</td></tr></table></body></html>"

    private func document(_ bytes: [UInt8]) async throws -> Document { try await DocumentReaders.read(bytes: bytes, path: "a.mht") }

    private func quotedPrintable(_ bytes: [UInt8]) -> String {
        var (text, column) = ("", 0)
        for byte in bytes {
            let piece = (33...126).contains(byte) && byte != 61 ? String(Character(Unicode.Scalar(byte))) : String(format: "=%02X", byte)
            if column + piece.count > 74 { (text, column) = (text + "=\r\n", 0) }
            text += piece
            column += piece.count
        }
        return text
    }

    private func archive(_ parts: [(head: String, body: String)], boundary: String = "----MultipartBoundary--x") -> [UInt8] {
        var text =
            "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"\(boundary)\"\r\n\r\n\r\n"
        for part in parts { text += "--\(boundary)\r\n\(part.head)\r\n\r\n\(part.body)\r\n" }
        return Array((text + "--\(boundary)--\r\n").utf8)
    }

    @Test("Quoted-printable, as browsers write it: the page among pictures and its frames")
    func quotedPrintablePage() async throws {
        let picture = (head: "Content-Type: image/png\r\nContent-Transfer-Encoding: base64", body: "iVBORw0KGgo=")
        let page = (head: "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable", body: quotedPrintable(Array(Self.page.utf8)))
        let frame = (head: "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable", body: "<p>frame</p>")
        let document = try await document(archive([picture, page, frame]))
        let whole = try await self.document(Array(Self.page.utf8))
        #expect(document.blocks == whole.blocks && document.title == "年报" && document.format == "html")
    }

    @Test("Base64 in GB18030, as Word writes it, within another multipart")
    func nestedBase64() async throws {
        let bytes = try #require(Self.page.replacing("<head>", with: "<head><meta charset=gb2312>").gb18030)
        let inner =
            "--in\r\nContent-Type: text/html; charset=\"gb2312\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + Data(bytes).base64EncodedString(options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed]) + "\r\n--in--\r\n"
        let document = try await document(archive([(head: "Content-Type: multipart/alternative; boundary=in", body: inner)]))
        let whole = try await self.document(Array(Self.page.utf8))
        #expect(document.blocks == whole.blocks)
    }

    @Test("Without a page, or cut off before it, the reason is told")
    func withoutPage() async throws {
        for bytes in [
            archive([(head: "Content-Type: image/png", body: "x")]),
            Array("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a\r\n\r\n".utf8),
        ] {
            do {
                _ = try await document(bytes)
                Issue.record("read")
            } catch let error as ReadingError { #expect(error.code == "damaged") }
        }
    }
}
