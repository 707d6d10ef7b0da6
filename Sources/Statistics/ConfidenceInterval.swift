/// An interval that covers the true value with a stated probability.
public struct ConfidenceInterval: Sendable, Equatable {
    /// Lower end; `-infinity` when there is none.
    public let lower: Double
    /// Upper end; `infinity` when there is none.
    public let upper: Double
    /// The nominal probability of covering, in (0, 1).
    public let level: Double

    /// An interval; `lower` ≤ `upper`, `level` in (0, 1).
    public init(lower: Double, upper: Double, level: Double) {
        precondition(level > 0 && level < 1, "confidence level \(level) outside (0, 1)")
        precondition(!(lower > upper), "interval from \(lower) down to \(upper)")
        self.lower = lower
        self.upper = upper
        self.level = level
    }

    /// Whether `value` lies in the closed interval.
    public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
}
