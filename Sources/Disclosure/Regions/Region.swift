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

    /// The name of an autonomous prefecture, county or banner without its nationalities, as titles shorten it: 凉山州, 三江县, 鄂伦春旗; `nil` for others.
    public var autonomousShortName: String? {
        for (long, short) in [("自治州", "州"), ("自治县", "县"), ("自治旗", "旗")] where name.hasSuffix(long) {
            var stem = name.dropLast(long.count)
            while let people = Self.peoples.first(where: { stem.hasSuffix($0) && stem.count >= $0.count + 2 }) { stem = stem.dropLast(people.count) }
            return stem.count >= 2 && stem.count < name.count - long.count ? stem + short : nil
        }
        return nil
    }

    /// The nationalities in the names of autonomous regions, longer ones before those that they end with.
    private static let peoples = [
        "柯尔克孜族", "柯尔克孜", "哈萨克族", "哈萨克", "蒙古族", "蒙古", "回族", "藏族", "苗族", "彝族", "壮族", "布依族", "朝鲜族", "满族", "侗族", "瑶族", "土家族", "白族",
        "哈尼族", "傣族", "黎族", "傈僳族", "佤族", "畲族", "拉祜族", "水族", "东乡族", "纳西族", "景颇族", "土族", "达斡尔族", "仫佬族", "羌族", "布朗族", "撒拉族", "毛南族",
        "仡佬族", "锡伯族", "普米族", "塔吉克族", "塔吉克", "怒族", "保安族", "裕固族", "独龙族", "各族",
    ]
}
