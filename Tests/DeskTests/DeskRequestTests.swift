import ColumnStore
import Disclosure
import Foundation
import Glibc
import Persistence
import Testing

@testable import Desk

/// No request ends the desk, holds it up, or is taken for another one.
@Suite struct DeskRequestTests {
    @Test func addressesAndMethods() async throws {
        let desk = try await DeskBench()
        #expect(try await desk("GET", "/nowhere").status == 404)
        #expect(try await desk("GET", "/api/../../etc/passwd").status == 404)
        #expect(try await desk("GET", "/%zz%00").status == 404)
        for method in ["HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"] {
            #expect(try await desk(method, "/").status == 405, "\(method)")
            #expect(try await desk(method, "/api/verdict").status == 405, "\(method)")
        }
        // A method that HTTP does not know reaches no address.
        #expect(try await desk("BREW", "/").status == 404)
        #expect(try await desk("GET", "/api/verdict").status == 405)
        #expect(try await desk("POST", "/api/state", body: "{}").status == 405)
        let file = try await desk("POST", "/api/export", body: #"{"format":"csv","fingerprints":["\#(DeskBench.fingerprint)"]}"#)
        #expect(
            file.status == 200 && file.body == DeskBench.fingerprint && file.headers["content-disposition"] == "attachment; filename=\"findings.csv\""
        )
        #expect(try await desk("POST", "/api/export", body: #"{"format":"exe","fingerprints":[]}"#).status == 422)
        let draft = try await desk("POST", "/api/check?name=a%2Fb.docx", ["Content-Type": "application/octet-stream"], body: "abc")
        #expect(draft.status == 200 && draft.body == "{\"bytes\":3}")
    }

    @Test func whatIsNoRequestEndsNothing() async throws {
        let desk = try await DeskBench()
        let host = "Host: 127.0.0.1:\(desk.port)\r\nX-Analyze-Token: \(desk.token)\r\n"
        let post = "POST /api/verdict HTTP/1.1\r\n\(host)Content-Type: application/json\r\n"
        let requests: [[UInt8]] = [
            [], [0], [0xFF, 0xFE, 0x0A, 0x0A], Array("\r\n\r\n".utf8), Array("GET\r\n\r\n".utf8), Array("GET / HTTP/1.1\r\n\r\n".utf8),
            Array("GET  HTTP/9.9\r\n\(host)\r\n".utf8), Array("GET / HTTP/1.1\nno colon\n:\n: \nHost\n\n".utf8),
            [0x16, 0x03, 0x01, 0x02, 0x00, 0x01],
            Array("\(post)Content-Length: -5\r\n\r\n".utf8), Array("\(post)Content-Length: 99999999999999999999\r\n\r\n".utf8),
            Array("\(post)Content-Length: abc\r\n\r\n".utf8), Array("\(post)Content-Length: 100\r\n\r\nshort".utf8),
            Array("\(post)Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc".utf8), Array("\(post)Transfer-Encoding: gzip\r\n\r\nabc".utf8),
            Array("\(post)Transfer-Encoding: chunked\r\n\r\nzz\r\n".utf8),
            Array("\(post)Transfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\nx".utf8),
            Array("\(post)Transfer-Encoding: chunked\r\n\r\n-1\r\nx".utf8), Array("\(post)Transfer-Encoding: chunked\r\n\r\n3\r\nabcX".utf8),
            Array("GET /\(String(repeating: "a", count: 200_000)) HTTP/1.1\r\n\(host)\r\n".utf8),
            Array("GET / HTTP/1.1\r\n\(host)\((0..<2000).map { "X-\($0): y\r\n" }.joined())\r\n".utf8),
        ]
        for request in requests {
            // The other side is gone at once: an answer is lost, and nothing else.
            let wire = try Wire(port: desk.port)
            wire.send(request)
        }
        #expect(try await desk("GET", "/api/state").status == 200)
        #expect(try await desk.decide("confirmed").status == 200)
    }

