public import Disclosure

/// The printed cells of an edition as positions 0…: what a simulated record is an array over.
public struct CellLayout: Sendable {
    /// The edition.
    public let edition: Edition
    /// The cells in the form's order.
    public let indicators: [Indicator]
    /// The digits behind the point that a cell's values are kept with: 4 for money in 万元, 2 for money in 元, 0 for counts.
    public let decimals: [UInt8]

    private let positions: [String: Int]

    /// The layout of an edition.
    public static func of(_ edition: Edition) -> CellLayout { layouts[edition] }

    /// The position of a cell; `nil` for an id that the form does not print.
    public func position(of indicator: String) -> Int? { positions[indicator] }

    /// The position of a cell of the form.
    /// - Precondition: The form prints it.
    public subscript(indicator: String) -> Int {
        guard let position = positions[indicator] else { preconditionFailure("\(edition.rawValue) has no cell \(indicator)") }
        return position
    }

    private init(_ edition: Edition) {
        self.edition = edition
        indicators = Form.of(edition).cells
        decimals = indicators.map { $0.kind == .money ? ($0.unit == "元" ? 2 : 4) : 0 }
        positions = Dictionary(uniqueKeysWithValues: indicators.enumerated().map { ($1.id, $0) })
    }

    private static let layouts = PerEdition { CellLayout($0) }
}
