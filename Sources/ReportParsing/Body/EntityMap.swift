public import Disclosure
import DocumentReading
public import FilePaths

/// What the caller knows about files: whose reports they are, where names alone cannot tell.
///
/// Read from CSV with the columns `path,entity,region_code,year`; of several lines the one holds whose path has the longest end in common with the file's.
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
    /// The lines by the name of the file.
    private let byName: [Substring: [Entry]]

    /// A map of the given lines.
    public init(_ entries: [Entry] = []) {
        self.entries = entries.sorted { $0.pattern.count > $1.pattern.count }
        byName = Dictionary(grouping: self.entries) { Self.parts($0.pattern).last ?? "" }
    }

    /// Reads `path,entity,region_code,year`; the header decides the order, all columns but `path` may be missing, fields may be quoted.
    ///
    /// - Throws: ``Malformed`` for a missing header, a line without a path, a code that no region has had, a year that is no number.
    public init(csv: String) throws(Malformed) {
        let table = try NamedColumns(csv: csv, required: "path", optional: ["entity", "region_code", "year"])
        var entries: [Entry] = []
        for line in table.lines {
            let code = try line.region("region_code", regions: .standard)
            entries.append(Entry(pattern: try line.required(), entity: line.field("entity"), regionCode: code, year: try line.year("year")))
        }
        self.init(entries)
    }

    static let header = "path,entity,region_code,year"

    /// A line for the file at a path, which its reader can fill in.
    static func line(_ path: String, entity: String = "", year: String) -> String {
        func field(_ text: String) -> String { text.contains { ",\"".contains($0) } ? "\"\(text.filter { $0 != "\"" })\"" : text }
        return [path.split(separator: "/").last.map(String.init) ?? path, entity, "", year].map(field).joined(separator: ",")
    }

    /// The lines that hold for none of the files, in the order of their patterns: a slip in the map, most likely.
    public func unused(by paths: [FilePath]) -> [Entry] {
        let used = Set(paths.compactMap { entry(for: $0) })
        return entries.filter { !used.contains($0) }.sorted { $0.pattern < $1.pattern }
    }

    /// The line for a file: the one with which its path has the longest end in common, counted in whole names, and one of the two ends with the other whole.
    ///
    /// A map written above the folder that is read (`reports/gulou/2020.html` for `gulou/2020.html`) holds as well as one written below it. A path that is no
    /// UTF-8 goes by its shown form, or by what it says.
    ///
    /// - Complexity: linear in the lines with the file's own name.
    func entry(for path: FilePath) -> Entry? {
        if entries.isEmpty { return nil }
        let forms = path.isText ? [path.shown] : [path.shown, path.words]
        return forms.lazy.compactMap(entry).first
    }

    private func entry(for path: String) -> Entry? {
        let parts = Self.parts(path)
        guard let name = parts.last else { return nil }
        var best: (entry: Entry?, length: Int)?
        for candidate in byName[name] ?? [] {
            let own = Self.parts(candidate.pattern)
            let length = zip(own.reversed(), parts.reversed()).prefix { $0 == $1 }.count
            guard length == min(own.count, parts.count), length >= best?.length ?? 1 else { continue }
            // Two lines that say as much of the path say nothing.
            best = (best?.length == length ? nil : candidate, length)
        }
        return best?.entry
    }

    /// The names in a path; `./` as other programs write it left out.
    private static func parts(_ path: String) -> [Substring] { path.split { $0 == "/" }.filter { $0 != "." } }
}
