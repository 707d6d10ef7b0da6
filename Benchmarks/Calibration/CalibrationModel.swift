import Foundation
import Statistics

/// A way to test a group of short series for a trend: the p-value and the 95 % interval of each slope, on the scale of the linear predictor.
struct CalibrationModel: Sendable {
    let name: String
    /// Whether the model is one of those recommended, which the calibration is about.
    let recommended: Bool
    /// Whether it is about counts with a log-linear trend.
    let forCounts: Bool
    /// Whether the series of a group tell it something about each other.
    var learnsFromGroup = false
    let fit: @Sendable (_ years: [Double], _ series: [[Double]]) -> [Result?]

    /// Whether its slope is the one simulated: log-linear for counts.
    func isOnScale(of mean: Double?) -> Bool { mean == nil || forCounts }

    /// What a model says of one series; the interval on demand, because some cost more than all else.
    struct Result: Sendable {
        let p: Double
        let interval: (@Sendable () -> ConfidenceInterval)?

        init(_ p: Double, _ interval: (@Sendable () -> ConfidenceInterval)?) {
            self.p = p
            self.interval = interval
        }
    }

    static let gaussian = [
        CalibrationModel(name: "GLS over ρ, moderated t", recommended: true, forCounts: false, learnsFromGroup: true) { years, series in
            let fit = try? ModeratedTrends().fit(x: years, series: series)
            return series.indices.map { index in (fit?.trends[index]).map { trend in Result(trend.pValue) { trend.confidenceInterval(level: 0.95) } }
            }
        },
        CalibrationModel(name: "OLS t", recommended: false, forCounts: false) { years, series in
            series.map { y in
                (try? SimpleTrend().fit(x: years, y: y)).map { line in Result(line.pValue) { line.confidenceInterval(level: 0.95) } }
            }
        },
        CalibrationModel(name: "Newey–West, one series", recommended: false, forCounts: false) { years, series in
            series.map { NeweyWestTrend.fit(years, $0) }
        },
        CalibrationModel(name: "Mann–Kendall, exact", recommended: false, forCounts: false) { years, series in
            series.map { y in
                guard let test = try? MannKendall().fit(y), let slope = try? TheilSen().fit(x: years, y: y) else { return nil }
                return Result(test.pValue) { slope.confidenceInterval(level: 0.95) }
            }
        },
        CalibrationModel(name: "Hamed–Rao Mann–Kendall", recommended: false, forCounts: false) { years, series in
            series.map { HamedRaoTest.pValue($0, years: years).map { Result($0, nil) } }
        },
    ]

    static let counts = [
        CalibrationModel(name: "quasi-Poisson over ρ, EB dispersion", recommended: true, forCounts: true, learnsFromGroup: true) { years, series in
            counts(QuasiPoissonTrends(), years, series)
        },
        CalibrationModel(name: "quasi-Poisson, EB dispersion, ρ = 0", recommended: false, forCounts: true, learnsFromGroup: true) { years, series in
            counts(QuasiPoissonTrends(autocorrelation: .none), years, series)
        },
        CalibrationModel(name: "naive Poisson", recommended: false, forCounts: true) { years, series in
            counts(QuasiPoissonTrends(dispersion: .poisson, autocorrelation: .none, exactBelow: 0, exactBelowMean: 0), years, series)
        },
        CalibrationModel(name: "OLS t on counts", recommended: false, forCounts: false) { years, series in
            series.map { y in (try? SimpleTrend().fit(x: years, y: y)).map { line in Result(line.pValue) { line.confidenceInterval(level: 0.95) } } }
        },
        CalibrationModel(name: "Mann–Kendall", recommended: false, forCounts: false) { _, series in
            series.map { y in (try? MannKendall().fit(y)).map { Result($0.pValue, nil) } }
        },
        CalibrationModel(name: "Hamed–Rao Mann–Kendall", recommended: false, forCounts: false) { years, series in
            series.map { HamedRaoTest.pValue($0, years: years).map { Result($0, nil) } }
        },
    ]

    private static func counts(
        _ model: QuasiPoissonTrends, _ years: [Double], _ series: [[Double]]
    ) -> [Result?] {
        let fit = try? model.fit(x: years, counts: series)
        return series.indices.map { index in (fit?.trends[index]).map { trend in Result(trend.pValue) { trend.confidenceInterval(level: 0.95) } } }
    }
}

/// Least squares with Newey and West's standard error from one series, Bartlett weights up to ⌊4(n/100)^{2/9}⌋ + 1 lags: what is often done, and should not be.
enum NeweyWestTrend {
    static func fit(_ x: [Double], _ y: [Double]) -> CalibrationModel.Result? {
        guard let line = try? SimpleTrend().fit(x: x, y: y) else { return nil }
        let n = x.count
        let mean = x.reduce(0, +) / Double(n)
        let square = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let scores = zip(x, y).map { ($0 - mean) * ($1 - line.intercept - line.slope * $0) }
        let lags = Int(4 * pow(Double(n) / 100, 2.0 / 9)) + 1
        var meat = scores.reduce(0) { $0 + $1 * $1 }
        for lag in 1...min(lags, n - 1) {
            let weight = 1 - Double(lag) / Double(lags + 1)
            for t in lag..<n { meat += 2 * weight * scores[t] * scores[t - lag] }
        }
        let error = (max(meat, 0) * Double(n) / Double(n - 2)).squareRoot() / square
        guard error > 0 else { return nil }
        let law = StudentT(degreesOfFreedom: Double(n - 2))
        let half = law.upperTailQuantile(0.025) * error
        return .init(law.twoSidedPValue(line.slope / error)) {
            ConfidenceInterval(lower: line.slope - half, upper: line.slope + half, level: 0.95)
        }
    }
}

/// Hamed and Rao's Mann–Kendall test: the variance of S corrected by the significant autocorrelations of the ranks of the detrended series.
enum HamedRaoTest {
    static func pValue(_ y: [Double], years: [Double]) -> Double? {
        guard let test = try? MannKendall(method: .normal).fit(y), let slope = try? TheilSen().fit(x: years, y: y).slope else { return nil }
        let n = y.count
        let detrended = zip(years, y).map { $1 - slope * $0 }
        guard let ranks = try? Ranks().ranks(of: detrended).map({ $0 ?? 0 }) else { return nil }
        let mean = ranks.reduce(0, +) / Double(n)
        let centered = ranks.map { $0 - mean }
        let square = centered.reduce(0) { $0 + $1 * $1 }
        guard square > 0 else { return 1 }
        let bound = Normal().upperTailQuantile(0.025) / Double(n).squareRoot()
        var sum = 0.0
        for lag in 1..<n {
            var covariance = 0.0
            for t in lag..<n { covariance += centered[t] * centered[t - lag] }
            let correlation = covariance / square
            guard correlation.magnitude >= bound else { continue }
            let rest = Double(n - lag)
            sum += rest * (rest - 1) * (rest - 2) * correlation
        }
        let m = Double(n)
        let variance = test.scoreVariance * (1 + 2 / (m * (m - 1) * (m - 2)) * sum)
        guard variance > 0 else { return test.pValue }
        return Normal().twoSidedPValue(Double(test.score - test.score.signum()) / variance.squareRoot())
    }
}
