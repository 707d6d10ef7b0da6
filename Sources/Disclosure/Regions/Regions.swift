/// The regions of GB/T 2260 with their history: codes, names, the tree, and what became of a code.
///
/// ```swift
/// Regions.standard.candidates(name: "鼓楼区", year: 2020).map(\.code)   // ["320106", "320302", "350102", "410204"]
/// Regions.standard.region(code: "310230", year: 2020)?.name             // "崇明区": the county became a district in 2016
/// ```
/// The list of today, the history of counties 2007–2024 and the changes since 2008 are embedded in the binary.
public struct Regions: Sendable {
    /// Every region, one entry for each code and name.
    public let all: [Region]
    /// The zones without a code.
    public let zones: [FunctionalZone]

    private let byCode: [String: [Int]]
    private let byName: [String: [Int]]
    private let byShortName: [String: [Int]]
    private let byAutonomousName: [String: [Int]]
    private let byLaterCode: [String: [Int]]
    private let zoneByName: [String: Int]
    /// The number of characters of the longest name that begins with two characters.
    private let longestByStart: [String: Int]

    /// The regions of the embedded tables.
    public static let standard = Regions(RegionRecords.embedded(), zones: FunctionalZone.all)

    /// A register of the given regions.
    public init(_ regions: [Region], zones: [FunctionalZone] = []) {
        all = regions
        self.zones = zones
        let positions = Array(regions.indices)
        byCode = Dictionary(grouping: positions) { regions[$0].code }.mapValues {
            $0.sorted { regions[$0].years.lowerBound < regions[$1].years.lowerBound }
        }
        byName = Dictionary(grouping: positions) { regions[$0].name }
        byShortName = Dictionary(grouping: positions.filter { regions[$0].shortName != nil }) { regions[$0].shortName! }
        byAutonomousName = Dictionary(
            grouping: positions.compactMap { index in regions[index].autonomousShortName.map { (name: $0, index: index) } }, by: \.name
        ).mapValues { $0.map(\.index) }
        byLaterCode = Dictionary(grouping: positions.filter { regions[$0].laterCode != nil }) { regions[$0].laterCode! }
        zoneByName = Dictionary(zones.enumerated().map { ($1.name, $0) }) { first, _ in first }
        let names = [Array(byName.keys), Array(byShortName.keys), Array(zoneByName.keys)].joined()
        longestByStart = Dictionary(names.map { (String($0.prefix(2)), $0.count) }) { max($0, $1) }
    }

    /// The region of a code under its newest name; `nil` for a code that never existed since 2007.
    public func region(code: String) -> Region? { byCode[code]?.last.map { all[$0] } }

    /// The region of a code under each of its names, the oldest first.
    func regions(ofCode code: String) -> [Region] { (byCode[code] ?? []).map { all[$0] } }

    /// The region of a code as it was in a year: under that year's name, and under that year's code when the code was given before or since.
    ///
    /// `nil` when there was none, or when several regions of that year became this one.
    public func region(code: String, year: Int) -> Region? {
        let found = regions(coveredBy: code, year: year)
        return found.count == 1 ? found[0] : nil
    }

    /// The regions of a year that a code, of whatever time, stands for: itself, its successor, or the regions that were merged into it.
    public func regions(coveredBy code: String, year: Int) -> [Region] {
        let own = (byCode[code] ?? []).map { all[$0] }
        if let inForce = own.first(where: { $0.years.contains(year) }) { return [inForce] }
        let current = currentCode(of: code)
        if current != code {
            // Not `region(code:year:)`: the successor may itself be younger than the year.
            let successors = (byCode[current] ?? []).map { all[$0] }.filter { $0.years.contains(year) }
            if !successors.isEmpty { return successors }
        }
        return (byLaterCode[current] ?? []).map { all[$0] }.filter { $0.years.contains(year) }
    }

    /// The code that covers a region today; the code itself when it is in force, or when its successor is not known.
    public func currentCode(of code: String) -> String {
        var code = code
        // Two steps at most in the tables; the bound keeps a circular table from hanging the program.
        for _ in 0..<4 {
            guard let newest = region(code: code), !newest.isCurrent, let later = newest.laterCode else { return code }
            code = later
        }
        return code
    }

