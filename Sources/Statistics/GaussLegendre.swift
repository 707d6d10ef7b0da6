#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Gauss–Legendre quadrature on [0, 1].
struct GaussLegendre: Sendable {
    let nodes: [Double]
    let weights: [Double]

    /// The rule of 64 points: exact for polynomials up to degree 127.
    static let sixtyFour = GaussLegendre(count: 64)

    /// The rule of `count` points; roots of the Legendre polynomial by Newton's method.
    init(count: Int) {
        var nodes: [Double] = []
        var weights: [Double] = []
        for index in 0..<count {
            var x = cos(Double.pi * (Double(index) + 0.75) / (Double(count) + 0.5))
            var slope = 0.0
            for _ in 0..<100 {
                var (previous, current) = (1.0, x)
                for k in 1..<count { (previous, current) = (current, (Double(2 * k + 1) * x * current - Double(k) * previous) / Double(k + 1)) }
                slope = Double(count) * (x * current - previous) / (x * x - 1)
                let step = current / slope
                x -= step
                if step.magnitude < 1e-16 { break }
            }
            nodes.append((1 - x) / 2)
            weights.append(1 / ((1 - x * x) * slope * slope))
        }
        self.nodes = nodes
        self.weights = weights
    }

    /// ∫₀¹ f.
    func integrate(_ f: (Double) -> Double) -> Double {
        var sum = 0.0
        for (node, weight) in zip(nodes, weights) { sum += weight * f(node) }
        return sum
    }
}
