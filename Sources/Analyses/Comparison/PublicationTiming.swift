public import Disclosure

/// When a report was published, and how many days after the day that the regulations set.
///
/// ```swift
/// PublicationTiming(of: report)?.daysLate   // 12, or −5 for one that was five days early
/// ```
/// The day is the earliest that page, signature or path give. Since the report of 2019 departments publish by 31 January, everybody else by 31 March. Townships are
/// named by neither deadline and are held to the later one.
public struct PublicationTiming: Sendable, Hashable {
    /// What rankings call it.
    public static let subject = "days_late"
    /// What it is, for people.
    public static let label = LocalizedText(zh: "逾期天数", en: "days after the deadline")

    /// What the day was read from.
    public let evidence: Evidence
    /// The last day on which it was due: `2021-03-31`.
    public let deadline: String
    /// Days from the deadline to the day of publication; negative for one that was early.
    public let daysLate: Int

    /// The day on which it was published: `2021-04-02`.
    public var published: String { evidence.value }

    /// The timing of a report; `nil` when no day of publication is known, or the day lies within the year reported on.
    public init?(of report: Report) { self.init(of: report.body, year: report.year, evidence: report.evidence) }

    /// The timing of a report whose evidence is known.
    public init?(of body: Body, year: Int, evidence: [Evidence]) {
        guard let found = evidence.first(where: { $0.subject == .publication }), found.value > "\(year)-12-31", let day = Self.days(to: found.value)
        else { return nil }
        let month = body.kind == .department && year >= 2019 ? 1 : 3
        deadline = "\(year + 1)-0\(month)-31"
        guard let due = Self.days(to: deadline) else { return nil }
        self.evidence = found
        daysLate = day - due
    }

    /// The number of a day of the Gregorian calendar, written as year, month and day; `nil` for what is none.
    private static func days(to text: String) -> Int? {
        let parts = text.split(separator: "-").map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2], (1...9999).contains(year), (1...12).contains(month),
            (1...31).contains(day)
        else { return nil }
        // Years begin in March, so that the day that some have more is the last.
        let shifted = month > 2 ? year : year - 1
        return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + (153 * ((month + 9) % 12) + 2) / 5 + day
    }
}
