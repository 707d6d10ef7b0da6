import Desk
import Disclosure
import Foundation
import Glibc
import Persistence
import Testing

/// A desk on a free port over a store of its own, and a client that speaks plain sockets to it: also what no HTTP library would send.
final class DeskBench: Sendable {
    /// An answer: status, headers in small letters, body.
    struct Answer: Sendable {
        var status: Int
        var headers: [String: String]
        var body: String

        func json() throws -> [String: Any] { try #require(try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any], "\(body)") }
    }

    static let fingerprint = "00112233445566aa"

    let folder: URL
    let port: UInt16
    let token: String
    private let server: Task<Void, any Error>
    private let hasTurn: Bool

    var store: String { folder.appending(path: "s.sqlite").path }
    var cookie: String { "analyze_desk_\(port)=\(token)" }
    var own: [String: String] { ["Cookie": cookie, "Origin": "http://127.0.0.1:\(port)"] }

    init(isReadOnly: Bool = false, port wanted: UInt16 = 0, source: (any DeskSource)? = nil) async throws {
        // A server waits for its sockets on one of the few threads of Dispatch: many at a time would wait for each other.
        hasTurn = wanted == 0
        if hasTurn { await DeskTurn.shared.take() }
        folder = FileManager.default.temporaryDirectory.appending(path: "desk-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appending(path: "s.sqlite").path
        let writer = try Store(creatingAt: path)
        try writer.replaceFindings([
            StoredFinding(
                fingerprint: Self.fingerprint, kind: "identity", rule: "t3", severity: "error", entity: "县", regionCode: nil, year: 2023,
                messageChinese: "不等", messageEnglish: "unequal", detail: "{}")
        ])
        try writer.close()
        var settings = DeskSettings(store: path, port: wanted, isReadOnly: isReadOnly, author: "审核组", isChinese: false)
        settings.draftBytes = 1 << 20
        settings.requestBytes = 1 << 18
        let desk = DeskServer(settings, source: source ?? PaperDesk(store: path))
        let (addresses, ready) = AsyncThrowingStream<String, any Error>.makeStream()
        server = Task {
            do { try await desk.run { ready.yield($0) } } catch {
                ready.finish(throwing: error)
                throw error
            }
        }
        var address: String?
        for try await found in addresses {
            address = found
            break
        }
        let url = try #require(address.flatMap { URLComponents(string: $0) })
        port = UInt16(try #require(url.port))
        token = try #require(url.queryItems?.first { $0.name == "token" }?.value)
    }

    deinit {
        server.cancel()
        if hasTurn { Task { await DeskTurn.shared.pass() } }
        try? FileManager.default.removeItem(at: folder)
    }

    /// Asks as a browser that has the page does.
    func callAsFunction(_ method: String, _ path: String, _ more: [String: String] = [:], body: String? = nil, isOwn: Bool = true) async throws
        -> Answer
    {
        var headers = ["Host": "127.0.0.1:\(port)", "Connection": "close"]
        if isOwn { headers.merge(own) { $1 } }
        if let body {
            headers["Content-Type"] = "application/json"
            headers["Content-Length"] = "\(body.utf8.count)"
        }
        headers.merge(more) { $1 }
        let lines = headers.filter { !$0.value.isEmpty }.map { "\($0.key): \($0.value)" }.sorted()
        return try await raw("\(method) \(path) HTTP/1.1\r\n" + lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? ""))
    }

    /// Decides about the finding.
    func decide(_ verdict: String, note: String = "", expecting: String = "open", _ expectedNote: String = "", fingerprint: String = fingerprint)
        async throws
        -> Answer
    {
        let expected = ["verdict": expecting, "note": expectedNote]
        let body = try JSONSerialization.data(withJSONObject: [
            "fingerprint": fingerprint, "verdict": verdict, "note": note, "expected": expected,
        ])
        return try await self("POST", "/api/verdict", body: String(decoding: body, as: UTF8.self))
    }

    /// Sends bytes as they are and reads until the other side hangs up.
    func raw(_ text: String) async throws -> Answer { try Self.answer(await bytes(Array(text.utf8))) }

    /// What comes back for bytes; empty when the desk hangs up without a word.
    func bytes(_ sent: [UInt8]) async throws -> String {
        let port = port
        // Not on the few threads of the tests' tasks, which the desk needs.
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try Wire(port: port).exchange(sent) }) }
        }
    }

    static func answer(_ text: String) throws -> Answer {
        let parts = text.components(separatedBy: "\r\n\r\n")
        let lines = parts[0].components(separatedBy: "\r\n")
        let status = try #require(lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) }, "no answer: \(text.prefix(80))")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let pair = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            if pair.count == 2 { headers[pair[0].lowercased()] = pair[1] }
        }
        return Answer(status: status, headers: headers, body: parts.dropFirst().joined(separator: "\r\n\r\n"))
    }
}

/// A connection to the desk.
final class Wire {
    struct Refused: Error { let code: Int32 }

    private let descriptor: Int32

    init(port: UInt16, address: String = "127.0.0.1") throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = port.bigEndian
        inet_pton(AF_INET, address, &place.sin_addr)
        let status = withUnsafePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        if status != 0 { throw Refused(code: errno) }
    }

    deinit { close(descriptor) }

    /// Sends what it can: the other side may hang up meanwhile.
    func send(_ bytes: [UInt8]) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count <= 0 { return }
            sent += count
        }
    }

    /// Everything until the other side hangs up, or a minute of silence.
    func receive() -> String {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { return String(decoding: all, as: UTF8.self) }
            all += buffer[..<count]
        }
    }

    func exchange(_ bytes: [UInt8]) throws -> String {
        send(bytes)
        return receive()
    }
}

/// A desk without analyses: what comes from the store is real, the rest is paper.
struct PaperDesk: DeskSource {
    let store: String

    func page() throws -> DeskPage {
        DeskPage(
            html: Array("<p>the page".utf8), policy: "default-src 'none'", fingerprints: [DeskBench.fingerprint],
            contents: try Store(readingAt: store).contentsDigest())
    }

    func export(_ fingerprints: [String], format: String) throws -> DeskFile {
        guard format == "csv" else { throw DeskProblem(LocalizedText(zh: "无", en: "no such format")) }
        return DeskFile(name: "findings.csv", type: "text/csv", bytes: Array(fingerprints.joined(separator: "\n").utf8))
    }

    func check(_ draft: [UInt8], name: String) async throws -> [UInt8] { Array("{\"bytes\":\(draft.count)}".utf8) }

    func tryRules(_ text: String) throws -> [UInt8] { Array("{}".utf8) }
}

/// Whose turn it is to run a desk.
private actor DeskTurn {
    static let shared = DeskTurn()
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func take() async {
        if !isTaken {
            isTaken = true
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    func pass() { if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().resume() } }
}
