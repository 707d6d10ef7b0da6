import MarkupText

/// Charts on one sheet: a heading, a caption over each, remarks below. The sheet stands by itself, as a file that is opened, printed or put into a text.
///
/// ```swift
/// PlotSheet(title: "Applications received", description: "One series.", panels: [.init(caption: "淮安市", chart: chart)]).svg
/// ```
public struct PlotSheet: Sendable {
    /// A chart with what is said of it.
    public struct Panel: Sendable {
        /// What it is about.
        public var caption: String
        /// What is read from it.
        public var remark: String
        /// The chart.
        public var chart: any Chart

        /// A chart with what is said of it.
        public init(caption: String, remark: String = "", chart: any Chart) {
            self.caption = caption
            self.remark = remark
            self.chart = chart
        }
    }

    private static let margin = 16.0
    private static let gap = 18.0
    private static let lineHeight = 16.0

    private let title: String
    private let description: String
    private let panels: [Panel]
    private let columns: Int
    private let notes: [String]
    private let language: String

    /// A sheet.
    ///
    /// - Parameters:
    ///   - description: What the charts show, for those who cannot see them.
    ///   - panels: The charts in reading order, `columns` of them side by side, each column as wide as its widest chart.
    ///   - notes: Remarks, each a paragraph, broken into lines.
    ///   - language: The language of all texts, as `lang` has it: `zh`, `en`.
    public init(title: String, description: String, panels: [Panel], columns: Int = 1, notes: [String] = [], language: String = "en") {
        precondition(columns > 0, "\(columns) columns")
        self.title = title
        self.description = description
        self.panels = panels
        self.columns = columns
        self.notes = notes
        self.language = language
    }

    /// The sheet as a document of its own, without a line end behind it. The same charts give the same bytes.
    public var svg: String {
        let cell = panels.map(\.chart.width).max() ?? 720
        let across = max(1, min(columns, panels.count))
        let width = 2 * Self.margin + Double(across) * cell + Double(across - 1) * Self.gap
        var body = ""
        var y = Self.margin
        for line in Self.lines(of: title, width: width - 2 * Self.margin, size: 16) {
            body += text(line, Self.margin, y + 15, size: 16, "strong", "#22221f")
            y += 23
        }
        y += 4
        for start in stride(from: 0, to: panels.count, by: across) {
            let row = panels[start..<min(start + across, panels.count)]
            // Captions of a row begin on one line, and so do its charts.
            let heads = row.map { panel in
                Self.lines(of: panel.caption, width: cell, size: 12).map { ($0, "strong", "#22221f") }
                    + Self.lines(of: panel.remark, width: cell, size: 11).map { ($0, "label", "#55554f") }
            }
            let head = Double(heads.map(\.count).max() ?? 0) * Self.lineHeight
            for (column, (panel, lines)) in zip(row, heads).enumerated() {
                let x = Self.margin + Double(column) * (cell + Self.gap)
                for (index, line) in lines.enumerated() {
                    body += text(line.0, x, y + Self.lineHeight * Double(index) + 11, size: line.1 == "strong" ? 12 : 11, line.1, line.2)
                }
                body += "<svg x=\"\(n(x))\" y=\"\(n(y + head + 2))\"" + panel.chart.svg.dropFirst("<svg".count) + "\n"
            }
            y += head + (row.map(\.chart.height).max() ?? 0) + Self.gap
        }
        for note in notes {
            for line in Self.lines(of: note, width: width - 2 * Self.margin, size: 11) {
                body += text(line, Self.margin, y + 8, size: 11, "label", "#55554f")
                y += Self.lineHeight
            }
        }
        return frame(body, width: width, height: y + Self.margin / 2)
    }

    private func frame(_ body: String, width: Double, height: Double) -> String {
        let names = (title: "sheet-title", description: "sheet-description")
        return
            "<svg xmlns=\"http://www.w3.org/2000/svg\" lang=\"\(language.markupEscaped)\" viewBox=\"0 0 \(n(width)) \(n(height))\" width=\"\(n(width))\" "
            + "height=\"\(n(height))\" role=\"img\" aria-labelledby=\"\(names.title) \(names.description)\" font-family=\"\(Drawing.fonts)\">\n"
            + "<title id=\"\(names.title)\">\(title.markupEscaped)</title>\n<desc id=\"\(names.description)\">\(description.markupEscaped)</desc>\n"
            + "<rect class=\"paper\" width=\"\(n(width))\" height=\"\(n(height))\" fill=\"#ffffff\"/>\n" + body + "</svg>"
    }

    private func text(_ line: String, _ x: Double, _ y: Double, size: Double, _ style: String, _ color: String) -> String {
        "<text class=\"\(style)\" x=\"\(n(x))\" y=\"\(n(y))\" font-size=\"\(n(size))\" fill=\"\(color)\">\(line.markupEscaped)</text>\n"
    }

    private func n(_ value: Double) -> String { DrawnNumber.coordinate(value) }

    /// What stands between the parts of a remark, where it is broken before it is broken elsewhere.
    private static let separator = " · "

    /// A text in lines of at most a width: broken before its parts where each of them fits, else at spaces and between wide characters.
    private static func lines(of text: String, width: Double, size: Double) -> [String] {
        let parts = text.components(of: separator)
        if parts.count > 1, parts.allSatisfy({ Drawing.width(of: $0, size: size) <= width }) {
            return parts.dropFirst().reduce(into: [parts[0]]) { lines, part in
                let longer = lines[lines.count - 1] + separator + part
                if Drawing.width(of: longer, size: size) <= width { lines[lines.count - 1] = longer } else { lines.append(part) }
            }
        }
        var lines: [String] = []
        var line = ""
        var word = ""
        func add() {
            if Drawing.width(of: line + word, size: size) > width, !line.isEmpty {
                lines.append(line)
                line = word.first == " " ? String(word.dropFirst()) : word
            } else {
                line += word
            }
            word = ""
        }
        for character in text {
            let isWide = character.unicodeScalars.first.map { $0.value >= 0x2E80 } ?? false
            // A stop does not begin a line.
            if character == " " || isWide && !"，。、；：）”’".contains(character) { add() }
            word.append(character)
        }
        add()
        if !line.isEmpty { lines.append(line) }
        return lines
    }
}

extension String {
    /// The parts between the places where a separator stands.
    fileprivate func components(of separator: String) -> [String] { split(separator: separator, omittingEmptySubsequences: false).map(String.init) }
}
