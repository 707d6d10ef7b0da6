import CTableScan
import ColumnStore
import Disclosure

/// What the rows of a table say, cell by cell, with the texts that are no plain numbers kept for later.
///
/// - Complexity: linear in the rows; 32 bytes an observation, and four for each text beside the numbers.
struct ObservationTable: Sendable {
    /// A row's cell: what the scanner of plain tables writes.
    typealias Observation = table_observation

    /// The state of a cell whose text has still to be read; the value is the code of the text.
    static let odd: UInt8 = 254

    /// A line that is no record, or one that cannot be used.
    struct LeftOut: Sendable, Hashable {
        enum Reason: Sendable, Hashable, CaseIterable {
            /// Words below or between the records, such as a source.
            case note
            case repeatedHeader
            /// The header of another table, and all that stands below it.
            case otherTable
            /// No entity, or no indicator.
            case nameless
            case badYear
            /// More fields than the header.
            case tooWide
            /// Text behind a closing quote.
            case damaged
        }

        let line: Int
        let reason: Reason
        let text: String
        /// The last line of what is left out with it.
        var lastLine: Int?
    }

    /// How the plain points of a group of columns look.
    struct Points: Sendable {
        var three = 0
        var other = 0
    }

    /// Observations in the order of the file, as they were gathered: piece by piece.
    struct Rows {
        var pieces: [[Observation]]
        /// The position of the first observation of each piece.
        private(set) var starts = [0]

        init(pieces: [[Observation]] = [[]]) {
            self.pieces = pieces
            for piece in pieces.dropLast() { starts.append(starts.last! + piece.count) }
        }

        subscript(position: Int) -> Observation {
            let piece = starts.lastIndex { $0 <= position }!
            return pieces[piece][position - starts[piece]]
        }

        var count: Int { pieces.reduce(0) { $0 + $1.count } }

        func forEach(_ work: (_ position: Int, _ observation: Observation) -> Void) {
            for (start, piece) in zip(starts, pieces) {
                for (index, observation) in piece.enumerated() { work(start + index, observation) }
            }
        }
    }

    private(set) var entities = CodeBook()
    private(set) var variables = CodeBook()
    private(set) var periods = CodeBook()
    private(set) var oddTexts = CodeBook()
    var observations = Rows()
    /// The texts of the columns that are kept, and their codes record by record; −1 where a field is blank.
    private(set) var texts: [CodeBook]
    private(set) var textCodes: [[Int32]]
    private(set) var leftOut: [LeftOut] = []
    /// Texts of years that are no four digits and were not known yet.
    private(set) var oddYears: Set<String> = []
    var points: [Points]
    /// Records with fewer fields than the header.
    private(set) var shortLines: [Int] = []
    /// Lines of the file, or of its piece.
    var lines = 0

    /// An empty table, with room for some observations.
    init(textColumns: Int, groups: Int, observations count: Int) {
        texts = [CodeBook](repeating: CodeBook(), count: textColumns)
        textCodes = [[Int32]](repeating: [], count: textColumns)
        points = [Points](repeating: Points(), count: groups)
        observations.pieces[0].reserveCapacity(count)
    }

    /// The observations of neighboring pieces of a table, the first one's first.
    init(merging pieces: [ObservationTable]) {
        var merged = pieces[0]
        merged.observations = Rows()
        var rows = [pieces[0].observations.pieces[0]]
        for piece in pieces.dropFirst() {
            let entities = merged.entities.merge(piece.entities)
            let variables = merged.variables.merge(piece.variables)
            let periods = merged.periods.merge(piece.periods)
            let odd = merged.oddTexts.merge(piece.oddTexts)
            let lines = merged.lines
            rows.append(
                piece.observations.pieces[0].map { row in
                    var row = row
                    row.entity = entities[Int(row.entity)]
                    row.variable = variables[Int(row.variable)]
                    if row.period >= 0 { row.period = periods[Int(row.period)] }
                    row.line = Int32(truncatingIfNeeded: Int(row.line) + lines)
                    if row.state == Self.odd { row.value = Double(odd[Int(row.value)]) }
                    return row
                })
            for column in merged.texts.indices {
                let codes = merged.texts[column].merge(piece.texts[column])
                merged.textCodes[column] += piece.textCodes[column].map { $0 < 0 ? -1 : codes[Int($0)] }
            }
            merged.leftOut += piece.leftOut.map { LeftOut(line: $0.line + lines, reason: $0.reason, text: $0.text) }
            merged.shortLines += piece.shortLines.map { $0 + lines }
            merged.oddYears.formUnion(piece.oddYears)
            for group in merged.points.indices {
                merged.points[group].three += piece.points[group].three
                merged.points[group].other += piece.points[group].other
            }
            merged.lines += piece.lines
        }
        merged.observations = Rows(pieces: rows)
        self = merged
    }

