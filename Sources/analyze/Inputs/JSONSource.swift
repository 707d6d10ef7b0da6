import Foundation
import Disclosure

/// A JSON text whose values know the line on which they begin, for messages about files that people write.
///
/// The whole of RFC 8259, with a bound on nesting. Foundation's decoder tells neither lines nor keys that it does not know.
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

    private static let deepest = 64

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1

    private init(_ text: String) { bytes = Array(text.utf8) }

    /// Reads a text that is one value.
    static func parse(_ text: String) throws(Failure) -> Node {
        var source = JSONSource(text)
        if source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { source.position = 3 }
        let node = try source.node(depth: 0)
        source.skipSpace()
        guard source.position == source.bytes.count else { throw source.failure(zh: "末尾有多余内容", en: "there is more behind the end") }
        return node
    }

    private func failure(zh: String, en: String) -> Failure { Failure(line: line, problem: LocalizedText(zh: zh, en: en)) }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x0A: line += 1
            case 0x20, 0x09, 0x0D: break
            default: return
            }
            position += 1
        }
    }

    private mutating func takes(_ byte: Character) -> Bool {
        skipSpace()
        guard position < bytes.count, bytes[position] == byte.asciiValue else { return false }
        position += 1
        return true
    }

    private mutating func node(depth: Int) throws(Failure) -> Node {
        skipSpace()
        guard depth <= Self.deepest else { throw failure(zh: "嵌套过深", en: "nested more than \(Self.deepest) deep") }
        guard position < bytes.count else { throw failure(zh: "内容不完整", en: "the text ends too early") }
        let start = line
        switch bytes[position] {
        case UInt8(ascii: "{"): return Node(value: .object(try object(depth: depth)), line: start)
        case UInt8(ascii: "["): return Node(value: .array(try array(depth: depth)), line: start)
        case UInt8(ascii: "\""): return Node(value: .text(try string()), line: start)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return Node(value: .number(try number()), line: start)
        default:
            for (word, value) in [("true", Value.flag(true)), ("false", .flag(false)), ("null", .null)]
            where bytes[position...].starts(with: word.utf8) {
                position += word.utf8.count
                return Node(value: value, line: start)
            }
            throw failure(zh: "此处应为一个 JSON 值", en: "expected a JSON value")
        }
    }

    private mutating func object(depth: Int) throws(Failure) -> [(key: String, line: Int, node: Node)] {
        position += 1
        var members: [(key: String, line: Int, node: Node)] = []
        if takes("}") { return members }
        repeat {
            skipSpace()
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw failure(zh: "此处应为加引号的键", en: "expected a quoted key") }
            let start = line
            let key = try string()
            if members.contains(where: { $0.key == key }) { throw failure(zh: "键“\(key)”重复", en: "the key \"\(key)\" stands twice") }
            guard takes(":") else { throw failure(zh: "键“\(key)”之后应为冒号", en: "expected a colon after \"\(key)\"") }
            members.append((key, start, try node(depth: depth + 1)))
        } while takes(",")
        guard takes("}") else { throw failure(zh: "此处应为逗号或 }", en: "expected a comma or }") }
        return members
    }

    private mutating func array(depth: Int) throws(Failure) -> [Node] {
        position += 1
        var nodes: [Node] = []
        if takes("]") { return nodes }
        repeat { nodes.append(try node(depth: depth + 1)) } while takes(",")
        guard takes("]") else { throw failure(zh: "此处应为逗号或 ]", en: "expected a comma or ]") }
        return nodes
    }

    /// The text between quotes; escapes are left to Foundation, which knows surrogates.
    private mutating func string() throws(Failure) -> String {
        let start = position
        position += 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            guard bytes[position] >= 0x20 else { throw failure(zh: "引号没有结束", en: "a quote is not closed on its line") }
            position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard position < bytes.count else { throw failure(zh: "引号没有结束", en: "a quote is not closed") }
        position += 1
        let quoted = Data(bytes[start..<position])
        guard let text = (try? JSONSerialization.jsonObject(with: quoted, options: .fragmentsAllowed)) as? String else {
            throw failure(zh: "文字中有不合规的转义", en: "a text has an escape that JSON does not know")
        }
        return text
    }

    private mutating func number() throws(Failure) -> Double {
        let start = position
        while position < bytes.count, "+-.eE0123456789".utf8.contains(bytes[position]) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil, let value = Double(text), value.isFinite else {
            throw failure(zh: "“\(text)”不是 JSON 数字", en: "\"\(text)\" is no JSON number")
        }
        return value
    }
}
