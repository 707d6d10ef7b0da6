import Disclosure
import FilePaths
import ReportParsing
public import ReportRendering

/// A made-up report written in a format and read back.
public struct RoundTrip: Sendable {
    /// The report.
    public let report: GeneratedReport
    /// The format, or the layout of text.
    public let format: String

    private let elements: [DraftElement]

    /// Reads a report back from a format.
    ///
    /// - Parameter printed: what is done to the report's parts before, such as other columns in its tables.
    public init(_ report: GeneratedReport, format: String, printed: ([DraftElement]) -> [DraftElement] = { $0 }) {
        self.report = report
        self.format = format
        elements = printed(report.draft.elements)
    }

    /// What is read other than it was written: cells, states, numbers, raw texts and places, year and body.
    ///
    /// - Parameter transform: what is done to the file on the way, such as another encoding.
    public func differences(_ transform: ([UInt8]) throws -> [UInt8] = { $0 }) async throws -> [String] {
        guard let rendering = Renderings.named(format) else { return ["no format \(format)"] }
        let outcomes = await ReportFile.read(bytes: try transform(rendering.bytes(of: elements)), path: "report")
        guard outcomes.count == 1 else { return ["\(outcomes.count) outcomes"] }
        switch outcomes[0].result {
        case .failure(let quarantine): return [quarantine.description]
        case .success(let reports):
            // Lists with tabs are read as tables of their columns.
            let read = reports[0].source.format == "csv" ? "csv" : format
            return differences(reports[0], ExpectedPlaces.of(elements, format: read))
        }
    }

    private func differences(_ read: Report, _ places: [String: CellPlace]?) -> [String] {
        guard let form = read.forms.first(where: { $0.edition == report.edition }) else { return ["no form of the edition"] }
        var lines: [String] = []
        if read.year != report.year { lines.append("year \(read.year)") }
        if read.body.regionCode != "520181" { lines.append("region \(read.body.regionCode ?? "none")") }
        let cells = Dictionary(form.cells.map { ($0.indicator, $0) }) { first, _ in first }
        if form.cells.count != cells.count || Set(cells.keys) != Set(report.texts.keys) {
            lines.append("\(form.cells.count) cells for \(report.texts.count)")
        }
        var last = (page: 1, row: 0)
        // Fifteen columns on a page are so narrow that numbers of four digits are broken over two lines; the row is named, and not compared.
        let remedies = Form.of(report.edition).cells.filter { $0.section == .remedies }.map(\.id)
        let isBroken = format.hasPrefix("pdf") && remedies.contains { report.texts[$0]!.count > 3 }
        let skipped = Set(isBroken ? remedies : [])
        for indicator in Form.of(report.edition).cells where !skipped.contains(indicator.id) {
            guard let text = report.texts[indicator.id], let cell = cells[indicator.id] else { continue }
            let value = report.values[indicator.id]
            let state: CellState = value != nil ? .number : text.isEmpty ? .blank : .notApplicable
            if cell.state != state || cell.value != value { lines.append("\(indicator.id) “\(text)” read “\(cell.raw)” \(cell.state.name)") }
            if cell.raw.filter({ !$0.isWhitespace }) != text { lines.append("\(indicator.id) “\(text)” has the raw text “\(cell.raw)”") }
            if let places {
                if cell.place != places[indicator.id] {
                    lines.append("\(indicator.id) at \(cell.place), not \(String(describing: places[indicator.id]))")
                }
            } else {
                // A program set the lines: the cells stand in the form's order, on its pages.
                let place = (page: cell.place.page ?? 1, row: cell.place.row)
                let isPaged = cell.place.page != nil
                if place < last || place.row < 1 || cell.place.column < 1 || isPaged != format.hasPrefix("pdf") {
                    lines.append("\(indicator.id) at \(cell.place)")
                }
                last = place
            }
        }
        let doubts = read.notes.filter {
            !remarks.contains($0.kind) && !$0.indicators.allSatisfy(skipped.contains)
        }
        lines += doubts.prefix(3).map { "doubt of \($0.kind.rawValue): \($0.message)" }
        return lines
    }

    /// Notes that say something of the file and doubt no number.
    private var remarks: Set<ReadingDoubt> {
        let always: Set<ReadingDoubt> = [.labelVariant, .unitMissing, .extraRow, .missingTotal, .valueColumn]
        // Where a header is lost and blanks stand at the edge, bars and commas alone do not tell which of them are padding.
        return ["text-pipes", "csv"].contains(format) ? always.union([.paddedRow]) : always
    }
}
