import FlyingFox
import Foundation

/// The body of a request, read up to a limit.
enum RequestBody {
    /// The body is larger than what is asked for here.
    struct TooLarge: Error {
        let limit: Int
    }

    /// Bytes of a refused body up to which it is read and thrown away, so that the answer is not lost.
    private static let drained = 128 << 20

    /// - Throws: ``TooLarge``, and what keeps the body from being read.
    static func read(_ request: HTTPRequest, limit: Int) async throws -> [UInt8] {
        let stated = request.bodySequence.count
        if let stated, stated > drained { throw TooLarge(limit: limit) }
        var bytes: [UInt8] = []
        var count = 0
        for try await part in request.bodySequence {
            count += part.count
            if count <= limit { bytes += part } else { bytes = [] }
            // Of a body whose length nobody states the end may never come.
            if count > (stated == nil ? limit : drained) { throw TooLarge(limit: limit) }
        }
        guard count <= limit else { throw TooLarge(limit: limit) }
        return bytes
    }
}
