import Foundation
import GRDB

/// Who decided about a finding, and when.
public struct VerdictHand: Sendable, Hashable {
    /// The person's name, as given; empty when nobody gave one.
    public var author: String
    /// The time in UTC as `2026-01-31T09:30:00Z`; empty when it is not known.
    public var time: String

    /// Who, and when.
    public init(author: String, time: String) {
        self.author = author
        self.time = time
    }

    /// Nobody said who, and when it was is not known.
    public static let unknown = VerdictHand(author: "", time: "")

    /// A person, now.
    public static func now(_ author: String) -> VerdictHand { VerdictHand(author: author, time: currentTime) }

    /// The time now, in UTC, to the second.
    public static var currentTime: String { Date.now.formatted(.iso8601) }
}

/// One decision about a finding.
public struct VerdictEntry: Sendable, Hashable {
    /// What was decided; `nil` when an earlier verdict was taken back.
    public var verdict: StoredVerdict?
    /// Who, and when.
    public var hand: VerdictHand
}

/// What became of a decision.
public enum DecisionOutcome: Sendable, Hashable {
    /// It is in the store.
    case stored
    /// Nothing was written: the verdict is another one than was expected. The one that holds, `nil` for none, with the last decision where it is known.
    case changed(StoredVerdict?, VerdictHand?)
}

extension Store {
    /// The most characters of a note that are kept, and of an author's name.
    public static let longestNote = 10_000

    /// Writes a verdict when the one that holds is still what was expected, both in one transaction; `nil` stands for none.
    public func decide(
        _ fingerprint: String, _ verdict: StoredVerdict?, expecting: StoredVerdict?, by hand: VerdictHand
    ) throws(StoreError) -> DecisionOutcome {
        try transaction { transaction in
            let row = try VerifiedScan.row(.verdict, transaction.db, key: [StoredValue(fingerprint)])
            let current = row.map { StoredVerdict(verdict: $0[1].text, note: $0[2].text) }
            // The same word twice is no conflict: a request that was answered, and whose answer got lost, is sent again.
            if current == verdict { return .stored }
            guard current == expecting else {
                let log = try VerifiedScan.rows(.verdictLog, transaction.db, where: "fingerprint = ?", [StoredValue(fingerprint)])
                return .changed(current, log.last.map { VerdictHand(author: $0[4].text, time: $0[5].text) })
            }
            try Self.set(fingerprint, verdict, by: hand, transaction)
            return .stored
        }
    }

    /// Every decision about a finding, the oldest first.
    public func verdictHistory(of fingerprint: String) throws(StoreError) -> [VerdictEntry] {
        try read { db in
            try VerifiedScan.rows(.verdictLog, db, where: "fingerprint = ?", [StoredValue(fingerprint)])
                .sorted { $0[0].int < $1[0].int }
                .map { VerdictEntry(verdict: Self.decided($0), hand: VerdictHand(author: $0[4].text, time: $0[5].text)) }
        }
    }

    /// Who made the last decision about each finding, by fingerprint; O(decisions).
    public func verdictHands() throws(StoreError) -> [String: VerdictHand] {
        try read { db in
            var hands: [String: (number: Int64, hand: VerdictHand)] = [:]
            try VerifiedScan.forEach(.verdictLog, db) { row in
                let fingerprint = row.text(1)
                guard (hands[fingerprint]?.number ?? Int64.min) < row.integer(0) else { return }
                hands[fingerprint] = (row.integer(0), VerdictHand(author: row.text(4), time: row.text(5)))
            }
            return hands.mapValues(\.hand)
        }
    }

    /// When each finding was there for the first time, by fingerprint; empty for those of before this was kept.
    public func firstSeen() throws(StoreError) -> [String: String] {
        try read { db in
            var times: [String: String] = [:]
            try VerifiedScan.forEach(.firstSeen, db) { row in times[row.text(0)] = row.text(1) }
            return times
        }
    }

    /// What tells the reports and panels of the store from any others: the tallies of their tables.
    public func contentsDigest() throws(StoreError) -> UInt64 { try read { db in try Tally.ofContents(db).sum } }

    private static func decided(_ row: [StoredValue]) -> StoredVerdict? {
        row[2].text == "open" ? nil : StoredVerdict(verdict: row[2].text, note: row[3].text)
    }

    /// Keeps who decided what.
    static func note(_ fingerprint: String, _ verdict: StoredVerdict?, by hand: VerdictHand, _ transaction: StoreTransaction) throws {
        try transaction.insert(
            .verdictLog,
            [
                .integer(try transaction.nextNumber(.verdictLog)), StoredValue(fingerprint), StoredValue(verdict?.verdict ?? "open"),
                StoredValue(verdict?.note ?? ""), StoredValue(hand.author), StoredValue(hand.time),
            ])
    }

    /// Keeps the time for the findings in the store that were not there before.
    static func noteFirstSeen(at time: String, _ transaction: StoreTransaction) throws {
        var known: Set<StoredValue> = []
        // In the middle of a transaction the tallies are behind the tables: rows are checked, their number is not.
        try VerifiedScan.forEach(.firstSeen, transaction.db, where: ("TRUE", [])) { known.insert($0.value(0)) }
        var new: [StoredValue] = []
        try VerifiedScan.forEach(.finding, transaction.db, where: ("TRUE", [])) { row in
            if known.insert(row.value(0)).inserted { new.append(row.value(0)) }
        }
        for fingerprint in new { try transaction.insert(.firstSeen, [fingerprint, StoredValue(time)]) }
    }
}
