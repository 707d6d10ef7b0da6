/// All cells of all editions: the catalog that `analyze indicators` prints.
public struct Catalog: Sendable {
    /// Every indicator, in the order of the editions and of the printed forms.
    public let indicators: [Indicator]
    private let byID: [String: [Indicator]]
    private let position: [String: Int]

    /// The catalog of this program.
    public static let standard = Catalog(Form.all.flatMap(\.indicators))

    /// A catalog of the given indicators.
    public init(_ indicators: [Indicator]) {
        self.indicators = indicators
        byID = Dictionary(grouping: indicators, by: \.id)
        position = Dictionary(zip(indicators.lazy.map(\.id), 0...), uniquingKeysWith: { first, _ in first })
    }

    /// The indicator of an id in an edition; `nil` when the edition has no such cell.
    public func indicator(_ id: String, edition: Edition) -> Indicator? {
        byID[id]?.first { $0.edition == edition } ?? (edition.isRegistered ? nil : Form.of(edition).indicators.first { $0.id == id })
    }

    /// The indicators of an id, one for each of some editions that has it, also of such as the catalog does not know.
    public func indicators(_ id: String, among editions: [Edition]) -> [Indicator] {
        let others = editions.filter { !$0.isRegistered }
        return indicators(id) + others.compactMap { indicator(id, edition: $0) }
    }

    /// The indicators of an id, one an edition that has it.
    public func indicators(_ id: String) -> [Indicator] { byID[id] ?? [] }

    /// Ids of indicators, each once, in the order of the catalog; those that it does not have come last, in the order of their names.
    public func ordered(_ ids: some Sequence<String>) -> [String] {
        Set(ids).sorted { one, other in
            let positions = (position[one] ?? Int.max, position[other] ?? Int.max)
            return positions.0 == positions.1 ? one < other : positions.0 < positions.1
        }
    }
}
