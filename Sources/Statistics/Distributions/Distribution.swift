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
    /// Moves a first guess to the smallest k with `holds(k)`, a property that stays true once it is true.
    func smallest(from guess: Double, where holds: (Int) -> Bool) -> Int {
        var k = guess.isFinite ? Int(min(max(guess, 0), 4e18)) : 0
        while k > 0 && holds(k - 1) { k -= 1 }
        while !holds(k) { k += 1 }
        return k
    }
}

/// Traps unless `p` is a probability.
func requireProbability(_ p: Double) {
    precondition(p >= 0 && p <= 1, "probability \(p) outside [0, 1]")
}
