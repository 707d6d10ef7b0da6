import Analyses
import Disclosure
import Foundation
import Mustache

extension PageBuilder {
    // MARK: Rows of findings

    private func row(_ index: Int, card: String) -> String {
        let finding = content.findings[index]
        let body = bodyOfFinding[index]
        let values: PageValue = .object([
            ("fp", .shown(finding.fingerprint)), ("sev", .text(finding.severity.rawValue)),
            ("sevLabel", .text(Codes.severities[finding.severity.rawValue]![language])),
            ("kind", .text(Codes.kinds[finding.kind.rawValue]![language])),
            ("href", .text(isFolder ? "\(bodies[body].file)#k-\(PageText.visible(finding.fingerprint))" : address(of: body, year: finding.year))),
            ("entity", .shown(finding.entity)), ("year", .text(String(finding.year))), ("message", .shown(finding.message[language])),
            ("change", .text(FindingCard.change(finding, language))),
            ("verdict", .text(finding.verdict == .open ? "" : Codes.verdicts[finding.verdict.rawValue]![language])), ("card", .text(card)),
        ])
        return PageAssets.row.render(values.mustache)
    }

    private func rows(_ range: Range<Int>) -> String {
        let cards = FindingCard(language: language, links: content.links)
        return range.map { index in
            // What the script replaces, and who has none sees, has its card in it.
            let values = cards.value(content.findings[index], number: nil, address: { _ in nil }, isOpen: false)
            return row(
                index,
                card: PageAssets.card.render(frame([("heading", .list([]))]).merging(values.mustache as? [String: Any] ?? [:]) { own, _ in own }))
        }.joined()
    }

    /// The findings for the script, and the names of their codes.
    private var findingData: PageValue {
        let severities = Finding.Severity.allCases.sorted(by: >)
        let kinds = Finding.Kind.allCases.filter { kind in content.findings.contains { $0.kind == kind } }
        let verdicts = Finding.Verdict.allCases
        var rules: [String: Int] = [:]
        var ruleNames: [PageValue] = []
        let rows = content.findings.enumerated().map { index, finding -> PageValue in
            let rule = rules[finding.rule] ?? ruleNames.count
            if rule == ruleNames.count {
                rules[finding.rule] = rule
                ruleNames.append(.shown(finding.rule))
            }
            func number(_ value: Int) -> PageValue { .number(Double(value)) }
            return .list([
                number(severities.firstIndex(of: finding.severity)!), number(kinds.firstIndex(of: finding.kind)!), number(bodyOfFinding[index]),
                number(finding.year), .shown(finding.message[language]), .text(FindingCard.change(finding, language)),
                number(verdicts.firstIndex(of: finding.verdict)!), .shown(finding.fingerprint), number(rule),
            ])
        }
        func texts(_ values: [String]) -> PageValue { .list(values.map { .text($0) }) }
        return .object([
            ("severities", texts(severities.map { Codes.severities[$0.rawValue]![language] })), ("severityCodes", texts(severities.map(\.rawValue))),
            ("kinds", texts(kinds.map { Codes.kinds[$0.rawValue]![language] })), ("kindCodes", texts(kinds.map(\.rawValue))),
            ("verdicts", texts(verdicts.map { Codes.verdicts[$0.rawValue]![language] })), ("verdictCodes", texts(verdicts.map(\.rawValue))),
            ("rules", .list(ruleNames)), ("rows", .list(rows)),
        ])
    }

    // MARK: Pages

    /// What every template is given.
    private func frame(_ values: [(String, PageValue)]) -> [String: Any] {
        var all = Dictionary(values.map { ($0.0, $0.1.mustache) }) { first, _ in first }
        all["t"] = words
        all["lang"] = language == .zh ? "zh-CN" : "en"
        all["version"] = PageText.visible(content.making.version)
        all["style"] = style
        return all
    }

    private var words: [String: String] { ReportPageWords.words(language).merging(desk?.words(language) ?? [:]) { $1 } }
    private var style: String { desk == nil ? PageAssets.style : PageAssets.deskStyle }
    private var script: String { desk == nil ? PageAssets.script : PageAssets.deskScript }

