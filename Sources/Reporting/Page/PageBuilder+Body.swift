import Analyses
import ColumnStore
import Disclosure
import FilePaths

extension PageBuilder {
    /// A body with all that is known of it, as the template of bodies takes it.
    ///
    /// - Throws: what the provider of the reports throws.
    func body(_ index: Int) throws -> PageValue {
        let reports = try reports(of: index)
        count(reports, of: index)
        let findings = bodies[index].findings.map { content.findings[$0] }
        let marks = marks(findings, reports)
        let sources = Dictionary(reports.map { ($0.year, $0.source.path.shown) }) { first, _ in first }
        let cards = findings.enumerated().map { number, finding in
            FindingCard(language: language, links: content.links).value(
                finding, number: number + 1,
                address: { [self] cell in
                    marks[cell.year]?[cell.indicator] != nil && (cell.source.isEmpty || cell.source == sources[cell.year])
                        ? address(ofCell: cell.indicator, year: cell.year, body: index) : nil
                }, isOpen: isFolder)
        }
        let rows = series[index].map { content.trends[$0] }
        let drawings = rows.map { SeriesDrawing($0, title: "\($0.label[language]) \(Self.years($0))") }
        let values = SeriesValues(series: zip(rows, drawings).map { (trendLabels.label($0, language), $1) }, language: language)
        let entry = bodies[index]
        return .object([
            ("key", .text(entry.key)), ("name", .shown(entry.name)), ("about", .shown(about(index))), ("former", .optional(former(index))),
            ("home", .text(isFolder ? "index.html" : "#bodies")), ("open", .flag(isFolder)),
            ("noFindings", findings.isEmpty ? .list([.text(word("noAnomalies"))]) : .list([])), ("findings", .list(cards)),
            ("hasSeries", .flag(!rows.isEmpty)), ("series", .list(zip(rows, drawings).map { seriesRow($0, $1) })), ("values", .drawing(values)),
            ("hasRanks", .flag(ranks.indices.contains(index) && !ranks[index].isEmpty)), ("ranks", .list(rankRows(index))),
            ("hasReports", .flag(!reports.isEmpty)),
            (
                "reports",
                .list(
                    reports.enumerated().map { position, report in
                        self.report(report, of: index, marks: marks[report.year] ?? [:], isOpen: isFolder || position == 0)
                    })
            ),
        ])
    }

    /// The reports of a body, the newest first.
    private func reports(of index: Int) throws -> [Report] {
        guard index < content.corpus.bodies.count else { return [] }
        return try content.corpus.years.reversed().compactMap { try content.corpus.provider.report(body: index, year: $0) }
    }

    private func count(_ reports: [Report], of index: Int) {
        let first = content.corpus.years.lowerBound
        for report in reports {
            let all = report.forms.reduce(0) { $0 + $1.cells.count }
            let blank = report.forms.reduce(0) { $0 + $1.cells.count { $0.state == .blank } }
            cells += all
            reportDigests.append(report.source.sha256)
            reportsSeen.append((index, report.year, report.source.sha256))
            if let edition = report.edition { editions[edition, default: [:]][report.year, default: 0] += 1 }
            bodies[index].states[report.year - first] = 2 * blank > all ? .sparse : .read
            for evidence in report.evidence where evidence.subject == .publication { lastPublication = max(lastPublication ?? "", evidence.value) }
        }
        bodies[index].reports = reports.count
        guard index < content.corpus.bodies.count else { return }
        if content.corpus.isImported(index) {
            for row in series[index] {
                for point in content.trends[row].points where bodies[index].states.indices.contains(point.year - first) {
                    bodies[index].states[point.year - first] = .read
                }
            }
            bodies[index].reports = bodies[index].states.count { $0 == .read }
            cells += importedCells(of: index)
        }
        guard !content.unread.isEmpty else { return }
        for year in content.corpus.years where bodies[index].states[year - first] == .gone {
            let isNamed = content.unread.contains { $0.path.contains(bodies[index].name) && $0.path.contains(String(year)) }
            if isNamed { bodies[index].states[year - first] = .bad }
        }
    }

