import Disclosure
import LinearAlgebra

/// The design of a linear trend: a constant, the years since the first, and a step at each known break that has values on both sides.
struct TrendDesign {
    let origin: Int
    let breaks: [YearlySeries.KnownBreak]
    let matrix: Matrix

    /// The column of the slope.
    static let slopeColumn = 1

    init(_ series: YearlySeries) {
        origin = series.years.first ?? 0
        breaks = series.effectiveBreaks
        matrix = Self.matrix(series.years, origin: origin, breaks: breaks)
    }

    /// The design of other years.
    func matrix(of years: [Int]) -> Matrix { Self.matrix(years, origin: origin, breaks: breaks) }

    /// The column of a break's step.
    func column(ofBreak index: Int) -> Int { 2 + index }

    private static func matrix(_ years: [Int], origin: Int, breaks: [YearlySeries.KnownBreak]) -> Matrix {
        var columns = [[Double](repeating: 1, count: years.count), years.map { Double($0 - origin) }]
        columns += breaks.map { known in years.map { $0 >= known.year ? 1 : 0 } }
        return Matrix(columns: columns)
    }
}
