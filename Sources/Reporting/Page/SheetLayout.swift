import Disclosure

/// The tables of an edition's form as they are printed: heads and rows with what spans several of them.
struct SheetLayout: Sendable {
    /// A printed heading.
    struct Label: Sendable, Hashable {
        var text: String
        var columns = 1
        var rows = 1
        /// Whether it names one column, rather than a group of them.
        var isLeaf = true
    }

    /// A printed table.
    struct Sheet: Sendable {
        var name: String
        var head: [[Label]]
        /// The labels of each row with values.
        var rows: [[Label]]
        var width: Int
        /// The ids of its cells, row by row.
        var cells: [String]
    }

    let edition: Edition
    let sheets: [Sheet]
    /// Where each cell stands among all cells of the form.
    let places: [String: Int]
    var count: Int { places.count }

    /// The layout in a language.
    init(_ edition: Edition, _ language: Language) {
        self.edition = edition
        let form = Form.of(edition)
        sheets = (form.tables + form.extensions).map { Self.sheet($0, edition, language) }
        var places: [String: Int] = [:]
        var offset = 0
        for sheet in sheets {
            // A cell that an extension repeats stands where it stood first.
            for (index, id) in sheet.cells.enumerated() where places[id] == nil { places[id] = offset + index }
            offset += sheet.cells.count
        }
        self.places = places
    }

    private static func sheet(_ table: FormTable, _ edition: Edition, _ language: Language) -> Sheet {
        let depth = table.rows.map(\.groups.count).max() ?? 0
        let paths = table.rows.map { row -> [String] in
            language == .zh ? row.groups + [row.label] : row.groups.map(FormTable.englishGroup) + [ReportTables.english(row)]
        }
        let labels = table.columns.indices.map { index -> [String] in
            let column = table.columns[index]
            if language == .en { return [table.english(column)] }
            if let applicant = Applicant(rawValue: column.suffix) { return [applicant.label] }
            // A slash sets a group apart where a neighbor is in it, too; else it is part of the words (本年增/减).
            func group(_ other: Int) -> Substring? {
                table.columns.indices.contains(other) && table.columns[other].label.contains("/")
                    ? table.columns[other].label.split(separator: "/").first : nil
            }
            let own = group(index)
            let isGrouped = own != nil && (group(index - 1) == own || group(index + 1) == own)
            return isGrouped ? column.label.split(separator: "/").map(String.init) : [column.label]
        }
        let heading = language == .zh ? table.heading : table.headingEnglish
        return Sheet(
            name: table.heading.isEmpty ? ReportTables.name(table, edition)[language] : heading, head: head(labels, stub: depth + 1),
            rows: paths.indices.map { rowLabels(paths, $0, depth) }, width: table.columns.count,
            cells: table.rows.flatMap { row in table.columns.map { table.cellID(row: row, column: $0) } })
    }

    /// The head: groups of columns above, columns below; what has no group reaches down.
    private static func head(_ labels: [[String]], stub: Int) -> [[Label]] {
        let levels = labels.map(\.count).max() ?? 1
        if levels <= 1, labels.allSatisfy({ $0.allSatisfy(\.isEmpty) }) { return [] }
        return (0..<max(levels, 1)).map { level in
            var row: [Label] = level == 0 ? [Label(text: "", columns: stub, rows: levels, isLeaf: false)] : []
            var column = 0
            while column < labels.count {
                let path = labels[column]
                if level >= path.count {
                    column += 1
                    continue
                }
                var end = column + 1
                let isLeaf = level == path.count - 1
                if !isLeaf {
                    while end < labels.count, labels[end].count > level + 1, Array(labels[end].prefix(level + 1)) == Array(path.prefix(level + 1)) {
                        end += 1
                    }
                }
                row.append(Label(text: path[level], columns: end - column, rows: isLeaf ? levels - level : 1, isLeaf: isLeaf))
                column = end
            }
            return row
        }
    }

    /// The labels that begin in a row: a group of the form stands once, beside the rows that it holds.
    private static func rowLabels(_ paths: [[String]], _ row: Int, _ depth: Int) -> [Label] {
        let path = paths[row]
        var labels: [Label] = []
        for level in 0..<(path.count - 1) {
            let prefix = Array(path.prefix(level + 1))
            func isWithin(_ other: [String]) -> Bool { other.count > level + 1 && Array(other.prefix(level + 1)) == prefix }
            if row > 0, isWithin(paths[row - 1]) { continue }
            var end = row + 1
            while end < paths.count, isWithin(paths[end]) { end += 1 }
            labels.append(Label(text: path[level], rows: end - row, isLeaf: false))
        }
        labels.append(Label(text: path[path.count - 1], columns: depth + 2 - path.count))
        return labels
    }

    /// The layout for the script.
    var data: PageValue {
        .list(
            sheets.map { sheet in
                .object([
                    ("name", .shown(sheet.name)), ("w", .number(Double(sheet.width))),
                    (
                        "head",
                        .list(
                            sheet.head.map { row in
                                .list(
                                    row.map {
                                        .list([.shown($0.text), .number(Double($0.columns)), .number(Double($0.rows)), .number($0.isLeaf ? 1 : 0)])
                                    })
                            })
                    ),
                    (
                        "rows",
                        .list(
                            sheet.rows.map { row in
                                .list(row.map { .list([.shown($0.text), .number(Double($0.columns)), .number(Double($0.rows))]) })
                            })
                    ),
                ])
            })
    }
}
