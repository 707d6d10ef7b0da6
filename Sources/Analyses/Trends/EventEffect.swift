/// What an event did to the level of a panel's numbers, beside dates at which nothing is known to have happened.
public struct EventEffect: Sendable, Hashable {
    /// A change of level with its law.
    public struct Change: Sendable, Hashable {
        /// In units at the mean of the values.
        public var units: Double
        /// In percent; `nil` where percentages mean nothing.
        public var percent: Double?
        /// Lower end of the interval, in percent where there is a percentage, else in units.
        public var low: Double
        /// Upper end of it.
        public var high: Double
        /// Two-sided p-value of no change.
        public var pValue: Double
    }

    /// The step that a date without an event has, beside that of the event.
    public struct Placebo: Sendable, Hashable {
        /// The first year after it.
        public var year: Int
        /// The change there.
        public var change: Change
    }

    /// What the event did not concern, and what it changed beyond that.
    public struct Control: Sendable, Hashable {
        /// What it is.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            /// Bodies that the event did not concern.
            case bodies
            /// The other indicators of the same bodies.
            case indicators
        }

        /// What it is.
        public var kind: Kind
        /// How many bodies or indicators.
        public var count: Int
        /// The change beyond theirs.
        public var change: Change
    }

    /// The first year after the event.
    public var year: Int
    /// The change of level; the trend and other known dates are in the model.
    public var change: Change
    /// ``Change/pValue`` adjusted over the rows.
    public var qValue: Double?
    /// The other dates with three years on either side that are no neighbors of a known one.
    public var placebos: [Placebo]
    /// The share of dates, the event's among them, whose change is at least as clear, by p-value; `nil` without a placebo.
    public var placeboShare: Double?
    /// What it is held against; `nil` where there is nothing.
    public var control: Control?
}
