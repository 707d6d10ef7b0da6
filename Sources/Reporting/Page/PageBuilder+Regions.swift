import Disclosure

/// Bodies gathered by the first digits of their region codes; the empty prefix is that of those without a code.
extension PageBuilder {
    /// Digits by which bodies are gathered: as many as some forty rows allow; `nil` where no number of them makes several rows and not too many.
    static func prefixLength(_ codes: [String?]) -> Int? {
        [6, 4, 2].first { length in (2...42).contains(Set(codes.map { $0.map { $0.prefix(length) } ?? "" }).count) }
    }

    /// What prefixes are sorted by: those without a code come last.
    static func order(_ prefix: String) -> String { prefix.isEmpty ? "~" : prefix }

    /// The name of the region of a prefix, or its code.
    /// - Parameter orProvince: whether the province is named where the region itself has no name.
    func regionName(_ prefix: String, orProvince: Bool = false) -> String {
        guard !prefix.isEmpty else { return word("noRegion") }
        let code = prefix + String(repeating: "0", count: max(0, 6 - prefix.count))
        let province = orProvince ? Regions.standard.fullName(of: prefix.prefix(2) + "0000") : nil
        return Regions.standard.fullName(of: code) ?? province ?? code
    }
}
