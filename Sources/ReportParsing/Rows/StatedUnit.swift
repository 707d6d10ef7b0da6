import Disclosure

/// The unit in which a row's money is printed, where the file says another than the form: in the column of units, behind the row's label, or in the head
/// of the column (`本年收费金额（单位：元）`, `采购总金额（元）`).
struct StatedUnit {
    /// The unit's own name.
    let name: String
    /// How many powers of ten it is of a yuan.
    private let power: UInt8

    private static let units = [
        StatedUnit(name: "百万元", power: 6), StatedUnit(name: "亿元", power: 8), StatedUnit(name: "万元", power: 4), StatedUnit(name: "千元", power: 3),
        StatedUnit(name: "元", power: 0),
    ]

    /// The unit that a row states for its money; `nil` when it states none.
    ///
    /// - Parameter index: the row among all of the document, whose heads stand above it.
    static func of(_ index: Int, in source: [SourceRow]) -> StatedUnit? {
        let row = source[index]
        if let unit = row.unit, let own = units.first(where: { $0.name == unit }) { return own }
        if let label = row.labels.last, let own = stated(in: label) { return own }
        // In lines the heads are labels before the row's own.
        for label in row.labels.dropLast().reversed().prefix(3) { if let head = stated(in: label) { return head } }
        var above = index - 1
        while above >= 0, index - above <= 3, source[above].table == row.table, source[above].kind == row.kind, !source[above].hasNumber {
            for label in source[above].labels { if let head = stated(in: label) { return head } }
            above -= 1
        }
        return nil
    }

    /// The unit that a folded label ends with in brackets or names as 单位.
    private static func stated(in label: String) -> StatedUnit? {
        guard label.holds("元") else { return nil }
        return units.first { label.hasSuffix("(\($0.name))") || label.holds("单位:\($0.name)") }
    }

    /// Whether an indicator of money is counted in another unit.
    func differs(from indicatorUnit: String) -> Bool { Self.power(of: indicatorUnit).map { $0 != power } ?? false }

    /// A number in this unit in that of an indicator of money; `nil` when it cannot be held.
    func value(_ number: ExactDecimal, in indicatorUnit: String) -> ExactDecimal? {
        guard let own = Self.power(of: indicatorUnit) else { return nil }
        return power > own ? number.scaledUp(by: power - own) : number.scaledDown(by: own - power)
    }

    private static func power(of name: String) -> UInt8? { units.first { $0.name == name }?.power }
}
