import DocumentReading

/// Lines of text whose cells are parted by bars or tabs.
enum BarredLine {
    /// Whether a line holds a bar or a tab.
    static func isSeparated(_ text: String) -> Bool {
        hasBar(text) || text.utf8.contains(9)
    }

    /// Whether a line holds a bar.
    static func hasBar(_ text: String) -> Bool { text.utf8.contains(UInt8(ascii: "|")) || text.holds("｜") || text.holds("│") }

    /// Whether a word is nothing but bars.
    static func isBar(_ word: Substring) -> Bool {
        switch word.utf8.first {
        case UInt8(ascii: "|"), 0xE2, 0xEF: word.unicodeScalars.allSatisfy(isBar)
        default: false
        }
    }

    /// Whether a bar of a line stands right beside anything but white space.
    static func hasTightBar(_ text: String) -> Bool {
        var before: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if let before, isBar(before) != isBar(scalar), !before.properties.isWhitespace, !scalar.properties.isWhitespace { return true }
            before = scalar
        }
        return false
    }

    private static func isBar(_ scalar: Unicode.Scalar) -> Bool { scalar == "|" || scalar == "｜" || scalar == "│" }

    /// The pieces between the bars of a line, between its tabs when it has no bar, without the white space around them.
    static func pieces(_ text: String) -> [String] {
        let usesBars = hasBar(text)
        return text.split(omittingEmptySubsequences: false) { character in
            usesBars ? character == "|" || character == "｜" || character == "│" : character == "\t"
        }.map { String($0).trimmed }
    }
}

/// Whether the lines with bars of a document begin and end with one, which then encloses a cell and parts none.
///
/// The document decides, not the line: `行政许可 | 3 | |` ends in a blank cell where lines end without a bar, and `| 行政许可 | 3 | |` where they begin with one alone.
struct BarFrame {
    /// Whether a bar begins and ends the lines; `nil` where the lines differ, so that each decides for itself.
    private let leads: Bool?
    private let trails: Bool?

    init(_ document: Document, excluding excluded: Set<Int>) {
        var (count, leading, trailing) = (0, 0, 0)
        for (index, block) in document.blocks.enumerated() where !excluded.contains(index) {
            guard case .paragraph(let paragraph) = block, BarredLine.hasBar(paragraph.text) else { continue }
            let pieces = BarredLine.pieces(paragraph.text)
            guard pieces.count(where: { !$0.isEmpty }) >= 2 else { continue }
            count += 1
            if pieces.first!.isEmpty { leading += 1 }
            if pieces.last!.isEmpty { trailing += 1 }
        }
        /// All lines but one in twenty, which damage may have changed.
        func usual(_ number: Int) -> Bool? { number * 20 >= count * 19 ? true : number * 20 <= count ? false : nil }
        let (leads, trails) = count >= 5 ? (usual(leading), usual(trailing)) : (nil, nil)
        // Where all lines agree on one end, a bar at the other end of some is that of a blank cell.
        self.leads = leads ?? (trails == nil ? nil : false)
        self.trails = trails ?? (leads == nil ? nil : false)
    }

    /// The cells of a line with bars or tabs between them; `nil` when it has fewer than two filled ones.
    func cells(of text: String, labelLimit: Int) -> [Document.Table.Cell]? {
        let usesBars = BarredLine.hasBar(text)
        var parts = BarredLine.pieces(text)
        let filled = parts.count { !$0.isEmpty }
        guard let label = parts.first(where: { !$0.isEmpty }) else { return nil }
        // A rule of dashes under a header is no row.
        if usesBars, parts.allSatisfy({ $0.allSatisfy { $0 == "-" || $0 == ":" } }) { return nil }
        let isFramed = usesBars && parts.first!.isEmpty && parts.last!.isEmpty
        if usesBars, parts.first!.isEmpty, leads ?? isFramed { parts.removeFirst() }
        if usesBars, parts.last!.isEmpty, trails ?? isFramed { parts.removeLast() }
        // A label with a tab behind it, or with bars around it and what follows, is a row whose values are blank.
        let isBlankRow =
            filled == 1 && label.count <= labelLimit && !parts[0].isEmpty && parts.count >= 2 && (!usesBars || isFramed || trails == true)
        guard filled >= 2 || isBlankRow else { return nil }
        return parts.enumerated().map { .init(text: $1, column: $0) }
    }
}
