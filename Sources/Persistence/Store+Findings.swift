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
    ///
    /// - Parameter time: that of the run, which those that are new are remembered by; empty when it does not matter.
    public func replaceFindings(_ findings: [StoredFinding], at time: String = "") throws(StoreError) {
        try transaction { transaction in
            try transaction.empty(.finding)
            var seen: Set<String> = []
            // Of several under one fingerprint the last is kept.
            for finding in findings.reversed() where seen.insert(finding.fingerprint).inserted {
                try transaction.insert(
                    .finding,
                    [
                        StoredValue(finding.fingerprint), StoredValue(finding.kind), StoredValue(finding.rule), StoredValue(finding.severity),
                        StoredValue(finding.entity), StoredValue(finding.regionCode), StoredValue(finding.year),
                        StoredValue(finding.messageChinese), StoredValue(finding.messageEnglish), StoredValue(finding.detail),
                    ])
            }
            try Self.noteFirstSeen(at: time, transaction)
            try Self.rememberFindings(ofVerdicts: nil, transaction)
            try transaction.rememberContents()
        }
    }

    /// The fingerprints of the findings of the newest run that could be remembered.
    public func findingFingerprints() throws(StoreError) -> [String] {
        try read { db in
            var fingerprints: [String] = []
            try VerifiedScan.forEach(.finding, db) { row in fingerprints.append(row.text(0)) }
            return fingerprints.sorted()
        }
    }

    /// Whether the findings in the store are those of the reports and panels that are in it now: a run that could not write left older ones.
    public func findingsAreOfTheseContents() throws(StoreError) -> Bool {
        try read { db in try Tally.stored(Tally.judged, db) == Tally.ofContents(db) }
    }
}

extension Tally {
    /// The row of the tallies that holds the contents to which the findings belong.
    static let judged = "judged"

    /// What of the store findings depend on.
    static func ofContents(_ db: Database) throws -> Tally {
        try [StoreTable.report, .cells, .panel, .panelVariable].reduce(into: Tally()) { total, table in
            let tally = try stored(of: table, db)
            total.rows += tally.rows
            total.sum = (total.sum &* 31) &+ tally.sum
        }
    }
}
