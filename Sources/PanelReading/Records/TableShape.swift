import Foundation

/// Where in a file its table stands: the delimiter, the header and its names, and the lines around that are no records.
struct TableShape: Sendable {
    /// A line that is no record.
    struct Line: Sendable, Hashable {
        let line: Int
        let text: String
    }

    var delimiter: UInt8
    /// The names of the columns, each once.
    var names: [String]
    /// Where the first record begins.
    var position: Int
    var line: Int
    /// Whether the first column holds several keys with commas between them.
    var splitsFirst = false
    /// Whether a backslash and a letter stand for a tab or a line end, as the databases and `analyze export` write them between tabs.
    var hasEscapes = false
    /// Lines before the header.
    var preamble: [Line] = []
    /// The lines of the header, when there are several.
    var headerLines: ClosedRange<Int>?
    /// Columns whose name stood there before: the name that the file has, and the one they are given.
    var renamed: [(column: Int, name: String, given: String)] = []
    /// Columns without a name.
    var nameless: Set<Int> = []

    /// Records looked at to find the table.
    private static let sampledRecords = 400
    private static let delimiters = [UInt8(ascii: ","), UInt8(ascii: ";"), 9, UInt8(ascii: "|")]

    init(delimiter: UInt8, names: [String], position: Int, line: Int) {
        self.delimiter = delimiter
        self.names = names
        self.position = position
        self.line = line
    }

    /// The shape of a file whose first record is the header.
    static func plain(_ bytes: TableBytes) throws(PanelTableError) -> TableShape {
        try bytes.withBytes { text throws(PanelTableError) in
            let start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            let first = text[start...].drop { $0 == 10 || $0 == 13 }.prefix { $0 != 10 && $0 != 13 }
            let delimiter = delimiters.prefix(3).max { one, other in first.count { $0 == one } < first.count { $0 == other } }!
            var reader = RecordReader(text: text, delimiter: delimiter, position: start)
            guard try reader.advance() else { throw .empty }
            let record = Sample(reader, text)
            return TableShape(delimiter: delimiter, names: record.texts, position: reader.position, line: reader.line)
        }
    }

    /// A record with where it ends.
    private struct Sample {
        let texts: [String]
        let line: Int
        let position: Int
        let nextLine: Int

        init(_ reader: RecordReader, _ text: UnsafeBufferPointer<UInt8>) {
            texts = reader.fields.map { field in
                let raw = String(decoding: UnsafeBufferPointer(rebasing: text[field.range]), as: UTF8.self)
                return field.hasDoubledQuotes ? raw.replacing("\"\"", with: "\"") : raw
            }
            line = reader.start
            position = reader.position
            nextLine = reader.line
        }

        var filled: Int { texts.count { !FoldedText.trimmed($0).isEmpty } }
        /// Fields up to the last that holds something.
        var width: Int { (texts.lastIndex { !FoldedText.trimmed($0).isEmpty } ?? -1) + 1 }
    }

    /// The table in a file: told from the numbers of fields of its first records.
    /// - Parameter delimiter: what parts the fields, where that is known.
    /// - Throws: ``PanelTableError/empty``; a quote of the first records that is never closed.
    static func found(in bytes: TableBytes, delimiter known: UInt8? = nil) throws(PanelTableError) -> TableShape {
        try bytes.withBytes { text throws(PanelTableError) in
            var start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            var line = 1
            var known = known
            // Excel's own first line.
            if known == nil, text.count > start + 5, text[start..<start + 4].elementsEqual("sep=".utf8) {
                known = text[start + 4]
                start += 5
                if start < text.count, text[start] == 13 { start += 1 }
                if start < text.count, text[start] == 10 { start += 1 }
                line = 2
            }
            var failure: PanelTableError?
            var best: (score: Int, delimiter: UInt8, samples: [Sample])?
            for delimiter in known.map({ [$0] }) ?? delimiters {
                let samples: [Sample]
                switch Result(catching: { () throws(PanelTableError) in try records(text, delimiter, start, line) }) {
                case .success(let found): samples = found
                case .failure(let error):
                    failure = failure ?? error
                    continue
                }
                let widths = Dictionary(samples.map { ($0.texts.count, 1) }, uniquingKeysWith: +)
                guard let usual = widths.filter({ $0.key > 1 }).max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else {
                    if best == nil { best = (0, delimiter, samples) }
                    continue
                }
                // Records that agree count first, then how many fields they have.
                let score = usual.value * 1000 / samples.count * 1000 + min(usual.key, 999)
                if score > best?.score ?? -1 { best = (score, delimiter, samples) }
            }
            guard let best, !best.samples.isEmpty else { throw failure ?? .empty }
            // Nothing parts the fields but the delimiter whose quotes do not close.
            if best.score == 0, let failure { throw failure }
            var found = shape(best.samples, best.delimiter)
            found.hasEscapes = best.delimiter == 9 && escapes(text, from: found.position)
            return found
        }
    }

