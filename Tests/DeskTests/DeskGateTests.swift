import Foundation
import Testing

@testable import Desk

/// Who may speak to the desk, and how it answers whom it refuses.
@Suite struct DeskGateTests {
    @Test func withoutTheTokenNothingIsAnswered() async throws {
        let desk = try await DeskBench()
        for (path, headers) in [
            ("/", [:]), ("/?token=0", [:]), ("/api/state", [:]), ("/api/state?token=\(desk.token)", [:]),
            ("/api/state", ["Cookie": "analyze_desk_\(desk.port)=\(String(desk.token.dropLast()))0x"]), ("/api/state", ["X-Analyze-Token": "x"]),
            ("/api/state", ["Cookie": "analyze_desk_1=\(desk.token)"]),
        ] as [(String, [String: String])] {
            let answer = try await desk("GET", path, headers, isOwn: false)
            #expect(answer.status == 401 && !answer.body.contains("verdicts"), "\(path) \(headers)")
        }
        let page = try await desk("GET", "/?token=\(desk.token)", isOwn: false)
        #expect(page.status == 200 && page.body.contains("the page"))
        let cookie = try #require(page.headers["set-cookie"])
        #expect(cookie.contains(desk.token) && cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
        #expect(try await desk("GET", "/api/state", ["X-Analyze-Token": desk.token], isOwn: false).status == 200)
        #expect(try await desk("GET", "/api/state").status == 200)
        #expect(DeskGate.newToken().count == 40 && DeskGate.newToken() != DeskGate.newToken())
    }

    @Test func aForeignHostIsRefused() async throws {
        let desk = try await DeskBench()
        for host in ["evil.example:\(desk.port)", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example:\(desk.port)", "evil.example", ""] {
            #expect(try await desk("GET", "/api/state", ["Host": host]).status == 421, "\(host)")
        }
        let local = ["Host": "localhost:\(desk.port)", "Origin": "http://localhost:\(desk.port)"]
        #expect(try await desk("GET", "/api/state", local).status == 200)
    }

    @Test func aForeignPageNeitherReadsNorWrites() async throws {
        let desk = try await DeskBench()
        let foreign = [
            ["Origin": "http://evil.example"], ["Origin": "null"], ["Origin": "http://127.0.0.1:1"], ["Origin": "https://127.0.0.1:\(desk.port)"],
            ["Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "same-site"],
        ]
        for headers in foreign {
            #expect(try await desk("GET", "/api/state", headers).status == 403, "\(headers)")
            let body = #"{"fingerprint":"\#(DeskBench.fingerprint)","verdict":"dismissed","expected":{"verdict":"open"}}"#
            #expect(try await desk("POST", "/api/verdict", headers, body: body).status == 403, "\(headers)")
        }
        // A browser says where a write comes from; with the cookie alone it is none of the desk's.
        let body = #"{"fingerprint":"\#(DeskBench.fingerprint)","verdict":"dismissed","expected":{"verdict":"open"}}"#
        #expect(try await desk("POST", "/api/verdict", ["Origin": ""], body: body).status == 403)
        // What a foreign form can send without being asked is not taken.
        for type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""] {
            #expect(try await desk("POST", "/api/verdict", ["Content-Type": type], body: body).status == 415, "\(type)")
        }
        #expect(try await desk("OPTIONS", "/api/verdict", ["Origin": "http://evil.example"]).status == 403)
        let state = try await desk("GET", "/api/state").json()
        #expect((state["verdicts"] as? [String: Any])?.isEmpty == true)
    }

    @Test func everyAnswerForbidsWhatItDoesNotNeed() async throws {
        let desk = try await DeskBench()
        for (path, isOwn) in [("/", true), ("/api/state", true), ("/nowhere", true), ("/", false)] {
            let answer = try await desk("GET", path, isOwn: isOwn)
            let policy = try #require(answer.headers["content-security-policy"])
            #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "\(path)")
            #expect(answer.headers["x-content-type-options"] == "nosniff" && answer.headers["x-frame-options"] == "DENY")
            #expect(answer.headers["referrer-policy"] == "no-referrer" && answer.headers["cache-control"] == "no-store")
            #expect(answer.headers["cross-origin-resource-policy"] == "same-origin")
            #expect(!answer.headers.keys.contains { $0.hasPrefix("access-control") })
        }
    }

    @Test func onlyTheLoopbackAddressIsListenedOn() async throws {
        let desk = try await DeskBench()
        #expect(throws: Wire.Refused.self) { try Wire(port: desk.port, address: "127.0.0.2") }
        await #expect(throws: DeskServer.Failure.portInUse(desk.port)) { try await DeskBench(port: desk.port) }
        #expect(try await desk("GET", "/api/state").status == 200)
    }
}
