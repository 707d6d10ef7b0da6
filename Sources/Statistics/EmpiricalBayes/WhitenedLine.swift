/// The generalized least-squares line of one series whose errors are autocorrelated.
struct WhitenedLine {
    let count: Int
    let slope: Double
    let intercept: Double
    /// s² on n − 2 degrees of freedom.
    let variance: Double
    /// v with Var(β̂) = σ²v.
    let unscaledVariance: Double

    init(_ series: SeriesObservations, step: Double, rho: Double) {
        count = series.count
        // From the first point, for digits; a power of an integer gap, so that ρ may be negative.
        let (originX, originY) = (series.x[0], series.y[0])
        var ones: [Double] = []
        var x: [Double] = []
        var y: [Double] = []
        for index in 0..<count {
            let (u, v) = (series.x[index] - originX, series.y[index] - originY)
            if index == 0 {
                ones.append(1)
                x.append(u)
                y.append(v)
                continue
            }
            var memory = 1.0
            for _ in 0..<Int(((series.x[index] - series.x[index - 1]) / step).rounded()) { memory *= rho }
            let scale = 1 / (1 - memory * memory).squareRoot()
            ones.append((1 - memory) * scale)
            x.append((u - memory * (series.x[index - 1] - originX)) * scale)
            y.append((v - memory * (series.y[index - 1] - originY)) * scale)
        }
        // Two columns: project the constant out, then one regressor is left.
        func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        let oneOne = dot(ones, ones)
        let (levelX, levelY) = (dot(ones, x) / oneOne, dot(ones, y) / oneOne)
        let dx = zip(x, ones).map { $0 - levelX * $1 }
        let dy = zip(y, ones).map { $0 - levelY * $1 }
        let sxx = dot(dx, dx)
        let beta = dot(dx, dy) / sxx
        let rss = zip(dx, dy).reduce(0) { sum, pair in
            let residual = pair.1 - beta * pair.0
            return sum + residual * residual
        }
        slope = beta
        intercept = originY + levelY - beta * (levelX + originX)
        variance = rss / Double(count - 2)
        unscaledVariance = 1 / sxx
    }
}
