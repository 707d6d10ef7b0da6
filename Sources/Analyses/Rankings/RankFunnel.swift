/// The funnel of a group of bodies: its common rate, and the limits at every body's size within which chance and common variation keep a rate.
public struct RankFunnel: Sendable, Hashable {
    /// The limits at one size.
    public struct Limits: Sendable, Hashable {
        /// The denominator.
        public var n: Double
        /// Lower and upper limit of 95 %.
        public var inner: ClosedRange<Double>
        /// Lower and upper limit of 99.8 %, which decide where a body stands.
        public var outer: ClosedRange<Double>
    }

    /// The group, as in ``RankRow/peers``.
    public var peers: String
    /// The rate of all together.
    public var center: Double
    /// By ascending n, each size once.
    public var limits: [Limits]
}
