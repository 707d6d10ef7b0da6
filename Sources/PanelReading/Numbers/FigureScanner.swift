import Foundation

/// Takes one figure apart: signs, unit, digits, exponent, flag.
struct FigureScanner {
    struct Figure {
        var value: Double
        var unit: CellUnit?
        var flag: String?
        /// Whether there is a digit other than 0.
        var hasDigits: Bool
        var isWhole: Bool
        /// Whether the number is one of the machine's.
        var isExact: Bool
    }

    private let characters: [Character]
    private let decimal: DecimalMark
    private var position = 0

    init(_ text: some StringProtocol, decimal: DecimalMark) {
        characters = Array(text)
        self.decimal = decimal
    }

    private var rest: ArraySlice<Character> { characters[position...] }

    private mutating func skipBlanks() { while position < characters.count, characters[position] == " " { position += 1 } }

    private mutating func take(_ character: Character) -> Bool {
        guard position < characters.count, characters[position] == character else { return false }
        position += 1
        return true
    }

    /// The figure that is the whole text; `nil` when it is none.
    mutating func figure() -> Figure? {
        var isNegative = false
        var unit: CellUnit?
        var flag: String?
        var isClosed = true
        if take("~") || take("≈") || take("约") {
            flag = "~"
            skipBlanks()
        }
        if characters.first == "(", characters.last == ")" || characters.contains(")") {
            position += 1
            isNegative = true
            isClosed = false
        }
        skipBlanks()
        if !sign(&isNegative) { return nil }
        skipBlanks()
        if let (found, length) = CellUnit.leading(rest) {
            unit = found
            position += length
            skipBlanks()
            if !sign(&isNegative) { return nil }
            skipBlanks()
            // Accounts put the sign of money before the parenthesis as well: $(12).
            if isClosed, !isNegative, characters.last == ")", take("(") {
                isNegative = true
                isClosed = false
                skipBlanks()
            }
        }
        guard var digits = digits() else { return nil }
        if let power = exponent() { digits.power += power }
        let afterDigits = position
        skipBlanks()
        if let (power, length) = CellUnit.scale(rest) {
            digits.power += power
            position += length
            skipBlanks()
        } else if let letters = LetteredScale(rest, touches: position == afterDigits, isMoney: unit != nil) {
            guard let power = letters.power else { return nil }
            digits.power += power
            position += letters.length
            skipBlanks()
        }
        for word in ["余", "多"] where rest.starts(with: word) {
            flag = (flag ?? "") + word
            position += 1
        }
        if !isClosed, take(")") { isClosed = true }
        if unit == nil, let (found, length) = CellUnit.trailing(rest, touches: position == afterDigits) {
            unit = found
            position += length
            skipBlanks()
        }
        for word in CellUnit.approximately where rest.starts(with: word) {
            flag = (flag ?? "") + word
            position += word.count
        }
        if !isClosed {
            guard take(")") else { return nil }
            skipBlanks()
        }
        if !isNegative, position + 1 == characters.count, take("-") { isNegative = true }
        skipBlanks()
        if position < characters.count {
            // A letter that looks like a digit and touches one is a slip of the pen or of a scanner, not a flag.
            if position == afterDigits, rest.allSatisfy({ "OoIl".contains($0) }) { return nil }
            guard let trailing = trailingFlag() else { return nil }
            flag = (flag ?? "") + trailing
        }
        guard let value = Double("\(isNegative ? "-" : "")\(digits.whole).\(digits.fraction)e\(digits.power)") else { return nil }
        let all = (digits.whole + digits.fraction).drop { $0 == "0" }
        let isWhole = digits.fraction.drop { $0 == "0" }.isEmpty && digits.power >= 0 || value.magnitude >= 4_503_599_627_370_496
        let isExact = Self.isExact(value, digits: String(all), power: digits.power - digits.fraction.count)
        return Figure(value: value, unit: unit, flag: flag, hasDigits: !all.isEmpty, isWhole: isWhole, isExact: isExact)
    }

    /// A sign, once; `false` for two.
    private mutating func sign(_ isNegative: inout Bool) -> Bool {
        guard position < characters.count, "+-–△▲".contains(characters[position]) else { return true }
        if characters[position] != "+" {
            if isNegative { return false }
            isNegative = true
        }
        position += 1
        return true
    }

