/// The tables as comma-separated values (RFC 4180), one grid under the other; prose and headings as rows of one cell.
public struct CSVRendering: Rendering {
    /// `csv`.
    public let name = "csv"
    /// `csv`.
    public let fileExtension = "csv"

    /// Comma-separated values in UTF-8.
    public init() {}

    /// The file.
    public func bytes(of elements: [DraftElement]) throws -> [UInt8] {
        var text = ""
        func line(_ fields: [String]) { text += fields.map(quoted).joined(separator: ",") + "\r\n" }
        for element in elements {
            switch element {
            case .title(let words), .heading(let words), .paragraph(let words): line([words])
            case .table(let layout):
                let table = layout.visible
                for (row, starts) in zip(table.rows, table.startColumns) {
                    var grid = [String](repeating: "", count: max(table.columnCount, (starts.last ?? 0) + 1))
                    for (cell, column) in zip(row, starts) { grid[column] = cell.plain }
                    line(grid)
                }
            }
        }
        return Array(text.utf8)
    }

    private func quoted(_ field: String) -> String {
        field.contains { $0 == "," || $0 == "\"" || $0.isNewline } ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
    }
}
