import Disclosure
import Glibc

/// What the rows of a result tell of its columns, so that an Arrow file can say it before the first row: whether whole numbers do, and which texts there are.
struct ArrowSurvey {
    /// What has been seen of one column.
    private struct Seen {
        let column: ResultColumn
        var isEmpty = true
        var allWhole = true
        var allShort = true
        var allFlags = true
        /// The texts, each once by its bytes; `nil` when they are too many to be worth a dictionary.
        var texts: TextCodes? = TextCodes()
    }

    private var seen: [Seen]
    private let language: Language

    init(_ columns: [ResultColumn], language: Language) {
        seen = columns.map { Seen(column: $0) }
        self.language = language
    }

    /// Takes a row into account.
    mutating func add(_ row: [ResultValue]) {
        for index in seen.indices where !row[index].isNull {
            seen[index].isEmpty = false
            if case .flag = row[index] {} else { seen[index].allFlags = false }
            if seen[index].column.isNumber {
                if let whole = ArrowValue.whole(row[index]) {
                    if Int32(exactly: whole) == nil { seen[index].allShort = false }
                } else {
                    seen[index].allWhole = false
                }
            } else if seen[index].texts != nil {
                let isKept = seen[index].texts!.add(ArrowValue.text(row[index], language: language))
                if !isKept { seen[index].texts = nil }
            }
        }
    }

    /// The columns of the file, and the codes of the texts of those that have a dictionary.
    var fields: [(field: ArrowField, codes: TextCodes?)] {
        seen.map { seen in
            let name = seen.column.key
            if seen.column.isNumber {
                guard seen.column.style == .plain, seen.allWhole else { return (ArrowField(name: name, type: .double), nil) }
                return (ArrowField(name: name, type: seen.allShort ? .int32 : .int64), nil)
            }
            if !seen.isEmpty, seen.allFlags { return (ArrowField(name: name, type: .flag), nil) }
            guard let texts = seen.texts else { return (ArrowField(name: name, type: .text), nil) }
            return (ArrowField(name: name, type: .dictionary(texts.texts)), texts)
        }
    }
}

/// Values of results as an Arrow file has them.
enum ArrowValue {
    /// A whole number; `nil` for whatever is none.
    static func whole(_ value: ResultValue) -> Int? {
        switch value {
        case .integer(let number): number
        case .unsigned(let number): Int(exactly: number)
        case .decimal(let number): number.integer
        case .number(let number): Int(exactly: number)
        default: nil
        }
    }

    /// A real number; `nil` for whatever is none.
    static func real(_ value: ResultValue) -> Double? {
        switch value {
        case .integer(let number): Double(number)
        case .unsigned(let number): Double(number)
        case .decimal(let number): number.doubleValue
        case .number(let number) where number.isFinite: number
        default: nil
        }
    }

    /// The text: sentences in the language, lists and objects as JSON.
    static func text(_ value: ResultValue, language: Language) -> String {
        switch value {
        case .text(let text): text
        case .localized(let sentence): sentence[language]
        default: JSONText.of(value, language: language)
        }
    }
}

/// Texts by the bytes that they are, each with a code: two ways to write the same accent are two texts.
struct TextCodes: Sendable {
    private struct Bytes: Hashable {
        let text: String
        static func == (one: Bytes, other: Bytes) -> Bool {
            one.withBytes { one in
                other.withBytes { other in one.count == other.count && (one.isEmpty || memcmp(one.baseAddress!, other.baseAddress!, one.count) == 0) }
            }
        }
        func hash(into hasher: inout Hasher) { withBytes { hasher.combine(bytes: $0) } }

        private func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
            var text = text
            return text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
        }
    }

    private static let mostTexts = 1 << 16
    private static let mostBytes = 1 << 22

    /// The texts in the order in which they were met.
    private(set) var texts: [String] = []
    private var codes: [Bytes: Int32] = [:]
    private var size = 0

    /// Takes a text; `false` when there are too many of them now.
    mutating func add(_ text: String) -> Bool {
        guard codes[Bytes(text: text)] == nil else { return true }
        codes[Bytes(text: text)] = Int32(texts.count)
        texts.append(text)
        size += text.utf8.count
        return texts.count <= Self.mostTexts && size <= Self.mostBytes
    }

    /// The code of a text that was taken.
    func code(of text: String) -> Int32? { codes[Bytes(text: text)] }
}
