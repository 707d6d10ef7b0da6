import ColumnStore
import Disclosure

/// A region's figures for its whole area against the governments below it: never less than any of them, nor than their sum.
///
/// Children that are missing only make the bound weaker; departments' figures of their own are not added, for a county's report holds them.
struct RollUpDetector: CorpusDetector {
    private static let indicators = ["applications.received.total", "disclosure.licensing.decisions", "disclosure.punishment.decisions"]

    func findings(in corpus: Corpus) throws -> [Finding] {
        var children: [String: [Int]] = [:]
        for (index, body) in corpus.bodies.enumerated() where body.kind == .government && body.level == .county {
            if let code = body.regionCode, code.count == 6 { children[String(code.prefix(4)) + "00", default: []].append(index) }
        }
        var findings: [Finding] = []
        for (index, body) in corpus.bodies.enumerated() where body.kind == .government && body.level == .prefecture {
            guard let code = body.regionCode, let below = children[code] else { continue }
            let history = BodyHistory(corpus, body: index)
            for year in history.years {
                for indicator in Self.indicators {
                    if let finding = try finding(indicator, below, history, year) { findings.append(finding) }
                }
            }
        }
        return findings
    }

    private func finding(_ indicator: String, _ children: [Int], _ history: BodyHistory, _ year: Int) throws -> Finding? {
        guard let whole = history.count(indicator, year) else { return nil }
        let parts = children.compactMap { child in
            history.corpus.panel.value(indicator, entity: child, year: year).flatMap(ExactRecord.count).map { (child, $0) }
        }
        let sum = parts.reduce(0) { $0 + $1.1 }
        guard let largest = parts.max(by: { $0.1 < $1.1 }), sum > whole else { return nil }
        let isSingle = largest.1 > whole
        let rule = indicator == "applications.received.total" ? "rollup.city" : "rollup.t2"
        let name = history.corpus.bodies[largest.0].name
        var finding = history.finding(
            .rollUp, rule: rule, definition: "parent >= sum(children)", severity: .warning, year: year, subject: [indicator],
            message: isSingle
                ? LocalizedText(
                    zh: "“\(history.shortLabel(indicator, year))”为\(whole)，少于所辖\(name)一家的\(largest.1)，疑只统计了本级。",
                    en:
                        "\(history.english(indicator)) is \(whole), less than \(largest.1) of \(name) alone: probably the body's own figure, not the area's."
                )
                : LocalizedText(
                    zh: "“\(history.shortLabel(indicator, year))”为\(whole)，少于所辖\(parts.count)个县级政府之和\(sum)，疑只统计了本级。",
                    en:
                        "\(history.english(indicator)) is \(whole), less than \(sum) of the \(parts.count) counties below: probably the body's own figure, not the area's."
                ))
        finding.observed = Double(whole)
        finding.low = Double(sum)
        finding.certainty = .candidates
        finding.cells = [try history.reference(indicator, year)]
        finding.readings = parts.prefix(20).map { child, value in
            LocalizedText(zh: "\(history.corpus.bodies[child].name)：\(value)", en: "\(history.corpus.bodies[child].name): \(value)")
        }
        return finding
    }
}
