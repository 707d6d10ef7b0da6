import Disclosure

/// Splits the glued rows of the Fujian list: two numbers a row, the year's not above the running total, parts adding up to totals in both.
enum FujianGluedCells {
    private static let groups: [(total: String, parts: String)] = [
        ("legacy.disclosed.total", "legacy.disclosed.via_"), ("legacy.applications.received", "legacy.applications.by_"),
        ("legacy.answers.total", "legacy.answers."),
    ]

    /// The two numbers of every row. The number that the prose states decides where sums leave several ways.
    static func solve(_ segments: [RunningText.Segment], prose: [String]) throws(GluedCellsFailure) -> [[Int]] {
        let candidates = segments.map { segment in
            GluedCells.splits(segment.pieces, count: 2).filter { $0[0] <= $0[1] }
        }
        var solution = [[Int]?](repeating: nil, count: segments.count)
        var unsolved: [Int] = []
        var grouped: Set<Int> = []
        for group in groups {
            guard let total = segments.firstIndex(where: { $0.row.id == group.total }) else { continue }
            let parts = segments.indices.filter { $0 != total && segments[$0].row.id.hasPrefix(group.parts) }
            grouped.formUnion([total] + parts)
            var found = solutions(total: total, parts: parts, candidates)
            if found.count > 1, group.total == "legacy.disclosed.total" {
                let stated = statedDisclosures(prose)
                found = found.filter { stated.contains($0[0][0]) }
            }
            guard found.count == 1 else {
                unsolved += [total] + parts
                continue
            }
            for (index, values) in zip([total] + parts, found[0]) { solution[index] = values }
        }
        for index in segments.indices where !grouped.contains(index) {
            if candidates[index].count == 1 { solution[index] = candidates[index][0] } else { unsolved.append(index) }
        }
        guard unsolved.isEmpty else {
            throw GluedCellsFailure(rows: unsolved.map { (segments[$0].row, segments[$0].text, candidates[$0]) })
        }
        return solution.map { $0! }
    }

    /// Choices for a total and its parts that add up in both columns: the total's pair first.
    private static func solutions(total: Int, parts: [Int], _ candidates: [[[Int]]]) -> [[[Int]]] {
        var found: [[[Int]]] = []
        func extend(_ chosen: [[Int]], _ rest: [Int]) {
            guard let first = parts.dropFirst(chosen.count).first else {
                if rest == [0, 0] { found.append(chosen) }
                return
            }
            for option in candidates[first] where option[0] <= rest[0] && option[1] <= rest[1] {
                extend(chosen + [option], [rest[0] - option[0], rest[1] - option[1]])
            }
        }
        for option in candidates[total] {
            let before = found.count
            extend([], option)
            for index in before..<found.count { found[index].insert(option, at: 0) }
        }
        return found
    }

    /// The numbers that the prose gives for information disclosed: 主动公开政府信息 N 条.
    private static func statedDisclosures(_ prose: [String]) -> Set<Int> {
        var numbers: Set<Int> = []
        for text in prose {
            for match in text.matches(of: /主动公开(?:各类)?(?:政府)?信息(?:总数|共计|共|累计|数量)?\s*([0-9]+)\s*条/) {
                if let number = Int(match.output.1) { numbers.insert(number) }
            }
        }
        return numbers
    }
}
