/// Dense codes of names in the order of their first appearance.
struct CodeBook {
    private(set) var names: [String] = []
    private var codeOf: [String: Int] = [:]
    private var lastBytes: [UInt8] = []
    private var lastCode = -1

    /// The code of a field of a record; its text is only made when its bytes are not those of the last one.
    mutating func code(_ record: DelimitedRecords.Record, _ column: Int) -> Int {
        let bytes = record.bytes(column)
        if lastCode >= 0, lastBytes.count == bytes.count, lastBytes.elementsEqual(bytes) { return lastCode }
        lastBytes = Array(bytes)
        lastCode = code(of: record.text(column))
        return lastCode
    }

    /// The code of a name.
    mutating func code(of name: String) -> Int {
        if let code = codeOf[name] { return code }
        codeOf[name] = names.count
        names.append(name)
        return names.count - 1
    }
}