    /// The digits with their groups undone; `nil` when the groups are none.
    private mutating func digits() -> (whole: String, fraction: String, power: Int)? {
        let mark: Character = decimal == .point ? "." : ","
        let other: Character = decimal == .point ? "," : "."
        var groups = [""]
        var separator: Character?
        var fraction: String?
        scan: while position < characters.count {
            let character = characters[position]
            switch character {
            case "0"..."9" where character.isASCII:
                if fraction != nil { fraction!.append(character) } else { groups[groups.count - 1].append(character) }
            case mark:
                if fraction != nil { return nil }
                fraction = ""
            case other, "'", " ":
                // A blank is a group's only with three digits behind it.
                let next = characters[(position + 1)...].prefix(3)
                guard fraction == nil, separator == nil || separator == character, !groups.last!.isEmpty else {
                    if character == " " { break scan }
                    return nil
                }
                let isGroup = next.count == 3 && next.allSatisfy { $0.isASCII && $0.isNumber }
                let isIndian = character == "," && next.prefix(2).allSatisfy { $0.isASCII && $0.isNumber } && next.count == 3 && next.last == ","
                guard isGroup || isIndian else {
                    if character == " " { break scan }
                    return nil
                }
                separator = character
                groups.append("")
            default: break scan
            }
            position += 1
        }
        guard groups.contains(where: { !$0.isEmpty }) || fraction?.isEmpty == false else { return nil }
        if groups.count > 1 {
            guard (1...3).contains(groups[0].count), groups.last!.count == 3, groups[0] != "0" || groups.count == 1, !groups[0].hasPrefix("0") else {
                return nil
            }
            let inner = groups.dropFirst().dropLast()
            guard inner.allSatisfy({ $0.count == 3 }) || separator == "," && groups[0].count <= 2 && inner.allSatisfy({ $0.count == 2 }) else {
                return nil
            }
        }
        return (groups.joined().isEmpty ? "0" : groups.joined(), fraction ?? "0", 0)
    }

    private mutating func exponent() -> Int? {
        powerOfTen() ?? letteredExponent()
    }

    /// `×10^3`, `x10^-3`.
    private mutating func powerOfTen() -> Int? {
        let start = position
        skipBlanks()
        guard take("×") || take("x") || take("*") else {
            position = start
            return nil
        }
        skipBlanks()
        var text = ""
        if take("1"), take("0"), take("^") {
            if take("-") { text = "-" }
            while text.count < 4, position < characters.count, characters[position].isASCII, characters[position].isNumber {
                text.append(characters[position])
                position += 1
            }
        }
        if let power = Int(text) { return power }
        position = start
        return nil
    }

    private mutating func letteredExponent() -> Int? {
        guard position + 1 < characters.count, characters[position] == "e" || characters[position] == "E" else { return nil }
        var next = position + 1
        var text = ""
        if "+-".contains(characters[next]) {
            text.append(characters[next])
            next += 1
        }
        let digits = characters[next...].prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, digits.count <= 6 else { return nil }
        position = next + digits.count
        return Int(text + String(digits))
    }

    /// What stands behind the number to the end of the text, when it is a flag.
    private func trailingFlag() -> String? {
        var rest = String(rest)
        for (open, close) in [("(", ")"), ("[", "]")] where rest.hasPrefix(open) && rest.hasSuffix(close) {
            rest = String(rest.dropFirst().dropLast())
            return rest.count <= 4 && rest.allSatisfy({ $0.isLetter || $0.isNumber || "*,".contains($0) }) && !rest.isEmpty ? rest : nil
        }
        if rest.unicodeScalars.allSatisfy(NumberReading.isRaised) { return rest }
        if rest.hasPrefix("注"), rest.count <= 3 { return rest }
        // SDMX has several letters, also with a blank or a comma between.
        let letters = rest.split { " ,".contains($0) }
        guard !letters.isEmpty, letters.count <= 3, letters.allSatisfy({ NumberReading.isFlag($0) }) else { return nil }
        return rest
    }

    /// Whether a whole number is one of the machine's.
    private static func isExact(_ value: Double, digits: String, power: Int) -> Bool {
        var digits = digits
        var power = power
        while power < 0, digits.last == "0" {
            digits.removeLast()
            power += 1
        }
        guard power >= 0, digits.count + power <= 38 else { return digits.reversed().drop { $0 == "0" }.count <= 15 }
        guard let whole = UInt128(digits + String(repeating: "0", count: power)) else { return digits.isEmpty }
        return UInt128(exactly: value.magnitude) == whole
    }
}
