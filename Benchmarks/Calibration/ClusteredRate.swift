import Foundation

/// A share of series, and how uncertain it is when the series of a group share what a model learned from them.
///
/// The standard error is that of a ratio over groups: √Σ(hits − rate·tried)²/Σtried.
struct ClusteredRate: Sendable {
    private var (hits, tried) = (0.0, 0.0)
    private var (hitsSquared, product, triedSquared) = (0.0, 0.0, 0.0)

    /// Adds one group.
    mutating func add(hits: Int, of tried: Int) {
        let (h, t) = (Double(hits), Double(tried))
        self.hits += h
        self.tried += t
        hitsSquared += h * h
        product += h * t
        triedSquared += t * t
    }

    /// Adds the groups of another.
    mutating func merge(_ other: ClusteredRate) {
        hits += other.hits
        tried += other.tried
        hitsSquared += other.hitsSquared
        product += other.product
        triedSquared += other.triedSquared
    }

    /// `nil` when nothing was tried.
    var rate: Double? { tried > 0 ? hits / tried : nil }

    var standardError: Double? {
        rate.map { max(0, hitsSquared - 2 * $0 * product + $0 * $0 * triedSquared).squareRoot() / tried }
    }

    var text: String { rate.map { String(format: "%.3f", $0) } ?? "–" }
    var textWithError: String { text + (standardError.map { String(format: " ± %.3f", $0) } ?? "") }
}