    /// Whether there are backslashes, and each of them begins an escape.
    private static func escapes(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
        guard let base = text.baseAddress else { return false }
        var position = start
        var found = false
        while position < text.count, let next = memchr(base + position, Int32(UInt8(ascii: "\\")), text.count - position) {
            position = UnsafeRawPointer(base).distance(to: UnsafeRawPointer(next)) + 1
            guard position < text.count, "tnr\\N".utf8.contains(text[position]) else { return false }
            found = true
            position += 1
        }
        return found
    }

    private static func records(
        _ text: UnsafeBufferPointer<UInt8>, _ delimiter: UInt8, _ start: Int, _ line: Int
    ) throws(PanelTableError) -> [Sample] {
        var reader = RecordReader(text: text, delimiter: delimiter, position: start, isLenient: true)
        reader.line = line
        var samples: [Sample] = []
        while samples.count < sampledRecords, try reader.advance() { samples.append(Sample(reader, text)) }
        return samples
    }

    private static func shape(_ samples: [Sample], _ delimiter: UInt8) -> TableShape {
        let widths = Dictionary(samples.map { ($0.width, 1) }, uniquingKeysWith: +).filter { $0.key > 1 }
        let usual = widths.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 1
        var first = samples.firstIndex { isHeader($0, usual: usual) } ?? samples.firstIndex { $0.filled > 1 } ?? 0
        // Years that stand over several names each are the upper row of the header, though they are figures.
        if first > 0, first + 1 < samples.count, areYears(samples[first - 1]), goesOn(samples[first - 1], samples[first], samples[first + 1]) {
            first -= 1
        }
        var rows = [samples[first]]
        // A header over several rows: merged cells leave blanks that the next row fills, and nothing below the first row is a figure yet.
        while first + rows.count < samples.count - 1, rows.count < 4,
            goesOn(rows.last!, samples[first + rows.count], samples[(first + rows.count + 1)...].first!)
        {
            rows.append(samples[first + rows.count])
        }
        var names = heading(rows.map(\.texts))
        if first + rows.count < samples.count, isRule(samples[first + rows.count]) { rows.append(samples[first + rows.count]) }
        let last = rows.last!
        var shape = TableShape(delimiter: delimiter, names: [], position: last.position, line: last.nextLine)
        let data = samples[(first + rows.count)...]
        let most = data.map(\.width).max() ?? 0
        if !data.isEmpty, data.allSatisfy({ $0.width == names.count + 1 }), names.count > 1 {
            // The names of the rows have none themselves, as R writes them.
            names.insert("", at: 0)
        }
        while names.count < min(most, usual) { names.append("") }
        shape.preamble = samples[..<first].map { Line(line: $0.line, text: $0.texts.filter { !$0.isEmpty }.joined(separator: " ")) }
        if rows.count > 1 { shape.headerLines = rows[0].line...last.line }
        if delimiter == 9, let key = names.first, key.contains("\\"), let keys = key.split(separator: "\\").first, keys.contains(",") {
            shape.splitsFirst = true
            names.replaceSubrange(0..<1, with: keys.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
        } else if let key = names.first, let mark = key.firstIndex(of: "\\"), delimiter == 9 {
            names[0] = String(key[..<mark])
        }
        var seen: [String: Int] = [:]
        for index in names.indices {
            if names[index].isEmpty {
                shape.nameless.insert(index)
                names[index] = "#\(index + 1)"
            }
            let key = FoldedText.key(names[index])
            seen[key, default: 0] += 1
            guard let count = seen[key], count > 1 else { continue }
            let given = "\(names[index]) (\(count))"
            shape.renamed.append((index, names[index], given))
            names[index] = given
            seen[FoldedText.key(given), default: 0] += 1
        }
        shape.names = names
        return shape
    }

    /// Whether a record has names, and as many as the records have fields.
    private static func isHeader(_ record: Sample, usual: Int) -> Bool {
        guard record.width * 2 >= usual, record.filled * 3 >= usual, record.filled > 1 || usual == 1 else { return false }
        return record.texts.contains { text in !isFigure(text) && !FoldedText.trimmed(text).isEmpty }
    }

    /// Whether a record holds years and blanks alone, two years at least.
    private static func areYears(_ record: Sample) -> Bool {
        record.filled > 1 && record.texts.allSatisfy { FoldedText.trimmed($0).isEmpty || YearText.plain($0) != nil }
    }

    /// Whether a record is the line between header and records of a table set in bars: dashes and colons.
    private static func isRule(_ record: Sample) -> Bool {
        record.filled > 1
            && record.texts.allSatisfy { text in
                let name = FoldedText.trimmed(text)
                return name.isEmpty || name.utf8.count > 2 && name.allSatisfy { "-:=".contains($0) }
            }
    }

    /// Whether a row belongs to the header that the row above begins: the row below has figures where this one has none.
    private static func goesOn(_ above: Sample, _ row: Sample, _ below: Sample) -> Bool {
        guard row.filled > 1 else { return false }
        let figures = below.texts.indices.filter { isFigure(below.texts[$0]) && YearText.plain(below.texts[$0]) == nil }
        guard !figures.isEmpty else { return false }
        func text(_ sample: Sample, _ column: Int) -> String {
            column < sample.texts.count ? String(FoldedText.trimmed(sample.texts[column])) : ""
        }
        // The name above is blank or stands over several columns, and this row names all of them without one figure.
        let names = figures.filter { !text(row, $0).isEmpty && (!isFigure(text(row, $0)) || YearText.plain(text(row, $0)) != nil) }
        let blanks = figures.filter { text(above, $0).isEmpty }
        return names.count == figures.count && !blanks.isEmpty
            && !row.texts.indices.contains { isFigure(row.texts[$0]) && YearText.plain(row.texts[$0]) == nil }
    }

    /// One name a column: that of an upper row reaches over the blanks to its right where a lower row has a name.
    private static func heading(_ rows: [[String]]) -> [String] {
        let width = rows.map(\.count).max() ?? 0
        var parts = [[String]](repeating: [], count: width)
        for (depth, row) in rows.enumerated() {
            var reaching = ""
            for column in 0..<width {
                let name = column < row.count ? FoldedText.name(row[column]) : ""
                let isLast = depth == rows.count - 1
                if !name.isEmpty { reaching = name }
                let below = rows[(depth + 1)...].contains { column < $0.count && !FoldedText.trimmed($0[column]).isEmpty }
                let text = name.isEmpty && !isLast && below ? reaching : name
                if !text.isEmpty, parts[column].last != text { parts[column].append(text) }
            }
        }
        return parts.map { $0.joined(separator: " ") }
    }

    private static func isFigure(_ text: String) -> Bool {
        if case .number = NumberReading(text, decimal: .point).content { return true }
        if case .number = NumberReading(text, decimal: .comma).content { return true }
        return false
    }
}
