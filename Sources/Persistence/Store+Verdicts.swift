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
    ///
    /// - Parameter hand: who decided, and when; kept for each verdict that is another one than before.
    public func setVerdicts(_ verdicts: [(fingerprint: String, verdict: StoredVerdict?)], by hand: VerdictHand = .unknown) throws(StoreError) {
        try transaction { transaction in
            for (fingerprint, verdict) in verdicts { try Self.set(fingerprint, verdict, by: hand, transaction) }
        }
    }

    /// Writes one verdict, and who decided it where it changed.
    static func set(_ fingerprint: String, _ verdict: StoredVerdict?, by hand: VerdictHand, _ transaction: StoreTransaction) throws {
        let table = StoreTable.verdict
        let key = [StoredValue(fingerprint)]
        let old = try VerifiedScan.row(table, transaction.db, key: key).map { StoredVerdict(verdict: $0[1].text, note: $0[2].text) }
        if old != verdict { try note(fingerprint, verdict, by: hand, transaction) }
        guard let verdict else {
            try transaction.delete(table, where: table.isKey, key)
            return
        }
        let changed = try transaction.update(table, where: table.isKey, key) { row in
            row[table["verdict"]] = StoredValue(verdict.verdict)
            row[table["note"]] = StoredValue(verdict.note)
        }
        if changed == 0 {
            let nothing = StoredValue("")
            try transaction.insert(table, key + [StoredValue(verdict.verdict), StoredValue(verdict.note), nothing, .null, nothing, nothing, nothing])
        }
        try rememberFindings(ofVerdicts: fingerprint, transaction)
    }

    /// Keeps with a verdict, or with every one, what its finding says now.
    static func rememberFindings(ofVerdicts fingerprint: String?, _ transaction: StoreTransaction) throws {
        let (table, findings) = (StoreTable.verdict, StoreTable.finding)
        let condition = fingerprint == nil ? "TRUE" : table.isKey
        try transaction.update(table, where: condition, fingerprint.map { [StoredValue($0)] } ?? []) { row in
            guard let finding = try? VerifiedScan.row(findings, transaction.db, key: [row[0]]) else { return }
            for column in ["entity", "year", "rule", "message_zh", "message_en"] { row[table[column]] = finding[findings[column]] }
        }
    }

    /// Every verdict by fingerprint.
    public func verdicts() throws(StoreError) -> [String: StoredVerdict] {
        try read { db in
            var verdicts: [String: StoredVerdict] = [:]
            try VerifiedScan.forEach(.verdict, db) { row in verdicts[row.text(0)] = StoredVerdict(verdict: row.text(1), note: row.text(2)) }
            return verdicts
        }
    }

    /// Every verdict with what it is about, by body, year and rule.
    public func verdictRecords() throws(StoreError) -> [VerdictRecord] {
        let (table, findings) = (StoreTable.verdict, StoreTable.finding)
        return try read { db in
            var found: [String: [StoredValue]] = [:]
            try VerifiedScan.forEach(findings, db) { row in found[row.text(0)] = row.values(of: findings) }
            var records: [VerdictRecord] = []
            try VerifiedScan.forEach(table, db) { row in
                let finding = found[row.text(0)]
                func value(_ column: String) -> StoredValue { finding?[findings[column]] ?? row.value(table[column]) }
                records.append(
                    VerdictRecord(
                        fingerprint: row.text(0), verdict: StoredVerdict(verdict: row.text(1), note: row.text(2)), entity: value("entity").text,
                        year: value("year").integer.map(Int.init), rule: value("rule").text, messageChinese: value("message_zh").text,
                        messageEnglish: value("message_en").text, isFound: finding != nil))
            }
            return records.sorted {
                ($0.entity, $0.year ?? Int.min, $0.rule, $0.fingerprint) < ($1.entity, $1.year ?? Int.min, $1.rule, $1.fingerprint)
            }
        }
    }
}
