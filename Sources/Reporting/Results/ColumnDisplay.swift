/// How a column stands in a table on a terminal where its values are longer than there is room, and what people see in place of what programs get.
enum ColumnDisplay: Sendable, Hashable {
    /// A text in several lines.
    case wrapped
    /// The end of a text: names, ids and paths begin alike, and differ behind.
    case tail
    /// The first digits, as many as tell all rows apart.
    case firstDigits
    /// Never cut: a line of blocks, where each stands for a year.
    case whole

    /// Fewest digits of a fingerprint that are shown.
    static let fewestDigits = 8
}

extension ResultColumn {
    /// How the column stands in a table, by its key: the same in every result.
    var display: ColumnDisplay {
        switch key {
        case "fingerprint": .firstDigits
        case "points", "coverage": .whole
        case "label", "indicator", "id", "source", "path", "file": .tail
        default: .wrapped
        }
    }

    /// Whether the column holds sentences, which need more room than a name.
    var isSentence: Bool { ["message", "note", "reason", "text", "how", "suggestion"].contains(key) }
}
