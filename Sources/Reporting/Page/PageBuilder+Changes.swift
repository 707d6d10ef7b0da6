import Analyses
import Disclosure

extension PageBuilder {
    /// What changed since the earlier page; empty without one.
    var changes: String {
        guard let before = content.before else { return "" }
        let reports = reportChanges(before)
        let findings = findingChanges(before)
        let sentence = say(
            "新报告 \(reports.new.count) 份，内容有变 \(reports.changed.count) 份，不再有 \(reports.gone.count) 份；"
                + "新异常 \(findings.new.count) 条，消失 \(findings.gone.count) 条，裁定有变 \(findings.decided.count) 条。",
            "\(reports.new.count) new reports, \(reports.changed.count) with another content, \(reports.gone.count) no longer there; "
                + "\(findings.new.count) new findings, \(findings.gone.count) gone, \(findings.decided.count) with another verdict.")
        let name = before.title + (before.date.isEmpty ? "" : (language == .zh ? "，" : ", ") + before.date)
        var html = "<h3>\(PageText.escaped(say("与上一页相比（\(name)）", "What changed since the last page (\(name))")))</h3>\n"
        html += "<p>\(PageText.escaped(sentence))</p>\n"
        html += block(say("新异常", "New findings"), newTable(findings.new))
        html += block(say("消失的异常", "Findings that are gone"), goneTable(findings.gone, reports, before))
        html += block(say("裁定有变", "Another verdict"), decidedTable(findings.decided))
        html += block(say("报告的变化", "Reports"), reportTable(reports, before))
        return html
    }

    // MARK: Comparing

    private typealias Reports = (new: [PageRecord.Report], changed: [PageRecord.Report], gone: [PageRecord.Report])

    private func reportChanges(_ before: PageRecord) -> Reports {
        var (new, changed): ([PageRecord.Report], [PageRecord.Report]) = ([], [])
        var now: Set<PageRecord.Report> = []
        for seen in reportsSeen {
            let report = PageRecord.Report(key: bodies[seen.body].key, year: seen.year)
            guard now.insert(report).inserted else { continue }
            switch before.reports[report] {
            case nil: new.append(report)
            case .some(let digest) where digest != seen.digest.prefix(8): changed.append(report)
            default: break
            }
        }
        let gone = before.reports.keys.filter { !now.contains($0) }
        return (new, changed, gone.sorted { ($0.key, $0.year) < ($1.key, $1.year) })
    }

    private typealias Findings = (new: [Int], gone: [PageRecord.Finding], decided: [(finding: Int, before: String)])

    private func findingChanges(_ before: PageRecord) -> Findings {
        var new: [Int] = []
        var decided: [(finding: Int, before: String)] = []
        var known: Set<String> = []
        for (index, finding) in content.findings.enumerated() {
            let names = [finding.fingerprint] + finding.formerFingerprints
            known.formUnion(names)
            guard let old = names.lazy.compactMap({ before.findings[$0] }).first else {
                new.append(index)
                continue
            }
            if old.verdict != finding.verdict.rawValue { decided.append((index, old.verdict)) }
        }
        let severities = Finding.Severity.allCases.sorted(by: >).map(\.rawValue)
        func order(_ finding: PageRecord.Finding) -> (Int, String, Int, String) {
            (severities.firstIndex(of: finding.severity) ?? severities.count, finding.key, finding.year, finding.message)
        }
        return (new, before.findings.filter { !known.contains($0.key) }.values.sorted { order($0) < order($1) }, decided)
    }

    // MARK: Tables

    private func block(_ title: String, _ table: PageTable) -> String {
        table.rows.isEmpty ? "" : details("\(title) (\(PageText.count(table.rows.count)))", table.html, rows: table.rows.count)
    }

    private func table(_ caption: String, _ columns: [String]) -> PageTable {
        var table = PageTable(caption: caption, isCaptionHidden: true)
        table.columns = columns.map { .init($0, isNumber: $0 == word("year")) }
        return table
    }

    private func newTable(_ findings: [Int]) -> PageTable {
        var table = table(say("新异常", "New findings"), [word("entity"), word("year"), word("severity"), word("message")])
        for index in findings {
            let finding = content.findings[index]
            let address = isFolder ? nil : "#finding=\(finding.fingerprint)"
            table.rows.append([
                .link(finding.entity, to: self.address(of: bodyOfFinding[index], year: finding.year)), .number(String(finding.year), nil),
                .text(Codes.severities[finding.severity.rawValue]![language]), .link(finding.message[language], to: address),
            ])
        }
        return table
    }

    private func goneTable(_ findings: [PageRecord.Finding], _ reports: Reports, _ before: PageRecord) -> PageTable {
        var table = table(
            say("消失的异常", "Findings that are gone"), [word("entity"), word("year"), word("severity"), word("message"), say("报告", "The report")])
        let (changed, gone) = (Set(reports.changed), Set(reports.gone))
        for finding in findings {
            let report = PageRecord.Report(key: finding.key, year: finding.year)
            let fate =
                changed.contains(report)
                ? say("内容有变", "has another content") : gone.contains(report) ? say("不再有", "is no longer there") : say("未变", "is the same")
            table.rows.append([
                .text(finding.entity), .number(String(finding.year), nil), .text(Codes.severities[finding.severity]?[language] ?? finding.severity),
                .text(finding.message), .text(fate),
            ])
        }
        return table
    }

    private func decidedTable(_ findings: [(finding: Int, before: String)]) -> PageTable {
        var table = table(say("裁定有变", "Another verdict"), [word("entity"), word("year"), word("message"), word("verdict")])
        for (index, before) in findings {
            let finding = content.findings[index]
            func name(_ verdict: String) -> String { Codes.verdicts[verdict]?[language] ?? verdict }
            table.rows.append([
                .link(finding.entity, to: address(of: bodyOfFinding[index], year: finding.year)), .number(String(finding.year), nil),
                .link(finding.message[language], to: isFolder ? nil : "#finding=\(finding.fingerprint)"),
                .text("\(name(before)) → \(name(finding.verdict.rawValue))"),
            ])
        }
        return table
    }

    private func reportTable(_ reports: Reports, _ before: PageRecord) -> PageTable {
        var table = table(say("报告的变化", "Reports"), [word("entity"), word("year"), say("变化", "Change")])
        let places = Dictionary(bodies.enumerated().map { ($1.key, $0) }) { first, _ in first }
        for (list, change) in [
            (reports.new, say("新报告", "new")), (reports.changed, say("内容有变", "another content")), (reports.gone, say("不再有", "no longer there")),
        ] {
            for report in list {
                let place = places[report.key]
                let name = place.map { bodies[$0].name } ?? before.names[report.key] ?? report.key
                table.rows.append([
                    .link(name, to: place.map { address(of: $0, year: report.year) }), .number(String(report.year), nil), .text(change),
                ])
            }
        }
        return table
    }
}
