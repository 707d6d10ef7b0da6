import Disclosure

/// Lists in the prose: "N 条，其中 a 条，b 条，其他 c 条" must add up to N; an open list must not exceed it.
struct NarrativePartsDetector: AnomalyDetector {
    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        for year in history.years {
            guard let prose = try history.prose(year) else { continue }
            for (passage, scalars) in zip(prose.passages, prose.texts) { findings += check(passage, scalars, history, year) }
        }
        return findings
    }

    private func check(_ passage: Passage, _ scalars: [Unicode.Scalar], _ history: BodyHistory, _ year: Int) -> [Finding] {
        guard scalars[...].holds(anyOf: ["其中", "+"]) else { return [] }
        let tokens = StatedNumber.scan(scalars)
        var findings: [Finding] = []
        for (index, total) in tokens.enumerated() {
            guard !total.isPercent, !total.isApproximate, let measure = total.measure, let sum = total.integer else { continue }
            let behind = scalars[(total.end + 1)...]
            let opening = behind.prefix(5)
            guard let start = opening.end(ofLast: "其中"), opening[..<start].allSatisfy({ "(,:。其中".unicodeScalars.contains($0) }) else { continue }
            let isBracketed = opening.first == "("
            let end = scalars[start...].firstIndex(where: { isBracketed ? $0 == ")" : $0 == "。" || $0 == ";" }) ?? scalars.endIndex
            let parts = tokens[(index + 1)...].filter { $0.start >= start && $0.start < end && !$0.isPercent }
            let same = parts.filter { $0.measure == measure }
            guard same.count >= 3, same.count == parts.count || isBracketed, !same.contains(where: \.isApproximate) else { continue }
            let list = scalars[start..<end]
            // An open list says so: 等, 余 and 多 leave the rest untold.
            guard !list.holds("其中"), !list.holds("……"), !list.holds("等") else { continue }
            let added = same.compactMap(\.integer).reduce(0, +)
            let isClosed = list.holds("其他")
            guard added > sum || isClosed && added != sum else { continue }
            var finding = finding(sum, same.compactMap(\.integer), added, isClosed, history, year)
            finding.readings.insert(passage.quotation(scalars, around: total.start..<end), at: 0)
            findings.append(finding)
        }
        return findings + written(passage, tokens, scalars, history, year)
    }

    /// Sums that the text writes out: 收取2230元(880+1080+270).
    private func written(_ passage: Passage, _ tokens: [StatedNumber], _ scalars: [Unicode.Scalar], _ history: BodyHistory, _ year: Int) -> [Finding]
    {
        tokens.enumerated().compactMap { index, total in
            guard let sum = total.integer, !total.isApproximate, !total.isPercent else { return nil }
            let open = total.end + (total.measure == nil ? 0 : 1)
            guard open < scalars.count, scalars[open] == "(", let close = scalars[open...].firstIndex(of: ")") else { return nil }
            let parts = tokens[(index + 1)...].prefix { $0.start < close }
            let marks = scalars[open + 1..<close].filter { $0 == "+" }.count
            guard parts.count >= 2, marks == parts.count - 1, parts.allSatisfy({ $0.integer != nil && !$0.isPercent }) else { return nil }
            let added = parts.compactMap(\.integer).reduce(0, +)
            guard added != sum else { return nil }
            var finding = finding(sum, parts.compactMap(\.integer), added, true, history, year)
            finding.readings.insert(passage.quotation(scalars, around: total.start..<close), at: 0)
            return finding
        }
    }

    private func finding(_ total: Int, _ parts: [Int], _ added: Int, _ isClosed: Bool, _ history: BodyHistory, _ year: Int) -> Finding {
        var finding = history.finding(
            .narrative, rule: "text.parts", definition: "listed parts add up to the total", severity: .warning, year: year, subject: ["\(total)"],
            message: LocalizedText(
                zh: "正文称共\(total)，所列\(parts.count)个分项相加为\(added)，相差\((added - total).magnitude)。",
                en:
                    "The prose says \(total) in all; the \(parts.count) parts it lists add up to \(added), a difference of \((added - total).magnitude)."
            ))
        finding.observed = Double(total)
        finding.expected = Double(added)
        finding.certainty = .detected
        finding.readings = [
            LocalizedText(
                zh: parts.map(String.init).joined(separator: "+") + "=\(added)" + (isClosed ? "（含“其他”，应为完整列举）" : ""),
                en: parts.map(String.init).joined(separator: " + ") + " = \(added)"
                    + (isClosed ? " (with the rest named as other, so the list should be complete)" : ""))
        ]
        return finding
    }
}
