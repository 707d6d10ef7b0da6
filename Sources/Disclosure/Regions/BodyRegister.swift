/// The bodies of many reports, each once, also when its region got another name or code between two of them.
///
/// ```swift
/// let register = BodyRegister(reports.map { ($0.body, $0.year) })
/// register.bodies[register.position(of: report.body)].name     // 吴江区, for the reports of 吴江市 until 2011 as well
/// ```
/// A county that became a district or a city (撤县设区, 撤县设市) keeps its territory, and its government goes on: its years are one series, and the year
/// of the change is known. So do the bodies named after it: 吴江市教育局 goes on as 吴江区教育局. Joined are bodies of one kind and level when the older one's
/// region alone became the newer one's (no merger) and the older one's last report is before the newer one's first.
/// - Complexity: linear in the reports; the bodies are sorted.
public struct BodyRegister: Sendable {
    /// What a body was before.
    public struct Former: Sendable, Hashable {
        /// The body under its name and code of then.
        public let body: Body
        /// The year of its last report.
        public let lastYear: Int
    }

    /// The bodies as they are in their newest reports, in the order of ``Body/precedes(_:)``, whatever that of the reports was.
    public let bodies: [Body]
    /// What each was before, the oldest first.
    public let former: [[Former]]

    private let positions: [String: Int]

    private struct Member {
        /// As it is in the newest report.
        var body: Body
        var years: ClosedRange<Int>
    }

    /// The bodies of reports.
    public init(_ reports: some Sequence<(body: Body, year: Int)>, regions: Regions = .standard) {
        var members: [Member] = []
        var memberOf: [String: Int] = [:]
        for (body, year) in reports {
            if let index = memberOf[body.key] {
                let (known, years) = (members[index].body, members[index].years)
                if year > years.upperBound || year == years.upperBound && body.precedes(known) { members[index].body = body }
                members[index].years = min(years.lowerBound, year)...max(years.upperBound, year)
            } else {
                memberOf[body.key] = members.count
                members.append(Member(body: body, years: year...year))
            }
        }
        members.sort { $0.body.precedes($1.body) }
        let lineages = Dictionary(grouping: members.indices) { regions.lineage(of: members[$0].body) ?? members[$0].body.key }
        var found: [(body: Body, former: [Former])] = []
        var seen: Set<String> = []
        for index in members.indices where !seen.contains(members[index].body.key) {
            let lineage = regions.lineage(of: members[index].body) ?? members[index].body.key
            let chain = lineages[lineage]!.sorted { members[$0].years.lowerBound < members[$1].years.lowerBound }
            let follows = zip(chain, chain.dropFirst()).allSatisfy { members[$0].years.upperBound < members[$1].years.lowerBound }
            let joined = follows ? chain : [index]
            for member in joined { seen.insert(members[member].body.key) }
            found.append(
                (members[joined.last!].body, joined.dropLast().map { Former(body: members[$0].body, lastYear: members[$0].years.upperBound) }))
        }
        found.sort { $0.body.precedes($1.body) }
        var positions: [String: Int] = [:]
        for (position, body) in found.enumerated() {
            for key in [body.body.key] + body.former.map(\.body.key) { positions[key] = position }
        }
        self.bodies = found.map(\.body)
        self.former = found.map(\.former)
        self.positions = positions
    }

    /// The position in `bodies` of a body; `nil` for one that none of the reports is of.
    public func knownPosition(of body: Body) -> Int? { positions[body.key] }

    /// The position in `bodies` of the body of one of the reports.
    public func position(of body: Body) -> Int { positions[body.key]! }
}

extension Regions {
    /// What the bodies that follow on each other have in common: kind, level, and name and code as they would be today; `nil` for a body whose region never
    /// changed, is not known, or was merged with others.
    func lineage(of body: Body) -> String? {
        guard let code = body.regionCode, let newest = region(code: currentCode(of: code)) else { return nil }
        let names = regions(ofCode: code)
        guard let own = names.first(where: { body.name.hasPrefix($0.name) }) ?? (body.name.hasPrefix(newest.name) ? newest : nil) else { return nil }
        guard own == newest || regions(coveredBy: newest.code, year: own.years.upperBound) == [own] else { return nil }
        return "\(body.kind.rawValue):\(body.level.rawValue):\(newest.code):\(newest.name)\(body.name.dropFirst(own.name.count))"
    }
}
