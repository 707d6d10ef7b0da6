import Foundation
import Persistence
import Testing

@testable import Desk

/// What is decided at the desk is in the store, and what is in the store is seen at the desk.
@Suite struct DeskVerdictTests {
    private let mark = DeskBench.fingerprint

    @Test func aVerdictIsInTheStoreWhenItIsAcknowledged() async throws {
        let desk = try await DeskBench()
        let answer = try await desk.decide("confirmed", note: "已核实 <b>“&”")
        #expect(answer.status == 200)
        let reply = try answer.json()
        #expect(reply["verdict"] as? String == "confirmed" && reply["author"] as? String == "审核组" && reply["note"] as? String == "已核实 <b>“&”")
        let store = try Store(readingAt: desk.store)
        #expect(try store.verdicts() == [mark: StoredVerdict(verdict: "confirmed", note: "已核实 <b>“&”")])
        let history = try store.verdictHistory(of: mark)
        #expect(history.count == 1 && history[0].hand.author == "审核组" && history[0].hand.time == reply["time"] as? String)
        #expect(try store.verdictHands()[mark] == history[0].hand && history[0].hand.time.hasSuffix("Z"))
        #expect(try store.integrityProblems() == [])
        // Another window sees it.
        let state = try await desk("GET", "/api/state?revision=0").json()
        let verdicts = try #require(state["verdicts"] as? [String: [String: String]])
        #expect(verdicts[mark]?["verdict"] == "confirmed" && verdicts[mark]?["author"] == "审核组")
        let known = try await desk("GET", "/api/state?revision=\(try #require(state["revision"] as? Int))").json()
        #expect(known["verdicts"] == nil)
    }

    @Test func aVerdictThatChangedMeanwhileIsNotOverwritten() async throws {
        let desk = try await DeskBench()
        let other = try Store(creatingAt: desk.store)
        try other.setVerdicts(
            [(mark, StoredVerdict(verdict: "dismissed", note: "口径不同"))], by: VerdictHand(author: "王强", time: "2026-01-31T09:30:00Z"))
        try other.close()
        let answer = try await desk.decide("confirmed", note: "mine")
        #expect(answer.status == 409)
        let reply = try answer.json()
        #expect(reply["verdict"] as? String == "dismissed" && reply["note"] as? String == "口径不同" && reply["author"] as? String == "王强")
        #expect(try Store(readingAt: desk.store).verdicts()[mark]?.verdict == "dismissed")
        // Whoever has seen it may decide; the same word a second time, whose answer got lost, is no conflict.
        #expect(try await desk.decide("confirmed", note: "mine", expecting: "dismissed", "口径不同").status == 200)
        #expect(try await desk.decide("confirmed", note: "mine", expecting: "dismissed", "口径不同").status == 200)
        #expect(try Store(readingAt: desk.store).verdictHistory(of: mark).map(\.hand.author) == ["王强", "审核组"])
    }

    @Test func aVerdictIsTakenBackAndTheHistoryStays() async throws {
        let desk = try await DeskBench()
        #expect(try await desk.decide("dismissed", note: "n").status == 200)
        #expect(try await desk.decide("open", expecting: "dismissed", "n").status == 200)
        let store = try Store(readingAt: desk.store)
        #expect(try store.verdicts().isEmpty && store.verdictHistory(of: mark).map { $0.verdict?.verdict } == ["dismissed", nil])
        let history = try await desk("GET", "/api/history?fingerprint=\(mark)")
        #expect(history.status == 200 && history.body.contains(#""verdict":"open""#))
    }

    @Test func readOnlyRefusesWithAPlainMessage() async throws {
        let desk = try await DeskBench(isReadOnly: true)
        let answer = try await desk.decide("confirmed")
        #expect(try answer.status == 403 && (answer.json()["message"] as? String)?.contains("read-only") == true)
        #expect(try Store(readingAt: desk.store).verdicts().isEmpty)
        #expect(try await desk("GET", "/api/state").status == 200)
    }

    @Test func whatIsNoDecisionIsRefusedAndEndsNothing() async throws {
        let desk = try await DeskBench()
        let good = #""expected":{"verdict":"open","note":""}"#
        let bodies = [
            "", "{", "null", "[]", "\"x\"", "{}", #"{"fingerprint":1}"#, #"{"fingerprint":"\#(mark)"}"#,
            #"{"fingerprint":"\#(mark)","verdict":"perhaps",\#(good)}"#, #"{"fingerprint":"short","verdict":"confirmed",\#(good)}"#,
            #"{"fingerprint":"\#(mark)","verdict":"confirmed","expected":{"verdict":"x"}}"#,
            #"{"fingerprint":"' OR 1=1; DROP","verdict":"confirmed",\#(good)}"#,
            #"{"fingerprint":"0011223344556AAA","verdict":"confirmed",\#(good)}"#,
            #"{"fingerprint":"\#(mark)","verdict":"confirmed","note":"\#(String(repeating: "长", count: 10_001))",\#(good)}"#,
            String(repeating: "[", count: 100_000), "{\"a\":\"\u{0}\"}",
        ]
        for body in bodies {
            let answer = try await desk("POST", "/api/verdict", body: body)
            #expect(try answer.status == 422 && (answer.json()["message"] as? String)?.isEmpty == false, "\(body.prefix(60)) \(answer)")
        }
        #expect(try Store(readingAt: desk.store).verdicts().isEmpty)
        #expect(try await desk.decide("confirmed").status == 200)
    }

    @Test func newReportsMakeThePageStaleAndThenNew() async throws {
        let desk = try await DeskBench()
        #expect(try await desk("GET", "/").status == 200)
        let first = try await desk("GET", "/api/state").json()
        #expect(first["stale"] as? Bool == false && first["page"] as? Int == 1)
        let writer = try Store(creatingAt: desk.store)
        try writer.put(.small(named: "panel"), sha256: "1")
        try writer.close()
        #expect(try await desk("GET", "/api/state").json()["stale"] as? Bool == true)
        // Whoever opens the page gets it of the store as it is.
        #expect(try await desk("GET", "/").status == 200)
        let after = try await desk("GET", "/api/state").json()
        #expect(after["stale"] as? Bool == false && after["page"] as? Int == 2)
    }

    @Test func itIsKeptWhenAFindingWasThereForTheFirstTime() async throws {
        let desk = try await DeskBench()
        _ = try await desk("GET", "/")
        let seen = try await desk("GET", "/api/seen").json()
        #expect(seen["times"] as? [String] == [""] && (seen["at"] as? [String: Int])?[mark] == 0)
        let store = try Store(creatingAt: desk.store)
        let later = StoredFinding(
            fingerprint: "ff", kind: "identity", rule: "r", severity: "error", entity: "县", regionCode: nil, year: 2023, messageChinese: "",
            messageEnglish: "",
            detail: "{}")
        try store.replaceFindings([later], at: "2026-01-31T09:30:00Z")
        try store.replaceFindings([later], at: "2026-02-28T09:30:00Z")
        #expect(try store.firstSeen() == [mark: "", "ff": "2026-01-31T09:30:00Z"])
        #expect(try store.integrityProblems() == [])
    }
}
