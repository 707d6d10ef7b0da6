import Disclosure

/// Cells of the statutory tables left blank: one finding a report. A blank is not a zero, and every sum over it cannot be told.
struct BlankCellDetector: AnomalyDetector {
    private static let cells = Dictionary(uniqueKeysWithValues: Edition.allCases.map { ($0, Form.of($0).cells.map(\.id)) })

    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        for year in history.years {
            for edition in history.editions(year) where edition.hasStatutoryTables {
                let cells = Self.cells[edition]!
                let blank = cells.filter { history.state($0, year) == .blank }
                guard !blank.isEmpty else { continue }
                var finding = history.finding(
                    .missing, rule: "blank.policy", definition: "no blank cell in T2/T3/T4", severity: .info, year: year, subject: [],
                    message: LocalizedText(
                        zh: "\(cells.count)格中有\(blank.count)格留空，留空不等于零，涉及的合计无法核对。",
                        en: "\(blank.count) of \(cells.count) cells are blank; a blank is not a zero, and sums over them cannot be checked."))
                finding.observed = Double(blank.count)
                finding.expected = 0
                finding.certainty = .exact
                finding.readings = [
                    LocalizedText(
                        zh: "留空：" + blank.prefix(12).map { history.shortLabel($0, year) }.joined(separator: "、") + (blank.count > 12 ? "等" : ""),
                        en: "Blank: " + blank.prefix(12).joined(separator: ", ") + (blank.count > 12 ? ", …" : ""))
                ]
                findings.append(finding)
            }
        }
        return findings
    }
}
