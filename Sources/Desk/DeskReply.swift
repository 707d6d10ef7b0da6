import FlyingFox
import FlyingSocks
import Foundation

/// An answer of the desk.
struct DeskReply: Sendable {
    var status: HTTPStatusCode = .ok
    var type = "application/json; charset=utf-8"
    var bytes: [UInt8] = []
    /// The content policy; by default nothing is allowed.
    var policy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    var cookie: String?
    /// The name under which the browser saves it.
    var fileName: String?
    /// Whether the connection ends with it: what is left of the request's body must not be taken for a request.
    var isLast = false

    /// A value as JSON.
    static func json(_ value: any Encodable & Sendable, _ status: HTTPStatusCode = .ok) -> DeskReply {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else { return .text("", .internalServerError) }
        return DeskReply(status: status, bytes: [UInt8](data))
    }

    /// A sentence in a frame that scripts read.
    static func message(_ text: String, _ status: HTTPStatusCode) -> DeskReply { json(["message": text], status) }

    /// A sentence for who opens an address.
    static func text(_ text: String, _ status: HTTPStatusCode) -> DeskReply {
        DeskReply(status: status, type: "text/plain; charset=utf-8", bytes: Array((text + "\n").utf8))
    }

    var response: HTTPResponse {
        var headers = HTTPHeaders([
            .contentType: type, .cacheControl: "no-store", HTTPHeader("Content-Security-Policy"): policy,
            HTTPHeader("X-Content-Type-Options"): "nosniff",
            HTTPHeader("X-Frame-Options"): "DENY", HTTPHeader("Referrer-Policy"): "no-referrer",
            HTTPHeader("Cross-Origin-Opener-Policy"): "same-origin",
            HTTPHeader("Cross-Origin-Resource-Policy"): "same-origin", HTTPHeader("Permissions-Policy"): "camera=(), geolocation=(), microphone=()",
        ])
        if let cookie { headers[.setCookie] = cookie }
        if let fileName { headers[.contentDisposition] = "attachment; filename=\"\(fileName)\"" }
        let data = Data(bytes)
        guard isLast else { return HTTPResponse(statusCode: status, headers: headers, body: data) }
        headers[.connection] = "close"
        return HTTPResponse(statusCode: status, headers: headers, body: HTTPBodySequence(from: LastBytes(bytes: bytes), count: data.count))
    }
}

/// Bytes after which the connection ends: the server closes it when a body breaks off.
private struct LastBytes: AsyncBufferedSequence {
    typealias Element = UInt8

    struct End: Error {}

    let bytes: [UInt8]

    func makeAsyncIterator() -> Iterator { Iterator(bytes: bytes) }

    struct Iterator: AsyncBufferedIteratorProtocol {
        let bytes: [UInt8]
        var isDone = false

        mutating func next() async throws -> UInt8? { try await nextBuffer(suggested: 1)?.first }

        mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? {
            if !isDone, !bytes.isEmpty {
                isDone = true
                return bytes
            }
            // Who is still sending loses an answer that it has not read yet: it is given the time.
            try await Task.sleep(nanoseconds: 300_000_000)
            throw End()
        }
    }
}
