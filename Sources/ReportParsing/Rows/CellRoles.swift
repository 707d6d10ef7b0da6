import Disclosure
import DocumentReading

/// Which cells of a row of a table are its labels, and which its values.
struct CellRoles {
    /// What each cell says.
    let tokens: [NumberToken]
    /// The ordinal of the first value.
    let start: Int

    /// The values are the cells at the end that are no labels. Behind a label that the form has, a text is what somebody wrote instead of a number.
    init(_ cells: [Document.Table.Cell], known: KnownLabels) {
        let tokens = Self.tokens(cells)
        self.tokens = tokens
        let last = tokens.lastIndex(of: .text)
        let usual = (last ?? -1) + 1
        guard let last, last > 0, !cells[last].holdsUnit, known.cellCount(cells[last].text) == nil else {
            start = usual
            return
        }
        guard let label = cells[..<last].indices.last(where: { tokens[$0] == .text && known.cellCount(cells[$0].text) != nil }) else {
            // Behind a label in another wording and its unit stand values; behind the head of the units stand heads.
            let unit = cells[..<last].lastIndex { $0.holdsUnit && !$0.isHeadOfUnits }
            let isBehindUnit = unit.map { $0 > 0 && tokens[$0 - 1] == .text } ?? false
            start = isBehindUnit && !known.isLike(cells[last].text) ? unit! + 1 : usual
            return
        }
        var first = label + 1
        while first < cells.count, cells[first].holdsUnit { first += 1 }
        // Without a number beside it, it may be a label that the form does not have, unless the row has its cells with it and no more.
        let isValue = tokens.contains(where: \.isNumber) || known.isLabel(cells[label].text, ofRowWith: cells.count - first)
        start = isValue ? first : usual
    }

    /// What the cells say; a number in brackets before a text is the text's numbering.
    static func tokens(_ cells: [Document.Table.Cell]) -> [NumberToken] {
        var tokens = cells.map { NumberToken.parse($0.text) }
        for index in tokens.indices where tokens[index].wording.contains(.accounting) {
            if let next = tokens[(index + 1)...].first(where: { $0 != .blank }), next == .text { tokens[index] = .text }
        }
        return tokens
    }

    /// The cells of a row cut before every label that figures and another label stand before: two rows of a form in one row of the table, side by
    /// side or because the end of the first was lost.
    static func parts(_ cells: [Document.Table.Cell], known: KnownLabels) -> [[Document.Table.Cell]] {
        var parts: [[Document.Table.Cell]] = [[]]
        var (hasLabel, hasKnownLabel, hasFigure) = (false, false, false)
        for (cell, token) in zip(cells, tokens(cells)) {
            switch token {
            case .number, .several: hasFigure = hasFigure || hasLabel
            case .text where !LabelNormalization.units.contains(LabelKey(LabelNormalization.folded(cell.text))):
                if hasFigure, !hasKnownLabel || known.isLike(cell.text) {
                    parts.append([])
                    (hasFigure, hasKnownLabel) = (false, false)
                }
                hasLabel = true
                if !hasKnownLabel { hasKnownLabel = known.cellCount(cell.text) != nil }
            default: break
            }
            parts[parts.count - 1].append(cell)
        }
        return parts
    }

    /// The rows of a form that stand in one row of a table, the cells of each under each other within its cells: as many labels of the form in a cell as there
    /// are numbers in every cell behind it. `nil` for any other row.
    static func unstacked(_ cells: [Document.Table.Cell], known: KnownLabels) -> [[Document.Table.Cell]]? {
        guard let column = cells.firstIndex(where: { $0.text.utf8.contains(10) }) else { return nil }
        for label in cells.indices[column...] {
            let labels = cells[label].text.split(separator: "\n")
            guard labels.count > 1, labels.allSatisfy({ known.cellCount($0) != nil }) else { continue }
            let values = cells[(label + 1)...].map { $0.text.split(separator: "\n") }
            guard !values.isEmpty, values.allSatisfy({ $0.count == labels.count && $0.allSatisfy { NumberToken.parse($0).isValue } }) else {
                return nil
            }
            return labels.indices.map { row in
                var part = cells
                for before in cells.indices[..<label] where row > 0 { part[before].text = "" }
                part[label].text = String(labels[row])
                for (offset, lines) in values.enumerated() { part[label + 1 + offset].text = String(lines[row]) }
                return part
            }
        }
        return nil
    }
}
