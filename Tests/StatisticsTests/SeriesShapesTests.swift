import Testing

@testable import Statistics

@Suite struct SeriesShapesTests {
    struct Reference: Decodable {
        struct Case: Decodable {
            let values: [Double?]
            let counts: Bool
            let dates: [Int]
            let rhos: [Double]
            let weights: [Double]
            let variance: Double
            let degrees: Double
            let shapes: [String: Double]
            let steps: [Double]
        }
        let cases: [Case]
    }

    @Test func posteriorsAgreeWithDenseMatrices() throws {
        let reference: Reference = try ReferenceFile.load("SeriesShapes")
        for expected in reference.cases {
            let law = SeriesShapes.Law(
                autocorrelation: AutocorrelationPosterior(values: expected.rhos, weights: expected.weights), variance: expected.variance,
                degreesOfFreedom: expected.degrees)
            let found = try #require(
                SeriesShapes(response: expected.counts ? .counts : .values)
                    .fit(expected.values.map { $0 ?? .nan }, dates: expected.dates, law: law))
            for (name, probability) in expected.shapes {
                let shape = try #require(YearEffectsShapes.Shape(rawValue: name))
                #expect(agrees(found.probabilities[shape] ?? .nan, probability, relative: 1e-6, absolute: 1e-9), "\(name) of \(expected.values)")
            }
            for (one, other) in zip(found.steps, expected.steps) { #expect(agrees(one, other, relative: 1e-6, absolute: 1e-9)) }
        }
    }

    private let law = SeriesShapes.Law(
        autocorrelation: AutocorrelationPosterior(values: [0, 0.4], weights: [1, 1]), variance: 1, degreesOfFreedom: 6)

    /// With the law that values were drawn from, a step of four standard deviations at the date is named in nine of ten, and a line of four is called a step in one of ten.
    @Test func stepsAndLinesAreToldApart() {
        func named(_ effect: (Int) -> Double) -> [YearEffectsShapes.Shape: Int] {
            var counted: [YearEffectsShapes.Shape: Int] = [:]
            for index in 0..<200 {
                var generator = Philox(seed: 71, stream: UInt64(index))
                let values = (0..<14).map { effect($0) + generator.normal() }
                guard let shape = SeriesShapes(response: .values).fit(values, dates: [7], law: law)?.named else { continue }
                counted[shape, default: 0] += 1
            }
            return counted
        }
        let steps = named { $0 >= 7 ? 4 : 0 }
        #expect((steps[.step] ?? 0) + (steps[.both] ?? 0) >= 176)
        let lines = named { 4 * Double($0) / 14 }
        #expect((lines[.step] ?? 0) <= 28 && (lines[.trend] ?? 0) >= 90)
        #expect((named { _ in 0 }[.none] ?? 0) >= 120)
    }

    @Test func extremesAreNoTrap() {
        let shapes = SeriesShapes(response: .counts)
        #expect(shapes.fit([], dates: [1], law: law) == nil)
        #expect(shapes.fit([1, 2, 3, 4, 5], dates: [2], law: law) == nil)
        #expect(shapes.fit([3, 3, 3, 3, 3, 3], dates: [2], law: law) == nil)
        #expect(shapes.fit([3, 3, -1, 3, 3, 3], dates: [2], law: law) == nil)
        #expect(shapes.fit([3, 3, .infinity, 3, 3, 3], dates: [2], law: law) == nil)
        for values in [[0, 0, 0, 0, 0, 9.0], [9, 0, 0, 0, 0, 0], [0, 0, 0, 1e15, 1e15, 1e15], [0, 0, 0, 0, 1, 0]] {
            let found = shapes.fit(values, dates: [-3, 0, 3, 5, 99], law: law)
            #expect(found.map { abs($0.probabilities.values.reduce(0, +) - 1) < 1e-9 } ?? true)
        }
        let unknown = SeriesShapes.Law(autocorrelation: AutocorrelationPosterior(values: [0], weights: [1]), variance: 0, degreesOfFreedom: 5)
        #expect(unknown.degreesOfFreedom == 0)
    }
}
