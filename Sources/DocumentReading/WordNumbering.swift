/// The automatic numbers of a Word document (ECMA-376 part 1, 17.9): `一、` before a heading or `1.` before a row label that nobody typed.
final class WordNumbering {
    private struct Level {
        var format = "decimal"
        var text = ""
        var start = 1
    }

    private var definitions: [String: [Int: Level]] = [:]
    private var definitionOfNumber: [String: String] = [:]
    private var startOverrides: [String: [Int: Int]] = [:]
    private var styles: [String: (number: String, level: Int)] = [:]
    private var counters: [String: [Int: Int]] = [:]
    // Where the part that is being read stands.
    private var definition: String?
    private var number: String?
    private var level = 0
    private var style: String?

    /// Takes an event of the numbering part.
    func takeNumbering(_ event: XMLEvent) throws(ReadingError) {
        switch event {
        case .start("abstractNum", let attributes): definition = attributes["abstractNumId"]
        case .start("num", let attributes): number = attributes["numId"]
        case .start("lvl", let attributes), .start("lvlOverride", let attributes):
            level = attributes["ilvl"].flatMap { Int($0) } ?? 0
            if let definition { definitions[definition, default: [:]][level] = Level() }
        case .start("numFmt", let attributes): editLevel { $0.format = attributes["val"] ?? "decimal" }
        case .start("lvlText", let attributes): editLevel { $0.text = attributes["val"] ?? "" }
        case .start("start", let attributes): editLevel { $0.start = attributes["val"].flatMap { Int($0) } ?? 1 }
        case .start("startOverride", let attributes):
            if let number { startOverrides[number, default: [:]][level] = attributes["val"].flatMap { Int($0) } }
        case .start("abstractNumId", let attributes): if let number { definitionOfNumber[number] = attributes["val"] }
        case .end("abstractNum"): definition = nil
        case .end("num"): number = nil
        default: break
        }
    }

    /// Takes an event of the styles part.
    func takeStyles(_ event: XMLEvent) throws(ReadingError) {
        switch event {
        case .start("style", let attributes): style = attributes["styleId"]
        case .start("numId", let attributes):
            if let style, let number = attributes["val"] { styles[style] = (number, styles[style]?.level ?? 0) }
        case .start("ilvl", let attributes):
            if let style, let level = attributes["val"].flatMap({ Int($0) }) { styles[style] = (styles[style]?.number ?? "0", level) }
        case .end("style"): style = nil
        default: break
        }
    }

    private func editLevel(_ edit: (inout Level) -> Void) {
        if let definition { edit(&definitions[definition, default: [:]][level, default: Level()]) }
    }

    /// The number before a paragraph; `nil` when it has none. Counts it.
    func prefix(style: String?, number: String?, level: Int?) -> String? {
        let inherited = style.flatMap { styles[$0] }
        guard let number = number ?? inherited?.number, number != "0", let definition = definitionOfNumber[number] else { return nil }
        let level = level ?? inherited?.level ?? 0
        guard let levels = definitions[definition], let format = levels[level], format.format != "bullet", format.format != "none" else { return nil }
        let start = startOverrides[number]?[level] ?? format.start
        counters[definition, default: [:]][level] = (counters[definition]?[level]).map { $0 &+ 1 } ?? start
        for deeper in counters[definition, default: [:]].keys where deeper > level { counters[definition]?[deeper] = nil }
        var text = ""
        var rest = Substring(format.text)
        while let character = rest.popFirst() {
            if character == "%", let digit = rest.first?.wholeNumberValue {
                rest.removeFirst()
                let value = counters[definition]?[digit - 1] ?? levels[digit - 1]?.start ?? 1
                text += WordNumerals.text(value, format: levels[digit - 1]?.format ?? "decimal")
            } else {
                text.append(character)
            }
        }
        return text
    }
}

/// The numerals of automatic numbers.
enum WordNumerals {
    /// A number in a format of ECMA-376 (`ST_NumberFormat`); Arabic digits in formats that reports do not use.
    static func text(_ value: Int, format: String) -> String {
        switch format {
        case "chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseCounting",
            "ideographTraditional":
            return chinese(value)
        case "ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand":
            return String(String(value).map { $0.wholeNumberValue.map { digits[$0] } ?? $0 })
        case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
            return (1...20).contains(value) ? String(UnicodeScalar(0x245F + UInt32(value))!) : String(value)
        case "upperLetter", "lowerLetter":
            guard (1...26).contains(value) else { return String(value) }
            return String(UnicodeScalar(UInt8((format == "upperLetter" ? 64 : 96) + value)))
        default: return String(value)
        }
    }

    private static let digits: [Character] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"]

    /// 一 … 十, 十一, 二十, 二十一 … 九十九; larger numbers digit by digit.
    private static func chinese(_ value: Int) -> String {
        guard (1...99).contains(value) else { return String(String(value).map { $0.wholeNumberValue.map { digits[$0] } ?? $0 }) }
        let (tens, ones) = (value / 10, value % 10)
        return (tens > 1 ? String(digits[tens]) : "") + (tens > 0 ? "十" : "") + (ones > 0 ? String(digits[ones]) : "")
    }
}
