import Disclosure
import DocumentReading
import FilePaths

/// Finds the cells of a document again in its file: a probe, a character that nobody writes, is put into each cell of a copy, and the reader says where it
/// met which. So the place of a cell means here what it means to the reader, whatever that makes of spans, nested tables and hidden rows.
struct CellProbes {
    /// The probe at each place.
    private var probes: [CellPlace: Int] = [:]

    /// The most cells that are probed.
    static let limit = 65_000
    private static let first: UInt32 = 0xF0000

    /// A probe as XML and HTML write it.
    static func reference(_ number: Int) -> String { "&#x\(String(first + UInt32(number), radix: 16, uppercase: true));" }

    private static func number(in text: String) -> Int? {
        for scalar in text.unicodeScalars where scalar.value >= first && scalar.value < first + UInt32(limit) { return Int(scalar.value - first) }
        return nil
    }

    /// Reads probed copies until one has the tables of the original; a copy with other ones proves only the cells that it has in common with it.
    static func found(in original: Document, path: FilePath, copies: [[UInt8]]) async -> CellProbes {
        var partial = CellProbes()
        for copy in copies {
            guard let probed = try? await DocumentReaders.read(bytes: copy, path: path) else { continue }
            let all = CellProbes(probed)
            if shape(of: probed) == shape(of: original) { return all }
            if partial.probes.isEmpty { partial = all.confirmed(probed, by: original) }
        }
        return partial
    }

    private init() {}

    private init(_ document: Document) {
        Self.forEachCell(of: document) { place, cell in
            if let number = Self.number(in: cell.text) { probes[place] = number }
        }
    }

    private static func forEachCell(of document: Document, _ body: (CellPlace, Document.Table.Cell) -> Void) {
        for case .table(let table) in document.blocks {
            for (index, row) in table.rows.enumerated() {
                for cell in row.cells { body(CellPlace(table: table.ordinal, row: index + 1, column: cell.column + 1), cell) }
            }
        }
    }

    private struct Outline: Hashable {
        var place: CellPlace
        var rows: Int
        var columns: Int
    }

    private static func shape(of document: Document) -> Set<Outline> {
        var shape: Set<Outline> = []
        forEachCell(of: document) { place, cell in shape.insert(Outline(place: place, rows: cell.rowSpan, columns: cell.columnSpan)) }
        return shape
    }

    /// Those at whose place both documents have the same words, and some.
    private func confirmed(_ probed: Document, by original: Document) -> CellProbes {
        func words(_ document: Document) -> [CellPlace: String] {
            var texts: [CellPlace: String] = [:]
            Self.forEachCell(of: document) { place, cell in
                texts[place] = cell.text.filter { !$0.isWhitespace && !$0.unicodeScalars.contains { $0.value >= Self.first } }
            }
            return texts
        }
        let (before, after) = (words(original), words(probed))
        var result = CellProbes()
        result.probes = probes.filter { place, _ in
            guard let text = before[place], !text.isEmpty else { return false }
            return after[place] == text
        }
        return result
    }

    /// The probe of a cell, or of the nearest before it in its row, else behind it; `nil` when the row has none.
    func probe(at place: CellPlace) -> (number: Int, isExact: Bool)? {
        let bare = CellPlace(table: place.table, row: place.row, column: place.column)
        if let number = probes[bare] { return (number, true) }
        let row = probes.filter { $0.key.table == place.table && $0.key.row == place.row }
        let before = row.filter { $0.key.column < place.column }.max { $0.key.column < $1.key.column }
        let nearest = before ?? row.min { $0.key.column < $1.key.column }
        return nearest.map { ($0.value, false) }
    }

    /// Any probe of a row, and any of a column of a table.
    func anyProbe(table: Int, row: Int) -> Int? { probes.filter { $0.key.table == table && $0.key.row == row }.map(\.value).min() }
    func anyProbe(table: Int, column: Int) -> Int? { probes.filter { $0.key.table == table && $0.key.column == column }.map(\.value).min() }
}
