import Disclosure
/// Parts the numbers that stand in one cell over the cells they belong to, where the row's own sums leave one way.
///
/// Tables that a program took from a page can have the numbers of neighboring cells in one. They are never joined to one number.
struct SeveralNumbers {
    /// The values, one a cell.
    let values: [SourceValue]

    /// - Parameters: count: the row's cells.  section: where the row stands, which tells its sums.
    /// - Returns: `nil` when no cell holds several numbers, or not exactly one way adds up.
    init?(_ values: [SourceValue], count: Int, section: FormSection) {
        guard values.contains(where: { $0.isSeveral }), values.count <= count else { return nil }
        let ways = values.count < count ? Self.inOrder(values, count) : Self.overBlanks(values)
        let lawful = ways.filter { Self.addsUp($0, section) }
        guard lawful.count == 1 else { return nil }
        self.values = lawful[0]
    }

    private static func pieces(_ value: SourceValue) -> [SourceValue] {
        guard case .several(let texts) = value.token else { return [value] }
        return texts.map { SourceValue(text: $0, token: NumberToken.parse($0), place: value.place) }
    }

    /// All numbers one after the other, when they are as many as the cells.
    private static func inOrder(_ values: [SourceValue], _ count: Int) -> [[SourceValue]] {
        let all = values.flatMap(pieces)
        return all.count == count ? [all] : []
    }

    /// Each cell of several numbers parted over itself and blank ones beside it.
    private static func overBlanks(_ values: [SourceValue]) -> [[SourceValue]] {
        var ways = [values]
        for index in values.indices where values[index].isSeveral {
            let parts = pieces(values[index])
            var next: [[SourceValue]] = []
            for start in max(0, index - parts.count + 1)...index where start + parts.count <= values.count {
                for way in ways {
                    let range = start..<start + parts.count
                    guard range.allSatisfy({ $0 == index || way[$0].token == .blank }) else { continue }
                    var changed = way
                    for (offset, part) in parts.enumerated() { changed[start + offset] = part }
                    next.append(changed)
                }
            }
            guard !next.isEmpty, next.count <= 256 else { return [] }
            ways = next
        }
        return ways
    }

    /// Whether the sums within the row hold, blanks for zeros: six parts and their total, or three times four.
    static func addsUp(_ values: [SourceValue], _ section: FormSection) -> Bool {
        let width =
            switch section {
            case .applications: 7
            case .remedies: 5
            case .proactive, .statistics, .legacy, .fees: 0
            }
        guard width > 0, values.count % width == 0, !values.isEmpty else { return false }
        return stride(from: 0, to: values.count, by: width).allSatisfy { start in
            let block = values[start..<start + width]
            let numbers = block.map { $0.token == .blank ? 0 : $0.token.integer ?? -1 }
            guard block.last!.token.integer != nil, numbers.allSatisfy({ (0..<1 << 40).contains($0) }) else { return false }
            return numbers.dropLast().reduce(0, +) == numbers.last
        }
    }
}

extension SourceValue {
    /// Whether it holds several numbers.
    var isSeveral: Bool { if case .several = token { true } else { false } }
}
