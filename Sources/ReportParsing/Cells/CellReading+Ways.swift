import Disclosure

extension CellReading {
    /// A row whose values stand glued and can be cut in several ways: the cells on which all ways agree are certain, the others keep the row's text.
    func agreed(_ ways: [[String]]) -> (cells: [Cell], notes: [ReadingNote]) {
        var uncertain: [String] = []
        let cells = zip(row.slots, source.values).enumerated().map { index, pair -> Cell in
            let (slot, value) = pair
            let texts = Set(ways.map { $0[index] })
            if texts.count == 1, let text = texts.first, case .number(let number, let unit, _) = NumberToken.parse(text),
                let amount = NumberToken.value(number, unit: unit, indicatorUnit: slot.unit)
            {
                return Cell(indicator: slot.id, state: .number, value: amount, raw: text, place: value.place)
            }
            uncertain.append(slot.id)
            return Cell(indicator: slot.id, state: .text, raw: value.text, place: value.place)
        }
        let listed = ways.prefix(8).map { $0.joined(separator: "/") }
        let text = "\(row.label) \(source.values.first?.text ?? "")"
        let message =
            ways.isEmpty
            ? LocalizedText(zh: "\(text) 没有可行的读法", en: "\(text) may be read in no way")
            : LocalizedText(
                zh: "\(text) 可读作 " + listed.joined(separator: " 或 ") + (ways.count > 8 ? " 或…（共\(ways.count)种）" : ""),
                en: "\(text) may be " + listed.joined(separator: " or ") + (ways.count > 8 ? " or … (\(ways.count) ways)" : ""))
        let note = ReadingNote(
            kind: ways.isEmpty ? .uncertainCells : .ambiguousCells, message: message, indicators: uncertain, place: source.values.first?.place)
        return (cells, [note])
    }
}
