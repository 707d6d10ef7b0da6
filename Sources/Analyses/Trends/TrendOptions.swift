public import Disclosure

/// What `analyze trends` may be told.
public struct TrendOptions: Sendable, Hashable {
    /// The model of a trend.
    public enum Model: String, Sendable, Hashable, CaseIterable {
        /// The one recommended for the kind of number and the number of bodies; the row says which.
        case auto
        case ols, quasipoisson, poisson
        case theilSen = "theil-sen"
    }

    /// The correction for the number of series tested.
    public enum FalseDiscovery: String, Sendable, Hashable, CaseIterable {
        case bh, by, none
    }

    /// What one row is about.
    public enum Unit: Sendable, Hashable {
        /// One body's series.
        case series
        /// All bodies of a region: one panel model an indicator and province.
        case region
        /// All bodies of a level: one panel model an indicator and level.
        case level
        /// All bodies: the common movement of each year.
        case yearEffects
        /// All bodies with the same value of an attribute (`Corpus.attributeNames`); those without one have no row.
        case attribute(String)

        /// Those that have a name of their own.
        public static let named: [Unit] = [.series, .region, .level, .yearEffects]

        /// The unit of a name; any other than ``named`` is that of an attribute.
        public init(_ name: String) { self = Self.named.first { $0.name == name } ?? .attribute(name) }

        /// What it is called.
        public var name: String {
            switch self {
            case .series: "series"
            case .region: "region"
            case .level: "level"
            case .yearEffects: "year-effects"
            case .attribute(let name): name
            }
        }
    }

    /// The order of the rows.
    public enum Order: String, Sendable, Hashable, CaseIterable {
        case q, slope, percent, entity
    }

    /// The model.
    public var model: Model
    /// Confidence of the intervals, in (0, 1); a direction is told at 1 − level.
    public var level: Double
    /// The correction for many tests.
    public var falseDiscovery: FalseDiscovery
    /// What one row is about.
    public var unit: Unit
    /// Fewest years with a number for a trend to be fitted, at least 3.
    public var minimumPoints: Int
    /// A trend is stable where the interval of its percentage lies within ± this, above 0.
    public var stablePercent: Double
    /// Years to forecast beyond the last, 0 or more.
    public var forecastYears: Int
    /// The order of the rows.
    public var order: Order
    /// Concepts, ratios and cells to follow, by id or pattern; empty for all concepts (and every variable of an imported panel).
    public var indicators: [IndicatorPattern]
    /// What numbers are counted per; `nil` for the numbers as they are.
    public var exposure: RankOptions.Exposure?
    /// The first year after something that may have changed levels, a known date of every series; `nil` for none.
    public var event: Int?
    /// The attribute and value of the bodies that the event concerned; all when `nil`, and the others are what they are held against.
    public var exposed: BodyTrait?

    /// A value of an attribute.
    public struct BodyTrait: Sendable, Hashable {
        /// The attribute's name, one of `Corpus.attributeNames`.
        public var attribute: String
        /// The value.
        public var value: String

        /// A value of an attribute.
        public init(_ attribute: String, _ value: String) { (self.attribute, self.value) = (attribute, value) }
    }

    /// Options of the analysis of trends.
    public init(
        model: Model = .auto, level: Double = 0.95, falseDiscovery: FalseDiscovery = .bh, unit: Unit = .series, minimumPoints: Int = 5,
        forecastYears: Int = 0, order: Order = .q, indicators: [IndicatorPattern] = [], stablePercent: Double = 5
    ) {
        precondition(stablePercent > 0 && stablePercent.isFinite, "stable within ±\(stablePercent) %")
        precondition(level > 0 && level < 1, "a level of \(level)")
        precondition(minimumPoints >= 3, "\(minimumPoints) points cannot show a trend with its error")
        precondition(forecastYears >= 0, "a forecast of \(forecastYears) years")
        self.model = model
        self.level = level
        self.falseDiscovery = falseDiscovery
        self.unit = unit
        self.minimumPoints = minimumPoints
        self.stablePercent = stablePercent
        self.forecastYears = forecastYears
        self.order = order
        self.indicators = indicators
    }
}
