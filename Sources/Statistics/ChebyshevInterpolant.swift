#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The polynomial that meets a function on [−1, 1] at the Chebyshev points, in powers of its argument.
///
/// For the moderate degrees of smooth functions the powers lose a digit at most, and Horner's rule on them is what vector kernels do best.
/// - References: Trefethen (2013), *Approximation Theory and Approximation Practice*, ch. 2–4.
enum ChebyshevInterpolant {
    /// The coefficients of the powers 0 … `degree`.
    static func powers(degree: Int, _ function: (Double) -> Double) -> [Double] {
        let count = degree + 1
        let angles = (0..<count).map { (Double($0) + 0.5) * Double.pi / Double(count) }
        let values = angles.map { function(cos($0)) }
        var result = [Double](repeating: 0, count: count)
        var (previous, current): ([Double], [Double]) = ([0], [1])
        for k in 0..<count {
            let weight = zip(values, angles).reduce(0) { $0 + $1.0 * cos(Double(k) * $1.1) } * (k == 0 ? 1 : 2) / Double(count)
            for (power, coefficient) in current.enumerated() { result[power] += weight * coefficient }
            // T₀ = 1, T₁ = u, T_{k+1} = 2u·T_k − T_{k−1}.
            var next = [0.0] + current.map { k == 0 ? $0 : 2 * $0 }
            for (power, coefficient) in previous.enumerated() { next[power] -= coefficient }
            (previous, current) = (k == 0 ? [1] : current, next)
        }
        return result
    }
}
