import Disclosure

/// What the caller knows about files: whose reports they are, where names alone cannot tell.
///
/// Read from CSV with the columns `path,entity,region_code,year`; a path is matched as the end of the file's path, the longest one first.
public struct EntityMap: Sendable, Hashable {
    /// One line of the map.
    public struct Entry: Sendable, Hashable {
        /// The end of the paths it holds for.
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

    /// The lines, longest path first.
    public let entries: [Entry]

    /// A map of the given lines.
    public init(_ entries: [Entry] = []) { self.entries = entries.sorted { $0.pattern.count > $1.pattern.count } }

    /// Reads `path,entity,region_code,year` lines; the header decides the order, missing columns are allowed, fields are not quoted.
    public init(csv: String) {
        let lines = csv.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map { String($0).trimmed }
        }
        guard let header = lines.first, let path = header.firstIndex(of: "path") else {
            self.init()
            return
        }
        func field(_ name: String, _ line: [String]) -> String? {
            guard let column = header.firstIndex(of: name), column < line.count, !line[column].isEmpty else { return nil }
            return line[column]
        }
        self.init(
            lines.dropFirst().compactMap { line in
                guard path < line.count, !line[path].isEmpty else { return nil }
                return Entry(
                    pattern: line[path], entity: field("entity", line), regionCode: field("region_code", line),
                    year: field("year", line).flatMap { Int($0) })
            })
    }

    /// The line for a file.
    func entry(for path: String) -> Entry? { entries.first { path.hasSuffix($0.pattern) } }
}

extension EntityMap.Entry {
    /// Overrules what was told from the text.
    func apply(to body: inout Body) {
        if let entity { body.name = entity }
        guard let regionCode else { return }
        body.regionCode = regionCode
        if body.level == .unknown, let region = Regions.standard.region(code: regionCode) { body.level = region.level }
    }
}
