import Disclosure

/// A printed row of a form as the parser looks for it: its cells in order and the keys of its label.
///
/// Table 4 is one row of fifteen cells without a label.
struct FormRow: Sendable {
    /// One cell that the row has.
    struct Slot: Sendable {
        let id: String
        let label: String
        let unit: String
        let kind: Indicator.Kind
        /// The labels that its column goes by in the heads of tables: the whole, and the last of its groups.
        let heads: [LabelKey]

        init(id: String, label: String, unit: String, kind: Indicator.Kind) {
            self.id = id
            self.label = label
            self.unit = unit
            self.kind = kind
            let column = label.firstRange(of: " · ").map { String(label[$0.upperBound...]) } ?? label
            let parts = [column] + column.split(separator: "/").suffix(1).map(String.init)
            heads = parts.map { LabelKey(LabelNormalization.core(LabelNormalization.folded($0))) }
        }

        /// Whether it is an amount of money: only these may have decimals.
        var isAmount: Bool { kind.isAmount(in: unit) }
    }

    /// Its place in the form's order.
    let index: Int
    let id: String
    let section: FormSection
    /// The official label with its numbering, folded.
    let label: String
    /// The labels it goes by: folded, without numbering and gloss, the official one first.
    let keys: [String]
    /// The numeral of its numbering, such as `2` or `七`; empty without one.
    let numeral: String
    let slots: [Slot]
    /// How many groups it stands under: the least column of its label in the official layout.
    let depth: Int
    /// Whether only some filers were given the row.
    let isExtension: Bool
    /// The code that the form prints with the row; `nil` where it prints none.
    let code: Int?
    /// The code in its two digits.
    var printedCode: String? { code.map { $0 < 10 ? "0\($0)" : "\($0)" } }
    /// The digits of the numbering that the form prints before the label, several where its years differ; none for letters and brackets.
    let digits: [Unicode.Scalar]

    /// The rows of an edition in the printed order, provincial extensions behind the table they extend.
    static func of(_ edition: Edition) -> FormRows { forms[edition] }

    private static let forms = PerEdition { FormRows(edition: $0, rows: rows(of: $0)) }

    private static func rows(of edition: Edition) -> [FormRow] {
        let form = Form.of(edition)
        var rows: [FormRow] = []
        for table in form.tables where table.section != .remedies {
            rows += table.rows.enumerated().map { make($1, in: table, index: rows.count + $0) }
            for added in form.extensions where added.heading == table.heading {
                rows += added.rows.enumerated().map { make($1, in: added, index: rows.count + $0, isExtension: true) }
            }
        }
        let remedies = form.tables.filter { $0.section == .remedies }
        if !remedies.isEmpty {
            let slots = remedies.flatMap { table in
                table.columns.map { column in
                    Slot(
                        id: table.cellID(row: table.rows[0], column: column), label: "\(table.rows[0].path) · \(column.label)",
                        unit: column.unit ?? table.rows[0].unit, kind: column.kind ?? table.rows[0].kind)
                }
            }
            rows.append(
                FormRow(
                    index: rows.count, id: FormSection.remedies.rawValue, section: .remedies, label: "", keys: [], numeral: "", slots: slots,
                    depth: 0, isExtension: false,
                    code: nil, digits: []))
        }
        return rows
    }

    private static func make(_ row: FormTable.Row, in table: FormTable, index: Int, isExtension: Bool = false) -> FormRow {
        // 54-row forms print a code before the label; Fujian's rows list the labels of several years.
        var printed = row.label
        var code: Int?
        if let space = printed.firstIndex(of: " "), let number = Int(printed[..<space]) {
            code = number
            printed = String(printed[printed.index(after: space)...])
        }
        let labels = printed.split(separator: " / ").map(String.init)
        let folded = LabelNormalization.folded(labels[0])
        var keys: [String] = []
        for label in labels + (LabelVariants.rows[row.id] ?? []) {
            let core = LabelNormalization.core(LabelNormalization.folded(label))
            if !keys.contains(core) { keys.append(core) }
        }
        let numbering = folded.drop { $0 == "(" }.prefix { "一二三四五六七八九十0123456789".contains($0) }
        return FormRow(
            index: index, id: row.id, section: table.section, label: folded, keys: keys, numeral: String(numbering),
            slots: table.columns.map { column in
                Slot(
                    id: table.cellID(row: row, column: column), label: "\(row.path) · \(column.label)", unit: column.unit ?? row.unit,
                    kind: column.kind ?? row.kind)
            }, depth: row.groups.count, isExtension: isExtension, code: code, digits: labels.compactMap(numberingDigit))
    }

    /// The digit of a numbering like `2.` or `其中：1、`.
    private static func numberingDigit(_ label: String) -> Unicode.Scalar? {
        var scalars = LabelNormalization.folded(label).unicodeScalars[...]
        for word in ["其中", ":"] where scalars.starts(with: word.unicodeScalars) { scalars.removeFirst(word.unicodeScalars.count) }
        guard let first = scalars.first, ("0"..."9").contains(first), let second = scalars.dropFirst().first, second == "." || second == "、" else {
            return nil
        }
        return first
    }
}

/// The rows of a form with their labels' index.
struct FormRows: Sendable {
    let edition: Edition
    let rows: [FormRow]
    /// Key → the rows that go by it, in order.
    let byKey: [LabelKey: [Int]]
    /// The headings that stand between the rows, folded.
    let headings: Set<String>

    init(edition: Edition, rows: [FormRow]) {
        self.edition = edition
        self.rows = rows
        var byKey: [LabelKey: [Int]] = [:]
        for row in rows { for key in row.keys { byKey[LabelKey(key), default: []].append(row.index) } }
        self.byKey = byKey
        headings = Set(Form.of(edition).tables.flatMap { [$0.heading] + $0.rows.flatMap(\.groups) }.map(LabelNormalization.folded))
            .subtracting([""])
    }

    /// The form's next row behind one, when it is not among those that were found.
    func rowLost(behind index: Int, found: Set<Int>) -> FormRow? {
        index + 1 < rows.count && !found.contains(index + 1) ? rows[index + 1] : nil
    }

    /// The rows that a label can name, in order. Rows that differ in their gloss alone (复制费（纸张）, 复制费（光盘）) go by it, but for a character.
    func rows(named label: String) -> [Int] {
        guard let indices = byKey[LabelKey(LabelNormalization.core(label))] else { return [] }
        let gloss = indices.count > 1 ? LabelNormalization.gloss(label) : ""
        guard !gloss.isEmpty else { return indices }
        func glosses(_ condition: (String) -> Bool) -> [Int] { indices.filter { condition(LabelNormalization.gloss(rows[$0].label)) } }
        let named = glosses { $0 == gloss }
        return named.isEmpty ? glosses { $0.isEmpty || LabelNormalization.differByOne($0, gloss) } : named
    }

    /// The labels that the form prints a code before, with their codes.
    var codes: Set<CodedLabel> {
        Set(rows.flatMap { row in row.code.map { code in row.keys.map { CodedLabel(code: code, key: LabelKey($0)) } } ?? [] })
    }

    /// Whether the form is the list of indicators with one or two values each, rows of which come and go.
    var isList: Bool { rows.first?.section.isList ?? false }
}

/// A row's label with the code that its form prints before it (`28 （1）“国家秘密”数`).
struct CodedLabel: Hashable {
    let code: Int
    let key: LabelKey
}
