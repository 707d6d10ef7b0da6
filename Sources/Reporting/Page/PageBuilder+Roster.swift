import Analyses
public import Disclosure

/// A report that somebody expects.
public struct ExpectedReport: Sendable, Hashable {
    /// Who should report: as the reports name it, where there is any, else as the list does.
    public var body: Body
    /// Of which year.
    public var year: Int
    /// Whether it is there.
    public var isThere: Bool

    /// A report that somebody expects.
    public init(body: Body, year: Int, isThere: Bool) { (self.body, self.year, self.isThere) = (body, year, isThere) }
}

extension ReportPage {
    /// The list of who should have reported, held against what is there.
    public struct Expectations: Sendable, Hashable {
        /// The name of the list.
        public var name: String
        /// The reports that it asks for, each once.
        public var reports: [ExpectedReport]

        /// A list of this name.
        public init(name: String, reports: [ExpectedReport]) { (self.name, self.reports) = (name, reports) }
    }
}

extension PageBuilder {
    /// Marks what is not there and was not asked for either.
    func markUnasked() {
        guard let expected = content.expected else { return }
        let first = content.corpus.years.lowerBound
        let asked = Dictionary(grouping: expected.reports, by: \.body.key).mapValues { Set($0.map(\.year)) }
        for index in bodies.indices {
            let years = asked[bodies[index].key] ?? []
            for period in bodies[index].states.indices where !years.contains(first + period) { bodies[index].states[period] = .unasked }
        }
    }

    /// Who of the bodies on the list has no report, by region; empty without a list.
    var roster: String {
        guard let expected = content.expected else { return "" }
        let missing = expected.reports.filter { !$0.isThere }
        let asked = Dictionary(grouping: expected.reports, by: \.body.key)
        let silent = asked.values.count { $0.allSatisfy { !$0.isThere } }
        let (all, bodies) = (expected.reports.count, asked.count)
        let sentence = say(
            "名单 \(expected.name)：\(PageText.count(bodies)) 个主体应报 \(PageText.count(all)) 份，缺 \(PageText.count(missing.count)) 份；"
                + "\(PageText.count(silent)) 个主体一份也没有。",
            "Roster \(expected.name): \(PageText.count(all)) reports of \(PageText.count(bodies)) \(bodies == 1 ? "body" : "bodies") expected, \(PageText.count(missing.count)) missing; "
                + "\(PageText.count(silent)) \(silent == 1 ? "body has" : "bodies have") none at all.")
        var html = "<p>\(PageText.escaped(sentence))</p>\n"
        guard !missing.isEmpty else { return html }
        let regions = regionTable(expected.reports)
        html += details(say("名单对照，按地区", "The roster by region"), regions.html, rows: regions.rows.count)
        let bodiesMissing = missingTable(missing)
        html += details(
            say("缺报告的主体（\(bodiesMissing.rows.count)）", "Bodies without a report (\(bodiesMissing.rows.count))"), bodiesMissing.html,
            rows: bodiesMissing.rows.count)
        return html
    }

    private func regionTable(_ reports: [ExpectedReport]) -> PageTable {
        let length = Self.prefixLength(reports.map(\.body.regionCode)) ?? 2
        let groups = Dictionary(grouping: reports) { $0.body.regionCode.map { String($0.prefix(length)) } ?? "" }
        var table = PageTable(caption: say("名单对照，按地区", "The roster by region"), isCaptionHidden: true)
        table.columns = [
            .init(word("region")), .init(say("名单上的主体", "Bodies on the roster"), isNumber: true), .init(say("应报", "Expected"), isNumber: true),
            .init(say("已有", "There"), isNumber: true), .init(say("缺", "Missing"), isNumber: true),
        ]
        for (prefix, members) in groups.sorted(by: { Self.order($0.key) < Self.order($1.key) }) {
            let there = members.count(where: \.isThere)
            let numbers = [Set(members.map(\.body.key)).count, members.count, there, members.count - there]
            table.rows.append([.text(regionName(prefix, orProvince: true))] + numbers.map { .number(PageText.count($0), Double($0)) })
        }
        return table
    }

    private func missingTable(_ missing: [ExpectedReport]) -> PageTable {
        let places = Dictionary(bodies.enumerated().map { ($1.key, $0) }) { first, _ in first }
        var table = PageTable(caption: say("缺报告的主体", "Bodies without a report"), isCaptionHidden: true)
        table.columns = [.init(word("entity")), .init(word("regionCode")), .init(word("region")), .init(word("missingYears"))]
        let bodies = Dictionary(grouping: missing, by: \.body.key).values.sorted {
            let (one, other) = ($0[0].body, $1[0].body)
            return (Self.order(one.regionCode ?? ""), one.name) < (Self.order(other.regionCode ?? ""), other.name)
        }
        for reports in bodies {
            let body = reports[0].body
            table.rows.append([
                .link(body.name, to: places[body.key].map { address(of: $0) }), .text(body.regionCode ?? ""),
                .text(body.regionCode.map { regionName(String($0.prefix(4)), orProvince: true) } ?? ""),
                .text(Self.ranges(reports.map(\.year).sorted())),
            ])
        }
        return table
    }
}
