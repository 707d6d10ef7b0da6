internal import CKernels

/// What the unbroken model of a whitened series explains, and what a break at each possible position adds to it, as orthonormal columns.
///
/// With them the share that the best break explains of what the unbroken model leaves takes two products a column, for as many random orders as one likes.
struct BreakDesign {
    private let count: Int
    private let margin: Int
    /// Columns for each position.
    private let added: Int
    /// The whitened design of the unbroken model, orthonormal.
    private let base: [[Double]]
    /// For each position from `margin` on, `added` columns after one another.
    private let columns: [Double]
    /// ρ^gap to the value before, 0 for the first.
    private let memory: [Double]

    init(_ x: [Double], step: Double, rho: Double, model: BreakTest.Model, margin: Int) {
        count = x.count
        self.margin = margin
        memory = x.indices.map { index in
            guard index > 0, rho != 0 else { return 0 }
            return (0..<Int(((x[index] - x[index - 1]) / step).rounded())).reduce(1) { power, _ in power * rho }
        }
        // Abscissae in [0, 1], for digits.
        let span = x[x.count - 1] - x[0]
        let t = x.map { ($0 - x[0]) / span }
        func orthonormal(_ raw: [Double], to others: [[Double]]) -> [Double] {
            var column = raw
            // Twice, because once leaves the rounding of the first.
            for _ in 0..<2 {
                for other in others {
                    let product = Self.dot(column, other)
                    for index in column.indices { column[index] -= product * other[index] }
                }
            }
            let norm = Self.dot(column, column).squareRoot()
            return norm > 1e-12 ? column.map { $0 / norm } : [Double](repeating: 0, count: column.count)
        }
        let memory = memory
        func whitened(_ values: [Double]) -> [Double] { Self.whitened(values, memory) }
        var base = [orthonormal(whitened(t.map { _ in 1 }), to: [])]
        if model == .trend { base.append(orthonormal(whitened(t), to: base)) }
        self.base = base
        added = base.count
        columns = (margin...(x.count - margin)).flatMap { position in
            var both: [[Double]] = [orthonormal(whitened(t.indices.map { $0 < position ? 0 : 1 }), to: base)]
            if model == .trend { both.append(orthonormal(whitened(t.indices.map { $0 < position ? 0 : t[$0] - t[position] }), to: base + both)) }
            return both.flatMap { $0 }
        }
    }

    /// What the unbroken model leaves of a series, whitened, in units of a power of two near the largest value.
    func residuals(of y: [Double]) -> [Double] {
        let largest = y.reduce(0) { max($0, $1.magnitude) }
        guard largest > 0 else { return y }
        let unit = Double(sign: .plus, exponent: largest.exponent, significand: 1)
        let first = y[0] / unit
        var z = Self.whitened(y.map { $0 / unit - first }, memory)
        let size = Self.dot(z, z)
        for _ in 0..<2 {
            for column in base {
                let product = Self.dot(z, column)
                for index in z.indices { z[index] -= product * column[index] }
            }
        }
        // What rounding leaves of an exact fit is nothing.
        return Self.dot(z, z) > 1e-24 * size ? z : z.map { _ in 0 }
    }

    /// The largest share of the residual square that a break explains, and where.
    func largest(_ residuals: [Double]) -> (share: Double, position: Int) {
        let size = Self.dot(residuals, residuals)
        guard size > 0 else { return (0, margin) }
        var best = (square: -1.0, position: margin)
        for place in 0..<columns.count / (added * count) {
            let square = explained(residuals, place)
            if square > best.square { best = (square, margin + place) }
        }
        let share = best.square / size
        return (share > 1 - 1e-14 ? 1 : share, best.position)
    }

    /// In how many of some random orders the residuals of the unbroken model give a share as large.
    func exceeding(_ share: Double, _ residuals: [Double], _ orders: PermutationOrders, _ range: Range<Int>) -> Int {
        let size = Self.dot(residuals, residuals)
        guard size > 0 else { return range.count }
        let flat = base.flatMap { $0 }
        let places = columns.count / (added * count)
        return orders.withOrders(range) { orders in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: 16 * count) { scratch in
                kernel_breaks_exceeding(
                    flat, columns, places, added, residuals, count, orders, range.count, share - 1e-12 * share, size, scratch.baseAddress)
            }
        }
    }

    /// The square that the columns of one position explain.
    private func explained(_ values: [Double], _ place: Int) -> Double {
        var square = 0.0
        columns.withUnsafeBufferPointer { columns in
            values.withUnsafeBufferPointer { values in
                for part in 0..<added {
                    let start = (place * added + part) * count
                    var product = 0.0
                    for index in 0..<count { product += columns[start + index] * values[index] }
                    square += product * product
                }
            }
        }
        return square
    }

    private static func whitened(_ values: [Double], _ memory: [Double]) -> [Double] {
        values.indices.map { index in
            let weight = memory[index]
            guard weight != 0 else { return values[index] }
            return (values[index] - weight * values[index - 1]) / (1 - weight * weight).squareRoot()
        }
    }

    private static func dot(_ a: [Double], _ b: [Double]) -> Double {
        var sum = 0.0
        for index in a.indices { sum += a[index] * b[index] }
        return sum
    }
}