    /// What the page may do.
    func policy(hasScript: Bool) -> String {
        "default-src 'none'; style-src 'sha256-\(PackedPart.policyHash(style))'; "
            + (hasScript ? "script-src 'sha256-\(PackedPart.policyHash(script))'; " : "") + (desk == nil ? "" : "connect-src 'self'; ")
            + "base-uri 'none'; form-action 'none'"
    }

    private func wholePage(_ more: [(String, PageValue)]) -> String {
        let shown = min(limits.findings, content.findings.count)
        let values: [(String, PageValue)] = [
            ("title", .shown(title)), ("lead", .shown(lead)), ("policy", .text(policy(hasScript: !isFolder))), ("figures", figures),
            ("coverageIntro", .text(coverageIntro)), ("coverage", .text(coverage)), ("roster", .text(roster)),
            ("unread", .text(unread)), ("changes", .text(changes)), ("hasEditions", .flag(!editions.isEmpty)), ("editions", .text(editionTable)),
            ("hasKinds", .flag(!content.findings.isEmpty)), ("kinds", .text(content.findings.isEmpty ? "" : kindTable)),
            ("hasFindings", .flag(!content.findings.isEmpty)),
            ("noFindings", content.findings.isEmpty ? .list([.text(word("noAnomalies"))]) : .list([])),
            ("isSingle", .flag(!isFolder)), ("findingsCount", .text(findingsCount(shown))), ("findingRows", .text(rows(0..<shown))),
            ("findingPages", findingLinks), ("bodiesIntro", .text(bodiesIntro)), ("bodies", .text(bodyTable)), ("trendsIntro", .text(trendsIntro)),
            ("trendTable", .text(trendTable)), ("trendCount", .text(trendCount)), ("multiples", .text(multiples)),
            ("hasRankings", .flag(!content.rankings.isEmpty)),
            ("noRankings", content.rankings.isEmpty ? .list([.text(word("noRankings"))]) : .list([])),
            (
                "rankings",
                .text(content.rankings.enumerated().map { RankingSection(builder: self, ranking: $1, number: $0).html }.joined(separator: "\n"))
            ),
            ("methods", .list(ReportPageWords.methods(language).map { .text($0) })), ("made", .text(made)),
            ("hasNotJudged", .flag(!content.making.notJudged.isEmpty)), ("notJudged", .list(content.making.notJudged.map { .shown($0[language]) })),
            ("cite", .shown(cite)),
        ]
        return PageAssets.page.render(frame(values + more))
    }

    private func findingsCount(_ shown: Int) -> String {
        let all = content.findings.count
        guard all > shown else { return say("共 \(PageText.count(all)) 条。", "\(PageText.count(all)) in all.") }
        return isFolder
            ? say(
                "共 \(PageText.count(all)) 条，此处为最严重的 \(shown) 条，全部见下面各页。",
                "The \(shown) most serious of \(PageText.count(all)); all are on the pages below.")
            : say("共 \(PageText.count(all)) 条，此处为最严重的 \(shown) 条。", "The \(shown) most serious of \(PageText.count(all)).")
    }

    private var bodiesIntro: String {
        isFolder
            ? say("按区划代码排列；每个主体一页。", "In the order of region codes, a page each.")
            : say("按区划代码排列；点开主体可见其各年报告、异常、序列和名次。", "In the order of region codes. A body opens with its reports, findings, series and ranks.")
    }

