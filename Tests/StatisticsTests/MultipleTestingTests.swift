import Statistics
import Testing

@Suite struct MultipleTestingTests {
    struct Reference: Decodable {
        struct Case: Decodable {
            let p: [Double]
            let bh: [Double]
            let by: [Double]
            let holm: [Double]
            let storey: [Double]
            let storeyShare: Double
            let storeyHalf: [Double]
            let storeyHalfShare: Double
        }
        let cases: [Case]
    }

    private func matches(_ found: [Double?], _ expected: [Double]) -> Bool {
        found.count == expected.count && zip(found, expected).allSatisfy { agrees($0 ?? .nan, $1, relative: 1e-12) }
    }

    @Test func proceduresAgreeWithTheirOracles() throws {
        for reference in try ReferenceFile.load("MultipleTesting", as: Reference.self).cases {
            #expect(matches(try BenjaminiHochberg().adjusted(reference.p), reference.bh))
            #expect(matches(try BenjaminiYekutieli().adjusted(reference.p), reference.by))
            #expect(matches(try Holm().adjusted(reference.p), reference.holm))
            guard reference.storeyShare > 0, reference.storeyHalfShare > 0 else { continue }
            #expect(agrees(try Storey().nullShare(of: reference.p), reference.storeyShare))
            #expect(matches(try Storey().adjusted(reference.p), reference.storey))
            #expect(matches(try Storey(lambda: 0.5).adjusted(reference.p), reference.storeyHalf))
        }
    }

    @Test func missingTestsDoNotCount() throws {
        let procedures: [any PValueAdjustment] = [BenjaminiHochberg(), BenjaminiYekutieli(), Holm(), Storey(lambda: 0)]
        for procedure in procedures {
            let with = try procedure.adjusted([0.01, nil, 0.02, nil, 0.5])
            let without = try procedure.adjusted([0.01, 0.02, 0.5])
            #expect(with == [without[0], nil, without[1], nil, without[2]])
            #expect(try procedure.adjusted([]).isEmpty)
            #expect(try procedure.adjusted([nil]) == [nil])
        }
    }

    @Test func aValueThatIsNoProbabilityIsNamed() {
        #expect(throws: EstimationError.invalidValue(index: 1, value: 1.5)) { try BenjaminiHochberg().adjusted([0.1, 1.5]) }
        #expect(throws: EstimationError.self) { try Holm().adjusted([.nan]) }
    }

    @Test func orderOfTheTestsDoesNotMatter() throws {
        let p = [0.2, 0.001, 0.04, 0.04, 0.9]
        let q = try BenjaminiHochberg().adjusted(p)
        let reversed = try BenjaminiHochberg().adjusted(p.reversed())
        #expect(q == reversed.reversed())
    }

    @Test func theSmallestOfManyAreAdjustedAsIfAllWereAtHand() throws {
        let all = [0.001, 0.2, 0.004, 0.6, 0.9, 0.01, 0.4, 0.3]
        let few = [0.001, 0.004, 0.01]
        let expected = try BenjaminiHochberg().adjusted(all.map { $0 })
        let found = BenjaminiHochberg().adjusted(few, of: all.count)
        for (value, place) in zip(found, [0, 2, 5]) { #expect(agrees(value, try #require(expected[place]))) }
    }
}
