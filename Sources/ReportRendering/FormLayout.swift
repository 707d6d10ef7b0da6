import Disclosure

/// The printed tables of a filled form, with the spans of the official templates.
struct FormLayout {
    let form: FilledForm
    let labels: [String: String]
    private let texts: [String: String]

    init(form: FilledForm, labels: [String: String]) {
        self.form = form
        self.labels = labels
        texts = Dictionary(form.cells.map { ($0.indicator, $0.raw) }, uniquingKeysWith: { first, _ in first })
    }

    /// Tables 2, 3 and 4 of a statutory form, or the tables of a list.
    var tables: [TableLayout] {
        let form = Form.of(self.form.edition)
        func tables(_ section: FormSection) -> [FormTable] { form.tables.filter { $0.section == section } }
        switch self.form.edition.profile.layout {
        case .statutory:
            return [
                proactive(tables(.proactive) + form.extensions), applications(tables(.applications)[0]), remedies(tables(.remedies)),
            ]
        case .listing(let heads): return form.tables.map { listing($0, heads: heads) }
        case .statistics: return form.tables.map(statistics)
        }
    }

    private func label(_ id: String, _ official: String) -> String { labels[id] ?? labels[official] ?? official }

    private func value(_ table: FormTable, _ row: FormTable.Row, _ column: FormTable.Column, columns: Int = 1) -> TableLayout.Cell {
        let id = table.cellID(row: row, column: column)
        return .init(texts[id] ?? "", columns: columns, indicator: id)
    }

    private func isPresent(_ table: FormTable, _ row: FormTable.Row) -> Bool {
        table.columns.contains { texts[table.cellID(row: row, column: $0)] != nil }
    }

    /// Table 2: its blocks under each other in one grid of four columns; the last value of a short block takes the rest.
    private func proactive(_ blocks: [FormTable]) -> TableLayout {
        var rows: [[TableLayout.Cell]] = []
        for block in blocks {
            let printed = block.rows.filter { isPresent(block, $0) }
            guard !printed.isEmpty else { continue }
            let rest = 4 - block.columns.count
            func span(_ index: Int) -> Int { index == block.columns.count - 1 ? rest : 1 }
            let repeatsHeading = rows.isEmpty || block.id != "t2.other_documents"
            if repeatsHeading {
                rows.append([.init(label(block.id, block.heading), columns: 4)])
                rows.append(
                    [.init(label("content", "信息内容"))]
                        + block.columns.enumerated().map { .init(label($1.suffix, $1.label), columns: span($0)) })
            }
            for row in printed {
                rows.append(
                    [.init(label(row.id, row.label))] + block.columns.enumerated().map { value(block, row, $1, columns: span($0)) })
            }
        }
        return TableLayout(rows: rows, columnCount: 4)
    }

    /// Table 3: a head of three rows, three label columns, seven value columns.
    private func applications(_ table: FormTable) -> TableLayout {
        func head(_ applicant: Applicant) -> String { label(applicant.rawValue, applicant.label) }
        var rows: [[TableLayout.Cell]] = [
            [
                .init(label("balance", "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"), rows: 3, columns: 3),
                .init("申请人情况", columns: 7),
            ],
            [
                .init(head(.naturalPerson), rows: 2), .init(label("organizations", "法人或其他组织"), columns: 5),
                .init(head(.total), rows: 2),
            ],
            Applicant.parts.dropFirst().map { .init(head($0)) },
        ]
        var open: [String] = []
        for row in table.rows {
            var cells: [TableLayout.Cell] = []
            for (depth, group) in row.groups.enumerated() where depth >= open.count || open[depth] != group {
                let covered = table.rows.filter { $0.groups.count > depth && $0.groups[depth] == group }.count
                cells.append(.init(label(group, group), rows: covered))
            }
            open = row.groups
            cells.append(.init(label(row.id, row.label), columns: 3 - row.groups.count))
            rows.append(cells + table.columns.map { value(table, row, $0) })
        }
        return TableLayout(rows: rows, columnCount: 10)
    }

    /// Table 4: fifteen values in one row under a head of three.
    private func remedies(_ blocks: [FormTable]) -> TableLayout {
        func heads(_ block: FormTable, rows: Int) -> [TableLayout.Cell] {
            block.columns.map { .init(label("\(block.id).\($0.suffix)", $0.label), rows: rows) }
        }
        let review = blocks[0]
        let lawsuits = Array(blocks.dropFirst())
        return TableLayout(
            rows: [
                [.init(label("review", "行政复议"), columns: 5), .init(label("litigation", "行政诉讼"), columns: 10)],
                heads(review, rows: 2) + lawsuits.map { .init(label($0.rows[0].id, $0.rows[0].label), columns: 5) },
                lawsuits.flatMap { heads($0, rows: 1) },
                blocks.flatMap { block in block.columns.map { value(block, block.rows[0], $0) } },
            ], columnCount: 15)
    }

    /// A list of rows with name, unit and values: the forms of Fujian and of the years before 2014. Rows the filer did not have are left out.
    private func listing(_ table: FormTable, heads: [String]) -> TableLayout {
        let columns = table.columns
        var rows = [heads.map { TableLayout.Cell($0) } + columns.map { .init(label("column.\($0.suffix)", $0.label)) }]
        let order = Dictionary(form.cells.enumerated().map { ($1.indicator, $0) }, uniquingKeysWith: min)
        let printed = table.rows.filter { isPresent(table, $0) }.sorted { order[$0.id] ?? 0 < order[$1.id] ?? 0 }
        for row in printed {
            rows.append(
                [.init(label(row.id, row.label)), .init(label("\(row.id).unit", row.unit))] + columns.map { value(table, row, $0) })
        }
        return TableLayout(rows: rows, columnCount: 2 + columns.count)
    }

    /// The 统计表 of 2014 and its annexes: headings as rows without a value.
    private func statistics(_ table: FormTable) -> TableLayout {
        var rows: [[TableLayout.Cell]] = [[.init("统计指标"), .init("单位"), .init("统计数")]]
        var printed: Set<String> = []
        for row in table.rows where isPresent(table, row) {
            for depth in row.groups.indices {
                let path = row.groups[...depth].joined(separator: "/")
                if printed.insert(path).inserted { rows.append([.init(row.groups[depth]), .init("——"), .init("——")]) }
            }
            printed.insert(row.path)
            rows.append([.init(label(row.id, row.label)), .init(label("\(row.id).unit", row.unit)), value(table, row, table.columns[0])])
        }
        return TableLayout(rows: rows, columnCount: 3)
    }
}
