public import ColumnStore
public import Disclosure

extension SimulatedCorpus {
    /// The numbers of all reports as a panel: an entity for each body under its key, a variable for each indicator id, states of `CellState`.
    ///
    /// Money stands in the indicator's unit, as everywhere.
    /// - Complexity: O(cells).
    public func panel() -> Panel {
        let years = parameters.years
        var variables: [String] = []
        var codeOf: [String: Int] = [:]
        var codes: [Edition: [Int]] = [:]
        for edition in editions {
            codes[edition] = CellLayout.of(edition).indicators.map { indicator in
                if let code = codeOf[indicator.id] { return code }
                codeOf[indicator.id] = variables.count
                variables.append(indicator.id)
                return variables.count - 1
            }
        }
        return Panel(entities: bodies.map(\.key), years: years, variables: variables) { writer in
            for body in bodies.indices {
                for year in years {
                    guard let record = self[body, year] else { continue }
                    let codes = codes[record.edition]!
                    let layout = CellLayout.of(record.edition)
                    let printed = record.printedRows
                    for (position, code) in codes.enumerated() {
                        let period = year - years.lowerBound
                        if let value = record[position] {
                            let number = ExactDecimal(mantissa: Int64(value), scale: layout.decimals[position]).doubleValue
                            writer.set(variable: code, entity: body, period: period, value: number, state: CellState.number.rawValue)
                        } else if printed?.contains(layout.indicators[position].row) ?? true {
                            writer.set(variable: code, entity: body, period: period, state: CellState.blank.rawValue)
                        }
                    }
                }
            }
        }
    }

    /// The forms of each report, `forms[body * years + year]`, empty where none was published.
    public func forms() -> [[Edition]] {
        bodies.indices.flatMap { body in parameters.years.map { year in self[body, year].map { [$0.edition] } ?? [] } }
    }

    /// The editions that occur.
    private var editions: [Edition] {
        var seen: Set<Edition> = []
        for body in bodies.indices {
            for year in parameters.years {
                if let edition = self[body, year]?.edition { seen.insert(edition) }
            }
        }
        return Edition.ordered(seen)
    }
}
