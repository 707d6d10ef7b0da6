public import Disclosure

/// Who should have reported: a list of bodies, of all years or of single ones.
///
/// Read from CSV with the columns `entity,region_code,year`; all but `entity` may be missing or empty.
public struct Roster: Sendable, Hashable {
    /// One line of the list.
    public struct Entry: Sendable, Hashable {
        /// The body as it is named in the list.
        public var entity: String
        /// The body that this name stands for.
        public var body: Body
        /// The year; `nil` for every year that is asked about.
        public var year: Int?

        /// Whether a report's body is the one that is meant: of the same name and, where both are known, the same region.
        public func isMet(by other: Body) -> Bool {
            if let one = body.regionCode, let two = other.regionCode, one != two { return false }
            return body.name == other.name || entity == other.name
        }
    }

    /// The lines in their order.
    public let entries: [Entry]

    /// Reads the list.
    ///
    /// - Throws: ``EntityMap/Malformed`` for a missing header, a line without a name, a code that no region has had, a year that is no number.
    public init(csv: String, regions: Regions = .standard) throws(EntityMap.Malformed) {
        let table = try NamedColumns(csv: csv, required: "entity", optional: ["region_code", "year"])
        var entries: [Entry] = []
        for line in table.lines {
            let name = try line.required()
            let code = try line.region("region_code", regions: regions)
            let year = try line.year("year")
            let known = EntityMap.Entry(pattern: name, entity: name, regionCode: code, year: year)
            let detection = BodyDetection(
                title: nil, passages: [], path: "", known: known, year: year ?? Self.yearOfNames, regions: regions)
            let body = detection.body ?? Body(name: name, kind: .unknown, level: .unknown, regionCode: code)
            entries.append(Entry(entity: name, body: body, year: year))
        }
        self.entries = entries
    }

    /// The year by whose regions names without a year are read.
    private static let yearOfNames = 2024
}
