public import Disclosure

/// A sheet of a workbook beside its long table: a row for each body and year, a column for each indicator, with headings for people.
public protocol WideSheet: Sendable {
    /// The name of the sheet: without what Excel forbids in it, and not the name of a command, which the sheet of the long table has.
    var title: LocalizedText { get }
    /// What a row is of; the first `frozen` of these columns stay in sight.
    var keys: [ResultColumn] { get }
    /// How many of the keys stay in sight.
    var frozen: Int { get }
    /// The indicators in their order.
    var indicators: [WideIndicator] { get }
    /// Calls `body` with each row: a value for each key and one for each indicator. A second call hands over the same rows.
    ///
    /// - Throws: what `body` throws.
    func forEachRow(_ body: (_ keys: [ResultValue], _ values: [WideValue]) throws -> Void) rethrows
}

/// An indicator of a wide sheet.
public struct WideIndicator: Sendable, Hashable {
    /// Its name.
    public var label: LocalizedText
    /// The unit of its numbers, as the forms print it.
    public var unit: String?

    /// An indicator.
    public init(label: LocalizedText, unit: String?) { (self.label, self.unit) = (label, unit) }
}

/// What stands in a cell of a wide sheet.
public enum WideValue: Sendable, Hashable {
    /// A number.
    case number(Double)
    /// A text in place of one.
    case text(String)
    /// Something in place of one, of which only the state is known.
    case state(CellState)
    /// Nothing, in a cell that is on the form.
    case blank
    /// No such cell is on the form.
    case absent
}

extension ResultColumn {
    /// The keys of a sheet whose rows are of a body and year: entity, year, region, level, form.
    public static let bodyAndYear: [ResultColumn] = [
        .text("entity", zh: "主体", en: "Entity"), .number("year", zh: "年度", en: "Year", .plain),
        .text("region_code", zh: "区划代码", en: "Region"), .text("level", zh: "级别", en: "Level", codes: Codes.levels),
        .text("edition", zh: "版本", en: "Edition", codes: Codes.editions),
    ]
}
