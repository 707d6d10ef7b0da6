import Foundation

extension RobustPanelFit {
    static func log1p(_ value: Double) -> Double { Foundation.log1p(value) }
    static func expm1(_ value: Double) -> Double { Foundation.expm1(value) }

    static func exp(_ value: Double) -> Double { Foundation.exp(value) }

    static func log(_ value: Double) -> Double { Foundation.log(value) }

    /// The median; the mean of the middle two for an even number; 0 of nothing.
    static func median(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// The median of a sorted sequence without the element of one rank.
    static func medianLeavingOut(_ rank: Int, _ element: (Int) -> Double, count: () -> Int) -> Double {
        let rest = count() - 1
        func value(_ position: Int) -> Double { element(position < rank ? position : position + 1) }
        return rest % 2 == 1 ? value(rest / 2) : (value(rest / 2 - 1) + value(rest / 2)) / 2
    }
}
