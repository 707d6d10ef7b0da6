/// A probability distribution on the real line.
///
/// Both tails are computed directly, never as one minus the other: `upperTail` keeps its relative accuracy down to the smallest double.
public protocol ContinuousDistribution: Sendable, Equatable {
    /// The density at `x`.
    func density(_ x: Double) -> Double
    /// P(X ≤ x).
    func cumulative(_ x: Double) -> Double
    /// P(X > x), with full relative accuracy where it is small.
    func upperTail(_ x: Double) -> Double
    /// The x with P(X ≤ x) = p, for p in [0, 1].
    func quantile(_ p: Double) -> Double
    /// The x with P(X > x) = q, for q in [0, 1]: accurate for q far below the spacing of doubles at 1.
    func upperTailQuantile(_ q: Double) -> Double
}

/// A probability distribution on the non-negative integers.
public protocol DiscreteDistribution: Sendable, Equatable {
    /// P(X = k); 0 outside the support.
    func probability(_ k: Int) -> Double
    /// P(X ≤ k).
    func cumulative(_ k: Int) -> Double
    /// P(X > k), with full relative accuracy where it is small. The p-value of "at least k" is `upperTail(k - 1)`.
    func upperTail(_ k: Int) -> Double
    /// The smallest k with P(X ≤ k) ≥ p, for p in [0, 1).
    func quantile(_ p: Double) -> Int
    /// The smallest k with P(X > k) ≤ q, for q in (0, 1].
    func upperTailQuantile(_ q: Double) -> Int
}

extension DiscreteDistribution {
    /// The smallest k with `holds(k)`, a property that stays true once it is true, sought from a first guess in steps that double.
    ///
    /// A law whose quantile is beyond 4·10¹⁸ has that number, the end of what an integer holds.
    func smallest(from guess: Double, where holds: (Int) -> Bool) -> Int {
        let end = 4_000_000_000_000_000_000
        let start = guess.isFinite ? Int(min(max(guess, 0), Double(end))) : 0
        // Invariant: `low` does not hold, `high` does; −1 stands for what is before the support.
        var (low, high, step) = (start, start, 1)
        if holds(start) {
            repeat {
                high = low
                if high == 0 { return 0 }
                low = max(high - step, -1)
                step *= 2
            } while low >= 0 && holds(low)
        } else {
            repeat {
                low = high
                if low == end { return end }
                high = step < end - low ? low + step : end
                step *= 2
            } while !holds(high)
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if holds(middle) { high = middle } else { low = middle }
        }
        return high
    }
}

/// Traps unless `p` is a probability.
func requireProbability(_ p: Double) {
    precondition(p >= 0 && p <= 1, "probability \(p) outside [0, 1]")
}
