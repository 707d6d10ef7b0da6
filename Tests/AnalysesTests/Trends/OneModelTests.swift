import ColumnStore
import Disclosure
import FiguresSupport
import Foundation
import Testing

@testable import Analyses

/// Numbers from a fixed congruence, about normal.
private struct Noise {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> Double {
        var sum = 0.0
        for _ in 0..<6 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            sum += Double(state >> 40) / Double(1 << 24) - 0.5
        }
        return sum * 1.414
    }
}

/// A panel of one variable: a row of values a body, from 2011 on.
private func panel(_ rows: [[Double?]], variable: String = "x") -> Corpus {
    let years = 2011...2010 + (rows.map(\.count).max() ?? 1)
    var panel = Panel(entities: rows.indices.map { "b\($0)" }, years: years)
    for (body, row) in rows.enumerated() {
        for (offset, value) in row.enumerated() {
            panel.set(variable, entity: body, year: 2011 + offset, value: value, state: value == nil ? 0 : CellState.number.rawValue)
        }
    }
    return Corpus(panel: panel)
}

private func counts(_ bodies: Int, years: Int = 8) -> [[Double?]] {
    var noise = Noise(5)
    return (0..<bodies).map { body in
        let size = 8 * exp2(Double(body % 9))
        return (0..<years).map { year in
            max(0, (size * (1 + 0.2 * noise.next() + (body % 5 == 0 ? 0.1 * Double(year) : 0)) + size.squareRoot() * noise.next()).rounded())
        }
    }
}

@Suite struct OneModelHeavyTests {
    /// A row contradicts itself where the signs of slope and percentage differ, or an interval and p do not agree about 0.
    private func contradictions(_ rows: [TrendRow], level: Double) -> [TrendRow] {
        rows.filter { row in
            guard let p = row.pValue, let slope = row.slope else { return false }
            if let percent = row.percentPerYear, (percent > 0) != (slope > 0) || (percent < 0) != (slope < 0) { return true }
            func disagrees(_ low: Double?, _ high: Double?) -> Bool {
                guard let low, let high else { return false }
                return (low <= 0 && 0 <= high) != (p > 1 - level)
            }
            return disagrees(row.slopeLow, row.slopeHigh) || disagrees(row.percentLow, row.percentHigh)
        }
    }

    @Test(arguments: [0.8, 0.95])
    func noRowContradictsItself(level: Double) {
        var noise = Noise(9)
        let money = counts(24, years: 7).map { $0.map { $0.map { $0 * 1.37 + 0.5 + abs(noise.next()) } } }
        let zeros = counts(24, years: 7).enumerated().map { body, row in row.enumerated().map { $0 == body % 8 ? 0 : $1.map { $0 * 1.37 } } }
        let signed = counts(24, years: 7).map { row in row.map { $0.map { ($0 - 60) * 1.1 } } }
        for corpus in [panel(counts(24, years: 7)), panel(counts(3)), panel(counts(1)), panel(money), panel(zeros), panel(signed)] {
            for model in [TrendOptions.Model.auto, .ols, .quasipoisson, .poisson] {
                let rows = TrendAnalysis(TrendOptions(model: model, level: level, forecastYears: 1)).rows(in: corpus)
                #expect(contradictions(rows, level: level).isEmpty)
            }
        }
    }
}

@Suite struct OneModelTests {
    @Test func aRowIsTheSameWhateverIsSelected() throws {
        let corpus = panel(counts(40))
        let all = TrendAnalysis(TrendOptions(forecastYears: 1)).rows(in: corpus)
        for name in ["b0", "b7", "b33"] {
            let one = TrendAnalysis(TrendOptions(forecastYears: 1)).rows(in: corpus, selecting: CorpusSelection(entities: [name]))
            var row = try #require(one.first)
            #expect(one.count == 1 && row.qSelected == row.pValue)
            row.qSelected = nil
            #expect(row == all.first { $0.entity == name })
        }
    }

    @Test func aFewFractionsLeaveACountACount() {
        var rows = counts(40)
        rows[3][2] = 20.5
        rows[9][5] = 7.25
        let found = TrendAnalysis().rows(in: panel(rows))
        #expect(found.allSatisfy { $0.model == .quasiPoisson || $0.model == .exactPoisson })
    }

    @Test func theScaleIsThatOfTheKind() {
        func models(_ rows: [[Double?]]) -> Set<TrendModel?> { Set(TrendAnalysis().rows(in: panel(rows)).map(\.model)) }
        let money = counts(40).map { $0.map { $0.map { $0 * 1.37 + 0.3 } } }
        #expect(models(money) == [.pooledLogarithms])
        // One body with a year of 0 has a scale of its own, and changes that of nobody else.
        var one = money
        one[4][3] = 0
        #expect(models(one) == [.pooledLogarithms, .pooledShares])
        #expect(models(money.enumerated().map { body, row in row.enumerated().map { $0 == body % 8 ? 0 : $1 } }) == [.pooledShares])
        #expect(models(money.map { $0.map { $0.map { $0 - 90 } } }) == [.pooledLeastSquares])
    }

    @Test func slopesCountUnitsAtTheMean() throws {
        let row = try #require(TrendAnalysis().rows(in: panel(counts(40))).first { $0.model == .quasiPoisson })
        let (percent, mean, slope) = (try #require(row.percentPerYear), try #require(row.mean), try #require(row.slope))
        #expect(abs(slope - mean * Logarithm.natural(1 + percent / 100)) < 1e-9 * abs(slope))
    }

    @Test func whatHardlyMovesIsStableAndWhatCannotBeToldSaysWhy() throws {
        var noise = Noise(3)
        let flat = (0..<30).map { _ in (0..<12).map { _ in 1000 + (4 * noise.next()).rounded() } as [Double?] }
        let still = TrendAnalysis().rows(in: panel(flat))
        #expect(still.allSatisfy { $0.direction == .stable && $0.reason == nil })
        let wild = TrendAnalysis().rows(in: panel([[90, 10, 70, 20, 95, 15]]))
        #expect(wild[0].direction == .uncertain && wild[0].reason == .wideInterval)
        let narrow = TrendAnalysis(TrendOptions(stablePercent: 0.001)).rows(in: panel(flat))
        #expect(narrow.contains { $0.direction == .uncertain })
    }

    @Test func extremesOfOneIndicatorAreTold() {
        let rows: [[Double?]] = [
            [0, 0, 0, 0, 5000], [5000, 0, 0, 0, 0], [0, 0, 0, 0, 0], [1e15, 1e15, 1e15, 1, 1e15], [3, nil, nil, nil, 4, 90, 2, 1],
            [1, 2, 4, 8, 16], [0, 0, 0, 0, 1],
        ]
        for model in TrendOptions.Model.allCases {
            let found = TrendAnalysis(TrendOptions(model: model, minimumPoints: 3, forecastYears: 2)).rows(in: panel(rows))
            #expect(found.count == rows.count)
            #expect(found.allSatisfy { $0.pValue == nil || $0.pValue! >= 0 && $0.pValue! <= 1 })
        }
    }
}
