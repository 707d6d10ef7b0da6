/// What each year of a series had to say about those to come: smoothed levels, the slope, and how far one year lies from the next, each from the values up to that year alone.
struct DampedLevels {
    /// α of the smoothed levels.
    static let memories: [Double] = [1, 0.75, 0.5, 0.3]
    /// Shares of the slope that a forecast goes on with.
    static let shares: [Double] = [0, 0.3, 0.6, 0.9]
    /// φ: what a year keeps of the slope of the year before.
    static let damping = 0.8
    /// Values before the first forecast.
    static let fewest = 4
    static var candidateCount: Int { memories.count * shares.count }

    /// What one year had to say.
    struct Origin: Sendable {
        /// The year's position.
        let period: Int
        /// One a memory.
        let levels: [Double]
        let slope: Double
        /// Mean square of the differences of neighbors, over their gaps.
        let squaredDifference: Double
        /// Differences.
        let differences: Double
        /// Mean of the values before they were transformed.
        let mean: Double
    }

    /// Of each position with a value from the fourth value on.
    static func origins(_ places: [Double?], values: [Double?]) -> [Origin] {
        var result: [Origin] = []
        var levels: [Double] = []
        var (count, square, total, previous) = (0.0, 0.0, 0.0, 0)
        // Sums for the slope, from the first value, for digits.
        var (first, origin) = (0, 0.0)
        var (st, sg, stt, stg) = (0.0, 0.0, 0.0, 0.0)
        var last = 0.0
        for period in places.indices {
            guard let place = places[period], let value = values[period] else { continue }
            if count == 0 {
                levels = memories.map { _ in place }
                (first, origin) = (period, place)
            } else {
                let gap = period - previous
                for index in levels.indices {
                    var kept = 1.0
                    for _ in 0..<gap { kept *= 1 - memories[index] }
                    levels[index] += (1 - kept) * (place - levels[index])
                }
                square += (place - last) * (place - last) / Double(gap)
            }
            let (t, g) = (Double(period - first), place - origin)
            (st, sg, stt, stg) = (st + t, sg + g, stt + t * t, stg + t * g)
            count += 1
            total += value
            (previous, last) = (period, place)
            if Int(count) >= fewest {
                let spread = stt - st * st / count
                result.append(
                    Origin(
                        period: period, levels: levels, slope: (stg - st * sg / count) / spread, squaredDifference: square / (count - 1),
                        differences: count - 1, mean: total / count))
            }
        }
        return result
    }

    /// The forecast of a candidate `ahead` years from an origin.
    static func forecast(_ origin: Origin, candidate: Int, ahead: Int, slope: Double) -> Double {
        var (sum, factor) = (0.0, 1.0)
        for _ in 0..<ahead {
            factor *= damping
            sum += factor
        }
        return origin.levels[candidate / shares.count] + shares[candidate % shares.count] * slope * sum
    }
}
