public import Disclosure
import DocumentReading
public import FilePaths

/// What the caller knows about files: whose reports they are, where names alone cannot tell.
///
/// Read from CSV with the columns `path,entity,region_code,year`; a path is matched as the last parts of the file's path, the longest one first.
public struct EntityMap: Sendable, Hashable {
    /// One line of the map.
    public struct Entry: Sendable, Hashable {
        /// The last parts of the paths it holds for: `2020.html`, `gulou/2020.html`.
        public var pattern: String
        /// The name of the body; `nil` to keep what the text says.
        public var entity: String?
        /// The code of its region; `nil` likewise.
        public var regionCode: String?
        /// The year; `nil` likewise.
        public var year: Int?

        /// A line of a map.
        public init(pattern: String, entity: String? = nil, regionCode: String? = nil, year: Int? = nil) {
            self.pattern = pattern
            self.entity = entity
            self.regionCode = regionCode
            self.year = year
        }
    }

    /// What is wrong with a map, with the line (from 1) and the column.
    public struct Malformed: Error, Sendable, Hashable, CustomStringConvertible {
        /// The line, from 1.
        public let line: Int
        /// What is wrong there.
        public let problem: LocalizedText

        /// Line and problem.
        public var description: String { "line \(line): \(problem.en)" }
    }

    /// The lines, longest path first.
    public let entries: [Entry]

    /// A map of the given lines.
    public init(_ entries: [Entry] = []) { self.entries = entries.sorted { $0.pattern.count > $1.pattern.count } }

    /// Reads `path,entity,region_code,year`; the header decides the order, all columns but `path` may be missing, fields may be quoted.
    ///
    /// - Throws: ``Malformed`` for a missing header, a line without a path, a code that no region has had, a year that is no number.
    public init(csv: String) throws(Malformed) {
        let lines = Self.lines(csv)
        guard let header = lines.first?.fields, let path = header.firstIndex(of: "path") else {
            throw Malformed(
                line: 1,
                problem: LocalizedText(zh: "表头应为 path,entity,region_code,year", en: "the header must name the columns path,entity,region_code,year"))
        }
        if let unknown = header.first(where: { !["path", "entity", "region_code", "year"].contains($0) }) {
            let known = "path, entity, region_code, year"
            throw Malformed(
                line: 1, problem: LocalizedText(zh: "没有“\(unknown)”这一列：\(known)", en: "there is no column \"\(unknown)\": \(known)"))
        }
        var entries: [Entry] = []
        for (number, fields) in lines.dropFirst() {
            func field(_ name: String) -> String? {
                guard let column = header.firstIndex(of: name), column < fields.count, !fields[column].isEmpty else { return nil }
                return fields[column]
            }
            guard path < fields.count, let pattern = field("path") else {
                throw Malformed(line: number, problem: LocalizedText(zh: "path 列为空", en: "column path is empty"))
            }
            let code = field("region_code")
            if let code, Regions.standard.region(code: code) == nil {
                throw Malformed(
                    line: number, problem: LocalizedText(zh: "region_code 列：没有区划 \(code)", en: "column region_code: there is no region \(code)"))
            }
            let year = field("year").map { Int($0) }
            if let year, year.map(DateText.plausible.contains) != true {
                let text = field("year")!
                throw Malformed(
                    line: number, problem: LocalizedText(zh: "year 列：“\(text)”不是年份", en: "column year: \"\(text)\" is no year"))
            }
            entries.append(Entry(pattern: pattern, entity: field("entity"), regionCode: code, year: year ?? nil))
        }
        self.init(entries)
    }

    static let header = "path,entity,region_code,year"

    /// A line for the file at a path, which its reader can fill in.
    static func line(_ path: String, entity: String = "", year: String) -> String {
        func field(_ text: String) -> String { text.contains { ",\"".contains($0) } ? "\"\(text.filter { $0 != "\"" })\"" : text }
        return [path.split(separator: "/").last.map(String.init) ?? path, entity, "", year].map(field).joined(separator: ",")
    }

    /// The lines that are not empty with their numbers, split at commas outside of quotation marks.
    private static func lines(_ csv: String) -> [(number: Int, fields: [String])] {
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

    /// The lines that hold for none of the files, in the order of their patterns: a slip in the map, most likely.
    public func unused(by paths: [FilePath]) -> [Entry] {
        let used = Set(paths.compactMap { entry(for: $0) })
        return entries.filter { !used.contains($0) }.sorted { $0.pattern < $1.pattern }
    }

    /// The line for a file: by its path as it is shown, or, where that is no UTF-8, by what it says.
    func entry(for path: FilePath) -> Entry? {
        if entries.isEmpty { return nil }
        let forms = path.isText ? [path.shown] : [path.shown, path.words]
        return entries.first { entry in forms.contains { $0 == entry.pattern || $0.hasSuffix("/" + entry.pattern) } }
    }
}
