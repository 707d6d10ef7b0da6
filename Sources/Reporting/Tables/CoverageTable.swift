public import Disclosure

/// Which years of a body are there, as a row of the matrix of `analyze reports --missing`.
public struct BodyCoverage: Sendable {
    /// Whose reports.
    public let body: Body
    /// Whether there is a report, for each year in which one is expected.
    public private(set) var years: [Int: Bool]

    /// The years of a body.
    public init(_ body: Body, years: [Int: Bool] = [:]) { (self.body, self.years) = (body, years) }

    /// Adds a year.
    public mutating func note(_ year: Int, isThere: Bool) { years[year] = isThere || years[year] == true }
}

extension ResultTable {
    /// Most years that have a heading of their own.
    private static let headedYears = 20

    /// The matrix body × year that people see; programs get what is missing one a row. Bodies of which nothing is missing are counted, not listed.
    public static func coverage(_ bodies: [BodyCoverage]) -> ResultTable {
        let years = bodies.flatMap(\.years.keys)
        let span = (years.min() ?? 0)...(years.max() ?? 0)
        let isHeaded = span.count <= headedYears
        let heading = isHeaded ? span.map { String(String($0).suffix(2)) }.joined(separator: " ") : "\(span.lowerBound)–\(span.upperBound)"
        let lacking = bodies.filter { $0.years.values.contains(false) }
        func marks(_ body: BodyCoverage) -> String {
            let marks = span.map { year in body.years[year].map { $0 ? "■" : "·" } ?? " " }
            return isHeaded ? marks.joined(separator: "  ") : marks.joined()
        }
        var table = ResultTable(
            schema: "analyze.reports/1", title: LocalizedText(zh: "缺少的报告", en: "Missing reports"), of: lacking,
            columns: [
                .text("entity", zh: "主体", en: "Entity") { .text($0.body.name) },
                .text("region_code", zh: "区划代码", en: "Region", .extra) { .text($0.body.regionCode) },
                .text("coverage", zh: heading, en: heading) { .text(marks($0)) },
                .number("missing", zh: "缺", en: "Missing", .plain) { .integer($0.years.values.count { !$0 }) },
            ])
        let count = lacking.reduce(0) { $0 + $1.years.values.count { !$0 } }
        if count > 0 {
            table.notes.append(
                LocalizedText(
                    zh: "■ 有报告，· 缺报告。\(lacking.count) 个主体共缺 \(count) 份；其余 \(bodies.count - lacking.count) 个主体齐全。",
                    en:
                        "■ there, · missing. \(count) report\(count == 1 ? " is" : "s are") missing of \(lacking.count) bod\(lacking.count == 1 ? "y" : "ies"); of the other \(bodies.count - lacking.count) all are there."
                ))
        }
        table.whenEmpty = LocalizedText(zh: "没有缺少的报告。", en: "No report is missing.")
        return table
    }
}
