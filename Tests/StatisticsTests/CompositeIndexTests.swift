import Foundation
import LinearAlgebra
import Statistics
import TestSupport
import Testing

private struct IndexReference: Decodable {
    var bodies, indicators: Int
    var directions: [Int]
    var scores, minMax, zScore, rank, entropy, critic, principalComponent, own, arithmetic, geometric, mazziottaPareto, topsis: [Double]
    var ranks: [Int]
    var drawnWeights: [Double]
    var drawnRanks: [Int]
    var matrix: Matrix { Matrix(rows: bodies, columns: indicators, elements: scores) }
}

private func agree(_ found: [Double], _ expected: [Double], relative: Double = 1e-10, absolute: Double = 1e-14) -> Bool {
    found.count == expected.count && zip(found, expected).allSatisfy { agrees($0, $1, relative: relative, absolute: absolute) }
}

@Suite("Composite indices")
struct CompositeIndexTests {
    private let reference: IndexReference

    init() throws { reference = try ReferenceFile.load("CompositeIndex") }

    @Test("normalizations agree with pymcdm and SciPy")
    func normalizations() throws {
        let x = reference.matrix
        let d = reference.directions
        #expect(agree(try IndicatorNormalization.minMax(x, directions: d).elements, reference.minMax))
        #expect(agree(try IndicatorNormalization.zScore()(x, directions: d).elements, reference.zScore))
        #expect(agree(try IndicatorNormalization.rank(x, directions: d).elements, reference.rank))
        #expect(agree(try IndicatorNormalization.borda(x, directions: d).elements, reference.rank.map { $0 - 1 }))
        #expect(agree(try IndicatorNormalization.percentile(x, directions: d).elements, reference.rank.map { ($0 - 0.5) / 24 }))
        let posts = IndicatorNormalization.goalposts([.init(worst: 0, best: 10), .init(worst: 8, best: 2)])
        #expect(try posts(Matrix(columns: [[-1, 5, 20], [2, 5, 9]]), directions: [1, 1]).elements == [0, 0.5, 1, 1, 0.5, 0])
    }

    @Test("weights agree with pymcdm and NumPy")
    func weights() throws {
        let x = reference.matrix
        #expect(agree(try IndicatorWeights.entropy(x, directions: reference.directions), reference.entropy, relative: 1e-9))
        #expect(agree(try IndicatorWeights.critic(x, directions: reference.directions), reference.critic))
        #expect(agree(try IndicatorWeights.principalComponent(x, directions: reference.directions), reference.principalComponent))
        #expect(agree(try IndicatorWeights.own([6, 2, 2, 4, 2])(x, directions: reference.directions), reference.own))
    }

