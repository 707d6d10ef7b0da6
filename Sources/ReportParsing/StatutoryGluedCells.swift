import Disclosure

/// Splits the glued rows of the statutory forms: row sums and column identities of Table 3, the three sums of Table 4, the domains of Table 2.
///
/// A row is settled when every solution agrees on it; otherwise its ways are listed.
struct StatutoryGluedCells {
    /// One entry a segment.
    private(set) var readings: [GluedCells.Reading]
    /// Whether the identities of Table 3 hold for some choice of splits; if not, rows stand on their own sums.
    private(set) var identitiesHold = true

    private let segments: [RunningText.Segment]

    init(_ segments: [RunningText.Segment], prose: [String]) {
        self.segments = segments
        readings = segments.map { _ in .ambiguous([]) }
        for (index, segment) in segments.enumerated() {
            switch segment.row.section {
            case .proactive: readings[index] = Self.proactive(segment)
            case .remedies: readings[index] = Self.remedies(segment, prose: prose)
            default: break
            }
        }
        solveApplications()
    }

    // MARK: Table 2

    private static func proactive(_ segment: RunningText.Segment) -> GluedCells.Reading {
        var ways = GluedCells.splits(segment.pieces, into: segment.row.slots)
        func integer(_ text: String) -> Int { Int(text.drop { $0 == "+" }) ?? 0 }
        if let newly = segment.row.slots.firstIndex(where: { $0.id.hasSuffix(".newly_disclosed") }) {
            // What was newly disclosed is part of what is disclosed.
            ways = ways.filter { integer($0[newly]) <= integer($0[newly + 1]) }
        }
        if let before = segment.row.slots.firstIndex(where: { $0.id.hasSuffix(".items_prev") }) {
            // Items cannot fall below none.
            ways = ways.filter { integer($0[before]) + integer($0[before + 1]) >= 0 }
        }
        return ways.count == 1 ? .unique(ways[0]) : .ambiguous(ways)
    }

    // MARK: Table 4

    /// Fifteen numbers in three groups of four and their sum; totals that the prose states decide between several ways.
    private static func remedies(_ segment: RunningText.Segment, prose: [String]) -> GluedCells.Reading {
        let digits = segment.pieces.map { Array($0.utf8) }
        guard digits.allSatisfy({ $0.allSatisfy { $0 >= 48 && $0 <= 57 } }) else { return .ambiguous([]) }
        var ways: [[Int]] = []
        var chosen: [Int] = []
        func extend(_ piece: Int, _ position: Int) {
            if ways.count >= 1000 { return }
            if !chosen.isEmpty, chosen.count % 5 == 0, chosen[(chosen.count - 5)..<(chosen.count - 1)].reduce(0, +) != chosen.last { return }
            if piece == digits.count {
                if chosen.count == 15 { ways.append(chosen) }
                return
            }
            guard 15 - chosen.count >= digits.count - piece else { return }
            let bytes = digits[piece]
            var value = 0
            var end = position
            while end < bytes.count, end - position < 7 {
                value = value * 10 + Int(bytes[end] - 48)
                end += 1
                if end - position > 1 && bytes[position] == 48 { break }
                chosen.append(value)
                if end == bytes.count { extend(piece + 1, 0) } else { extend(piece, end) }
                chosen.removeLast()
            }
        }
        extend(0, 0)
        if ways.count > 1 {
            let reviews = stated(/行政复议(?:案件)?(?:共)?\s*([0-9]+)\s*[件起宗]/, in: prose)
            let lawsuits = stated(/行政诉讼(?:案件)?(?:共)?\s*([0-9]+)\s*[件起宗]/, in: prose)
            let agreeing = ways.filter { way in
                (reviews.isEmpty || reviews.contains(way[4])) && (lawsuits.isEmpty || lawsuits.contains(way[9] + way[14]))
            }
            if !agreeing.isEmpty { ways = agreeing }
        }
        let texts = ways.map { $0.map(String.init) }
        return texts.count == 1 ? .unique(texts[0]) : .ambiguous(texts)
    }

    private static func stated(_ pattern: Regex<(Substring, Substring)>, in prose: [String]) -> Set<Int> {
        Set(prose.flatMap { $0.matches(of: pattern).compactMap { Int($0.output.1) } })
    }

    // MARK: Table 3

    private mutating func solveApplications() {
        let indices = segments.indices.filter { segments[$0].row.section == .applications }
        guard !indices.isEmpty else { return }
        var candidates: [Int: [[Int]]] = [:]
        for index in indices {
            let all = GluedCells.splits(segments[index].pieces, count: 7)
            let summed = all.filter { $0[0..<6].reduce(0, +) == $0[6] }
            // A row that adds up in no way is kept with all its ways: the error is the report's.
            candidates[index] = summed.isEmpty ? all : summed
        }
        let solver = ApplicationsSolver(
            rows: indices.map { (segments[$0].row.id, candidates[$0]!) })
        if let agreed = solver.agreement() {
            for (index, ways) in zip(indices, agreed) { settle(index, ways) }
        } else {
            identitiesHold = false
            for index in indices { settle(index, candidates[index]!) }
        }
    }

    private mutating func settle(_ index: Int, _ ways: [[Int]]) {
        let texts = ways.map { $0.map(String.init) }
        readings[index] = texts.count == 1 ? .unique(texts[0]) : .ambiguous(texts)
    }
}
