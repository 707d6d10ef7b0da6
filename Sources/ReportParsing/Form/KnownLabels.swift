import Disclosure

/// What labels the forms of a document have, to tell them from other texts before rows are matched.
struct KnownLabels {
    private let forms: [FormRows]
    /// The labels that forms print a code before.
    let codes: Set<CodedLabel>

    init(_ forms: [FormRows]) {
        self.forms = forms
        codes = forms.reduce(into: []) { $0.formUnion($1.codes) }
    }

    /// How many cells the row has that goes by a label; `nil` for another text.
    func cellCount(_ text: some StringProtocol) -> Int? { cellCount(folded: LabelNormalization.label(text)) }

    /// The same for a label that is folded already.
    func cellCount(folded: String) -> Int? {
        // The last head of Table 4, whose row has no label of its own.
        if folded == "总计", forms.contains(where: { $0.rows.last?.section == .remedies }) { return 15 }
        let key = LabelKey(LabelNormalization.core(folded))
        return forms.lazy.compactMap { form in form.byKey[key]?.first.map { form.rows[$0].slots.count } }.first
    }

    /// Whether any row that goes by a label has so many cells.
    func isLabel(_ text: some StringProtocol, ofRowWith count: Int) -> Bool {
        let key = LabelKey(LabelNormalization.core(LabelNormalization.label(text)))
        return forms.contains { form in form.byKey[key]?.contains { form.rows[$0].slots.count == count } ?? false }
    }

    /// Whether a text is a label of a row, or one but for a character.
    func isLike(_ text: some StringProtocol) -> Bool {
        let folded = LabelNormalization.label(text)
        if cellCount(folded: folded) != nil { return true }
        let core = LabelNormalization.core(folded)
        guard core.utf8.count >= 9 else { return false }
        return forms.contains { form in
            form.rows.contains { row in row.keys.contains { $0.utf8.count >= 9 && LabelNormalization.differByOne(core, $0) } }
        }
    }
}
