import GRDB

/// What a reader decided about a finding.
public struct StoredVerdict: Sendable, Hashable {
    /// `confirmed` or `dismissed`.
    public var verdict: String
    /// Why.
    public var note: String

    /// A verdict.
    public init(verdict: String, note: String) {
        self.verdict = verdict
        self.note = note
    }
}

/// A verdict with what it is about, as far as the store knows.
public struct VerdictRecord: Sendable, Hashable {
    /// What the verdict is remembered by.
    public var fingerprint: String
    /// The verdict.
    public var verdict: StoredVerdict
    /// The body's name; empty when the store never saw the finding.
    public var entity: String
    /// The year; `nil` when the store never saw the finding.
    public var year: Int?
    /// The rule or detector; empty when the store never saw the finding.
    public var rule: String
    /// The finding in Chinese: of the newest run, else as it read when it was decided.
    public var messageChinese: String
    /// The same in English.
    public var messageEnglish: String
    /// Whether the newest run has the finding.
    public var isFound: Bool
}

extension Store {
    /// Remembers verdicts, each in place of an earlier one on the same fingerprint, all of them or none; `nil` takes a verdict back.
    public func setVerdicts(_ verdicts: [(fingerprint: String, verdict: StoredVerdict?)]) throws(StoreError) {
        try transaction { db in
            for (fingerprint, verdict) in verdicts {
                guard let verdict else {
                    try db.execute(sql: "DELETE FROM verdict WHERE fingerprint = ?", arguments: [fingerprint])
                    continue
                }
                try db.execute(
                    sql: """
                        INSERT INTO verdict (fingerprint, verdict, note) VALUES (?, ?, ?)
                        ON CONFLICT (fingerprint) DO UPDATE SET verdict = excluded.verdict, note = excluded.note
                        """, arguments: [fingerprint, verdict.verdict, verdict.note])
                try Self.rememberFindings(ofVerdicts: fingerprint, db)
            }
        }
    }

    /// Keeps with a verdict, or with every one, what its finding says now.
    static func rememberFindings(ofVerdicts fingerprint: String?, _ db: Database) throws {
        try db.execute(
            sql: """
                UPDATE verdict SET entity = f.entity, year = f.year, rule = f.rule, message_zh = f.message_zh, message_en = f.message_en
                FROM finding f WHERE f.fingerprint = verdict.fingerprint AND verdict.fingerprint = coalesce(?, verdict.fingerprint)
                """, arguments: [fingerprint])
    }

    /// Every verdict by fingerprint.
    public func verdicts() throws(StoreError) -> [String: StoredVerdict] {
        try read { db in
            Dictionary(
                uniqueKeysWithValues: try Row.fetchAll(db, sql: "SELECT fingerprint, verdict, note FROM verdict").map { row in
                    (row[0] as String, StoredVerdict(verdict: row[1], note: row[2]))
                })
        }
    }

    /// Every verdict with what it is about, by body, year and rule.
    public func verdictRecords() throws(StoreError) -> [VerdictRecord] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT v.fingerprint, v.verdict, v.note, coalesce(f.entity, v.entity), coalesce(f.year, v.year), coalesce(f.rule, v.rule),
                        coalesce(f.message_zh, v.message_zh), coalesce(f.message_en, v.message_en), f.fingerprint IS NOT NULL
                    FROM verdict v LEFT JOIN finding f ON f.fingerprint = v.fingerprint ORDER BY 4, 5, 6, 1
                    """
            ).map { row in
                VerdictRecord(
                    fingerprint: row[0], verdict: StoredVerdict(verdict: row[1], note: row[2]), entity: row[3], year: row[4], rule: row[5],
                    messageChinese: row[6], messageEnglish: row[7], isFound: row[8])
            }
        }
    }
}
