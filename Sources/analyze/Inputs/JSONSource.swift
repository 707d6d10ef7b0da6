import Disclosure
import PanelReading

/// A JSON text whose values know the line on which they begin, for messages about files that people write: Foundation's decoder tells neither lines nor keys that it does not know.
struct JSONSource {
    /// What stands at a place.
    indirect enum Value {
        case object([(key: String, line: Int, node: Node)])
        case array([Node])
        case text(String)
        case number(Double)
        case flag(Bool)
        case null
    }

    /// A value with the line on which it begins, from 1.
    struct Node {
        let value: Value
        let line: Int

        /// What the value is, for messages.
        var kind: LocalizedText {
            switch value {
            case .object: LocalizedText(zh: "对象", en: "an object")
            case .array: LocalizedText(zh: "列表", en: "a list")
            case .text: LocalizedText(zh: "文字", en: "a text")
            case .number: LocalizedText(zh: "数字", en: "a number")
            case .flag: LocalizedText(zh: "真假值", en: "true or false")
            case .null: LocalizedText(zh: "null", en: "null")
            }
        }
    }

    /// What is wrong with the text, and on which line.
    struct Failure: Error {
        let line: Int
        let problem: LocalizedText
    }

    /// Reads a text that is one value, with no key twice in an object.
    static func parse(_ text: String) throws(Failure) -> Node {
        let bytes = Array(text.utf8)
        let outcome: Result<Node, JSONScanner.Failure> = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(JSONScanner.Failure) in
                var scanner = JSONScanner(buffer)
                var lines = Lines(bytes: buffer)
                let node = try node(&scanner, &lines, level: 0)
                if scanner.next() != nil { throw scanner.failure(zh: "末尾有多余内容", en: "there is more behind the end") }
                return node
            }
        }
        do { return try outcome.get() } catch { throw Failure(line: 1 + bytes.prefix(error.position).count { $0 == 0x0A }, problem: error.problem) }
    }

    /// Counts lines up to positions that ascend.
    private struct Lines {
        let bytes: UnsafeBufferPointer<UInt8>
        private var counted = 0
        private var line = 1

        init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

        mutating func line(at position: Int) -> Int {
            line += bytes[counted..<position].count { $0 == 0x0A }
            counted = position
            return line
        }
    }

    private static func node(_ scanner: inout JSONScanner, _ lines: inout Lines, level: Int) throws(JSONScanner.Failure) -> Node {
        let first = try scanner.first(level: level)
        let line = lines.line(at: scanner.position)
        switch first {
        case UInt8(ascii: "{"):
            var members: [(key: String, line: Int, node: Node)] = []
            try scanner.forEach(open: "{", close: "}") { text throws(JSONScanner.Failure) in
                _ = text.next()
                let line = lines.line(at: text.position)
                let key = try text.name()
                if members.contains(where: { $0.key == key }) { throw text.failure(zh: "键“\(key)”重复", en: "the key \"\(key)\" stands twice") }
                members.append((key, line, try node(&text, &lines, level: level + 1)))
            }
            return Node(value: .object(members), line: line)
        case UInt8(ascii: "["):
            var nodes: [Node] = []
            try scanner.forEach(open: "[", close: "]") { text throws(JSONScanner.Failure) in nodes.append(try node(&text, &lines, level: level + 1)) }
            return Node(value: .array(nodes), line: line)
        default: return Node(value: try simple(&scanner), line: line)
        }
    }

    private static func simple(_ scanner: inout JSONScanner) throws(JSONScanner.Failure) -> Value {
        switch try scanner.value() {
        case .text(let text): return .text(text)
        case .flag(let flag): return .flag(flag)
        case .number(let digits):
            guard digits.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil, let value = Double(digits), value.isFinite else {
                throw scanner.failure(zh: "“\(digits)”不是 JSON 数字", en: "\"\(digits)\" is no JSON number")
            }
            return .number(value)
        case .null, .list, .object: return .null
        }
    }
}
