import Foundation
import GRDB

/// A finding as the store keeps it: what people look up as columns, the rest as JSON.
public struct StoredFinding: Sendable, Hashable {
    /// What the verdict is remembered by.
    public var fingerprint: String
    /// The family of the check.
    public var kind: String
    /// The rule or detector.
    public var rule: String
    /// `error`, `warning` or `info`.
    public var severity: String
    /// The body's name.
    public var entity: String
    /// The code of its region.
    public var regionCode: String?
    /// The year.
    public var year: Int
    /// The sentence in Chinese.
    public var messageChinese: String
    /// The sentence in English.
    public var messageEnglish: String
    /// Everything else, as JSON.
    public var detail: String

    /// A finding to keep.
    public init(
        fingerprint: String, kind: String, rule: String, severity: String, entity: String, regionCode: String?, year: Int,
        messageChinese: String, messageEnglish: String, detail: String
    ) {
        self.fingerprint = fingerprint
        self.kind = kind
        self.rule = rule
        self.severity = severity
        self.entity = entity
        self.regionCode = regionCode
        self.year = year
        self.messageChinese = messageChinese
        self.messageEnglish = messageEnglish
        self.detail = detail
    }
}

extension Store {
    /// Replaces the findings in the store by those of the newest run, all of them or none.
    public func replaceFindings(_ findings: [StoredFinding]) throws(StoreError) {
        try transaction { db in
            try db.execute(sql: "DELETE FROM finding")
            let insert = try db.makeStatement(sql: "INSERT OR REPLACE INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            for finding in findings {
                try insert.execute(arguments: [
                    finding.fingerprint, finding.kind, finding.rule, finding.severity, finding.entity, finding.regionCode, finding.year,
                    finding.messageChinese, finding.messageEnglish, finding.detail,
                ])
            }
            try Self.rememberFindings(ofVerdicts: nil, db)
        }
    }

    /// The fingerprints of the findings of the newest run, in their order.
    public func findingFingerprints() throws(StoreError) -> [String] {
        try read { db in try String.fetchAll(db, sql: "SELECT fingerprint FROM finding ORDER BY rowid") }
    }
}
