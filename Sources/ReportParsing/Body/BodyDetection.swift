import Disclosure
import DocumentReading

/// Tells whose report it is, of which kind and level, and the code of its region in the report's year.
///
/// The title speaks first, then the sentence that names the author, the data of the page, the name of the site, and the path. The first that a
/// region or zone is known for decides; what the others say is kept as evidence. A name that several regions bear (鼓楼区) is decided by what
/// stands above it in text or path (``RegionChoice``), or not at all.
struct BodyDetection {
    private(set) var body: Body?
    private(set) var evidence: [Evidence] = []
    private(set) var notes: [ReadingNote] = []

    private let regions: Regions
    private let year: Int
    private let path: String
    private let texts: [String]
    private let known: EntityMap.Entry?

    /// What a name was resolved to.
    private struct Resolution {
        var body: Body
        var notes: [ReadingNote] = []
    }

    /// Decides for a document.
    /// - Parameters:
    ///   - title: the title; `nil` when there is none.
    ///   - publishers: bodies that the data of the page name as publisher.
    ///   - sites: the names of the site that the page belongs to.
    ///   - known: what the caller knows; a name in it is the only voice, a code settles which of several regions it is.
    init(
        title: String?, publishers: [String] = [], sites: [String] = [], passages: [Passage], path: String, known: EntityMap.Entry? = nil, year: Int,
        regions: Regions
    ) {
        self.regions = regions
        self.year = year
        self.path = path
        self.known = known
        texts = passages.map(\.text)
        var voices = BodyVoice.all(title: title, publishers: publishers, sites: sites, passages: passages, path: path, regions: regions)
        let all = voices
        if let known, let name = known.entity { voices = [BodyVoice(name: name, source: .entityMap, text: known.pattern)] }
        for voice in voices {
            guard let found = resolve(voice.name) ?? relative(voice, voices) else { continue }
            // The folders of a computer are heard only when nothing else speaks.
            if body != nil && voice.source == .path { continue }
            evidence.append(Evidence(.body, source: voice.source, value: found.body.name, text: String(voice.text.prefix(120))))
            if let code = found.body.regionCode { evidence.append(Evidence(.region, source: voice.source, value: code, text: voice.name)) }
            guard body == nil else { continue }
            body = found.body
            notes = found.notes
            if voice.source.isBesideReport { notes.append(Self.byContext(voice, found.body)) }
        }
        if body == nil,
            let first = voices.first(where: { voice in
                switch voice.source {
                case .title, .text: Self.isOwnName(voice.name)
                case .entityMap: voice.name.count >= 2
                default: false
                }
            })
        {
            // A name without a region in it: known by name, not by place.
            let name = BodyName(behindRegion: first.name)
            let own = name.kind == .office ? first.name : name.own
            body = Body(name: own, kind: name.kind, level: name.kind == .township ? .township : .unknown, regionCode: nil)
            evidence.append(Evidence(.body, source: first.source, value: own, text: first.text))
            notes.append(
                ReadingNote(
                    kind: .unknownRegion,
                    message: LocalizedText(
                        zh: "“\(first.name)”中没有区划，可用 --entity-map 指明", en: "no region is named in \(first.name); --entity-map settles it")))
        }
        if let known, let code = known.regionCode, body != nil { settle(code, known.pattern) }
        if let conflict = conflict(among: all, isMapped: known?.entity != nil) { notes.append(conflict) }
        if let body, let scope = ScopeDetection.scope(of: body, passages: passages) {
            self.body!.scope = scope.scope
            evidence.append(Evidence(.scope, source: .text, value: scope.scope.rawValue, text: scope.words))
        }
    }

    /// Whether a name without a region tells one body from another: 市财政局 and 人民政府 are as many as there are cities.
    private static func isOwnName(_ name: String) -> Bool {
        let relative = ["市", "县", "区", "省", "州", "旗", "本市", "我市", "全市"].contains { place in
            name.hasPrefix(place) && (regionless.contains(String(name.dropFirst(place.count))) || "局委办厅院".contains(name.last!))
        }
        return name.count >= 2 && !relative && !regionless.contains(name) && BodyName(behindRegion: name).kind != .government
    }

