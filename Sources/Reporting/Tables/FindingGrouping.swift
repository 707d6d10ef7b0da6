public import Analyses
import Disclosure

/// What findings are gathered by for people.
public enum FindingGrouping: String, Sendable, Hashable, CaseIterable {
    /// The rule they are filed under.
    case rule
    /// The body.
    case entity
    /// The year.
    case year

    /// The group of a finding.
    func group(of finding: Finding) -> String {
        switch self {
        case .rule: finding.rule
        case .entity: finding.entity
        case .year: String(finding.year)
        }
    }

    fileprivate var heading: LocalizedText {
        switch self {
        case .rule: LocalizedText(zh: "规则", en: "Rule")
        case .entity: LocalizedText(zh: "主体", en: "Entity")
        case .year: LocalizedText(zh: "年度", en: "Year")
        }
    }

    /// The findings of one group, in the order of the list.
    struct Group {
        let name: String
        let findings: [Finding]
    }

    /// The groups, the largest first, years in their order.
    func groups(_ findings: [Finding]) -> [Group] {
        let groups = Dictionary(grouping: findings, by: group).map { Group(name: $0.key, findings: $0.value) }
        return groups.sorted { one, other in
            if self != .year, one.findings.count != other.findings.count { return one.findings.count > other.findings.count }
            return one.name < other.name
        }
    }
}

extension ResultTable {
    /// The result of `analyze anomalies --group-by`: the rows of the list, gathered in groups, each with its group and how many findings that has.
    ///
    /// What each group holds is said below. O(*n* log *n*).
    public static func anomalies(_ findings: [Finding], by grouping: FindingGrouping) -> ResultTable {
        let groups = grouping.groups(findings)
        let list = anomalies(groups.flatMap(\.findings))
        // The column that says the same as the group is left to programs.
        let columns = list.columns.map { column -> ResultColumn in
            var column = column
            if column.key == grouping.rawValue { column.prominence = .machine }
            return column
        }
        var table = ResultTable(
            schema: list.schema, title: list.title,
            columns: [
                .text("group", zh: grouping.heading.zh, en: grouping.heading.en), .number("group_findings", zh: "条数", en: "Findings", .plain),
            ] + columns, notes: list.notes)
        table.whenEmpty = list.whenEmpty
        let heads = groups.flatMap { group in group.findings.map { _ in [ResultValue.text(group.name), .integer(group.findings.count)] } }
        for (head, row) in zip(heads, list.rows) { table.append(head + row) }
        for group in groups.prefix(FindingGrouping.listed) {
            let counts = severityCounts(of: group.findings)
            table.notes.append(
                LocalizedText(
                    zh: "\(group.name)：共 \(group.findings.count) 条，\(counts.zh)", en: "\(group.name): \(group.findings.count) in all, \(counts.en)"))
        }
        if groups.count > FindingGrouping.listed {
            table.notes.append(
                LocalizedText(
                    zh: "另有 \(groups.count - FindingGrouping.listed) 组。", en: "And \(groups.count - FindingGrouping.listed) more groups."))
        }
        return table
    }
}

extension FindingGrouping {
    /// More groups than these are counted, not summed up below the table.
    fileprivate static let listed = 20
}
