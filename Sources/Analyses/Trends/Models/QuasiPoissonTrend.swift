import Disclosure

/// Log-linear trends of everything that is not below 0, whatever its kind; what is gets the least-squares line instead.
struct QuasiPoissonTrend: TrendFitting {
    func fit(_ series: [YearlySeries], level: Double, forecastYears: Int) -> [TrendOutcome] {
        let fitting = series.indices.filter { series[$0].measure == .count && series[$0].least >= 0 }
        let counts = AutomaticTrend(kind: .counts).fit(fitting.map { series[$0] }, level: level, forecastYears: forecastYears)
        return LeastSquaresTrend.filling(series, from: zip(fitting, counts), level: level, forecastYears: forecastYears)
    }
}
