import Disclosure
import Statistics

/// Draws the slopes of an indicator toward what the slopes of all bodies are, the imprecise ones most, and says how sure the sign of each is.
///
/// **Definition.** ``AdaptiveShrinkage`` with an estimated mode over the series of one indicator that were fitted by one model, on its scale. The law of the errors is taken for normal
/// with the interval that the slope's own law has: its standard error times the ratio of the quantiles, t to normal. Fewer than ten slopes are left alone.
struct SlopeShrinkage {
    let level: Double

    /// What is known of a slope after the others were seen.
    struct Shrunken {
        /// On the scale of the fit.
        let slope: Double
        let falseSign: Double
    }

    private static let fewestSeries = 10
    /// What slopes are like is known well enough from so many of them.
    private static let sampleSize = 512

    /// One result a fit; `nil` where there is none or too few to learn from.
    func shrunken(_ fits: [FittedTrend?]) -> [Shrunken?] {
        var results = [Shrunken?](repeating: nil, count: fits.count)
        let normal = Normal().upperTailQuantile((1 - level) / 2)
        for model in TrendModel.allCases {
            var (members, estimates, errors): ([Int], [Double?], [Double?]) = ([], [], [])
            for (index, fit) in fits.enumerated() {
                guard let fit, fit.model == model, let error = error(of: fit, normal) else { continue }
                members.append(index)
                estimates.append(fit.slope)
                errors.append(error)
            }
            guard members.count >= Self.fewestSeries,
                let fit = try? AdaptiveShrinkage(mode: .estimated, sampleSize: Self.sampleSize).fit(estimates: estimates, standardErrors: errors)
            else { continue }
            for (index, posterior) in zip(members, fit.posteriors) {
                results[index] = posterior.map { Shrunken(slope: $0.mean, falseSign: $0.localFalseSignRate) }
            }
        }
        return results
    }

    /// The standard error that under a normal law has the width of the slope's interval; `nil` where that is not finite, or nothing is uncertain.
    private func error(of fit: FittedTrend, _ normal: Double) -> Double? {
        guard fit.slope.isFinite, let low = fit.low, let high = fit.high, high > low, high.isFinite, low.isFinite else { return nil }
        let error = (high - low) / (2 * normal)
        return error > 1e-140 && error < 1e140 && fit.slope.magnitude < 1e140 ? error : nil
    }
}