    /// The cells that panels from elsewhere have of a body, blank ones included.
    private func importedCells(of index: Int) -> Int {
        let panel = content.corpus.panel
        return panel.variables.compactMap { panel.states($0) }.reduce(0) { sum, states in
            sum + (0..<panel.yearCount).count { CellState(rawValue: states[index, $0]).map { $0 != .absent } ?? false }
        }
    }

    /// The marks at the cells of each year that findings speak of.
    private func marks(_ findings: [Finding], _ reports: [Report]) -> [Int: [String: FilledSheet.Mark]] {
        var marks: [Int: [String: FilledSheet.Mark]] = [:]
        let sources = Dictionary(reports.map { ($0.year, $0.source.path.shown) }) { first, _ in first }
        for (number, finding) in findings.enumerated() {
            for cell in finding.cells {
                guard let source = sources[cell.year], cell.source.isEmpty || cell.source == source else { continue }
                var mark = marks[cell.year]?[cell.indicator] ?? FilledSheet.Mark(findings: [], severity: finding.severity.rawValue)
                if mark.findings.last?.number != number + 1 { mark.findings.append((number + 1, finding.fingerprint)) }
                marks[cell.year, default: [:]][cell.indicator] = mark
            }
        }
        return marks
    }

    private func about(_ index: Int) -> String {
        let entry = bodies[index]
        let place = entry.code.map { code in [code, Regions.standard.fullName(of: code)].compactMap { $0 }.joined(separator: " ") }
        let scope = index < content.corpus.bodies.count ? Codes.scopes[content.corpus.bodies[index].scope.rawValue]?[language] : nil
        return [place, entry.kind.isEmpty ? nil : entry.kind, scope].compactMap { $0 }.joined(separator: " · ")
    }

    private func former(_ index: Int) -> String? {
        guard index < content.corpus.bodies.count else { return nil }
        let former = content.corpus.formerBodies(index).map { say("\($0.lastYear) 年以前为\($0.body.name)", "\($0.body.name) until \($0.lastYear)") }
        return former.isEmpty ? nil : former.joined(separator: say("；", "; "))
    }

    // MARK: Series and ranks

    static func years(_ row: TrendRow) -> String {
        row.firstYear.map { first in first == row.lastYear ? "\(first)" : "\(first)–\(row.lastYear ?? first)" } ?? ""
    }

    private func seriesRow(_ row: TrendRow, _ drawing: SeriesDrawing) -> PageValue {
        let unit = row.unit == "1" ? nil : Codes.units[row.unit]?[language] ?? row.unit
        let interval = row.percentLow.flatMap { low in
            row.percentHigh.map { NumberStyle.percent(1).text(low) + " … " + NumberStyle.percent(1).text($0) }
        }
        return .object([
            ("label", .shown(trendLabels.label(row, language))), ("unit", .optional(unit)), ("chart", .drawing(drawing)),
            ("last", .text(row.points.last.map { PageText.value($0.value, unit: row.unit, language) } ?? "–")), ("years", .text(Self.years(row))),
            ("percent", .text(row.percentPerYear.map { NumberStyle.percent(1).text($0) } ?? "–")), ("interval", .optional(interval)),
            ("q", .text(row.qValue.map { NumberStyle.probability.text($0) } ?? "–")), ("direction", .text(direction(row))),
            ("note", .optional(row.note?[language])),
        ])
    }

    /// Where a series goes, in words: what one test alone would show, and all of them together do not, is told apart.
    func direction(_ row: TrendRow) -> String { SeriesCharts(options: content.trendOptions, language: language).direction(row) }

