import Disclosure

/// Cells that the reader took from a file with a doubt: which of them, why, and what the file has there.
///
/// One finding for each kind of doubt in a report, so that a damaged file is a handful of findings, not one for each of its cells.
struct ReadingDetector: AnomalyDetector {
    func findings(in history: BodyHistory) throws -> [Finding] {
        try history.years.flatMap { year -> [Finding] in
            guard let report = try history.report(year), !report.notes.isEmpty else { return [] }
            return try Self.doubts.compactMap { try finding($0, report.notes, history, year) }
        }
    }

    /// The doubts that are findings here, in the order of the list; recognized digits have a detector of their own.
    private static let doubts = ReadingDoubt.allCases.filter { $0.severity != nil && $0 != .recognition }

    private func finding(_ doubt: ReadingDoubt, _ notes: [ReadingNote], _ history: BodyHistory, _ year: Int) throws -> Finding? {
        var notes = notes.filter { $0.kind == doubt }
        // That cells stood without separators is no doubt by itself.
        if doubt == .gluedCells { notes.removeAll { $0.indicators.isEmpty } }
        guard !notes.isEmpty, let severity = doubt.severity else { return nil }
        var seen: Set<String> = []
        let cells = notes.flatMap(\.indicators).filter { seen.insert($0).inserted }
        var finding = history.finding(
            .format, rule: "format.reading.\(doubt.rawValue)", definition: doubt.rawValue, severity: severity, year: year, subject: [],
            message: message(doubt, notes, cells: cells.count))
        finding.certainty = .detected
        finding.cells = try history.references(cells, year)
        finding.readings = notes.map(\.text)
        return finding
    }

    private func message(_ doubt: ReadingDoubt, _ notes: [ReadingNote], cells: Int) -> LocalizedText {
        let example = notes[0].text
        guard cells > 0 else {
            // Some examples begin with what the doubt means.
            func said(_ meaning: String, _ colon: String, _ example: String) -> String {
                example.hasPrefix(meaning) ? example : meaning + colon + example
            }
            return LocalizedText(zh: said(doubt.meaning.zh, "：", example.zh), en: said(doubt.meaning.en, ": ", example.en))
        }
        return LocalizedText(
            zh: "\(cells)个单元格的读取没有把握（\(doubt.meaning.zh)），请对照原件。",
            en: "\(cells) cell\(cells == 1 ? " is" : "s are") not certain (\(doubt.meaning.en)): compare with the file.")
    }
}
