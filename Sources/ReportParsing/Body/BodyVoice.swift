import Disclosure

/// A name that may be that of the report's body, and where it stands.
struct BodyVoice {
    let name: String
    /// Where; `text` is who the report says its author is.
    let source: EvidenceSource
    /// The words around it.
    let text: String

    /// All that speak of the body, in the order in which they are believed.
    static func all(title: String?, publishers: [String], sites: [String], passages: [Passage], path: String, regions: Regions) -> [BodyVoice] {
        var voices: [BodyVoice] = []
        if let title, let name = BodyName.name(inTitle: title) { voices.append(BodyVoice(name: name, source: .title, text: title)) }
        voices += named(in: passages, authorFrames).map { BodyVoice(name: $0.name, source: .text, text: $0.text) }
        if let signature = signature(passages, regions: regions) { voices.append(signature) }
        voices += named(in: passages, contactFrames).map { BodyVoice(name: $0.name, source: .contact, text: $0.text) }
        voices += publishers.map { BodyVoice(name: LabelNormalization.folded($0), source: .page, text: $0) }
        for site in sites {
            let folded = LabelNormalization.folded(site)
            let name = ["门户网站", "政府网站", "官方网站", "网站", "门户"].first(where: folded.hasSuffix).map { String(folded.dropLast($0.count)) } ?? folded
            if regions.leading(name)?.isFullName == true, name.count <= 24 { voices.append(BodyVoice(name: name, source: .site, text: site)) }
        }
        return voices + folders(path, regions: regions)
    }

    // MARK: Text

    /// What stands around the author, and around whom to ask, who is often another office.
    private static let authorFrames = [
        ("本报告由", "根据"), ("本报告由", "按照"), ("本报告由", "编制"), ("由", "编制"), ("现公布", "20"), ("现将", "20"),
    ]
    private static let contactFrames = [("请与", "联系"), ("请联系", "("), ("请联系", ","), ("请向", "咨询")]

    /// Bodies that the text names between the given words.
    private static func named(in passages: [Passage], _ frames: [(String, String)]) -> [(name: String, text: String)] {
        var found: [(name: String, text: String)] = []
        for passage in passages.prefix(12) {
            let text = LabelNormalization.folded(passage.text)
            for (before, after) in frames where text.holds(before) {
                guard let start = text.firstRange(of: before), let end = text[start.upperBound...].firstRange(of: after) else { continue }
                let name = String(text[start.upperBound..<end.lowerBound])
                if (3...30).contains(name.count), !name.contains(where: { "。,;:".contains($0) }), !found.contains(where: { $0.name == name }) {
                    found.append((name, text))
                }
            }
        }
        return found
    }

    /// Who signed: a name alone on the line above the day that ends the text, or before it on its line.
    private static func signature(_ passages: [Passage], regions: Regions) -> BodyVoice? {
        let last = passages.suffix(8).map { LabelNormalization.folded($0.text) }
        for (index, text) in last.enumerated().reversed() where text.count <= 45 {
            let western = DateText.withWesternYears(text)
            guard let day = DateText.days(in: western).last, let start = western.firstRange(of: "\(day.year)"), western.count <= 45 else { continue }
            let before = String(western[..<start.lowerBound])
            let name = before.isEmpty && index > 0 ? last[index - 1] : before
            guard (3...30).contains(name.count), !name.contains(where: { "。,;:".contains($0) }), regions.leading(name)?.isFullName == true else {
                continue
            }
            return BodyVoice(name: name, source: .signature, text: before.isEmpty ? "\(name) \(text)" : text)
        }
        return nil
    }

    // MARK: Path

    /// What the file's name and the folders above it say, the nearest first. Below the folder of a region, that of an office is one of the region's.
    private static func folders(_ path: String, regions: Regions) -> [BodyVoice] {
        let parts = path.split(separator: "/").suffix(4).map { part -> (text: String, name: String) in
            let stem = part.split(separator: ".").first.map(String.init) ?? String(part)
            return (String(part), BodyName.name(inTitle: stem) ?? stem)
        }
        return parts.indices.reversed().compactMap { index in
            let (text, name) = parts[index]
            guard let match = regions.leading(name) else { return nil }
            let office = match.rest.isEmpty ? parts[(index + 1)...].first { regions.leading($0.name) == nil && BodyMentions.isOffice($0.name) } : nil
            guard let office else { return BodyVoice(name: name, source: .path, text: text) }
            return BodyVoice(name: name + office.name, source: .path, text: "\(text)/\(office.text)")
        }
    }
}
