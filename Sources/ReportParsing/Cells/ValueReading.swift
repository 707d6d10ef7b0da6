import Disclosure

/// Reads one value as the cell of a form, with what is doubtful about it and what else the cell says.
struct ValueReading {
    let slot: FormRow.Slot
    let value: SourceValue
    /// The unit of money that the file states for the row.
    let statedUnit: StatedUnit?

    /// The cell, and notes about it.
    func read() -> (cell: Cell, notes: [ReadingNote]) {
        switch value.token {
        case .blank: return (cell(.blank), [])
        case .notApplicable: return (cell(.notApplicable), [])
        case .text:
            return (
                cell(.text), [note(.textInCell, zh: "单元格中是文字，不是数：\(value.text)", en: "the cell holds a text, not a number: \(value.text)")]
            )
        case .several(let numbers):
            let listed = numbers.joined(separator: ", ")
            return (
                cell(.text),
                [
                    note(
                        .severalNumbers, zh: "一格中有几个数，无法判断各属哪一格：\(listed)",
                        en: "several numbers stand in one cell, and which is which cannot be told: \(listed)")
                ]
            )
        case .number(let number, let unit, let wording): return read(number, unit, wording)
        }
    }

    private func read(_ number: ExactDecimal, _ unit: NumberToken.Unit, _ wording: NumberWording) -> (cell: Cell, notes: [ReadingNote]) {
        if !wording.isDisjoint(with: [.accounting, .words]), slot.kind != .change {
            return (
                cell(.text),
                [
                    note(
                        .negativeForm, zh: "此处不应有负数或增减，无法判断是否为\(number.description)：\(value.text)",
                        en: "no negative number or change can stand here, and whether \(number.description) is meant cannot be told: \(value.text)")
                ]
            )
        }
        let stated = slot.kind == .money && unit == .none ? statedUnit.flatMap { $0.differs(from: slot.unit) ? $0 : nil } : nil
        let inUnit = stated.map { $0.value(number, in: slot.unit) } ?? NumberToken.value(number, unit: unit, indicatorUnit: slot.unit)
        guard let converted = inUnit else {
            return (
                cell(.text),
                [
                    note(
                        .unitConflict, zh: "单元格的单位与指标的单位（\(slot.unit)）不符：\(value.text)",
                        en: "the cell's unit does not fit an indicator in \(slot.unit): \(value.text)")
                ]
            )
        }
        var notes = remarks(wording)
        if let stated, number.mantissa != 0 {
            notes.append(
                note(
                    .statedUnit, zh: "表中写明的单位是\(stated.name)，按此折算为\(slot.unit)：\(value.text)",
                    en: "the file states the unit \(stated.name), by which \(value.text) is converted to \(slot.unit)"))
        }
        if slot.kind == .money, unit == .none, statedUnit == nil, slot.id == "disclosure.procurement.amount", number.mantissa != 0 {
            notes.append(
                note(.unitMissing, zh: "金额没有写单位，按万元读取：\(value.text)", en: "an amount without its unit is read as 万元: \(value.text)"))
        }
        return (Cell(indicator: slot.id, state: .number, value: converted, raw: value.text, place: value.place), notes)
    }

    /// What the cell says beside its number.
    private func remarks(_ wording: NumberWording) -> [ReadingNote] {
        var notes: [ReadingNote] = []
        if wording.contains(.debris) {
            notes.append(
                note(.repairedText, zh: "剔除了数字前后的杂字符：\(value.text)", en: "stray characters around the number were left out: \(value.text)"))
        }
        if wording.contains(.otherNumber) {
            notes.append(
                note(
                    .remarkWithNumber, zh: "附注中的数可能才是应填的数：\(value.text)", en: "the remark may hold the number that is meant: \(value.text)"))
        } else if wording.contains(.mark) {
            notes.append(
                note(
                    .unexplainedMark, zh: "数值带有记号，文中没有说明：\(value.text)", en: "a mark stands beside the number that nothing explains: \(value.text)")
            )
        } else if !wording.isDisjoint(with: [.remark, .words]) {
            notes.append(note(.remark, zh: "数值带有附注：\(value.text)", en: "a remark stands beside the number: \(value.text)"))
        }
        return notes
    }

    /// Changes written without a plain sign that take away more than there was.
    static func impossibleChanges(_ slots: [FormRow.Slot], _ values: [SourceValue], _ cells: [Cell]) -> [ReadingNote] {
        // A row that is cut off has fewer cells than the form.
        cells.indices.dropFirst().compactMap { index in
            let value = values[index]
            guard slots[index].kind == .change, !value.token.wording.isDisjoint(with: [.accounting, .words]),
                let change = cells[index].value?.integer,
                let before = cells[index - 1].value?.integer, before + change < 0
            else { return nil }
            return ReadingNote(
                kind: .negativeForm,
                message: LocalizedText(
                    zh: "减少数大于上一年数量（\(before)），可能不是负数：\(value.text)",
                    en: "more would be taken away than there was (\(before)); it may be no negative number: \(value.text)"),
                indicators: [slots[index].id], place: value.place)
        }
    }

    private func cell(_ state: CellState) -> Cell { Cell(indicator: slot.id, state: state, raw: value.text, place: value.place) }

    private func note(_ kind: ReadingDoubt, zh: String, en: String) -> ReadingNote {
        ReadingNote(kind: kind, message: LocalizedText(zh: zh, en: en), indicators: [slot.id], place: value.place)
    }
}
