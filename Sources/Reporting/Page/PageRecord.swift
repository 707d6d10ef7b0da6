public import Disclosure
import Foundation

/// What a page that was written before shows, read back from the page: its findings and its reports, to say what changed since.
public struct PageRecord: Sendable {
    /// Why a file tells nothing of an earlier page.
    public struct Unreadable: Error, Sendable {
        /// The reason.
        public let reason: LocalizedText
    }

    /// A finding as the page shows it.
    struct Finding {
        let entity: String
        let key: String
        let year: Int
        let message: String
        let verdict: String
        let severity: String
    }

    /// The name of a report.
    struct Report: Hashable {
        let key: String
        let year: Int
    }

    /// The heading.
    let title: String
    /// The date that it bears; empty without one.
    let date: String
    /// The findings by fingerprint.
    let findings: [String: Finding]
    /// The first digits of the digest of each report.
    let reports: [Report: String]
    /// The names of the bodies by key.
    let names: [String: String]

    /// The most bytes that a part of a page may unpack to.
    private static let limit = 512 << 20

    /// Reads what a page shows. O(bytes).
    ///
    /// - Throws: ``Unreadable`` for a file that is no page of one file, or one of before this was kept.
    public init(page: [UInt8]) throws(Unreadable) {
        let page = Data(page)
        guard page.range(of: Data("<meta name=\"generator\" content=\"analyze ".utf8)) != nil else {
            throw Unreadable(
                reason: LocalizedText(zh: "不是 analyze report 写出的页面", en: "it is no page that analyze report wrote"))
        }
        guard let record = PackedPart.json("record", in: page, limit: Self.limit) as? [String: Any],
            let bodies = PackedPart.json("bodies", in: page, limit: Self.limit) as? [String: Any],
            let found = PackedPart.json("findings", in: page, limit: Self.limit) as? [String: Any],
            let names = bodies["names"] as? [String], let keys = bodies["keys"] as? [String], names.count == keys.count
        else {
            throw Unreadable(
                reason: LocalizedText(
                    zh: "其中没有可供比较的记录（须是 0.1.0 之后写出的单个文件，或整个文件夹，而不是其中的一页）",
                    en:
                        "it holds no record to compare with: a page of one file is needed, or a folder of pages and not one of it, written after 0.1.0"
                ))
        }
        self.init(record, keys, names, found)
    }

    /// Reads what a folder of pages shows, from the record that stands beside its index. O(bytes).
    ///
    /// - Throws: ``Unreadable`` for a file that is no such record.
    public init(record: [UInt8]) throws(Unreadable) {
        guard let all = (try? JSONSerialization.jsonObject(with: Data(record))) as? [String: Any], let record = all["record"] as? [String: Any],
            let bodies = all["bodies"] as? [String: Any], let found = all["findings"] as? [String: Any],
            let names = bodies["names"] as? [String], let keys = bodies["keys"] as? [String], names.count == keys.count
        else {
            throw Unreadable(
                reason: LocalizedText(
                    zh: "其中的 \(Self.file) 不是 analyze report 写出的记录", en: "its \(Self.file) is no record that analyze report wrote"))
        }
        self.init(record, keys, names, found)
    }

    /// The name of the record in a folder of pages.
    public static let file = "record.json"

    private init(_ record: [String: Any], _ keys: [String], _ names: [String], _ found: [String: Any]) {
        title = record["title"] as? String ?? ""
        date = record["date"] as? String ?? ""
        self.names = Dictionary(zip(keys, names)) { first, _ in first }
        reports = Self.reports(record["reports"] as? [[Any]] ?? [], keys)
        findings = Self.findings(found, keys, names)
    }

    private static func reports(_ rows: [[Any]], _ keys: [String]) -> [Report: String] {
        var reports: [Report: String] = [:]
        for row in rows where row.count == 3 {
            guard let body = row[0] as? Int, keys.indices.contains(body), let year = row[1] as? Int, let digest = row[2] as? String else { continue }
            reports[Report(key: keys[body], year: year)] = digest
        }
        return reports
    }

    private static func findings(_ found: [String: Any], _ keys: [String], _ names: [String]) -> [String: Finding] {
        let verdicts = found["verdictCodes"] as? [String] ?? []
        let severities = found["severityCodes"] as? [String] ?? []
        var findings: [String: Finding] = [:]
        for row in found["rows"] as? [[Any]] ?? [] where row.count >= 8 {
            guard let severity = row[0] as? Int, severities.indices.contains(severity), let body = row[2] as? Int, keys.indices.contains(body),
                let year = row[3] as? Int, let message = row[4] as? String, let verdict = row[6] as? Int, verdicts.indices.contains(verdict),
                let fingerprint = row[7] as? String
            else { continue }
            findings[fingerprint] = Finding(
                entity: names[body], key: keys[body], year: year, message: message, verdict: verdicts[verdict], severity: severities[severity])
        }
        return findings
    }
}

extension PageBuilder {
    /// What later pages are compared with, besides the bodies and findings that are in the page anyway.
    var record: PageValue {
        .object([
            ("title", .shown(title)), ("date", .shown(content.making.date ?? "")),
            (
                "reports",
                .list(reportsSeen.map { .list([.number(Double($0.body)), .number(Double($0.year)), .text(String($0.digest.prefix(8)))]) })
            ),
        ])
    }
}