    /// The page of one file; what is packed of the bodies is handed over as it will stand there.
    func singlePage(packedBodies: String) -> String {
        let words: PageValue = .object([
            ("t", .object(words.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value)) })),
            ("lang", .text(language.rawValue)),
            ("title", .shown(title)), ("block", .number(Double(ReportPage.bodiesInBlock))),
            (
                "templates",
                .object([("row", .text(PageAssets.rowText)), ("card", .text(PageAssets.cardText)), ("body", .text(PageAssets.bodyText))])
            ),
        ])
        let used = PageValue.list(layouts.map { editions[$0.edition] == nil && !isUsed($0.edition) ? .list([]) : $0.data })
        var data = "<script type=\"application/json\" id=\"d-words\">\(String(decoding: words.json, as: UTF8.self))</script>\n"
        if let desk {
            data += "<script type=\"application/json\" id=\"d-desk\">\(String(decoding: desk.value(language).json, as: UTF8.self))</script>\n"
        }
        for (name, value) in [("bodies", bodyData), ("forms", used), ("findings", findingData), ("trends", trendData), ("record", record)] {
            data += PackedPart.element(name, value)
        }
        // The long tables are known when the page around them is made.
        let page = wholePage([("data", .text(Self.dataMark)), ("script", .text(script))])
        for (number, table) in packedTables.enumerated() { data += PackedPart.element("table\(number)", .object([("html", .text(table))])) }
        guard let place = page.range(of: Self.dataMark, options: .backwards) else { return page }
        return String(page[..<place.lowerBound]) + data + packedBodies + String(page[place.upperBound...])
    }

    /// Stands for the packed parts while the page is made; no text of a page has control characters.
    private static let dataMark = "\u{1}data\u{1}"

    /// The bodies for the script.
    private var bodyData: PageValue {
        .object([
            ("names", .list(bodies.map { .shown($0.name) })), ("keys", .list(bodies.map { .text($0.key) })),
            ("codes", .list(bodies.map { .shown($0.code ?? "") })),
        ])
    }

    /// Whether a form is a second one of some report.
    private func isUsed(_ edition: Edition) -> Bool { content.corpus.forms.contains { $0.contains(edition) } }

    // MARK: A folder

    /// What later pages are compared with, as the file that stands beside the index; complete once all bodies were made.
    var recordText: String {
        String(decoding: PageValue.object([("bodies", bodyData), ("findings", findingData), ("record", record)]).json, as: UTF8.self) + "\n"
    }

    /// The index of a folder.
    func indexPage() -> String { wholePage([("data", .text("")), ("script", .text(""))]) }

    /// The page of a body.
    func bodyPage(_ body: PageValue, title: String) -> String {
        let values = frame([]).merging(body.mustache as? [String: Any] ?? [:]) { _, own in own }
        return leaf(title: title, PageAssets.body.render(values))
    }

    func leaf(title: String, _ inside: String) -> String {
        PageAssets.leaf.render(
            frame([("title", .shown("\(title) · \(self.title)")), ("policy", .text(policy(hasScript: false))), ("content", .text(inside))]))
    }

    static func findingFile(_ number: Int) -> String { "findings-\(number + 1).html" }

    private var findingPageCount: Int {
        content.findings.count <= limits.findings ? 0 : (content.findings.count + limits.findingsPerPage - 1) / limits.findingsPerPage
    }

    private var findingLinks: PageValue {
        guard isFolder, findingPageCount > 0 else { return .list([]) }
        let links = (0..<findingPageCount).map { number in
            let (first, last) = findingRange(number)
            return "<a href=\"\(Self.findingFile(number))\">\(first + 1)–\(last)</a>"
        }
        return .list([.text(links.joined(separator: " · "))])
    }

    private func findingRange(_ number: Int) -> (first: Int, last: Int) {
        let first = number * limits.findingsPerPage
        return (first, min(first + limits.findingsPerPage, content.findings.count))
    }

    /// All findings on as many pages as they take, when the index does not hold them.
    func findingPages() -> [String] {
        (0..<findingPageCount).map { number in
            let (first, last) = findingRange(number)
            var table =
                "<p class=\"crumb\"><a href=\"index.html\">\(PageText.escaped(word("back")))</a></p><h2>\(PageText.escaped(word("findings"))) \(first + 1)–\(last)</h2>"
            table +=
                "<table class=\"findings\" role=\"table\"><caption class=\"hide\">\(PageText.escaped(word("findings")))</caption><thead role=\"rowgroup\"><tr role=\"row\">"
            for key in ["severity", "kind", "entity", "year", "message", "change", "verdict"] {
                table += "<th scope=\"col\" role=\"columnheader\">\(PageText.escaped(word(key)))</th>"
            }
            table += "</tr></thead><tbody role=\"rowgroup\">\(rows(first..<last))</tbody></table>"
            return leaf(title: "\(word("findings")) \(first + 1)–\(last)", table)
        }
    }
}
