import Disclosure
import Foundation
import LinearAlgebra
import Simulation
import Statistics

/// What bodies have in one cell of one year when nothing is wrong, given their true figures of all other years and the applications they received.
///
/// **Definition.** On z = sign(v)·log(1 + |v|), least squares among bodies of one kind and level in a clean panel: on the mean of the body's other years, that of the
/// neighboring years, and its applications, this year and against the other years; a body without other years on its applications alone. Residuals are measured in
/// √(s² + 1/(1 + μ̂)), s² their variance beyond counting. It knows more than any method could: what is compared with is free of errors, and comes from the same model.
struct CleanSpread {
    /// What is known of a body about a year.
    struct Known {
        /// The true values of the cell by year; `nil` where there is none.
        let values: [Int: Double]
        /// log(1 + applications received) by year.
        let applications: [Int: Double]

        init(_ indicator: String, years: ClosedRange<Int>, record: (Int) -> SimulatedRecord?) {
            var values: [Int: Double] = [:]
            var applications: [Int: Double] = [:]
            for year in years {
                guard let record = record(year) else { continue }
                let layout = CellLayout.of(record.edition)
                values[year] = layout.position(of: indicator).flatMap { record.decimal(at: $0)?.doubleValue }
                let received = ["applications.received.total", "stats.applications.received"].lazy.compactMap { layout.position(of: $0) }.first
                applications[year] = received.flatMap { record[$0] }.map { log1p(Double(max($0, 0))) }
            }
            self.values = values
            self.applications = applications
        }

        /// The row of the design for a year.
        func row(_ year: Int) -> (hasHistory: Bool, values: [Double]) {
            func mean(_ of: [Double]) -> Double? { of.isEmpty ? nil : of.reduce(0, +) / Double(of.count) }
            let now = applications[year] ?? 0
            guard let level = mean(values.filter { $0.key != year }.sorted { $0.key < $1.key }.map { CleanSpread.z($0.value) }) else {
                return (false, [1, now])
            }
            let near = mean([year - 1, year + 1].compactMap { values[$0] }.map(CleanSpread.z)) ?? level
            let usual = mean(applications.filter { $0.key != year && values[$0.key] != nil }.sorted { $0.key < $1.key }.map(\.value)) ?? now
            return (true, [1, level, near, now, now - usual])
        }
    }

    /// The line of a group, the spread about it beyond counting, and where the bulk of its residuals ends.
    private struct Line {
        let coefficients: [Double]
        let variance: Double
        let low, high: Double

        func mean(_ row: [Double]) -> Double { CleanSpread.mean(coefficients, row) }
        func scale(at mean: Double) -> Double { CleanSpread.scale(mean, variance) }
    }

    private struct Group: Hashable {
        let kind: Body.Kind
        let level: Body.Level?
        let hasHistory: Bool
    }

    private static let fewest = 100
    private let lines: [Group: Line]

    /// Fits the lines of a cell and year to a clean panel.
    init(_ indicator: String, year: Int, in clean: SimulatedCorpus, bulk: Double) {
        var points: [Group: [(row: [Double], z: Double)]] = [:]
        for (index, body) in clean.bodies.enumerated() {
            let known = Known(indicator, years: clean.parameters.years) { clean[index, $0] }
            guard let value = known.values[year] else { continue }
            let row = known.row(year)
            for level in [body.level, nil] {
                points[Group(kind: body.kind, level: level, hasHistory: row.hasHistory), default: []].append((row.values, Self.z(value)))
            }
        }
        lines = points.compactMapValues { $0.count >= Self.fewest ? Self.line($0, bulk: bulk) : nil }
    }

    private static func line(_ points: [(row: [Double], z: Double)], bulk: Double) -> Line? {
        // Columns that never move, such as the figures of a cell that is always 0, add nothing.
        let moving = points[0].row.indices.filter { column in column == 0 || points.contains { $0.row[column] != points[0].row[column] } }
        let design = Matrix(columns: moving.map { column in points.map { $0.row[column] } })
        var coefficients = [Double](repeating: 0, count: points[0].row.count)
        if let fit = try? OrdinaryLeastSquares().fit(design: design, response: points.map(\.z)) {
            for (column, value) in zip(moving, fit.coefficients) { coefficients[column] = value }
        } else {
            coefficients[0] = points.reduce(0) { $0 + $1.z } / Double(points.count)
        }
        let means = points.map { mean(coefficients, $0.row) }
        let squares = zip(points, means).reduce(0) { $0 + ($1.0.z - $1.1) * ($1.0.z - $1.1) }
        let counting = means.reduce(0) { $0 + Self.counting($1) }
        let variance = max(0, (squares - counting) / Double(points.count))
        let rest = zip(points, means).map { ($0.z - $1) / scale($1, variance) }.sorted()
        let cut = Int(Double(rest.count) * (1 - bulk) / 2)
        return Line(coefficients: coefficients, variance: variance, low: rest[cut], high: rest[rest.count - 1 - cut])
    }

    /// Whether a value lies outside the bulk of what a body would have.
    func isOutside(_ value: Double, body: Body, year: Int, known: Known) -> Bool {
        let row = known.row(year)
        guard let line = line(body, row.hasHistory) else { return false }
        let mean = line.mean(row.values)
        let rest = (Self.z(value) - mean) / line.scale(at: mean)
        return rest < line.low || rest > line.high
    }

    /// The probability that a count is by chance a given number near what is expected, at most.
    func chance(of value: Double, body: Body, year: Int, known: Known) -> Double {
        let row = known.row(year)
        guard let line = line(body, row.hasHistory) else { return 1 }
        return min(1, 1 / (2.5066 * line.scale(at: line.mean(row.values)) * (1 + abs(value))))
    }

    private func line(_ body: Body, _ hasHistory: Bool) -> Line? {
        lines[Group(kind: body.kind, level: body.level, hasHistory: hasHistory)] ?? lines[Group(kind: body.kind, level: nil, hasHistory: hasHistory)]
    }

    private static func mean(_ coefficients: [Double], _ row: [Double]) -> Double { zip(coefficients, row).reduce(0) { $0 + $1.0 * $1.1 } }
    private static func z(_ value: Double) -> Double { value < 0 ? -log1p(-value) : log1p(value) }
    /// The variance that counting itself gives log(1 + y).
    private static func counting(_ mean: Double) -> Double { exp(-abs(mean)) }
    private static func scale(_ mean: Double, _ variance: Double) -> Double { (variance + counting(mean)).squareRoot() }
}
