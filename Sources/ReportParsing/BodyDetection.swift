import Disclosure
import DocumentReading

/// Tells whose report it is, of which kind and level, and the code of its region in the report's year.
struct BodyDetection {
    private(set) var body: Body?
    private(set) var evidence: [Evidence] = []
    private(set) var notes: [ReadingNote] = []

    private let regions: Regions
    private let year: Int

    init(title: String?, passages: [Passage], path: String, year: Int, regions: Regions) {
        self.regions = regions
        self.year = year
        let context = ([path] + passages.map(\.text)).joined(separator: "\n")
        var names: [(String, source: String, text: String)] = []
        if let title, let name = Self.name(inTitle: title) { names.append((name, "title", title)) }
        names += Self.names(inText: passages).map { ($0, "text", $0) }
        names += path.split(separator: "/").reversed().prefix(3).compactMap { part in
            let stem = part.split(separator: ".").first.map(String.init) ?? String(part)
            let name = Self.name(inTitle: stem) ?? stem
            return regions.leading(name) == nil ? nil : (name, "path", String(part))
        }
        for (name, source, text) in names {
            guard let found = resolve(name, context: context) else { continue }
            body = found
            evidence.append(Evidence(.body, source: source, value: found.name, text: String(text.prefix(120))))
            if let code = found.regionCode { evidence.append(Evidence(.region, source: source, value: code, text: name)) }
            break
        }
        if body == nil, let first = names.first(where: { $0.source == "title" && $0.0.count >= 3 }) {
            // A name without a region in it: known by name, not by place.
            body = Body(name: first.0, kind: Self.kind(ofRest: first.0), level: .unknown, regionCode: nil)
            evidence.append(Evidence(.body, source: first.source, value: first.0, text: first.text))
            notes.append(ReadingNote(kind: "unknown_region", message: "no region is named in \(first.0)"))
        }
        decideScope(passages)
    }

    // MARK: Names

    /// What stands before year and subject in a title: 淮安市人民政府, 上海市人民政府办公厅.
    static func name(inTitle title: String) -> String? {
        var rest = Substring(LabelNormalization.folded(title))
        // 二〇二一年 is a year; the numeral of 四川省, 三明市 and 六安市 belongs to the name.
        let numerals = rest.prefix { "〇○零一二三四五六七八九十".contains($0) }
        if numerals.count >= 2, rest[numerals.endIndex...].first == "年" { rest = rest[numerals.endIndex...] }
        while let first = rest.first, first.isASCII && first.isNumber || "年度()-_".contains(first) { rest.removeFirst() }
        if rest.hasPrefix("关于") { rest = rest.dropFirst(2) }
        var end = rest.endIndex
        if let digits = rest.firstIndex(where: { $0.isASCII && $0.isNumber }) { end = min(end, digits) }
        for word in ["政府信息公开", "政务公开", "信息公开", "年度报告", "年度", "情况统计表", "工作年度"] {
            if let range = rest.firstRange(of: word) { end = min(end, range.lowerBound) }
        }
        var name = String(rest[..<end])
        if name.hasSuffix("人民") { name += "政府" }
        for suffix in ["关于", "的", "_", "-", "(", "第"] where name.hasSuffix(suffix) { name.removeLast(suffix.count) }
        return name.count >= 2 ? name : nil
    }

    /// Bodies that the text names as its author.
    private static func names(inText passages: [Passage]) -> [String] {
        var names: [String] = []
        for passage in passages.prefix(12) {
            let text = LabelNormalization.folded(passage.text)
            for (before, after) in [("本报告由", "根据"), ("本报告由", "按照"), ("本报告由", "编制"), ("现公布", "20"), ("请与", "联系"), ("请联系", "(")] {
                guard text.holds(before), let start = text.firstRange(of: before), let end = text[start.upperBound...].firstRange(of: after) else {
                    continue
                }
                let name = String(text[start.upperBound..<end.lowerBound])
                if (3...30).contains(name.count) { names.append(name) }
            }
        }
        return names
    }

    // MARK: Resolution