    /// The regions of a name; several when the name is borne by several (鼓楼区), in the order of their codes.
    ///
    /// - Parameters:
    ///   - name: The official name, also behind the names of regions above it (`徐州市鼓楼区`), or shortened (`淮安`, `凉山州`).
    ///   - year: With a year, only regions of that year, unless there are none; without, regions of all times.
    /// - Returns: Matches of the full name, else of the short name with the higher levels first; empty for an unknown name.
    public func candidates(name: String, year: Int? = nil) -> [Region] {
        let name = name.filter { !$0.isWhitespace }
        if let hits = byName[name] ?? byAutonomousName[name] { return select(hits.map { all[$0] }, year: year) }
        if let hits = byShortName[name] {
            let found = select(hits.map { all[$0] }, year: year)
            return [Body.Level.province, .prefecture, .county].flatMap { level in found.filter { $0.level == level } }
        }
        if let match = leading(name, year: year), match.rest.isEmpty { return match.regions }
        return []
    }

    /// The functional zone of a name, also when it is preceded by the name of its province.
    public func zone(named name: String) -> FunctionalZone? {
        if let index = zoneByName[name] { return zones[index] }
        return zones.first { zone in
            guard name.hasSuffix(zone.name) else { return false }
            let above = name.dropLast(zone.name.count)
            return candidates(name: String(above)).contains { $0.code == zone.parentCode || isWithin(zone.territory[0], $0.code) }
        }
    }

    /// The regions above a code, nearest first.
    public func ancestors(of code: String) -> [Region] {
        var chain: [Region] = []
        var next = region(code: code)?.parentCode
        while let code = next, let above = region(code: code), chain.count < 4 {
            chain.append(above)
            next = above.parentCode
        }
        return chain
    }

    /// Whether a region lies in another or is it, by the tree of its own time or by that of today.
    public func isWithin(_ code: String, _ ancestor: String) -> Bool {
        let target = currentCode(of: ancestor)
        for start in [code, currentCode(of: code)] {
            if start == ancestor || start == target { return true }
            if ancestors(of: start).contains(where: { $0.code == ancestor || $0.code == target || $0.laterCode == target }) { return true }
        }
        return false
    }

    /// The code of the region that a body answers to in a year: that above the region of a government or of a zone in the registry, else the
    /// region that the department, office, township or zone belongs to. `nil` at the top, and where the region is not known.
    public func parentCode(of body: Body, year: Int) -> String? {
        guard let code = body.regionCode else { return nil }
        if let zone = zones.first(where: { body.name.hasPrefix($0.name) }) { return body.kind == .zone ? zone.parentCode : zone.territory[0] }
        guard body.kind == .government else { return code }
        return (region(code: code, year: year) ?? region(code: code))?.parentCode
    }

    /// The regions directly below a code in a year.
    public func children(of code: String, year: Int) -> [Region] {
        all.filter { $0.parentCode == code && $0.years.contains(year) }
    }

    /// The name with those of the regions above: `江苏省淮安市清江浦区`.
    public func fullName(of code: String) -> String? {
        guard let region = region(code: code) else { return nil }
        return ancestors(of: code).reversed().map(\.name).joined() + region.name
    }

    /// The number of characters of the longest name of a region or zone that begins with the first two of a text; `nil` without one.
    func longestName(from start: some Sequence<Character>) -> Int? { longestByStart[String(start)] }

    func matches(_ name: String) -> (full: [Region], short: [Region], zone: FunctionalZone?) {
        (
            (byName[name] ?? byAutonomousName[name] ?? []).map { all[$0] }, (byShortName[name] ?? []).map { all[$0] }.filter { $0.level != .county },
            zoneByName[name].map { zones[$0] }
        )
    }

    func select(_ regions: [Region], year: Int?) -> [Region] {
        var regions = regions
        if let year {
            let inForce = regions.filter { $0.years.contains(year) }
            if !inForce.isEmpty { regions = inForce }
        }
        var seen: Set<String> = []
        return regions.sorted { ($0.code, -$0.years.lowerBound) < ($1.code, -$1.years.lowerBound) }.filter { seen.insert($0.code).inserted }
    }
}