    @Test("aggregations and ranks agree with pymcdm and NumPy")
    func aggregations() throws {
        let x = reference.matrix
        let d = reference.directions
        let own = IndicatorWeights.own(reference.own)
        let arithmetic = try CompositeIndex(weights: own).fit(scores: x, directions: d)
        #expect(agree(arithmetic.scores, reference.arithmetic))
        #expect(arithmetic.ranks == reference.ranks)
        let hundred = IndicatorNormalization.zScore(center: 100, spread: 10)
        #expect(
            agree(
                try CompositeIndex(normalization: hundred, weights: own, aggregation: .geometric).fit(scores: x, directions: d).scores,
                reference.geometric))
        let pareto = try CompositeIndex(normalization: hundred, aggregation: .mazziottaPareto()).fit(scores: x, directions: d)
        #expect(agree(pareto.scores, reference.mazziottaPareto))
        #expect(agree(try CompositeIndex(weights: own, aggregation: .topsis).fit(scores: x, directions: d).scores, reference.topsis))
        let without = try arithmetic.ranksWithout(0, aggregation: .arithmetic)
        let rest = try CompositeIndex(weights: .own(Array(reference.own.dropFirst())))
            .fit(scores: x.selecting(columns: [1, 2, 3, 4]), directions: Array(d.dropFirst()))
        #expect(without == rest.ranks)
    }

    @Test("ranks under drawn weights agree with NumPy")
    func sensitivity() throws {
        let normalized = Matrix(rows: reference.bodies, columns: reference.indicators, elements: reference.minMax)
        let weights = Matrix(rows: reference.indicators, columns: 200, elements: reference.drawnWeights)
        let fit = try WeightSensitivity(draws: 200).fit(normalized: normalized, drawnWeights: weights)
        let isSame = (0..<(200 * reference.bodies)).allSatisfy {
            Int(fit.ranks[$0 % reference.bodies * 200 + $0 / reference.bodies]) == reference.drawnRanks[$0]
        }
        #expect(isSame)
        for body in 0..<reference.bodies {
            let ranks = (0..<200).map { reference.drawnRanks[$0 * reference.bodies + body] }.sorted()
            #expect(fit.lower[body] == ranks[10])
            #expect(fit.upper[body] == ranks[189])
            #expect(agrees(fit.meanRank[body], Double(ranks.reduce(0, +)) / 200))
            #expect(abs(fit.acceptabilities(of: body).reduce(0, +) - 1) < 1e-12)
        }
    }

    @Test("draws are those of the seed, sum to one, and gather about the weights they are told to")
    func draws() throws {
        let normalized = Matrix(rows: reference.bodies, columns: reference.indicators, elements: reference.minMax)
        let first = try WeightSensitivity(draws: 300, seed: 4).fit(normalized: normalized)
        #expect(first == (try WeightSensitivity(draws: 300, seed: 4).fit(normalized: normalized)))
        #expect(first.ranks != (try WeightSensitivity(draws: 300, seed: 5).fit(normalized: normalized)).ranks)
        let tight = try WeightSensitivity(draws: 300, concentration: 1e6).fit(normalized: normalized, weights: reference.own)
        #expect(zip(tight.meanRank, reference.ranks).allSatisfy { abs($0 - Double($1)) < 0.6 })
    }

    @Test("ranks of values that crowd, tie or span the range of doubles are exact")
    func extremes() throws {
        let crowded = Matrix(columns: [(0..<300).map { $0 == 0 ? 1e9 : Double($0 % 7) * 1e-9 }])
        let fit = try WeightSensitivity(draws: 1).fit(normalized: crowded, drawnWeights: Matrix(columns: [[1]]))
        #expect(fit.ranks[0] == 1)
        #expect(fit.ranks[6] == 2)
        #expect(fit.ranks[7] == UInt16(1 + 1 + (1..<300).count { $0 % 7 > 0 }))
        let wide = try WeightSensitivity(draws: 1).fit(normalized: Matrix(columns: [[-1e308, 1e308, 0]]), drawnWeights: Matrix(columns: [[1]]))
        #expect(wide.ranks == [3, 1, 2])
        let tiny = try WeightSensitivity(draws: 1).fit(
            normalized: Matrix(columns: [[0, .leastNonzeroMagnitude, 0]]), drawnWeights: Matrix(columns: [[1]]))
        #expect(tiny.ranks == [2, 1, 2])
    }

    @Test(
        "ranks are those of sorting, for any number of bodies and draws, with ties and values that differ in their last bits",
        arguments: [2, 7, 8, 33, 257])
    func sorted(bodies: Int) throws {
        var generator = Philox(seed: 9, stream: UInt64(bodies))
        let draws = 43
        let columns = (0..<draws).map { draw in
            (0..<bodies).map { body -> Double in
                let value = generator.uniform()
                switch draw % 4 {
                case 0: return value
                case 1: return (value * 5).rounded()
                case 2: return 1 + (value * 4).rounded() * 0x1p-52
                default: return body % 2 == 0 ? value : value * 1e-9
                }
            }
        }
        let fit = try WeightSensitivity(draws: draws).fit(normalized: Matrix(columns: columns), drawnWeights: .identity(draws))
        for draw in 0..<draws {
            let descending = columns[draw].sorted(by: >)
            let isExact = (0..<bodies).allSatisfy { body in
                Int(fit.ranks[body * draws + draw]) == 1 + (descending.firstIndex(of: columns[draw][body]) ?? -1)
            }
            #expect(isExact)
        }
    }

    @Test("columns without variation and values that have no logarithm are typed errors")
    func errors() {
        let constant = Matrix(columns: [[1, 1, 1], [1, 2, 3]])
        #expect(throws: EstimationError.noVariation(value: 1)) { try IndicatorNormalization.minMax(constant, directions: [1, 1]) }
        #expect(throws: EstimationError.noVariation(value: 1)) { try IndicatorNormalization.zScore()(constant, directions: [1, 1]) }
        #expect(throws: EstimationError.invalidValue(index: 0, value: 0)) {
            try CompositeIndex(aggregation: .geometric).fit(scores: Matrix(columns: [[1, 2, 3], [1, 2, 3]]), directions: [1, 1])
        }
    }

    @Test("the indices of R Compind", .enabled(if: SharedMaterial.isAvailable))
    func compind() throws {
        struct Expected: Decodable {
            var BLI_minmax: [[String: Double]]
            var BLI_mean_equal, BLI_mpi_neg, BLI_mpi_pos, NUTS1_geom, NUTS1_mean_min: [Double]
        }
        guard let root = SharedMaterial.root?.appending(path: "reference/compind") else { return }
        let expected = try JSONDecoder().decode(Expected.self, from: Data(contentsOf: root.appending(path: "expected_Compind.json")))
        func table(_ name: String, _ columns: Range<Int>) throws -> Matrix {
            let text = try String(contentsOf: root.appending(path: name), encoding: .utf8)
            return Matrix(
                rows: text.split(whereSeparator: \.isNewline).dropFirst().map { line in columns.compactMap { Double(line.split(separator: ",")[$0]) }
                })
        }
        let bli = try table("BLI_2017.csv", 1..<12)
        let ones = [Int](repeating: 1, count: 11)
        #expect(agree(try CompositeIndex().fit(scores: bli, directions: ones).scores, expected.BLI_mean_equal))
        let hundred = IndicatorNormalization.zScore(center: 100, spread: 10)
        #expect(
            agree(
                try CompositeIndex(normalization: hundred, aggregation: .mazziottaPareto()).fit(scores: bli, directions: ones).scores,
                expected.BLI_mpi_pos))
        #expect(
            agree(
                try CompositeIndex(normalization: hundred, aggregation: .mazziottaPareto(isBad: true)).fit(scores: bli, directions: ones).scores,
                expected.BLI_mpi_neg))
        let nuts = try table("EU_NUTS1.csv", 1..<3)
        #expect(
            agree(
                try CompositeIndex(normalization: hundred, aggregation: .geometric).fit(scores: nuts, directions: [1, 1]).scores, expected.NUTS1_geom)
        )
        #expect(
            agree(
                try CompositeIndex(normalization: hundred, aggregation: .meanMin()).fit(scores: nuts, directions: [1, 1]).scores,
                expected.NUTS1_mean_min))
    }
}
