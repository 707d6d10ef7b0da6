/// What would have been forecast in the past on one scale, and how wrong it was.
struct PastForecasts {
    let scale: PowerScale
    private let values: [[Double?]]
    private let places: [[Double?]]
    private let origins: [[DampedLevels.Origin]]
    /// s of each origin.
    private let spreads: [[Double?]]
    private let support: PowerForecasts.Support
    private let level: Double

    /// Fewest past years and past forecasts that bounds are taken from.
    private static let (fewestYears, fewestForecasts) = (2, 60)
    private static let averaged = 4

    /// What the past errors of one distance say.
    struct Bounds {
        let candidates: [Int]
        /// Of the errors over s.
        let low: Double
        let middle: Double
        let high: Double
        let widening: Double
        let years: Int
        let count: Int
        /// Mean interval score in the past, in units of the values.
        let score: Double
    }

    init(_ values: [[Double?]], scale: PowerScale, support: PowerForecasts.Support, level: Double) {
        self.values = values
        self.scale = scale
        self.support = support
        self.level = level
        let places = values.map { $0.map { $0.map(scale.transformed) } }
        let origins = zip(places, values).map { DampedLevels.origins($0, values: $1) }
        var byPeriod = [[(series: Int, position: Int)]](repeating: [], count: values.first?.count ?? 0)
        for (series, row) in origins.enumerated() {
            for (position, origin) in row.enumerated() { byPeriod[origin.period].append((series, position)) }
        }
        var spreads = origins.map { [Double?](repeating: nil, count: $0.count) }
        for members in byPeriod where !members.isEmpty {
            let here = DifferenceScales.scales(members.map { origins[$0.series][$0.position] }, scale: scale, support: support)
            for (member, spread) in zip(members, here) { spreads[member.series][member.position] = spread }
        }
        self.places = places
        self.origins = origins
        self.spreads = spreads
    }

    /// One forecast of the past.
    private struct Trial {
        let series: Int
        let origin: DampedLevels.Origin
        let spread: Double
        let place: Double
        let value: Double
    }

    /// The bounds of a distance; `nil` where the past does not suffice.
    func bounds(ahead: Int) -> Bounds? {
        var trials: [Trial] = []
        for series in values.indices {
            for (origin, spread) in zip(origins[series], spreads[series]) where origin.period + ahead < places[series].count {
                guard let spread, let place = places[series][origin.period + ahead], let value = values[series][origin.period + ahead] else {
                    continue
                }
                trials.append(Trial(series: series, origin: origin, spread: spread, place: place, value: value))
            }
        }
        guard trials.count >= Self.fewestForecasts else { return nil }
        var errors = [Double](repeating: 0, count: DampedLevels.candidateCount)
        for trial in trials {
            for candidate in errors.indices {
                let forecast = DampedLevels.forecast(trial.origin, candidate: candidate, ahead: ahead, slope: trial.origin.slope)
                errors[candidate] += (trial.place - forecast).magnitude / trial.spread
            }
        }
        let candidates = Array(errors.indices.sorted { (errors[$0], $0) < (errors[$1], $1) }.prefix(Self.averaged))
        var byYear = [[Double]](repeating: [], count: values.first?.count ?? 0)
        let standardized = trials.map { (trial: Trial) -> Double in
            let error = (trial.place - mean(trial.origin, candidates, ahead, trial.origin.slope)) / trial.spread
            byYear[trial.origin.period].append(error)
            return error
        }
        let years = byYear.filter { !$0.isEmpty }.map { $0.sorted() }
        guard years.count >= Self.fewestYears else { return nil }
        let sorted = standardized.sorted()
        let (count, share) = (sorted.count, (1 - level) / 2)
        let low = sorted[max(Int((share * Double(count + 1)).rounded(.down)) - 1, 0)]
        let high = sorted[min(Int(((1 - share) * Double(count + 1)).rounded(.up)) - 1, count - 1)]
        let middle = medianOfSorted(sorted)
        var widening = 1.0
        while widening < 5, cautiousCoverage(years, middle + widening * (low - middle), middle + widening * (high - middle)) < level {
            widening *= 1.02
        }
        let (lower, upper) = (middle + widening * (low - middle), middle + widening * (high - middle))
        var score = 0.0
        let penalty = 2 / (1 - level)
        for trial in trials {
            let center = mean(trial.origin, candidates, ahead, trial.origin.slope)
            let from = value(center + lower * trial.spread)
            let to = value(center + upper * trial.spread)
            let missed = max(from - trial.value, 0) + max(trial.value - to, 0)
            score += (to - from + penalty * missed) / Double(count)
        }
        guard score.isFinite else { return nil }
        return Bounds(
            candidates: candidates, low: lower, middle: middle, high: upper, widening: widening, years: years.count, count: count, score: score)
    }

    /// The forecast of a series from its last origin; `nil` without one, or where nothing varies.
    func forecast(_ series: Int, ahead: Int, _ bounds: Bounds, stretch: Double, direction: Double?) -> PowerForecasts.Forecast? {
        guard let origin = origins[series].last, let spread = spreads[series].last ?? nil else { return nil }
        // The trend of the row has the say about where it goes.
        let isAgainst = direction.map { $0 * origin.slope < 0 } ?? false
        let center = mean(origin, bounds.candidates, ahead, isAgainst ? 0 : origin.slope)
        let middle = bounds.middle
        let low = value(center + (middle + stretch * (bounds.low - middle)) * spread)
        let high = value(center + (middle + stretch * (bounds.high - middle)) * spread)
        let point = min(max(value(center), low), high)
        guard low.isFinite, high.isFinite, point.isFinite else { return nil }
        return .init(value: point, interval: ConfidenceInterval(lower: low, upper: high, level: level))
    }

    private func value(_ place: Double) -> Double { support == .real ? scale.value(place) : max(scale.value(place), 0) }

    private func mean(_ origin: DampedLevels.Origin, _ candidates: [Int], _ ahead: Int, _ slope: Double) -> Double {
        candidates.reduce(0) { $0 + DampedLevels.forecast(origin, candidate: $1, ahead: ahead, slope: slope) / Double(candidates.count) }
    }

    /// The coverage in the past, less .8 standard deviations of what years differ by beyond chance.
    private func cautiousCoverage(_ years: [[Double]], _ low: Double, _ high: Double) -> Double {
        let counts = years.map { Double($0.count) }
        let covered = years.map { Double(Self.rank($0, through: high) - Self.rank($0, before: low)) }
        let total = counts.reduce(0, +)
        let mean = covered.reduce(0, +) / total
        let number = Double(years.count)
        var (between, chance) = (0.0, 0.0)
        for (inside, count) in zip(covered, counts) {
            let distance = inside / count - mean
            between += count * distance * distance / total
            chance += mean * (1 - mean) / count / number
        }
        between *= number / (number - 1)
        return mean - 0.8 * max(between - chance, 0).squareRoot()
    }

    /// Values before one, or through it.
    private static func rank(_ sorted: [Double], before value: Double) -> Int { rank(sorted) { $0 < value } }
    private static func rank(_ sorted: [Double], through value: Double) -> Int { rank(sorted) { $0 <= value } }
    private static func rank(_ sorted: [Double], _ isBelow: (Double) -> Bool) -> Int {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if isBelow(sorted[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
