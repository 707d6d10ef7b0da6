/// A value of a PDF, as far as the structure of the file needs it: texts, real numbers and truth values are told apart from the others only.
indirect enum PDFValue {
    case integer(Int)
    case name(String)
    /// The number of another object.
    case reference(Int)
    case array([PDFValue])
    case dictionary([String: PDFValue])
    case other

    subscript(key: String) -> PDFValue? {
        guard case .dictionary(let entries) = self else { return nil }
        return entries[key]
    }

    var integer: Int? { if case .integer(let value) = self { value } else { nil } }
    var name: String? { if case .name(let value) = self { value } else { nil } }
    var reference: Int? { if case .reference(let value) = self { value } else { nil } }
    /// The elements of an array; any other value is the only one.
    var elements: [PDFValue] { if case .array(let values) = self { values } else { [self] } }

    /// The numbers of all objects that the value refers to, those under some keys left out.
    func references(without keys: Set<String> = []) -> [Int] {
        var found: [Int] = []
        var open = [self]
        while let value = open.popLast() {
            switch value {
            case .reference(let number): found.append(number)
            case .array(let values): open += values
            case .dictionary(let entries): for (key, value) in entries where !keys.contains(key) { open.append(value) }
            default: break
            }
        }
        return found
    }
}

extension PDFValue {
    /// A value whose end is still to come.
    private struct Open {
        let isDictionary: Bool
        var values: [PDFValue] = []

        var closed: PDFValue? {
            guard isDictionary else { return .array(values) }
            guard values.count.isMultiple(of: 2) else { return nil }
            var entries: [String: PDFValue] = [:]
            for index in stride(from: 0, to: values.count, by: 2) {
                guard let key = values[index].name else { return nil }
                entries[key] = values[index + 1]
            }
            return .dictionary(entries)
        }
    }

    /// The value that comes next; `nil` when none does, it does not end, or it is beyond the limits.
    static func next(_ lexer: inout PDFLexer, limits: ReadingLimits) -> PDFValue? {
        var open: [Open] = []
        var count = 0
        while let token = lexer.next() {
            count += 1
            guard count <= limits.elements, open.count <= limits.nesting else { return nil }
            var value: PDFValue?
            switch token {
            case .arrayStart: open.append(Open(isDictionary: false))
            case .dictionaryStart: open.append(Open(isDictionary: true))
            case .arrayEnd, .dictionaryEnd:
                guard let last = open.popLast(), last.isDictionary == (token == .dictionaryEnd), let closed = last.closed else { return nil }
                value = closed
            case .name(let name): value = .name(name)
            case .integer(let number): value = .integer(number)
            case .real, .string(isWhole: true), .keyword("true"), .keyword("false"), .keyword("null"): value = .other
            case .keyword("R"):
                guard let last = open.indices.last, open[last].values.popLast()?.integer != nil, let number = open[last].values.popLast()?.integer
                else { return nil }
                value = .reference(number)
            case .string, .keyword: return nil
            }
            guard let value else { continue }
            guard let last = open.indices.last else { return value }
            open[last].values.append(value)
        }
        return nil
    }
}
