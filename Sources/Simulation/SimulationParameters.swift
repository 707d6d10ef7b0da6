/// What a simulated corpus looks like.
public struct SimulationParameters: Sendable, Equatable {
    /// Number of bodies.
    public var bodies: Int
    /// The report years, without gaps.
    public var years: ClosedRange<Int>
    /// Decides every draw: the same seed and parameters give the same corpus.
    public var seed: UInt64
    /// The usual over-dispersion of a count: variance = mean + mean² · dispersion. Bodies vary around it by a factor of about e^±0.5.
    public var dispersion: Double
    /// The standard deviation of the bodies' trends, in log units a year.
    public var slopeSpread: Double
    /// The standard deviation of the effects of years, common to all bodies, in log units.
    public var yearSpread: Double
    /// How often, in a year, a series of decisions really changes its level (a merger, a new competence).
    public var levelShiftRate: Double
    /// The share of reports that were never published.
    public var missingReportRate: Double
    /// The share of bodies that leave the zeros of Table 3 blank.
    public var blankZeroShare: Double
    /// Whether the bodies of Fujian fill in the provincial form with running totals from 2011 to 2018.
    public var usesProvincialForms: Bool
    /// Whether each report bears its day of publication: most in time, some days or weeks late. No figure depends on it.
    public var isDated = false

    /// Parameters of a corpus; all but the first three have the values of a national one.
    public init(
        bodies: Int, years: ClosedRange<Int>, seed: UInt64, dispersion: Double = 0.03, slopeSpread: Double = 0.05, yearSpread: Double = 0.08,
        levelShiftRate: Double = 0.01, missingReportRate: Double = 0.01, blankZeroShare: Double = 0.02, usesProvincialForms: Bool = true
    ) {
        precondition(bodies > 0, "\(bodies) bodies")
        precondition(years.lowerBound >= 2008, "no form of \(years.lowerBound) is known")
        precondition(dispersion >= 0 && slopeSpread >= 0 && yearSpread >= 0, "negative spread")
        precondition([levelShiftRate, missingReportRate, blankZeroShare].allSatisfy { (0...1).contains($0) }, "rates are shares")
        self.bodies = bodies
        self.years = years
        self.seed = seed
        self.dispersion = dispersion
        self.slopeSpread = slopeSpread
        self.yearSpread = yearSpread
        self.levelShiftRate = levelShiftRate
        self.missingReportRate = missingReportRate
        self.blankZeroShare = blankZeroShare
        self.usesProvincialForms = usesProvincialForms
    }
}
