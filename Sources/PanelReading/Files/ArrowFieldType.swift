import Disclosure

/// The type of a flat column of Arrow.
indirect enum ArrowFieldType {
    case null
    case integer(bits: Int, isSigned: Bool)
    case floating(bits: Int)
    case text(offsetBits: Int)
    case truth
    /// A whole number of `bits` bits over a power of ten.
    case decimal(scale: Int, bits: Int)
    /// Units since 1970: how many make a second, 0 for days.
    case moment(perSecond: Int, bits: Int)

    /// The type of a field; `nil` for one that is not read.
    init?(_ field: FlatBuffer) {
        guard field.tables(5).isEmpty, let code = field.number(2, UInt8.self), let type = field.table(3) else { return nil }
        switch code {
        case 1: self = .null
        case 2:
            guard let integer = ArrowFieldType(integer: type) else { return nil }
            self = integer
        case 3: self = .floating(bits: [16, 32, 64][min(2, max(0, Int(type.number(0, Int16.self) ?? 0)))])
        case 5: self = .text(offsetBits: 32)
        case 6: self = .truth
        case 7:
            let bits = Int(type.number(2, Int32.self) ?? 128)
            guard bits == 128 || bits == 64 || bits == 32 else { return nil }
            self = .decimal(scale: Int(type.number(1, Int32.self) ?? 0), bits: bits)
        case 8:
            let isDay = type.number(0, Int16.self) ?? 1 == 0
            self = isDay ? .moment(perSecond: 0, bits: 32) : .moment(perSecond: 1000, bits: 64)
        case 10:
            let unit = Int(type.number(0, Int16.self) ?? 0)
            guard (0...3).contains(unit) else { return nil }
            self = .moment(perSecond: [1, 1000, 1_000_000, 1_000_000_000][unit], bits: 64)
        case 20: self = .text(offsetBits: 64)
        default: return nil
        }
    }

    /// The type of a table that describes whole numbers.
    init?(integer table: FlatBuffer) {
        let bits = Int(table.number(0, Int32.self) ?? 0)
        guard [8, 16, 32, 64].contains(bits) else { return nil }
        self = .integer(bits: bits, isSigned: table.number(1, UInt8.self) ?? 0 != 0)
    }

    static func name(_ code: UInt8?) -> String {
        let names = [
            "none", "null", "int", "float", "binary", "utf8", "bool", "decimal", "date", "time", "timestamp", "interval", "list", "struct", "union",
            "fixed-size binary", "fixed-size list", "map", "duration", "large binary", "large utf8", "large list", "run-end encoded", "binary view",
            "utf8 view", "list view", "large list view",
        ]
        return code.flatMap { Int($0) < names.count ? names[Int($0)] : nil } ?? "unknown"
    }

    /// The next column as texts; `nil` where there is no value.
    func values(_ buffers: inout ArrowReader.Buffers) throws(PanelTableError) -> [String?] {
        let count = try buffers.length()
        if case .null = self {
            guard count <= 1 << 24 else {
                throw .notRead(LocalizedText(zh: "Arrow 文件损坏：空列过长", en: "a damaged Arrow file: a column of nothing that is too long"))
            }
            return [String?](repeating: nil, count: count)
        }
        let validity = try buffers.buffer((count + 7) / 8, orNone: true)
        func isValid(_ row: Int) -> Bool { validity.isEmpty || validity[row >> 3] & (1 << UInt8(row & 7)) != 0 }
        func map(_ width: Int, _ value: (UnsafeRawBufferPointer, Int) -> String) throws(PanelTableError) -> [String?] {
            let data = try buffers.buffer(count * width, orNone: count == 0)
            return (0..<count).map { isValid($0) ? value(data, $0 * width) : nil }
        }
        switch self {
        case .null: return []
        case .integer(8, true): return try map(1) { "\($0.loadUnaligned(fromByteOffset: $1, as: Int8.self))" }
        case .integer(16, true): return try map(2) { "\($0.loadUnaligned(fromByteOffset: $1, as: Int16.self))" }
        case .integer(32, true): return try map(4) { "\($0.loadUnaligned(fromByteOffset: $1, as: Int32.self))" }
        case .integer(_, true): return try map(8) { "\($0.loadUnaligned(fromByteOffset: $1, as: Int64.self))" }
        case .integer(8, false): return try map(1) { "\($0.loadUnaligned(fromByteOffset: $1, as: UInt8.self))" }
        case .integer(16, false): return try map(2) { "\($0.loadUnaligned(fromByteOffset: $1, as: UInt16.self))" }
        case .integer(32, false): return try map(4) { "\($0.loadUnaligned(fromByteOffset: $1, as: UInt32.self))" }
        case .integer: return try map(8) { "\($0.loadUnaligned(fromByteOffset: $1, as: UInt64.self))" }
        case .floating(16): return try map(2) { Self.text(Self.half($0.loadUnaligned(fromByteOffset: $1, as: UInt16.self))) }
        case .floating(32):
            return try map(4) { bytes, place in
                // The decimal of the narrow number, not the digits that widening shows.
                let value = Float(bitPattern: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
                return value == value.rounded() && value.magnitude < 1e7 ? "\(Int(value))" : "\(value)"
            }
        case .floating: return try map(8) { Self.text(Double(bitPattern: $0.loadUnaligned(fromByteOffset: $1, as: UInt64.self))) }
        case .decimal(let scale, let bits):
            return try map(bits / 8) { bytes, place in
                switch bits {
                case 32: Self.decimal(Int128(bytes.loadUnaligned(fromByteOffset: place, as: Int32.self)), scale)
                case 64: Self.decimal(Int128(bytes.loadUnaligned(fromByteOffset: place, as: Int64.self)), scale)
                default: Self.decimal(bytes.loadUnaligned(fromByteOffset: place, as: Int128.self), scale)
                }
            }
        case .moment(0, _): return try map(4) { Self.day(Int(bytes($0, $1))) }
        case .moment(let perSecond, _):
            return try map(8) { data, place in
                let value = data.loadUnaligned(fromByteOffset: place, as: Int64.self)
                let day = Int64(perSecond) * 86_400
                return Self.day(Int(value >= 0 ? value / day : (value &- day &+ 1) / day))
            }
        case .truth:
            let data = try buffers.buffer((count + 7) / 8, orNone: count == 0)
            return (0..<count).map { isValid($0) ? (data[$0 >> 3] & (1 << UInt8($0 & 7)) != 0 ? "true" : "false") : nil }
        case .text(let bits):
            let width = bits / 8
            let offsets = try buffers.buffer(count == 0 ? 0 : (count + 1) * width, orNone: count == 0)
            let data = try buffers.buffer(0)
            func offset(_ index: Int) -> Int {
                width == 4
                    ? Int(offsets.loadUnaligned(fromByteOffset: index * 4, as: Int32.self))
                    : Int(truncatingIfNeeded: offsets.loadUnaligned(fromByteOffset: index * 8, as: Int64.self))
            }
            var texts: [String?] = []
            for row in 0..<count {
                let (first, last) = (offset(row), offset(row + 1))
                guard isValid(row) else {
                    texts.append(nil)
                    continue
                }
                guard first >= 0, first <= last, last <= data.count else {
                    throw .notRead(LocalizedText(zh: "Arrow 文件损坏：文字越界", en: "a damaged Arrow file: a text outside its buffer"))
                }
                texts.append(String(decoding: data[first..<last], as: UTF8.self))
            }
            return texts
        }
    }

    private func bytes(_ data: UnsafeRawBufferPointer, _ place: Int) -> Int32 { data.loadUnaligned(fromByteOffset: place, as: Int32.self) }

    /// The shortest numeral that gives the number back.
    private static func text(_ value: Double) -> String {
        if value == value.rounded(), value.magnitude < 1e15 { return "\(Int(value))" }
        return value.isNaN ? "NaN" : "\(value)"
    }

    private static func half(_ bits: UInt16) -> Double {
        let (exponent, fraction) = (Int(bits >> 10 & 31), Double(bits & 1023))
        let sign = bits >> 15 == 0 ? 1.0 : -1.0
        if exponent == 31 { return fraction == 0 ? sign * .infinity : .nan }
        func power(_ exponent: Int) -> Double { Double(sign: .plus, exponent: exponent, significand: 1) }
        return sign * (exponent == 0 ? fraction * power(-24) : (1 + fraction / 1024) * power(exponent - 15))
    }

    private static func decimal(_ value: Int128, _ scale: Int) -> String {
        guard scale > 0, scale < 40 else { return scale < 0 && scale > -40 ? "\(value)e\(-scale)" : "\(value)" }
        var digits = "\(value.magnitude)"
        if digits.count <= scale { digits = String(repeating: "0", count: scale - digits.count + 1) + digits }
        return (value < 0 ? "-" : "") + digits.dropLast(scale) + "." + digits.suffix(scale)
    }

    /// The day so many days after 1 January 1970, as `2019-12-31` (Hinnant's algorithm).
    private static func day(_ days: Int) -> String {
        guard abs(days) < 3_000_000 else { return "\(days)" }
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(year)-\(two(month < 10 ? month + 3 : month - 9))-\(two(dayOfYear - (153 * month + 2) / 5 + 1))"
    }
}