    private func rankRows(_ index: Int) -> [PageValue] {
        guard ranks.indices.contains(index) else { return [] }
        return ranks[index].map { place in
            let ranking = content.rankings[place.ranking]
            let section = RankingSection(builder: self, ranking: ranking, number: place.ranking)
            let row = ranking.rows[place.row]
            return .object([
                ("label", .shown(ranking.label[language])), ("year", .text(String(ranking.year))),
                ("rank", .text(row.rank.map { String($0) } ?? "–")),
                ("range", .text(section.range(row))), ("value", .text(section.value(row))),
                ("n", .text(row.n.map { PageText.value($0, unit: "", language) } ?? "")),
                ("peers", .shown(section.name(row.peers) + (row.eligible ? say("（\(row.peerCount) 个）", " (\(row.peerCount))") : ""))),
                ("movement", .shown(row.eligible ? section.movement(row) : row.reason?[language] ?? "")),
            ])
        }
    }

    // MARK: Reports

    private func report(_ report: Report, of body: Int, marks: [String: FilledSheet.Mark], isOpen: Bool) -> PageValue {
        let facts = content.facts(report)
        let cells = report.forms.flatMap(\.cells)
        let blank = cells.count { $0.state == .blank }
        var words = [say("\(cells.count) 格，其中空白 \(blank) 格", "\(cells.count) cells, \(blank) of them blank")]
        if let evaluated = facts.exactRules {
            let violated = facts.violated ?? 0
            words.append(say("勾稽关系 \(evaluated) 条，不成立 \(violated) 条", "\(evaluated) sums checked, \(violated) do not hold"))
        }
        if let versions = facts.versions, versions > 1 { words.append(say("共有 \(versions) 个版本，此为最新", "the newest of \(versions) versions")) }
        let doubts = report.notes.map { PageValue.shown($0.text[language]) }
        let source = content.links.link(report.source.path)
        return .object([
            ("year", .text(String(report.year))), ("open", .flag(isOpen)),
            ("link", .text(isFolder ? "#r-\(report.year)" : address(of: body, year: report.year))),
            ("edition", .shown(report.edition.flatMap { Codes.editions[$0.rawValue]?[language] } ?? "")),
            ("marks", marks.isEmpty ? .list([]) : .list([.text("⚠ \(marks.count)")])), ("title", .shown(report.title)),
            ("facts", .text(words.joined(separator: say("；", "; ")))), ("source", Self.source(source)), ("sha", .text(report.source.sha256)),
            ("hasEvidence", .flag(!report.evidence.isEmpty)), ("evidence", .list(report.evidence.map(evidence))),
            ("hasDoubts", .flag(!doubts.isEmpty)), ("doubts", .list(doubts)),
            (
                "forms",
                .list(
                    report.forms.map { form in
                        let number = Edition.allCases.firstIndex(of: form.edition)!
                        let sheet = FilledSheet(form, layout: layouts[number], edition: number, year: report.year, marks: marks, language: language)
                        return .object([("sheet", .drawing(sheet))])
                    })
            ),
        ])
    }

    /// A source as the templates take it.
    static func source(_ link: SourceLinks.Link?) -> PageValue {
        guard let link else { return .list([]) }
        return .list([
            .object([
                ("text", .shown(link.text)), ("href", link.address.map { .list([.text($0)]) } ?? .list([])),
                ("bare", link.address == nil ? .list([.shown(link.text)]) : .list([])),
            ])
        ])
    }

    private func evidence(_ evidence: Evidence) -> PageValue {
        let value =
            switch evidence.subject {
            case .edition: Codes.editions[evidence.value]?[language] ?? evidence.value
            case .scope: Codes.scopes[evidence.value]?[language] ?? evidence.value
            case .region: [evidence.value, Regions.standard.fullName(of: evidence.value)].compactMap { $0 }.joined(separator: " ")
            default: evidence.value
            }
        return .object([
            ("what", .text(Codes.evidenceSubjects[evidence.subject.rawValue]?[language] ?? "")), ("value", .shown(value)),
            ("source", .text(Codes.evidenceSources[evidence.source.rawValue]?[language] ?? "")),
            ("words", .shown(evidence.text.count > 60 ? evidence.text.prefix(59) + "…" : evidence.text)),
        ])
    }
}