    /// The code of an entity's name in a record.
    mutating func entity(_ record: DelimitedRecords.Record, _ column: Int) -> Int { entities.code(record, column) }

    /// The code of a variable's name in a record.
    mutating func variable(_ record: DelimitedRecords.Record, _ column: Int) -> Int { variables.code(record, column) }

    /// The code of a variable.
    mutating func variable(_ name: String) -> Int { variables.code(of: name) }

    /// The code of a period in a record.
    mutating func period(_ record: DelimitedRecords.Record, _ column: Int) -> Int { periods.code(record, column) }

    /// The code of a period.
    mutating func period(_ name: String) -> Int { periods.code(of: name) }

    /// Adds a cell of a record. A plain point is a number only where the decimal mark is one.
    @inline(__always)
    mutating func add(
        entity: Int, year: Int, variable: Int, period: Int, _ record: DelimitedRecords.Record, column: Int, group: Int, hasPlainPoints: Bool
    ) {
        var value = 0.0
        let state: UInt8
        switch NumberText.read(record.bytes(column)) {
        case .number(let number, let points):
            value = number
            state = CellState.number.rawValue
            switch points {
            case .none: break
            case .three where hasPlainPoints: self.points[group].three += 1
            case .other where hasPlainPoints: self.points[group].other += 1
            default:
                addOdd(entity: entity, year: year, variable: variable, period: period, record, column: column)
                return
            }
        case .blank: state = CellState.blank.rawValue
        case .odd:
            addOdd(entity: entity, year: year, variable: variable, period: period, record, column: column)
            return
        }
        observations.pieces[0].append(
            Observation(
                entity: Int32(entity), variable: Int32(variable), year: Int16(year), state: state, period: Int32(period),
                line: Int32(truncatingIfNeeded: record.line), value: value))
    }

    private mutating func addOdd(entity: Int, year: Int, variable: Int, period: Int, _ record: DelimitedRecords.Record, column: Int) {
        observations.pieces[0].append(
            Observation(
                entity: Int32(entity), variable: Int32(variable), year: Int16(year), state: Self.odd, period: Int32(period),
                line: Int32(truncatingIfNeeded: record.line), value: Double(oddTexts.code(record, column))))
    }

    /// The code of an entity.
    mutating func entity(_ name: String) -> Int { entities.code(of: name) }

    /// Adds plain rows, with the codes here of the scanner's codes.
    mutating func append(_ rows: UnsafeBufferPointer<Observation>, entities: [Int32], variables: [Int32]) {
        observations.pieces[0].append(contentsOf: rows)
        let all = observations.pieces[0].count
        observations.pieces[0].withUnsafeMutableBufferPointer { observations in
            for index in all - rows.count..<all {
                observations[index].entity = entities[Int(observations[index].entity)]
                observations[index].variable = variables[Int(observations[index].variable)]
            }
        }
    }

    /// Keeps the texts of a record that was taken.
    mutating func addTexts(_ record: DelimitedRecords.Record, _ columns: [Int]) {
        for (index, column) in columns.enumerated() {
            let isBlank = !record.bytes(column).contains { $0 > 32 }
            textCodes[index].append(isBlank ? -1 : Int32(texts[index].code(record, column)))
        }
    }

    mutating func leaveOut(_ record: DelimitedRecords.Record, _ reason: LeftOut.Reason, text: String? = nil) {
        leftOut.append(LeftOut(line: record.line, reason: reason, text: text ?? record.texts.filter { !$0.isEmpty }.joined(separator: " ")))
    }

    mutating func leaveOut(_ line: LeftOut) { leftOut.append(line) }

    mutating func addShort(_ line: Int) { shortLines.append(line) }

    mutating func addOddYear(_ text: String) { oddYears.insert(text) }
}
