/// Splits the violated rules of a connected set into clusters that no small error pattern could bridge, to be located one by one.
///
/// Two violated rules belong together when they share a cell, or when one satisfied rule shares cells with both: two wrong cells in that rule could
/// make up for each other. What remains apart needs three wrong cells or more to be one pattern. A rule with an unknown cell says nothing by itself,
/// so rules that share an unknown cell count as one.
enum ViolationClusters {
    /// The violated rules, cluster by cluster, each ascending.
    static func of(_ violated: [Int], in system: RuleSystem, rules: [Int], record: [Int?], trusted: Set<Int>) -> [[Int]] {
        guard violated.count > 1 else { return [violated] }
        var position: [Int: Int] = [:]
        for (index, rule) in rules.enumerated() { position[rule] = index }
        var groups = DisjointSets(count: rules.count)
        for (index, rule) in rules.enumerated() {
            for term in system.terms[rule] where record[term.variable] == nil {
                for other in system.incidentRules[term.variable] { if let there = position[other] { groups.join(index, there) } }
            }
        }
        let violatedGroups = Set(violated.map { groups.root(position[$0]!) })
        // A satisfied group that touches several violated ones joins them.
        var touched: [Int: Set<Int>] = [:]
        var clusters = DisjointSets(count: rules.count)
        for rule in violated {
            let own = groups.root(position[rule]!)
            for term in system.terms[rule] where record[term.variable] != nil && !trusted.contains(term.variable) {
                for other in system.incidentRules[term.variable] {
                    guard let there = position[other] else { continue }
                    let group = groups.root(there)
                    if violatedGroups.contains(group) { clusters.join(own, group) } else { touched[group, default: []].insert(own) }
                }
            }
        }
        for group in touched.values {
            guard let first = group.first else { continue }
            for other in group { clusters.join(first, other) }
        }
        var order: [Int] = []
        var members: [Int: [Int]] = [:]
        for rule in violated {
            let cluster = clusters.root(groups.root(position[rule]!))
            if members[cluster] == nil { order.append(cluster) }
            members[cluster, default: []].append(rule)
        }
        return order.map { members[$0]! }
    }
}

/// Disjoint sets with path halving.
private struct DisjointSets {
    private var parent: [Int]

    init(count: Int) { parent = Array(0..<count) }

    mutating func root(_ element: Int) -> Int {
        var element = element
        while parent[element] != element {
            parent[element] = parent[parent[element]]
            element = parent[element]
        }
        return element
    }

    mutating func join(_ one: Int, _ other: Int) {
        let (first, second) = (root(one), root(other))
        if first != second { parent[max(first, second)] = min(first, second) }
    }
}
