import Testing

@testable import ColumnStore

/// A reproducible source of random numbers (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}

/// The same table as plain rows: what the columns are checked against.
func randomRows(series: Int, periods: Int, seed: UInt64) -> [[Double?]] {
    var generator = SeededGenerator(state: seed)
    return (0..<series).map { _ in
        (0..<periods).map { _ in Int.random(in: 0..<4, using: &generator) == 0 ? nil : Double.random(in: -1e6...1e6, using: &generator) }
    }
}

@Suite struct SeriesColumnTests {
    @Test(arguments: [(1, 1), (7, 17), (8, 5), (9, 17), (100, 3), (0, 4)])
    func holdsWhatWasPutIn(series: Int, periods: Int) {
        let rows = randomRows(series: series, periods: periods, seed: 1)
        let column = SeriesColumn(rows, periodCount: periods)
        for index in 0..<series { #expect(Array(column.series(index)) == rows[index]) }
        #expect(column.validCount == rows.joined().count { $0 != nil })
        column.withTiles { values, validity in
            #expect(values.count == column.tileCount * periods * 8 && validity.count == column.tileCount * periods)
            // Lanes beyond the last series are never valid.
            if series % 8 != 0 { #expect(validity.suffix(periods).allSatisfy { $0 >> UInt8(series % 8) == 0 }) }
        }
    }

    @Test func copiesAreIndependent() {
        let original = SeriesColumn(randomRows(series: 20, periods: 4, seed: 2), periodCount: 4)
        var copy = original
        copy[3, 2] = 42
        copy[4, 1] = nil
        #expect(copy != original && copy[3, 2] == 42 && original[3, 2] != 42)
        var again = original
        again.withMutableTiles { values, _ in values[0] = values[0] }
        #expect(again == original)
    }

    @Test func slicesReadTheColumnWhereItStands() {
        let rows = randomRows(series: 19, periods: 12, seed: 3)
        let column = SeriesColumn(rows, periodCount: 12)
        let slice = column.slice(periods: 3..<9)
        for series in 0..<19 {
            for period in 0..<6 { #expect(slice[series, period] == rows[series][3 + period]) }
        }
        slice.withTiles { values, validity, stride in
            column.withTiles { all, _ in #expect(values.baseAddress == all.baseAddress! + 3 * 8) }
            #expect(stride == 12)
            #expect(validity[stride] & 1 == (rows[8][3] == nil ? 0 : 1))
        }
    }

    @Test func gatheringKeepsOrderAndHoles() {
        let rows = randomRows(series: 30, periods: 6, seed: 4)
        let column = SeriesColumn(rows, periodCount: 6)
        let kept = [29, 0, 7, 8, 9, 15, 16, 3, 21, 2]
        let gathered = column.gathering(series: kept)
        for (target, source) in kept.enumerated() { #expect(Array(gathered.series(target)) == rows[source]) }
        let years = column.gathering(periods: 2..<5)
        for series in 0..<30 { #expect(Array(years.series(series)) == Array(rows[series][2..<5])) }
    }

    @Test func totalsAddWhatIsThereAndCountIt() {
        let rows = randomRows(series: 50, periods: 5, seed: 5)
        let names: [String?] = (0..<50).map { $0 % 11 == 10 ? nil : "g\($0 % 11)" }
        let grouping = Grouping(names)
        let totals = SeriesColumn(rows, periodCount: 5).totals(by: grouping)
        for (group, label) in grouping.labels.enumerated() {
            let members = (0..<50).filter { names[$0] == label }
            #expect(Array(grouping.members(of: group)) == members)
            for period in 0..<5 {
                let values = members.compactMap { rows[$0][period] }
                #expect(totals.counts[group, period] == Double(values.count))
                #expect(totals.sums[group, period] == (values.isEmpty ? nil : values.reduce(0, +)))
            }
        }
    }
}

@Suite struct PanelTests {
    @Test func aFilledPanelIsTheOneThatWasSetCellByCell() {
        let rows = randomRows(series: 21, periods: 4, seed: 6)
        let keys = (0..<21).map { "e\($0)" }
        var slow = Panel(entities: keys, years: 2020...2023)
        for variable in ["a", "b"] {
            for entity in 0..<21 {
                for period in 0..<4 {
                    let value = rows[entity][period].map { variable == "a" ? $0 : -$0 }
                    slow.set(variable, entity: entity, year: 2020 + period, value: value, state: value == nil ? 2 : 1)
                }
            }
        }
        let fast = Panel(entities: keys, years: 2020...2023, variables: ["a", "b"]) { writer in
            for entity in 0..<21 {
                for period in 0..<4 {
                    for (code, sign) in [(0, 1.0), (1, -1.0)] {
                        if let value = rows[entity][period] {
                            writer.set(variable: code, entity: entity, period: period, value: sign * value, state: 1)
                        } else {
                            writer.set(variable: code, entity: entity, period: period, state: 2)
                        }
                    }
                }
            }
        }
        #expect((fast == slow) == true)
        #expect(fast.memoryFootprint == 2 * 3 * 4 * (8 * 8 + 1 + 8))
        var changed = fast
        changed.set("b", entity: 5, year: 2021, value: 1, state: 1)
        #expect((changed == fast) == false)
        #expect(fast.column("a") == changed.column("a"))
    }

    @Test func missingCellsAreMissing() {
        var panel = Panel(entities: ["x", "y"], years: 2019...2021)
        panel.set("a", entity: 1, year: 2020, value: 0, state: 1)
        #expect(panel.value("a", entity: 1, year: 2020) == 0)
        #expect(panel.value("a", entity: 0, year: 2020) == nil && panel.state("a", entity: 0, year: 2020) == 0)
        #expect(panel.value("a", entity: 1, year: 2030) == nil && panel.value("b", entity: 0, year: 2020) == nil)
        #expect(panel.column("b") == nil && panel.entityIndex("y") == 1 && panel.entityIndex("z") == nil)
    }

    @Test func selectingKeepsWhatWasAskedFor() {
        var panel = Panel(entities: ["x", "y", "z"], years: 2018...2022)
        for entity in 0..<3 {
            for year in 2018...2022 {
                panel.set("a", entity: entity, year: year, value: Double(entity * 10000 + year), state: 1)
                panel.set("b", entity: entity, year: year, value: nil, state: 3)
            }
        }
        panel.setAttribute("level", DictionaryColumn(["county", nil, "province"]))
        let part = panel.selecting(entities: [2, 0], years: 2019...2030, variables: ["b", "a", "none"])
        #expect(part.entities == ["z", "x"] && part.years == 2019...2022 && part.variables == ["b", "a"])
        #expect(part.value("a", entity: 0, year: 2020) == 22020 && part.state("b", entity: 1, year: 2022) == 3)
        #expect(part.attributes["level"]?[0] == "province")
        #expect(panel.entities(where: "level") { $0 != "county" } == [1, 2])
        #expect(panel.grouping(by: "level")?.labels == ["county", "province"])
    }
}
