import Disclosure

/// Which of several regions of one name is meant, by the regions above them that path and text name.
///
/// **Definition.** The path names a region above a candidate (南京市, 南京) or the text names it right before the candidate's own name
/// (南京市鼓楼区): strong. The text names it in full elsewhere: weak, and heard only when it speaks for one candidate alone. The candidate with
/// most strong voices is taken; equal voices decide nothing.
struct RegionChoice {
    /// The region; `nil` when nothing tells the candidates apart.
    let region: Region?
    /// What was decided by context, or why nothing was.
    private(set) var notes: [ReadingNote] = []

    init(_ candidates: [Region], name: String, path: String, texts: [String], regions: Regions) {
        guard candidates.count > 1 else {
            region = candidates.first
            return
        }
        let text = texts.joined(separator: "\n")
        var strong: [Int] = []
        var weak: [Int] = []
        for candidate in candidates {
            let above = regions.ancestors(of: candidate.code)
            strong.append(
                above.count { path.holds($0.shortName ?? $0.name) }
                    + above.count { text.holds($0.name + candidate.name) || text.holds(($0.shortName ?? $0.name) + candidate.name) })
            weak.append(above.count { text.holds($0.name) })
        }
        region = Self.best(strong, candidates) ?? (strong.allSatisfy { $0 == 0 } ? Self.only(weak, candidates) : nil)
        if let region {
            let full = regions.fullName(of: region.code) ?? region.name
            notes = [
                ReadingNote(
                    kind: .regionByContext,
                    message: LocalizedText(
                        zh: "“\(name)”按正文或路径所写认定为\(full)", en: "\(name) is taken for \(full), which text or path names"))
            ]
        } else {
            let options = candidates.map { "\($0.code) \(regions.fullName(of: $0.code) ?? $0.name)" }
            notes = [
                ReadingNote(
                    kind: .ambiguousRegion,
                    message: LocalizedText(
                        zh: "“\(name)”可能是\(options.joined(separator: "、"))，可用 --entity-map 指明",
                        en: "\(name) may be \(options.joined(separator: ", ")); --entity-map settles it"))
            ]
        }
    }

    private static func best(_ votes: [Int], _ candidates: [Region]) -> Region? {
        let most = votes.max() ?? 0
        let winners = candidates.indices.filter { votes[$0] == most }
        return most > 0 && winners.count == 1 ? candidates[winners[0]] : nil
    }

    /// The only candidate that has any voice.
    private static func only(_ votes: [Int], _ candidates: [Region]) -> Region? {
        let heard = candidates.indices.filter { votes[$0] > 0 }
        return heard.count == 1 ? candidates[heard[0]] : nil
    }
}