    private mutating func resolve(_ name: String, context: String) -> Body? {
        guard let match = regions.leading(name, year: year) else { return nil }
        let rest = match.rest
        if let zone = match.zone {
            let kind = Self.zoneSuffixes.contains(rest) ? Body.Kind.zone : Self.kind(ofRest: rest)
            return Body(
                name: kind == .zone ? String(name.dropLast(rest.count)) : name, kind: kind, level: zone.level, regionCode: zone.territory[0])
        }
        let kind = Self.kind(ofRest: rest)
        let own = kind == .government ? String(name.dropLast(rest.count)) : name
        guard let region = choose(match.regions, name: name, context: context) else {
            return Body(name: own, kind: kind, level: kind == .township ? .township : match.regions.first?.level ?? .unknown, regionCode: nil)
        }
        let full = kind == .government && !match.isFullName ? region.name : own
        return Body(
            name: kind == .government ? Self.lastName(full, region) : full, kind: kind, level: kind == .township ? .township : region.level,
            regionCode: region.code)
    }

    /// A government goes by its region's own name, not by those of the regions above it.
    private static func lastName(_ name: String, _ region: Region) -> String { name.hasSuffix(region.name) ? region.name : name }

    /// One of several regions of a name: the one whose parents the text or the path names.
    private mutating func choose(_ candidates: [Region], name: String, context: String) -> Region? {
        if candidates.count <= 1 { return candidates.first }
        let scored = candidates.map { region in
            (region, regions.ancestors(of: region.code).count { above in context.holds(above.shortName ?? above.name) })
        }
        let most = scored.map(\.1).max() ?? 0
        let winners = scored.filter { $0.1 == most }
        if most > 0, winners.count == 1 {
            notes.append(
                ReadingNote(
                    kind: "region_by_context",
                    message: "\(name) is taken for \(regions.fullName(of: winners[0].0.code) ?? winners[0].0.name), which text or path names"))
            return winners[0].0
        }
        let options = candidates.map { "\($0.code) \(regions.fullName(of: $0.code) ?? $0.name)" }.joined(separator: ", ")
        notes.append(ReadingNote(kind: "ambiguous_region", message: "\(name) may be \(options); an entity map settles it"))
        return nil
    }

    private static let zoneSuffixes: Set<String> = ["", "管委会", "管理委员会", "党工委管委会"]

    /// The kind of body that the words behind the region's name tell.
    static func kind(ofRest rest: String) -> Body.Kind {
        if rest.isEmpty || rest == "人民政府" || rest == "政府" { return .government }
        for suffix in ["政府办公室", "政府办公厅", "政府办", "政府办公室(本级)"] where rest.hasSuffix(suffix) {
            let before = rest.dropLast(suffix.count)
            if before.isEmpty || before == "人民" { return .office }
        }
        if rest == "办公室" || rest == "办公厅" { return .office }
        for suffix in ["镇", "乡", "街道", "街道办事处", "镇人民政府", "乡人民政府", "苏木", "民族乡", "镇政府", "乡政府", "街道办"] where rest.hasSuffix(suffix) {
            return .township
        }
        for suffix in ["管委会", "管理委员会", "开发区", "高新区", "新区", "园区", "示范区", "合作区"] where rest.hasSuffix(suffix) { return .zone }
        return .department
    }

    // MARK: Scope

    private mutating func decideScope(_ passages: [Passage]) {
        guard body != nil else { return }
        let text = passages.prefix(60).map(\.text).joined()
        let area = ["各级行政机关", "全市", "全区", "全县", "全省", "全州"].filter { text.holds($0) }
        let own = ["本机关", "我局", "本局", "我办", "我委", "我厅", "本级"].filter { text.holds($0) }
        switch (body!.kind, area.isEmpty, own.isEmpty) {
        case (.department, _, _), (.office, true, _): body!.scope = .own
        case (_, false, _) where body!.kind == .government || body!.kind == .zone: body!.scope = .area
        case (_, true, false): body!.scope = .own
        default: return
        }
        evidence.append(
            Evidence(.scope, source: "text", value: body!.scope.rawValue, text: (body!.scope == .area ? area : own).joined(separator: " ")))
    }
}
