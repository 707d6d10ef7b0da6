import Disclosure

/// Numbers that held characters of no number, left by a conversion of encodings (`? 0`): what was taken for the number is to be looked up.
struct RepairedTextDetector: AnomalyDetector {
    func findings(in history: BodyHistory) throws -> [Finding] {
        try history.years.compactMap { year in
            guard let report = try history.report(year) else { return nil }
            let cells = report.notes.filter { $0.kind == "repaired_text" }.flatMap(\.indicators)
            guard let first = cells.first else { return nil }
            let raw = report.cell(first)?.raw ?? ""
            var finding = history.finding(
                .format, rule: "format.debris", definition: "numbers hold digits alone", severity: .info, year: year, subject: [],
                message: LocalizedText(
                    zh: "\(cells.count)个单元格的数字夹有多余字符，例如“\(raw)”，已按数字读取。",
                    en:
                        "\(cells.count) cell\(cells.count == 1 ? " holds" : "s hold") stray characters in a number, such as “\(raw)”; the digits were read."
                ))
            finding.observed = Double(cells.count)
            finding.expected = 0
            finding.certainty = .detected
            finding.cells = try history.references(Array(cells.prefix(8)), year)
            return finding
        }
    }
}
