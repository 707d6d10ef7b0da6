import Disclosure

/// Cells whose digits were recognized from a scan without certainty: to be looked up in the picture before anything is built on them.
struct RecognitionDetector: AnomalyDetector {
    func findings(in history: BodyHistory) throws -> [Finding] {
        try history.years.compactMap { year in
            guard let report = try history.report(year) else { return nil }
            let cells = report.notes.filter { $0.kind == .recognition }.flatMap(\.indicators)
            guard !cells.isEmpty else { return nil }
            var finding = history.finding(
                .format, rule: "format.recognition", definition: "confidence of the recognition below 80 of 100", severity: .warning, year: year,
                subject: [],
                message: LocalizedText(
                    zh: "扫描件中有\(cells.count)个单元格的数字识别没有把握，请对照原件。",
                    en:
                        "\(cells.count) cell\(cells.count == 1 ? "" : "s") of the scan could not be recognized with certainty: compare with the picture."
                ))
            finding.certainty = .detected
            finding.cells = try history.references(cells, year)
            return finding
        }
    }
}