    private static let regionless: Set<String> = ["", "政府", "人民政府", "政府办", "政府办公室", "人民政府办公室", "办公室", "办公厅", "政府办公厅", "人民政府办公厅", "机关", "单位"]

    /// The body was told by what stands beside the report, not by the report: its reader should know.
    private static func byContext(_ voice: BodyVoice, _ body: Body) -> ReadingNote {
        let (zh, en) = voice.source == .path ? ("路径", "path") : ("网站名称", "name of the site")
        return ReadingNote(
            kind: .bodyByContext,
            message: LocalizedText(
                zh: "标题和正文没有写明主体，按\(zh)“\(voice.text)”认定为\(body.name)；如不对，请用 --entity-map 指明",
                en: "neither title nor text names the body: taken for \(body.name) by the \(en) (\(voice.text)); --entity-map settles it otherwise"))
    }

    /// A note when the file's name, a folder above it, or the title names another body than the one that was decided for.
    ///
    /// Another is one of another region, neither above nor below it, or another office of the same region by the file's own name.
    private func conflict(among voices: [BodyVoice], isMapped: Bool) -> ReadingNote? {
        guard let body, let code = body.regionCode else { return nil }
        let own = Set([code] + regions.ancestors(of: code).map(\.code))
        let others = voices.filter { $0.source == .path || $0.source == .title && isMapped }.compactMap { voice -> (BodyVoice, Body)? in
            guard let other = resolve(voice.name)?.body, let place = other.regionCode else { return nil }
            let isElsewhere = !own.contains(place) && !regions.ancestors(of: place).contains { $0.code == code }
            let isOtherOffice = place == code && body.kind == .department && other.kind == .department && other.name != body.name
            return isElsewhere || isOtherOffice && voice.text == path.split(separator: "/").last.map(String.init) ? (voice, other) : nil
        }
        guard let (voice, other) = others.first else { return nil }
        let (zh, en) = voice.source == .title ? ("标题", "title") : ("文件名或文件夹", "name of the file or folder")
        return ReadingNote(
            kind: .bodyConflict,
            message: LocalizedText(
                zh: "主体认定为\(body.name)，但\(zh)“\(voice.text)”写的是\(other.name)",
                en: "the body is taken for \(body.name), but the \(en) (\(voice.text)) says \(other.name)"))
    }

    /// Takes the code that the caller gives.
    private mutating func settle(_ code: String, _ pattern: String) {
        notes.removeAll { $0.kind.subject == .body }
        evidence.append(Evidence(.region, source: .entityMap, value: code, text: pattern))
        body!.regionCode = code
        if body!.level == .unknown, let region = regions.region(code: code) { body!.level = region.level }
    }

    // MARK: Resolution

    private func resolve(_ name: String) -> Resolution? {
        let name = Self.withoutParty(name)
        if let match = regions.leading(name, year: year) { return resolve(match, name) }
        if let national = NationalBody(name, regions: regions, year: year) {
            guard let local = national.local else {
                return Resolution(body: Body(name: name, kind: .department, level: .nation, regionCode: nil))
            }
            // 国家税务总局淮安市税务局 keeps its whole name, and takes level and place of its region.
            guard var found = resolve(local, name) else { return nil }
            (found.body.name, found.body.kind) = (name, .department)
            return found
        }
        // A county under its short name alone (清镇), where only one bears it.
        let bare = ["人民政府", "政府"].first(where: name.hasSuffix).map { String(name.dropLast($0.count)) } ?? name
        let candidates = bare.count >= 2 ? regions.candidates(name: bare, year: year) : []
        guard candidates.count == 1 else { return nil }
        return resolve(LeadingRegion(regions: candidates, zone: nil, rest: "", isFullName: false), name)
    }

