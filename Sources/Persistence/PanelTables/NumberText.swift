import Disclosure

/// What a field of an imported table says: a number, nothing, a mark for "not applicable", or something else.
enum NumberText {
    private static let marks: Set<String> = ["NA", "N/A", "n/a", "na", "null", "NULL", "NaN", "nan", "/", "-", "—", "－", "——", "无", ".", ".."]

    static func read(_ text: String) -> (value: Double?, state: CellState) {
        var text = text[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        if text.isEmpty { return (nil, .blank) }
        if marks.contains(String(text)) { return (nil, .notApplicable) }
        if text.contains(",") {
            guard let plain = ungrouped(text) else { return (nil, .text) }
            text = plain[...]
        }
        // Hexadecimal and "infinity", which the standard library reads as well, are no figures.
        guard text.allSatisfy({ $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }), let value = Double(text), value.isFinite else {
            return (nil, .text)
        }
        return (value, .number)
    }

    /// `1,234,567.5` without its commas; `nil` when they do not stand at every third digit.
    private static func ungrouped(_ text: Substring) -> String? {
        let unsigned = text.first == "-" || text.first == "+" ? text.dropFirst() : text
        let groups = unsigned.prefix { $0 != "." }.split(separator: ",", omittingEmptySubsequences: false)
        guard let first = groups.first, (1...3).contains(first.count), groups.dropFirst().allSatisfy({ $0.count == 3 }),
            !unsigned.drop(while: { $0 != "." }).contains(",")
        else { return nil }
        return text.filter { $0 != "," }
    }
}