    @Test func bodiesBeyondTheLimitAreRefused() async throws {
        let desk = try await DeskBench()
        let large = String(repeating: "x", count: (1 << 18) + 1)
        #expect(try await desk("POST", "/api/verdict", body: large).status == 413)
        #expect(try await desk("POST", "/api/rules", body: large).status == 413)
        let octets = ["Content-Type": "application/octet-stream"]
        #expect(try await desk("POST", "/api/check", octets, body: String(repeating: "x", count: 1 << 20)).status == 200)
        let answer = try await desk("POST", "/api/check", octets, body: String(repeating: "x", count: (1 << 20) + 1))
        #expect(try answer.status == 413 && (answer.json()["message"] as? String)?.contains("1 MB") == true)
        // A length that nobody will send is refused before anything is read, and one that nobody states when it is too much.
        #expect(try await desk("POST", "/api/check", octets.merging(["Content-Length": "9000000000"]) { $1 }).status == 413)
        let part = "10000\r\n" + String(repeating: "x", count: 0x10000) + "\r\n"
        let chunked = octets.merging(["Transfer-Encoding": "chunked"]) { $1 }
        let head = chunked.merging(desk.own) { $1 }.merging(["Host": "127.0.0.1:\(desk.port)"]) { $1 }
            .map { "\($0.key): \($0.value)\r\n" }.joined()
        let endless = try await desk.raw("POST /api/check HTTP/1.1\r\n\(head)\r\n" + String(repeating: part, count: 17))
        #expect(endless.status == 413)
        let whole = try await desk.raw("POST /api/check HTTP/1.1\r\n\(head)\r\n" + part + "0\r\n\r\n")
        #expect(whole.status == 200 && whole.body == "{\"bytes\":65536}")
    }

    @Test("The body of a refused request is not taken for the next request")
    func nothingIsSmuggled() async throws {
        let desk = try await DeskBench()
        let wish = #"{"fingerprint":"\#(DeskBench.fingerprint)","verdict":"dismissed","expected":{"verdict":"open"}}"#
        let inner =
            "POST /api/verdict HTTP/1.1\r\nHost: 127.0.0.1:\(desk.port)\r\nX-Analyze-Token: \(desk.token)\r\nContent-Type: application/json\r\nContent-Length: \(wish.utf8.count)\r\n\r\n\(wish)"
        let padded = inner + String(repeating: " ", count: 6000)
        for line in ["Origin: http://evil.example", "Content-Type: text/plain"] {
            for path in ["/api/verdict", "/nowhere", "/api/state", "/"] {
                let outer =
                    "POST \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(desk.port)\r\nCookie: \(desk.cookie)\r\n\(line)\r\nContent-Length: \(padded.utf8.count)\r\n\r\n"
                let text = try await desk.bytes(Array((outer + padded).utf8))
                #expect(text.components(separatedBy: "HTTP/1.1 ").count == 2, "one answer: \(text)")
            }
        }
        // So does a body that a request for a page brings along.
        let get = "GET /api/state HTTP/1.1\r\nHost: 127.0.0.1:\(desk.port)\r\nCookie: \(desk.cookie)\r\nContent-Length: \(padded.utf8.count)\r\n\r\n"
        #expect(try await desk.bytes(Array((get + padded).utf8)).components(separatedBy: "HTTP/1.1 ").count == 2)
        #expect(try Store(readingAt: desk.store).verdicts().isEmpty)
    }

    @Test("Who sends slowly, nothing or without end holds up nobody and is hung up on")
    func connectionsHaveBounds() async throws {
        let desk = try await DeskBench()
        let slow = try Wire(port: desk.port)
        slow.send(Array("GET /api/state HTTP/1.1\r\nHost: 127".utf8))
        let idle = try (0..<40).map { _ in try Wire(port: desk.port) }
        #expect(try await desk("GET", "/api/state").status == 200)
        slow.send([UInt8](repeating: UInt8(ascii: "x"), count: 50_000))
        try await Task.sleep(nanoseconds: 200_000_000)
        ConnectionWatch(port: desk.port, bytes: 40_000).look()
        #expect(slow.receive().isEmpty, "hung up on")
        ConnectionWatch(port: desk.port, count: 10).look()
        #expect(idle.last?.receive().isEmpty == true)
        try await Task.sleep(nanoseconds: 300_000_000)
        ConnectionWatch(port: desk.port, idle: 100).look()
        #expect(idle.first?.receive().isEmpty == true)
        #expect(try await desk("GET", "/api/state").status == 200)
    }
}

extension ImportedPanel {
    /// A panel of one number.
    static func small(named name: String) -> ImportedPanel {
        var panel = Panel(entities: ["甲"], years: 2020...2021)
        panel.set("x", entity: 0, year: 2020, value: 1, state: CellState.number.rawValue)
        return ImportedPanel(name: name, panel: panel, rules: "", source: "\(name).csv")
    }
}