    private func resolve(_ match: LeadingRegion, _ name: String) -> Resolution? {
        let behind = BodyName(behindRegion: match.rest)
        if let zone = match.zone {
            let isZone = behind.kind == .zone || behind.kind == .government
            let kind = isZone ? .zone : behind.kind
            return Resolution(
                body: Body(
                    name: isZone ? zone.name : zone.name + behind.own, kind: kind, level: kind == .township ? .township : zone.level,
                    regionCode: zone.territory[0]))
        }
        let asked = known?.regionCode.map { code in match.regions.filter { $0.code == code } } ?? []
        let choice = RegionChoice(asked.isEmpty ? match.regions : asked, name: name, path: path, texts: texts, regions: regions)
        guard let chosen = choice.region else {
            let own = behind.kind == .government ? String(name.dropLast(match.rest.count)) : name
            return Resolution(
                body: Body(name: own, kind: behind.kind, level: level(behind, match.regions.first?.level ?? .unknown), regionCode: nil),
                notes: choice.notes)
        }
        var notes = choice.notes
        let code = codeOfYear(chosen, &notes)
        return Resolution(
            body: Body(name: chosen.name + behind.own, kind: behind.kind, level: level(behind, chosen.level), regionCode: code), notes: notes)
    }

    /// The code that the region had in the year: a county that became a district later is filed under the county's.
    private func codeOfYear(_ region: Region, _ notes: inout [ReadingNote]) -> String {
        guard !region.years.contains(year) else { return region.code }
        let then = regions.regions(coveredBy: region.code, year: year)
        if then.count == 1 {
            if then[0].code != region.code || then[0].name != region.name {
                notes.append(
                    ReadingNote(
                        kind: .regionOfYear,
                        message: LocalizedText(
                            zh: "\(region.name)在\(year)年为\(then[0].name)，代码\(then[0].code)",
                            en: "in \(year) \(region.name) was \(then[0].name), code \(then[0].code)")))
            }
            return then[0].code
        }
        let names = then.map { "\($0.code) \($0.name)" }.joined(separator: ", ")
        notes.append(
            ReadingNote(
                kind: .regionOfYear,
                message: LocalizedText(
                    zh: "\(region.name)（代码\(region.code)）在\(year)年尚未设立或已撤销" + (then.isEmpty ? "" : "，由\(names)组成"),
                    en: "\(region.name), code \(region.code), was not in force in \(year)" + (then.isEmpty ? "" : "; it was formed from \(names)"))))
        return region.code
    }

    private func level(_ name: BodyName, _ region: Body.Level) -> Body.Level {
        if name.kind == .township || name.within == .township { return .township }
        guard (name.kind == .zone && !name.own.isEmpty) || name.within == .zone else { return region }
        return switch region {
        case .province: .prefecture
        case .prefecture: .county
        case .county: .township
        default: region
        }
    }

    /// 市财政局 alone: the region that another voice or the path names, when its name ends as the word says.
    private func relative(_ voice: BodyVoice, _ voices: [BodyVoice]) -> Resolution? {
        guard let first = voice.name.first, "市县区省州旗".contains(first), voice.name.count >= 3 else { return nil }
        let rest = String(voice.name.dropFirst())
        for other in voices where other.name != voice.name {
            guard let match = regions.leading(other.name, year: year), let region = match.regions.first, region.name.last == first,
                match.rest.isEmpty || match.rest == rest || other.source == .path || BodyName(behindRegion: match.rest).kind == .government
            else { continue }
            return resolve(LeadingRegion(regions: match.regions, zone: nil, rest: rest, isFullName: true), region.name + rest)
        }
        return nil
    }

    private static func withoutParty(_ name: String) -> String {
        for prefix in ["中共", "中国共产党"] where name.hasPrefix(prefix) { return String(name.dropFirst(prefix.count)) }
        return name
    }
}

/// A body of the nation's own line: a ministry, or the local office of one (国家税务总局淮安市税务局).
private struct NationalBody {
    /// The region that a local office names; `nil` for the body at the center.
    let local: LeadingRegion?

    init?(_ name: String, regions: Regions, year: Int) {
        let isNational =
            ["国家", "国务院", "中国", "中华人民共和国", "全国"].contains(where: name.hasPrefix)
            || name.count <= 8 && name.hasSuffix("部") && !name.hasSuffix("支部") && !name.hasSuffix("干部")
        guard isNational else { return nil }
        let characters = Array(name)
        for start in characters.indices.dropFirst(2).dropLast(2) {
            if let match = regions.leading(String(characters[start...]), year: year), match.zone == nil {
                local = match
                return
            }
        }
        local = nil
    }
}
