import Statistics
import Testing

@Suite struct MedianPolishTests {
    struct Reference: Decodable {
        struct Case: Decodable {
            let rows: Int
            let columns: Int
            let rounds: Int
            let values: [Double?]
            let residuals: [Double?]
        }
        let cases: [Case]
    }

    @Test func agreesWithR() throws {
        let reference: Reference = try ReferenceFile.load("MedianPolish")
        for expected in reference.cases {
            let values = expected.values.map { $0 ?? .nan }
            let fit = MedianPolish(rounds: expected.rounds, tolerance: 0).fit(values, rows: expected.rows, columns: expected.columns)
            for (index, residual) in expected.residuals.enumerated() {
                guard let residual else { continue }
                let found = values[index] - fit.rowEffects[index / expected.columns] - fit.columnEffects[index % expected.columns]
                #expect(agrees(found, residual, absolute: 1e-9), "\(index): \(found) \(residual)")
            }
        }
    }

    @Test func anEmptyTableAndEmptyRowsHaveNoEffects() {
        #expect(MedianPolish().fit([], rows: 0, columns: 3).rowEffects.isEmpty)
        let fit = MedianPolish().fit([.nan, .nan, 5, 7], rows: 2, columns: 2)
        #expect(fit.rowEffects == [0, 6] && fit.columnEffects == [-1, 1])
        #expect(MedianPolish(fewestInColumn: 2).fit([.nan, .nan, 5, 7], rows: 2, columns: 2).columnEffects == [0, 0])
    }

    @Test func theMedianInPlaceIsTheMedian() {
        var generator = Philox(seed: 3)
        for count in [1, 2, 3, 10, 24, 25, 26, 100, 1001] {
            var values = (0..<count).map { _ in (generator.uniform() * 20).rounded() }
            let expected = Median.of(values)
            #expect(Median.ofFirst(count, in: &values) == expected)
            // Sorted and constant values are no worst case.
            values.sort()
            #expect(Median.ofFirst(count, in: &values) == expected)
        }
    }
}
