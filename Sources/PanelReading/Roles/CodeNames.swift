/// Names of columns whose digits name something and count nothing, whether they change or not.
enum CodeNames {
    /// Whole names, in lower case and without blanks.
    private static let names: Set<String> = [
        "id", "no", "no.", "#", "zip", "geoid", "iso", "isonum", "iso_num", "isonumeric", "iso_numeric", "m49", "行政区划", "区划", "邮编",
    ]
    private static let endings = ["_id", "code", "codes", "fips", "编码", "代码", "编号", "序号"]

    /// Whether a name, in lower case and without blanks, is that of codes.
    static func areCodes(_ name: String) -> Bool {
        names.contains(name) || endings.contains { name.hasSuffix($0) } || name.contains("iso3166")
    }
}
