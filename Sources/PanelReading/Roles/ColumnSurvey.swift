/// What the columns beside the keys of a table hold: what tells a quantity from an attribute, a code or a date.
struct ColumnSurvey {
    struct Column {
        let column: Int
        /// Fields that hold something.
        private(set) var filled = 0
        /// Plain numbers.
        private(set) var plain = 0
        /// Numbers with zeros before them, as codes have.
        private(set) var leadingZeros = 0
        /// Numbers of digits only, and the least and the greatest number of these.
        private(set) var digitsOnly = 0
        private(set) var digitCounts: ClosedRange<Int>?
        /// Other texts, each with how often it stands there.
        private(set) var odd = CodeBook()
        private(set) var oddCounts: [Int] = []
        /// Whether an entity has its value in several rows.
        private var isRepeated = false
        /// Whether no entity has two values, as far as was looked.
        private(set) var isConstant = true
        private var values = CodeBook()
        private var latest: [Int32] = []

        init(column: Int) { self.column = column }

        /// Numbers that never change and differ from entity to entity: a key, not a quantity.
        var isKey: Bool {
            isConstant && isRepeated && values.names.count > 1 && values.names.count == latest.count { $0 >= 0 }
        }

        /// A key written as codes are: digits only, as many in each and at least four. Quantities that do not change seldom look like that.
        var isCode: Bool {
            guard isKey, let length = values.names.first?.utf8.count, length >= 4 else { return false }
            return values.names.allSatisfy { name in name.utf8.count == length && name.utf8.allSatisfy { (48...57).contains($0) } }
        }

        /// Zeros before most of its numbers, or before some where all have as many digits.
        var hasCodes: Bool {
            leadingZeros * 2 > filled || leadingZeros > 0 && isDigitsOnly && digitCounts?.lowerBound == digitCounts?.upperBound
        }

        /// Whether all that it holds are digits, as the numbers that name things are written.
        var isDigitsOnly: Bool { digitsOnly > 0 && digitsOnly == filled }

        /// How many of the fields are of each kind.
        var kinds: Kinds {
            var kinds = Kinds(numbers: plain)
            for (text, count) in zip(odd.names, oddCounts) {
                let point = NumberReading(text, decimal: .point)
                let comma = NumberReading(text, decimal: .comma)
                switch (point.content, comma.content) {
                case (.number, _), (_, .number), (.outOfRange, _): kinds.numbers += count
                case (.mark, _): kinds.marks += count
                case (.bound, _), (_, .bound):
                    kinds.bounds += count
                    if let first = text.first, "<＜≤".contains(first) { kinds.upperBounds += count }
                case (.blank, _): continue
                default:
                    kinds.texts += count
                    if let year = YearText(text), year.form != .year, year.form != .span, year.form != .fiscal { kinds.dates += count }
                }
            }
            return kinds
        }

        struct Kinds {
            var numbers = 0
            var marks = 0
            var bounds = 0
            /// Of the bounds those that say no more than “below”, as suppressed counts do.
            var upperBounds = 0
            var texts = 0
            /// Of the texts those that are days, months, quarters.
            var dates = 0

            /// Whether most of what says something is a number or bounds of one. Bounds alone may be classes, such as of age, unless all are suppressed
            /// counts.
            var isNumeric: Bool { (numbers > 0 || bounds > 0 && upperBounds == bounds) && numbers + bounds > texts }
            var isDate: Bool { dates > 0 && dates == texts && numbers == 0 }
        }

        /// Different texts beyond which a column is no column of numbers.
        private static let mostOddTexts = 1 << 20

        mutating func note(_ record: DelimitedRecords.Record, entity: Int) {
            let field = record.bytes(column)
            switch NumberText.read(field) {
            case .blank: return
            case .number:
                plain += 1
                var text = field[...]
                while let byte = text.first, byte <= 32 { text = text.dropFirst() }
                while let byte = text.last, byte <= 32 { text = text.dropLast() }
                if text.count > 1, text.first == UInt8(ascii: "0"), text.dropFirst().first != UInt8(ascii: ".") { leadingZeros += 1 }
                if digitsOnly + 1 == plain, text.allSatisfy({ (48...57).contains($0) }) {
                    digitsOnly += 1
                    digitCounts = min(digitCounts?.lowerBound ?? .max, text.count)...max(digitCounts?.upperBound ?? 0, text.count)
                }
            case .odd:
                // A spreadsheet's way to keep the zeros of a code.
                if field.first == UInt8(ascii: "="), FoldedText.name(record.text(column)).hasPrefix("0") { leadingZeros += 1 }
                if odd.names.count < Self.mostOddTexts {
                    let code = odd.code(record, column)
                    if code == oddCounts.count { oddCounts.append(0) }
                    oddCounts[code] += 1
                }
            }
            filled += 1
            guard isConstant else { return }
            while latest.count <= entity { latest.append(-1) }
            let code = Int32(values.code(record, column))
            if latest[entity] == code {
                isRepeated = true
            } else if latest[entity] >= 0 {
                isConstant = false
                values = CodeBook()
            }
            latest[entity] = code
        }
    }

    private(set) var columns: [Column]

    init(_ table: DelimitedRecords, candidates: [Int], entity: Int?) throws(PanelTableError) {
        columns = candidates.map { Column(column: $0) }
        guard !candidates.isEmpty else { return }
        var entities = CodeBook()
        var columns = columns
        let width = table.header.count
        try table.forEach { record in
            guard !record.isDamaged, record.count <= width || (record.filled.last ?? 0) < width else { return }
            let code = entity.map { entities.code(record, $0) } ?? 0
            for index in columns.indices { columns[index].note(record, entity: code) }
        }
        self.columns = columns
    }
}
