import Disclosure

extension LocalizedText {
    /// What ends a result of which nothing was stored.
    static let dryRun = LocalizedText(zh: "试运行，库未改动。", en: "Dry run: the store is as it was.")

    /// Names one after the other.
    static func list(_ names: some Sequence<String>) -> LocalizedText {
        LocalizedText(zh: names.joined(separator: "、"), en: names.joined(separator: ", "))
    }
}
