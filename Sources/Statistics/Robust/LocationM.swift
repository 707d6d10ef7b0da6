/// An M estimate of location: a mean that gives less weight, or none, to values far away.
///
/// Huber's keeps every value and bounds its influence; Tukey's biweight forgets values farther than `tuning` scales.
///
/// ```swift
/// try LocationM(.huber).fit([1, 2, 3, 4, 100]).location
/// ```
/// **Definition.** μ̂ solves Σψ((x − μ)/s) = 0 with the scale *s* = MAD held fixed, started at the median and iterated with weights ψ(u)/u until the change is below
/// 1e-12·s. Tuning 1.345 (Huber) and 4.685 (Tukey) give 95 % efficiency for normal data. With s = 0, when more than half of the values are equal, the median is the
/// estimate.
///
/// **Missing values.** `nil` is left out.
/// - Complexity: O(*n* log *n*) and O(*n*) an iteration.
/// - References: Huber & Ronchetti (2009), *Robust Statistics*; Beaton & Tukey (1974), *Technometrics* 16, 147–185. Test values: R MASS and statsmodels' norms,
///   `Tests/StatisticsTests/ReferenceValues/Robust.R`.
public struct LocationM: Sendable, Equatable {
    /// How influence falls off.
    public enum Influence: Sendable, Equatable {
        /// Linear, then constant.
        case huber
        /// Redescending to 0: the biweight.
        case tukey
    }

    /// How influence falls off.
    public let influence: Influence
    /// Where it does, in scales.
    public let tuning: Double

    /// The estimator; `tuning` defaults to 95 % efficiency.
    public init(_ influence: Influence, tuning: Double? = nil) {
        self.influence = influence
        self.tuning = tuning ?? (influence == .huber ? 1.345 : 4.685)
        precondition(self.tuning > 0, "tuning constant \(self.tuning)")
    }

    /// The estimate and what it rests on.
    public struct Fit: Sendable, Equatable {
        /// μ̂.
        public let location: Double
        /// The fixed scale *s*.
        public let scale: Double
        /// Values used.
        public let observations: Int
        /// Iterations done.
        public let iterations: Int
    }

    /// Estimates the location.
    ///
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)``, ``EstimationError/invalidValue(index:value:)``,
    ///   ``EstimationError/notConverged(iterations:change:)``.
    public func fit(_ values: [Double?]) throws(EstimationError) -> Fit {
        let x = try finiteSorted(values)
        let scale = try MedianAbsoluteDeviation().scale(of: x)
        var location = medianOfSorted(x)
        guard scale > 0 else { return Fit(location: location, scale: 0, observations: x.count, iterations: 0) }
        var change = Double.infinity
        for iteration in 1...1000 {
            var (weights, moved) = (0.0, 0.0)
            for value in x {
                let distance = (value - location) / scale
                let weight = weight(distance.magnitude)
                weights += weight
                moved += weight * distance
            }
            let step = moved / weights
            location += step * scale
            change = step.magnitude
            if change < 1e-12 { return Fit(location: location, scale: scale, observations: x.count, iterations: iteration) }
        }
        throw .notConverged(iterations: 1000, change: change)
    }

    /// ψ(u)/u.
    private func weight(_ distance: Double) -> Double {
        switch influence {
        case .huber: return distance <= tuning ? 1 : tuning / distance
        case .tukey:
            let share = distance / tuning
            return share >= 1 ? 0 : (1 - share * share) * (1 - share * share)
        }
    }
}
