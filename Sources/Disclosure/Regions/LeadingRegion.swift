/// The region or zone that a text begins with, and what follows it.
public struct LeadingRegion: Sendable, Hashable {
    /// The regions that the name may mean; several when it is borne by several and nothing above it tells them apart. Empty for a zone.
    public let regions: [Region]
    /// The zone, when the text begins with the name of one.
    public let zone: FunctionalZone?
    /// The text behind the name.
    public let rest: String
    /// Whether the last name stands in full (淮安市), not shortened (淮安).
    public let isFullName: Bool

    /// A beginning that was read.
    public init(regions: [Region], zone: FunctionalZone?, rest: String, isFullName: Bool) {
        self.regions = regions
        self.zone = zone
        self.rest = rest
        self.isFullName = isFullName
    }
}

extension Regions {
    /// Reads the chain of region names at the beginning of a text: `江苏省淮安市清江浦区财政局` gives 清江浦区 and `财政局`.
    ///
    /// Longest names first; a name counts behind another only when it lies within it, so that `上海市人民政府` does not go astray. Names of
    /// provinces and prefectures may be shortened (`江苏淮安市…`), those of counties not: too many are ordinary words.
    /// - Parameters:
    ///   - text: The text; white space in it is skipped.
    ///   - year: Prefers regions that were in force then.
    /// - Returns: `nil` when the text begins with no region.
    public func leading(_ text: String, year: Int? = nil) -> LeadingRegion? {
        let characters = text.filter { !$0.isWhitespace }.map { $0 }
        var position = 0
        var current: [Region] = []
        var isFull = true
        var found = false
        search: while position < characters.count {
            let longest = longestName(from: characters[position...].prefix(2)) ?? 0
            for length in stride(from: min(16, longest, characters.count - position), through: 2, by: -1) {
                let (full, short, zone) = matches(String(characters[position..<position + length]))
                if let zone, current.isEmpty || current.contains(where: { isZone(zone, in: $0) }) {
                    return LeadingRegion(regions: [], zone: zone, rest: String(characters[(position + length)...]), isFullName: true)
                }
                for (candidates, isFullName) in [(full, true), (short, false)] {
                    let inside =
                        current.isEmpty
                        ? candidates
                        : candidates.filter { inner in
                            current.contains { outer in inner.code != outer.code && isWithin(inner.code, outer.code) }
                        }
                    guard !inside.isEmpty else { continue }
                    current = select(inside, year: year)
                    position += length
                    isFull = isFullName
                    found = true
                    continue search
                }
            }
            break
        }
        return found ? LeadingRegion(regions: current, zone: nil, rest: String(characters[position...]), isFullName: isFull) : nil
    }

    private func isZone(_ zone: FunctionalZone, in region: Region) -> Bool {
        region.code == zone.parentCode || zone.territory.contains { isWithin($0, region.code) }
    }
}
