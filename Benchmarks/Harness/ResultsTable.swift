import Foundation

/// The measurements of one run, as text for a terminal and as `RESULTS.md`.
struct ResultsTable {
    struct Row {
        let name: String
        var measurement: Measurement?
        var isLimit = false
        var difference: Double?
        var differenceColumn: String?
        var note: String?
    }

    private var sections: [(title: String, machine: String, rows: [Row])] = []

    mutating func add(_ workload: any Workload, machine: String, rows: [Row]) {
        sections.append(("\(workload.id)  \(workload.title)", machine, rows))
    }

    private static let header = ["", "time", "peak memory", "time / ours", "largest difference", ""]

    private func cells(_ rows: [Row]) -> [[String]] {
        let ours = rows.first?.measurement?.median ?? .nan
        return rows.map { row in
            guard let measured = row.measurement else { return [row.name, "–", "–", "–", "–", row.note ?? ""] }
            let difference = row.difference.map { "\(Self.short($0))\(row.differenceColumn.map { " (\($0))" } ?? "")" } ?? "–"
            return [
                row.name, Self.time(measured.median), "\(measured.peakBytes / 1_000_000) MB", String(format: "%.2f", measured.median / ours),
                difference, row.note ?? "",
            ]
        }
    }

    /// The sentence a section ends with: how we stand to the strongest peer and to the limit.
    private func summary(_ rows: [Row]) -> String {
        guard let ours = rows.first?.measurement?.median else { return "" }
        let peers = rows.dropFirst().filter { !$0.isLimit }.compactMap { row in row.measurement.map { (row.name, $0.median) } }
        var parts: [String] = []
        if let strongest = peers.min(by: { $0.1 < $1.1 }) {
            parts.append(String(format: "%.1f times as fast as the strongest peer, %@", strongest.1 / ours, strongest.0))
        } else {
            parts.append("no peer ran")
        }
        if let limit = rows.first(where: \.isLimit)?.measurement?.median {
            parts.append(String(format: "%.1f times the limit", ours / limit))
        }
        return parts.joined(separator: "; ") + "."
    }

    /// For a terminal.
    var text: String {
        sections.map { section in
            let lines = [Self.header] + cells(section.rows)
            let widths = Self.header.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
            let body = lines.map { line in
                zip(line, widths).enumerated().map { index, cell in
                    let padding = String(repeating: " ", count: cell.1 - cell.0.count)
                    return index == 0 || index == 5 ? cell.0 + padding : padding + cell.0
                }.joined(separator: "  ")
            }
            return ([section.title] + body + [summary(section.rows)]).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }

    /// The measured sections for the committed document.
    var documentSections: [ResultsDocument.Section] {
        sections.map { section in
            var lines = ["| |time|peak memory|time / ours|largest difference| |", "|---|---:|---:|---:|---:|---|"]
            lines += cells(section.rows).map { "|" + $0.joined(separator: "|") + "|" }
            lines += ["", summary(section.rows), "", section.machine]
            return .init(title: section.title, lines: lines)
        }
    }

    private static func time(_ seconds: Double) -> String {
        if seconds < 0.001 { return String(format: "%.0f µs", seconds * 1e6) }
        return seconds < 1 ? String(format: "%.1f ms", seconds * 1e3) : String(format: "%.2f s", seconds)
    }

    /// The size of a file, for the last column.
    static func fileSize(_ bytes: Int) -> String { String(format: "%.1f MB on disk", Double(bytes) / 1e6) }

    private static func short(_ value: Double) -> String { value.isInfinite ? "missing differs" : value == 0 ? "0" : String(format: "%.1e", value) }
}
