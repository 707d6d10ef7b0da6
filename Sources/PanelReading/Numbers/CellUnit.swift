/// The unit beside a number, with what it is of the smallest unit of its kind.
struct CellUnit: Sendable, Hashable {
    /// As it is written.
    let name: String
    /// Units of one kind can be made one: percent and per mille, 元 and 万元.
    let kind: String
    /// How many tens it is of its kind's base.
    let power: Int

    private init(_ name: String, _ kind: String, _ power: Int = 0) {
        self.name = name
        self.kind = kind
        self.power = power
    }

    private static let known: [CellUnit] = [
        CellUnit("%", "%"), CellUnit("‰", "%", -1), CellUnit("percent", "%"), CellUnit("per cent", "%"), CellUnit("pct", "%"),
        CellUnit("亿元", "元", 8), CellUnit("千万元", "元", 7), CellUnit("百万元", "元", 6), CellUnit("万元", "元", 4), CellUnit("千元", "元", 3), CellUnit("元", "元"),
        CellUnit("人民币", "元"), CellUnit("CNY", "元"), CellUnit("RMB", "元"), CellUnit("万美元", "US$", 4), CellUnit("亿美元", "US$", 8), CellUnit("美元", "US$"),
        CellUnit("US$", "US$"), CellUnit("USD", "US$"), CellUnit("HK$", "HK$"), CellUnit("港元", "HK$"), CellUnit("NT$", "NT$"), CellUnit("A$", "A$"),
        CellUnit("C$", "C$"), CellUnit("R$", "R$"), CellUnit("NZ$", "NZ$"), CellUnit("S$", "S$"), CellUnit("$", "$"), CellUnit("EUR", "€"),
        CellUnit("€", "€"),
        CellUnit("欧元", "€"), CellUnit("GBP", "£"), CellUnit("£", "£"), CellUnit("英镑", "£"), CellUnit("JPY", "JPY"), CellUnit("日元", "JPY"),
        CellUnit("¥", "¥"),
        CellUnit("￥", "¥"), CellUnit("CHF", "CHF"), CellUnit("kr", "kr"), CellUnit("₹", "₹"), CellUnit("Rs.", "₹"), CellUnit("₽", "₽"),
        CellUnit("₩", "₩"),
        CellUnit("zł", "zł"), CellUnit("₺", "₺"), CellUnit("₪", "₪"), CellUnit("₴", "₴"), CellUnit("฿", "฿"),
    ].sorted { $0.name.count > $1.name.count }

    /// The money before a number, with the length of its name.
    static func leading(_ text: ArraySlice<Character>) -> (unit: CellUnit, length: Int)? {
        for unit in known where unit.kind != "%" && text.starts(with: unit.name) { return (unit, unit.name.count) }
        return nil
    }

    /// `万`, `亿` and the like alone are part of the number.
    static func scale(_ text: ArraySlice<Character>) -> (power: Int, length: Int)? {
        for (word, power) in [("万亿", 12), ("千万", 7), ("百万", 6), ("万", 4), ("亿", 8)] where text.starts(with: word) {
            let behind = text.dropFirst(word.count)
            // 万元 is a unit of its own.
            if behind.first == "元" || behind.starts(with: "美元") { return nil }
            return (power, word.count)
        }
        return nil
    }

    /// Words behind a number and its unit that make it a rough one.
    static let approximately = ["左右", "上下"]

    /// The unit behind a number. A word of Chinese is one; letters are only where they are known, others are flags.
    static func trailing(_ text: ArraySlice<Character>, touches: Bool) -> (unit: CellUnit, length: Int)? {
        for unit in known where text.starts(with: unit.name) {
            let behind = text.dropFirst(unit.name.count).first
            if unit.name.last!.isLetter, unit.name.last!.isASCII, behind?.isLetter == true { continue }
            return (unit, unit.name.count)
        }
        var word = text.prefix { ("\u{4E00}"..."\u{9FFF}").contains($0) }
        for end in approximately where word.count >= end.count && word.suffix(end.count).elementsEqual(end) { word = word.dropLast(end.count) }
        guard (1...4).contains(word.count), !word.starts(with: "注"), !word.starts(with: "以"), !word.starts(with: "年"), !word.starts(with: "月") else {
            return nil
        }
        return (CellUnit(String(word), String(word)), word.count)
    }

    /// The unit that a text names, such as a field of a column of units.
    init?(named text: String) {
        let name = FoldedText.figure(text)
        if let unit = Self.known.first(where: { $0.name.lowercased() == name.lowercased() }) {
            self = unit
        } else {
            return nil
        }
    }

    /// The unit that a heading has in brackets: `费用（万元）`, `rate [%]`, `share, %`.
    static func inHeading(_ heading: String) -> CellUnit? {
        let text = FoldedText.figure(heading)
        for (open, close) in [("(", ")"), ("[", "]")] {
            guard let first = text.lastIndex(of: Character(open)), let last = text.lastIndex(of: Character(close)), first < last else { continue }
            let inside = text[text.index(after: first)..<last]
            let words = inside.replacing("单位:", with: "").replacing("单位", with: "")
            if let unit = CellUnit(named: String(words)) { return unit }
        }
        return text.hasSuffix("%") ? CellUnit("%", "%") : nil
    }
}
