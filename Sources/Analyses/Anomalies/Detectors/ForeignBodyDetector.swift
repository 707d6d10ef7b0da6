import Disclosure

/// Names of another body where a report names itself: copied from that body, or written for it.
///
/// Looked at are the sentence that names the author, the name in `…年政府信息公开工作年度报告` of the preface, who is said to have received the
/// applications, and the word a body calls itself by (我局 in the report of a town). Names that contain the body's own, or that of a region
/// above it, are no others; other places named in the prose are none of this rule's business.
struct ForeignBodyDetector: AnomalyDetector {
    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        for year in history.years {
            guard let report = try history.report(year), let prose = try history.prose(year) else { continue }
            guard let other = author(report) ?? named(report, prose) ?? receiver(report, prose) ?? selfName(report, prose) else { continue }
            var finding = history.finding(
                .duplicate, rule: "text.other_body", definition: "a report names its own body as author and as receiver of applications",
                severity: .warning, year: year, subject: [],
                message: LocalizedText(
                    zh: "\(history.body.name)的报告在\(other.role.zh)写作“\(other.name)”，疑抄自其他单位。",
                    en: "The report of \(history.body.name) says “\(other.name)” where it \(other.role.en): probably copied from another body."))
            finding.certainty = .candidates
            finding.readings = [LocalizedText(zh: "原文：…\(other.text)…", en: "Words: …\(other.text)…")]
            findings.append(finding)
        }
        return findings
    }

    private struct Other {
        let name: String
        let text: String
        let role: LocalizedText
    }

    private static let asAuthor = LocalizedText(zh: "署名处", en: "names its author")
    private static let asReceiver = LocalizedText(zh: "收到申请处", en: "says who received applications")

    /// The author that the text names, when the reading took another body.
    private func author(_ report: Report) -> Other? {
        for evidence in report.evidence where evidence.subject == .body && evidence.source == .text && isOther(evidence.value, report.body) {
            return Other(name: evidence.value, text: evidence.text, role: Self.asAuthor)
        }
        return nil
    }

    /// The region that a title in the preface names.
    private func named(_ report: Report, _ prose: NarrativeProse) -> Other? {
        for (passage, text) in zip(prose.passages, prose.texts).prefix(12) {
            let scalars = text[...]
            guard let end = scalars.end(ofLast: "年度报告"), let year = scalars[..<end].end(ofLast: "年政府信息公开") else { continue }
            let before = scalars[..<year].text
            guard let open = before.lastIndex(where: { "《“\"".contains($0) }) else { continue }
            let title = before[before.index(after: open)...].prefix { !($0.isASCII && $0.isNumber) }
            guard title.count >= 3, let leading = Regions.standard.leading(String(title), year: report.year), isOther(String(title), report.body)
            else {
                continue
            }
            guard leading.zone != nil || leading.regions.allSatisfy({ isElsewhere($0, report.body) }) else { continue }
            return Other(name: String(title), text: passage.text.prefix(80).description, role: Self.asAuthor)
        }
        return nil
    }

    private static let offices = ["市政府", "市人民政府", "县政府", "县人民政府", "区政府", "区人民政府", "省政府", "省人民政府"]

    /// A town or department whose applications were made to a government: 向市政府及市政府办公室提出的申请5件.
    private func receiver(_ report: Report, _ prose: NarrativeProse) -> Other? {
        guard report.body.kind == .township || report.body.kind == .department, !report.body.name.contains("政府办") else { return nil }
        for (passage, scalars) in zip(prose.passages, prose.texts)
        where [nil, 1, 3].contains(passage.section) && scalars[...].holds("政府") && scalars[...].holds("申请") {
            for office in Self.offices {
                for (cue, near) in [("向\(office)", "提出的申请"), ("\(office)收到", "申请"), ("\(office)共收到", "申请"), ("\(office)受理", "申请")] {
                    guard let end = scalars[...].end(ofLast: Cue(cue)), scalars[end...].prefix(24).holds(Cue(near)),
                        scalars[end...].prefix(40).contains(where: { ("0"..."9").contains($0) })
                    else { continue }
                    return Other(name: office, text: scalars[max(0, end - 12)..<min(scalars.count, end + 30)].text, role: Self.asReceiver)
                }
            }
        }
        return nil
    }

    /// 我局 in the report of a town, 我镇 in that of a department, either in that of a government.
    private func selfName(_ report: Report, _ prose: NarrativeProse) -> Other? {
        let departments = ["我局", "我厅", "我委"]
        let townships = ["我镇", "我乡", "我街道"]
        let foreign: [String] =
            switch report.body.kind {
            case .township: departments
            case .department: report.body.level == .township ? [] : townships
            case .government where report.body.level != .unknown: departments + townships
            default: []
            }
        for scalars in prose.texts where scalars[...].holds("我") {
            for word in foreign {
                guard let end = scalars[...].end(ofLast: Cue(word)) else { continue }
                return Other(
                    name: word, text: scalars[max(0, end - 10)..<min(scalars.count, end + 24)].text,
                    role: LocalizedText(zh: "自称处", en: "speaks of itself"))
            }
        }
        return nil
    }

    /// Whether a name is another body's: neither contains the other's own words.
    private func isOther(_ name: String, _ body: Body) -> Bool {
        let bare = { (text: String) in
            ["人民政府办公室", "人民政府办公厅", "政府办公室", "办公室", "人民政府", "管委会"].reduce(text) { rest, suffix in
                rest.hasSuffix(suffix) && rest.count > suffix.count ? String(rest.dropLast(suffix.count)) : rest
            }
        }
        let (one, other) = (bare(name), bare(body.name))
        return !one.contains(other) && !other.contains(one) && !isAbove(name, body)
    }

    /// Whether a name is that of the body's region or of one above it, its government or office.
    private func isAbove(_ name: String, _ body: Body) -> Bool {
        guard let code = body.regionCode, let leading = Regions.standard.leading(name),
            leading.rest.isEmpty || leading.rest.hasPrefix("人民政府") || leading.rest.hasPrefix("政府")
        else { return false }
        return leading.regions.contains { $0.code == code || Regions.standard.ancestors(of: code).map(\.code).contains($0.code) }
    }

    private func isElsewhere(_ region: Region, _ body: Body) -> Bool {
        guard let code = body.regionCode else { return false }
        let regions = Regions.standard
        return !regions.isWithin(code, region.code) && !regions.isWithin(region.code, code)
    }
}
