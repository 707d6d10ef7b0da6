import Disclosure
import Foundation
import Persistence

/// Decisions of the person at the desk, written to the store before they are acknowledged.
struct VerdictService: Sendable {
    /// A verdict as the page speaks of it; `open` for none.
    struct Words: Codable, Sendable, Hashable {
        var verdict: String
        var note: String?

        init(_ stored: StoredVerdict?) {
            verdict = stored?.verdict ?? "open"
            note = stored?.note ?? ""
        }

        /// The verdict that is stored.
        ///
        /// - Throws: ``DeskProblem`` when it is none.
        func stored() throws(DeskProblem) -> StoredVerdict? {
            let note = note ?? ""
            guard note.count <= Store.longestNote else {
                throw DeskProblem(
                    LocalizedText(
                        zh: "备注共 \(note.count) 字，最多 \(Store.longestNote) 字",
                        en: "the note has \(note.count) characters; at most \(Store.longestNote) are kept"))
            }
            switch verdict {
            case "open": return nil
            case "confirmed", "dismissed": return StoredVerdict(verdict: verdict, note: note)
            default:
                throw DeskProblem(
                    LocalizedText(zh: "裁定应为 confirmed、dismissed 或 open", en: "a verdict is confirmed, dismissed or open"))
            }
        }
    }

    /// What is asked for: another verdict in place of the one that the page shows.
    struct Request: Codable, Sendable {
        var fingerprint: String
        var verdict: String
        var note: String?
        /// What the page shows.
        var expected: Words
    }

    /// One decision, as the page shows the history of a finding.
    struct Entry: Codable, Sendable, Hashable {
        var verdict: String
        var note: String
        var author: String
        var time: String
    }

    /// What became of it.
    enum Outcome: Sendable {
        case stored(Entry)
        case changed(Entry)
    }

    let store: String
    let author: String

    /// Writes a decision. Each has its own connection, as the command has: the store is one file again afterwards, and nothing waits in a buffer.
    ///
    /// - Throws: ``DeskProblem`` for a request that is none, and ``StoreError``.
    func decide(_ request: Request) throws -> Outcome {
        guard request.fingerprint.count == 16, request.fingerprint.allSatisfy({ $0.isHexDigit && !$0.isUppercase }) else {
            throw DeskProblem(LocalizedText(zh: "这不是16位的指纹", en: "this is no fingerprint of 16 digits"))
        }
        let verdict = try Words(verdict: request.verdict, note: request.note).stored()
        let expected = try request.expected.stored()
        let hand = VerdictHand.now(author)
        let target = try Store(creatingAt: store)
        let outcome = try target.decide(request.fingerprint, verdict, expecting: expected, by: hand)
        try target.close()
        switch outcome {
        case .stored: return .stored(Entry(verdict, hand))
        case .changed(let current, let hand): return .changed(Entry(current, hand ?? .unknown))
        }
    }

    /// Every decision about a finding, the oldest first.
    ///
    /// - Throws: ``StoreError``.
    func history(of fingerprint: String) throws -> [Entry] {
        try Store(readingAt: store).verdictHistory(of: fingerprint).map { Entry($0.verdict, $0.hand) }
    }
}

extension VerdictService.Words {
    fileprivate init(verdict: String, note: String?) {
        self.verdict = verdict
        self.note = note
    }
}

extension VerdictService.Entry {
    init(_ verdict: StoredVerdict?, _ hand: VerdictHand) {
        self.init(verdict: verdict?.verdict ?? "open", note: verdict?.note ?? "", author: hand.author, time: hand.time)
    }
}
