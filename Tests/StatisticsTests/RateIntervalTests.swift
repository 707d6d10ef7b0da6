import Foundation
import Testing

@testable import Statistics

@Suite struct RateIntervalTests {
    private struct Reference: Decodable {
        struct Row: Decodable {
            let kind: String
            let k: Double
            let n: Double
            let level: Double
            let low: Double
            let high: Double
        }
        let rows: [Row]
    }

    @Test func agreeWithTheReference() throws {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "ReferenceValues/RateIntervals.json")
        let reference = try JSONDecoder().decode(Reference.self, from: Data(contentsOf: url))
        #expect(reference.rows.count == 36)
        for row in reference.rows {
            let interval =
                row.kind == "wilson"
                ? WilsonInterval(level: row.level).interval(successes: row.k, trials: row.n)
                : PoissonRateInterval(level: row.level).interval(events: row.k, exposure: row.n)
            #expect(abs(interval.lower - row.low) <= 1e-10 * max(row.low, 1e-300) + 1e-16, "\(row)")
            #expect(abs(interval.upper - row.high) <= 1e-10 * row.high, "\(row)")
        }
    }
}
