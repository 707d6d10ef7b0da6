import Disclosure

/// A small CSV file with a header that names its columns, in any order; fields may be quoted.
struct NamedColumns {
    /// One line with its number.
    struct Line {
        let number: Int
        private let fields: [String: String]
        private let requiredColumn: String

        init(number: Int, fields: [String: String], required: String) {
            (self.number, self.fields, requiredColumn) = (number, fields, required)
        }

        /// What stands in a column; `nil` for nothing.
        func field(_ name: String) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }

        /// What stands in the column that must not be empty.
        func required() throws(EntityMap.Malformed) -> String {
            guard let text = field(requiredColumn) else {
                throw EntityMap.Malformed(
                    line: number, problem: LocalizedText(zh: "\(requiredColumn) 列为空", en: "column \(requiredColumn) is empty"))
            }
            return text
        }

        /// The code of a region that there is or was.
        func region(_ name: String, regions: Regions) throws(EntityMap.Malformed) -> String? {
            guard let code = field(name) else { return nil }
            guard regions.region(code: code) != nil else {
                throw EntityMap.Malformed(
                    line: number, problem: LocalizedText(zh: "\(name) 列：没有区划 \(code)", en: "column \(name): there is no region \(code)"))
            }
            return code
        }

        /// A year.
        func year(_ name: String) throws(EntityMap.Malformed) -> Int? {
            guard let text = field(name) else { return nil }
            guard let year = Int(text), DateText.plausible.contains(year) else {
                throw EntityMap.Malformed(
                    line: number,
                    problem: LocalizedText(zh: "\(name) 列应为年份，实为“\(text)”", en: "column \(name): a year is expected in place of \"\(text)\""))
            }
            return year
        }
    }

    /// The lines that are not empty.
    let lines: [Line]

    /// - Throws: ``EntityMap/Malformed`` when the header lacks the required column or names one that there is not.
    init(csv: String, required: String, optional: [String]) throws(EntityMap.Malformed) {
        let split = Self.split(csv)
        let known = [required] + optional
        guard let header = split.first?.fields, header.contains(required) else {
            throw EntityMap.Malformed(
                line: 1,
                problem: LocalizedText(
                    zh: "表头应为 \(known.joined(separator: ","))", en: "the header must name the columns \(known.joined(separator: ","))"))
        }
        if let unknown = header.first(where: { !known.contains($0) }) {
            let listed = known.joined(separator: ", ")
            throw EntityMap.Malformed(
                line: 1, problem: LocalizedText(zh: "没有“\(unknown)”这一列：\(listed)", en: "there is no column \"\(unknown)\": \(listed)"))
        }
        lines = split.dropFirst().map { number, fields in
            Line(number: number, fields: Dictionary(zip(header, fields)) { first, _ in first }, required: required)
        }
    }

    /// The lines that are not empty with their numbers, split at commas outside of quotation marks.
    private static func split(_ csv: String) -> [(number: Int, fields: [String])] {
        let text = csv.hasPrefix("\u{FEFF}") ? csv.dropFirst() : csv[...]
        return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated().compactMap { index, line in
            if line.allSatisfy(\.isWhitespace) { return nil }
            var fields = [""]
            var isQuoted = false
            for character in line {
                if character == "\"" {
                    isQuoted.toggle()
                } else if character == "," && !isQuoted {
                    fields.append("")
                } else {
                    fields[fields.count - 1].append(character)
                }
            }
            return (index + 1, fields.map(\.trimmed))
        }
    }
}
