import Disclosure
import DocumentReading

/// Tells which forms a document holds from the labels that decide, never from the year.
enum EditionDetection {
    /// One form found, with the labels that show it.
    struct Finding {
        let edition: Edition
        let labels: [String]
    }

    /// The forms that a document holds, of the editions given: one with the statutory tables at most, and lists beside it.
    static func forms(in document: Document, of editions: [Edition]) -> [Finding] {
        var text = ""
        var wasSingle = false
        for block in document.blocks {
            switch block {
            case .paragraph(let paragraph): append(paragraph.text, to: &text, &wasSingle)
            case .table(let table):
                for row in table.rows { for cell in row.cells where cell.text.utf8.count > 5 { append(cell.text, to: &text, &wasSingle) } }
            }
        }
        let found = editions.map { edition in Finding(edition: edition, labels: edition.profile.signs.labels.filter { text.holds($0) }) }
        let lists = found.filter { !$0.edition.hasStatutoryTables && isShown($0, by: text) }
        let first = statutory(found.filter(\.edition.hasStatutoryTables), text)
        let present = ([first].compactMap { $0 } + lists).map(\.edition)
        return [first].compactMap { $0 } + lists.filter { !yields($0.edition, to: present) }
    }

    /// The form with the statutory tables: the newest one whose own labels show it; labels that all of them have speak for the one that says so.
    private static func statutory(_ found: [Finding], _ text: String) -> Finding? {
        let newestFirst = found.sorted { $0.edition.reportYears.lowerBound > $1.edition.reportYears.lowerBound }
        for finding in newestFirst {
            let signs = finding.edition.profile.signs
            let others = found.filter { $0.edition != finding.edition }
            let isAlone = !others.contains { $0.labels.count >= $0.edition.profile.signs.fewest }
            let shared = signs.shared.filter { text.holds($0) }
            if finding.labels.count >= signs.fewest || signs.oneSuffices && finding.labels.count == 1 && isAlone || shared.count >= signs.fewestShared
            {
                return Finding(edition: finding.edition, labels: finding.labels + shared)
            }
        }
        return nil
    }

    /// Whether the labels of a list show it.
    private static func isShown(_ finding: Finding, by text: String) -> Bool {
        let signs = finding.edition.profile.signs
        guard finding.labels.count >= signs.fewest, signs.withAnyOf.isEmpty || signs.withAnyOf.contains(where: { text.holds($0) }) else {
            return false
        }
        return signs.unless.map { !text.holds($0.sign) || text.holds($0.without) } ?? true
    }

    /// Whether a list gives way to what else was found.
    private static func yields(_ edition: Edition, to present: [Edition]) -> Bool {
        switch edition.profile.signs.yieldsTo {
        case .none: false
        case .editions(let ids): present.contains { ids.contains($0.rawValue) }
        case .any: present.contains { $0 != edition }
        }
    }

    /// Adds a text on a line of its own; single characters that follow each other are a label set upright, and stand on one line.
    private static func append(_ piece: String, to text: inout String, _ wasSingle: inout Bool) {
        let folded = LabelNormalization.folded(piece)
        let isSingle = folded.utf8.count <= 4 && folded.count == 1
        if !isSingle || !wasSingle { text += "\n" }
        text += folded
        wasSingle = isSingle
    }
}
