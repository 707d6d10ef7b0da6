import Foundation

extension RobustPanelFit {
    static func log1p(_ value: Double) -> Double { Foundation.log1p(value) }
    static func expm1(_ value: Double) -> Double { Foundation.expm1(value) }

    static func exp(_ value: Double) -> Double { Foundation.exp(value) }

    static func log(_ value: Double) -> Double { Foundation.log(value) }

    /// The median of a sorted sequence without the element of one rank.
    static func medianLeavingOut(_ rank: Int, _ element: (Int) -> Double, count: () -> Int) -> Double {
        let rest = count() - 1
        func value(_ position: Int) -> Double { element(position < rank ? position : position + 1) }
        return rest % 2 == 1 ? value(rest / 2) : (value(rest / 2 - 1) + value(rest / 2)) / 2
    }
}
