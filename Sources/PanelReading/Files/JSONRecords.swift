import Disclosure
import Foundation

/// Records of JSON as the text of a table: a list of objects, an object with such a list (`rows`, `data`, `records`), or an object a line.
///
/// The names of the members are the columns, in the order in which they first appear. Lists and objects within a record become one text.
/// - Complexity: O(bytes), twice: once for the names, once for the cells.
struct JSONRecords {
    private static let lists: Set<String> = ["rows", "data", "records"]

    /// Whether bytes begin as such records do.
    static func recognizes(_ data: Data) -> Bool {
        var start = data.prefix(4096).drop { [0xEF, 0xBB, 0xBF, 32, 9, 10, 13].contains($0) }
        guard let first = start.popFirst(), first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return false }
        guard let second = start.first(where: { ![32, 9, 10, 13].contains($0) }) else { return false }
        return first == UInt8(ascii: "{") ? second == UInt8(ascii: "\"") || second == UInt8(ascii: "}") : second == UInt8(ascii: "{")
    }

    /// The table of the records.
    /// - Throws: ``PanelTableError/notRead(_:)`` for damaged JSON and for JSON without records.
    static func table(_ data: Data) throws(PanelTableError) -> RowText {
        let outcome: Result<RowText?, JSONScanner.Failure> = data.withUnsafeBytes { bytes in
            Result { () throws(JSONScanner.Failure) in try table(bytes.bindMemory(to: UInt8.self)) }
        }
        switch outcome {
        case .success(let table?): return table
        case .success(nil): throw .notRead(LocalizedText(zh: "JSON 中没有记录", en: "there are no records in the JSON"))
        case .failure(let failure):
            throw .notRead(
                LocalizedText(
                    zh: "JSON 在第 \(failure.position + 1) 个字节处有误：\(failure.problem.zh)",
                    en: "the JSON is damaged at byte \(failure.position + 1): \(failure.problem.en)"))
        }
    }

    /// The table; `nil` without records.
    private static func table(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONScanner.Failure) -> RowText? {
        var names: [String] = []
        var places: [String: Int] = [:]
        try forEach(bytes) { record in
            for member in record where places[member.name] == nil {
                places[member.name] = names.count
                names.append(member.name)
            }
        }
        guard !names.isEmpty else { return nil }
        var text = RowText()
        text.append(names)
        var cells = [String](repeating: "", count: names.count)
        try forEach(bytes) { record in
            for index in cells.indices { cells[index] = "" }
            for member in record { cells[places[member.name]!] = shown(member.value) }
            text.append(cells)
        }
        return text
    }

    private typealias Record = [(name: String, value: JSONScanner.Value)]

    private static func forEach(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (Record) -> Void) throws(JSONScanner.Failure) {
        var text = JSONScanner(bytes)
        if text.next() == UInt8(ascii: "[") { return try list(&text, body) }
        // The first object is one with a list of records, or a record; in the second case more of them follow.
        var own: Record = []
        var hasList = false
        try text.forEach(open: "{", close: "}") { text throws(JSONScanner.Failure) in
            let name = try text.name()
            if lists.contains(name), text.next() == UInt8(ascii: "[") {
                hasList = true
                try list(&text, body)
            } else {
                own.append((name, try text.value()))
            }
        }
        guard !hasList else { return }
        body(own)
        while text.next() != nil {
            guard case .object(let record) = try text.value() else {
                throw text.failure(zh: "前面的值不是记录", en: "the value before is no record")
            }
            body(record)
        }
    }

    private static func list(_ text: inout JSONScanner, _ body: (Record) -> Void) throws(JSONScanner.Failure) {
        try text.forEach(open: "[", close: "]") { text throws(JSONScanner.Failure) in
            guard case .object(let record) = try text.value() else {
                throw text.failure(zh: "列表中前面的值不是记录", en: "the value before, in the list, is no record")
            }
            body(record)
        }
    }

    private static func shown(_ value: JSONScanner.Value) -> String {
        switch value {
        case .null: ""
        case .flag(let flag): flag ? "true" : "false"
        case .number(let number): number
        case .text(let text): text
        case .list(let elements): "[" + elements.map(shown).joined(separator: ", ") + "]"
        case .object(let members): "{" + members.map { "\($0.name): \(shown($0.value))" }.joined(separator: ", ") + "}"
        }
    }
}
