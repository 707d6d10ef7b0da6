/// Kendall's S, the number of rising pairs less the falling ones, and its law when the order means nothing.
enum KendallScore {
    /// S of ordinates in the order of their abscissae; pairs with equal abscissae do not count.
    static func score(x: [Double], y: [Double]) -> Int {
        var score = 0
        for j in y.indices {
            for i in 0..<j where x[i] != x[j] {
                let rises = (y[j] > y[i]) == (x[j] > x[i])
                score += y[j] == y[i] ? 0 : rises ? 1 : -1
            }
        }
        return score
    }

    /// Var(S) = [n(n−1)(2n+5) − Σt(t−1)(2t+5)] / 18 with the ties of the ordinates.
    ///
    /// With ties among the abscissae as well the general formula of Kendall (1970), ch. 4, applies.
    static func variance(count: Int, ties: [Int], abscissaTies: [Int] = []) -> Double {
        let n = Double(count)
        func third(_ t: Double) -> Double { t * (t - 1) * (2 * t + 5) }
        func sum(_ sizes: [Int], _ term: (Double) -> Double) -> Double { sizes.reduce(0) { $0 + term(Double($1)) } }
        var variance = (third(n) - sum(ties, third) - sum(abscissaTies, third)) / 18
        if !ties.isEmpty && !abscissaTies.isEmpty {
            let cubes = { (t: Double) in t * (t - 1) * (t - 2) }
            let pairs = { (t: Double) in t * (t - 1) }
            if count > 2 { variance += sum(ties, cubes) * sum(abscissaTies, cubes) / (9 * n * (n - 1) * (n - 2)) }
            variance += sum(ties, pairs) * sum(abscissaTies, pairs) / (2 * n * (n - 1))
        }
        return max(0, variance)
    }

    /// P(inversions = k) for k = 0, 1, … of a random arrangement of a multiset whose distinct values occur `tieSizes` times each.
    ///
    /// Without ties the law has the generating function ∏ₖ (1 + q + … + q^{k−1})/k. With ties it is the q-multinomial coefficient, built from
    /// Gaussian binomials G(a, b) = G(a−1, b)·b-th shift + G(a, b−1), every step a sum of positive terms.
    static func inversions(tieSizes: [Int]) -> [Double] {
        var law = [1.0]
        var placed = 0
        for size in tieSizes where size > 0 {
            law = convolve(law, size == 1 ? uniform(placed + 1) : gaussianBinomial(placed, size))
            placed += size
        }
        return law
    }

    /// The law of the inversions once one more value, different from all `placed` ones, takes its place.
    static func adding(to law: [Double], placed: Int) -> [Double] { convolve(law, uniform(placed + 1)) }

    private static func uniform(_ count: Int) -> [Double] { [Double](repeating: 1 / Double(count), count: count) }

    /// The law of the inversions between `a` equal low values and `b` equal high ones in random order.
    private static func gaussianBinomial(_ a: Int, _ b: Int) -> [Double] {
        // row[j] is the law for (i, j); the last place holds a high value with probability j / (i + j), which adds no inversion, or a low one,
        // which comes after all j high ones.
        var row = [[Double]](repeating: [1], count: b + 1)
        for i in stride(from: 1, through: a, by: 1) {
            for j in stride(from: 1, through: b, by: 1) {
                let high = Double(j) / Double(i + j)
                var next = [Double](repeating: 0, count: i * j + 1)
                for (k, p) in row[j - 1].enumerated() { next[k] += high * p }
                for (k, p) in row[j].enumerated() { next[k + j] += (1 - high) * p }
                row[j] = next
            }
        }
        return row[b]
    }

    private static func convolve(_ a: [Double], _ b: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: a.count + b.count - 1)
        for (i, p) in a.enumerated() {
            for (j, q) in b.enumerated() { result[i + j] += p * q }
        }
        return result
    }
}
