/// An administrative region of GB/T 2260 under one name, with the years for which code and name were in force together.
public struct Region: Sendable, Hashable {
    /// The six-digit code.
    public let code: String
    /// The official name: `淮安市`, `鼓楼区`.
    public let name: String
    /// Province, prefecture or county.
    public let level: Body.Level
    /// The code of the region above, as of these years; `nil` for a province.
    public let parentCode: String?
    /// The years for which code and name were in force. `earliestYear` and `latestYear` stand for open ends.
    public let years: ClosedRange<Int>
    /// The code of the region that covers it today, when its own is no longer in force and the successor is known.
    public let laterCode: String?

    /// The lower bound of `years` for a region that the history has had from its first year.
    public static let earliestYear = 1949
    /// The upper bound of `years` for a region that exists today.
    public static let latestYear = 9999

    /// A region.
    public init(
        code: String, name: String, level: Body.Level, parentCode: String?, years: ClosedRange<Int> = earliestYear...latestYear,
        laterCode: String? = nil
    ) {
        self.code = code
        self.name = name
        self.level = level
        self.parentCode = parentCode
        self.years = years
        self.laterCode = laterCode
    }

    /// Whether code and name are in force today.
    public var isCurrent: Bool { years.upperBound == Self.latestYear }

    /// The name without the word for its level (江苏, 淮安, 内蒙古), as prose and titles shorten it; `nil` when it cannot be shortened.
    public var shortName: String? {
        let suffixes: [String] =
            switch level {
            case .province: ["特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市"]
            case .prefecture: ["市", "地区", "盟"]
            default: ["市", "县", "区"]
            }
        guard let suffix = suffixes.first(where: name.hasSuffix), name.count >= suffix.count + 2 else { return nil }
        return String(name.dropLast(suffix.count))
    }
}
