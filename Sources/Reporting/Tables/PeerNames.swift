import Analyses
import Disclosure

/// The names of groups of bodies for people: `department/county` is 县级部门.
enum PeerNames {
    /// The name of a group by its key: kind, level and code of the region, with slashes between, or the region’s name, kind and level; `nil` for a key that says something else, such as the value of an attribute.
    static func name(_ key: String, _ language: Language) -> String? {
        if key == RankOptions.Peers.all.name { return ReportPageWords.text("everyone", language) }
        var parts = key.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        // The panels of a region say its name first.
        if parts.count == 3, Body.Kind(rawValue: parts[0]) == nil { parts = [parts[1], parts[2], parts[0]] }
        guard (1...3).contains(parts.count), Body.Kind(rawValue: parts[0]) != nil, parts.count < 2 || Body.Level(rawValue: parts[1]) != nil
        else { return nil }
        let name = PageBuilder.kind(parts[0], level: parts.count > 1 ? parts[1] : nil, language)
        let place = parts.count > 2 ? Regions.standard.fullName(of: parts[2]) ?? parts[2] : nil
        return [name.isEmpty ? ReportPageWords.text("everyone", language) : name, place].compactMap { $0 }.joined(separator: " · ")
    }

    /// The names of the groups among some keys.
    static func codes(_ keys: [String]) -> [String: LocalizedText] {
        var codes: [String: LocalizedText] = [:]
        for key in Set(keys) {
            if let chinese = name(key, .zh), let english = name(key, .en) { codes[key] = LocalizedText(zh: chinese, en: english) }
        }
        return codes
    }
}
