import Disclosure

/// Bodies that a text names in passing: no ground to decide on, but what to propose to who knows.
enum BodyMentions {
    /// What the names of offices, departments and townships end with.
    private static let endings = [
        "人民政府办公室", "人民政府办公厅", "管理委员会", "监督管理局", "人民政府", "街道办事处", "委员会", "管委会", "办公室", "办公厅", "办事处", "街道", "局", "厅", "镇", "乡",
    ]

    /// Whether a name without a region is that of an office.
    static func isOffice(_ name: String) -> Bool { (2...20).contains(name.count) && endings.contains(where: name.hasSuffix) }

    /// The names in the order of the text, each once, three at most.
    static func names(in passages: [Passage], regions: Regions, year: Int) -> [String] {
        var names: [String] = []
        for passage in passages.prefix(20) {
            let characters = Array(LabelNormalization.folded(passage.text).prefix(400))
            var start = 0
            while start < characters.count, names.count < 3 {
                guard let match = regions.leading(String(characters[start...].prefix(40)), year: year), match.isFullName else {
                    start += 1
                    continue
                }
                let region = characters[start...].prefix(40).dropLast(match.rest.count)
                let clause = match.rest.prefix { !"。,;:、(".contains($0) }.prefix(20)
                let end = endings.compactMap { clause.firstRange(of: $0)?.upperBound }.min()
                let name = String(region) + (end.map { clause[..<$0] } ?? "")
                if !names.contains(name) { names.append(name) }
                start += name.count
            }
        }
        return names
    }
}
