import Disclosure

extension XLSXFormat {
    /// Writes a wide sheet row by row. What has more columns or rows than a sheet holds goes on in further ones, each with the keys.
    func write(_ wide: any WideSheet, _ language: Language, to workbook: Workbook) throws {
        let (keys, indicators) = (wide.keys, wide.indicators)
        let room = max(columnsPerSheet - keys.count, 1)
        for start in stride(from: 0, to: indicators.count, by: room) {
            let part = start..<min(start + room, indicators.count)
            let header = keys.map { $0.label[language] } + indicators[part].map { $0.heading(language) }
            func begin() throws { try workbook.beginWideSheet(wide.title[language], header: header, keys: keys.count, frozen: wide.frozen) }
            try begin()
            try wide.forEachRow { row, values in
                if workbook.rows == rowsPerSheet { try begin() }
                let own = zip(row, keys).map { Workbook.Cell($0, of: $1, language: language) }
                try workbook.write(own + values[part].map { Workbook.Cell($0, language: language) })
            }
        }
    }
}

extension WideIndicator {
    /// The label with the unit.
    fileprivate func heading(_ language: Language) -> String {
        guard let unit, !unit.isEmpty else { return label[language] }
        let name = Codes.units[unit]?[language] ?? unit
        return language == .zh ? "\(label.zh)（\(name)）" : "\(label.en) (\(name))"
    }
}

extension Workbook.Cell {
    /// A value of a wide sheet.
    fileprivate init(_ value: WideValue, language: Language) {
        switch value {
        case .number(let number): self.init(Int(exactly: number).map(ResultValue.integer) ?? .number(number), language: language)
        case .text(let text): self = .text(text)
        case .state(let state): self = .text(Codes.states[state.name]?[language] ?? state.name)
        case .blank: self = .empty
        case .absent: self = .shaded
        }
    }
}
