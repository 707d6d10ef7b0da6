import Disclosure
import Testing

@testable import Simulation

@Suite struct PlantedErrorTests {
    private static let planted: (corpus: SimulatedCorpus, errors: [PlantedError]) = {
        var corpus = SimulatedCorpus(SimulationParameters(bodies: 150, years: 2019...2023, seed: 21))
        let errors = corpus.plant(.even(total: 1.5))
        return (corpus, errors)
    }()

    @Test func everyMechanismIsPlanted() {
        for mechanism in ErrorMechanism.plantable {
            #expect(Self.planted.errors.count { $0.mechanism == mechanism } > 20, "\(mechanism.rawValue)")
        }
    }

    @Test func theTruthIsWhatWasThereAndTheRestIsUntouched() {
        let (corpus, errors) = Self.planted
        var changed: [String: [String: PlantedError.Change]] = [:]
        for error in errors {
            for change in error.changes {
                #expect(change.truth != change.planted, "\(error.mechanism.rawValue)")
                #expect(changed["\(error.body) \(error.year)", default: [:]].updateValue(change, forKey: change.indicator) == nil)
            }
        }
        for body in corpus.bodies.indices {
            for year in corpus.parameters.years {
                guard let record = corpus[body, year], let original = corpus.original(body: body, year: year) else { continue }
                for (position, indicator) in CellLayout.of(record.edition).indicators.enumerated() {
                    let change = changed["\(body) \(year)"]?[indicator.id]
                    guard record.decimal(at: position) == (change == nil ? original.decimal(at: position) : change!.planted),
                        change == nil || change!.truth == original.decimal(at: position)
                    else {
                        Issue.record("\(indicator.id) of body \(body), \(year)")
                        continue
                    }
                }
            }
        }
    }

    @Test func rateOfOneMechanismLeavesTheOthersAlone() {
        var one = SimulatedCorpus(SimulationParameters(bodies: 40, years: 2021...2022, seed: 5))
        var other = one
        let alone = one.plant(ErrorRates([.transposedDigits: 0.3]))
        let together = other.plant(ErrorRates([.transposedDigits: 0.3, .blankTotal: 0.5]))
        #expect(!alone.isEmpty)
        let same = together.filter { $0.mechanism == .transposedDigits } == alone
        #expect(same)
    }

    @Test func theTableOfTruthHasARowForEachCell() {
        let (corpus, errors) = Self.planted
        let lines = TruthTable.csv(errors, in: corpus).split(whereSeparator: \.isNewline)
        #expect(lines.count == 1 + errors.reduce(0) { $0 + $1.changes.count })
        #expect(lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == TruthTable.columns.count })
    }

    @Test func digitsAreMovedLostAndDoubled() {
        var draw = CounterGenerator(seed: 1, stream: 1)
        for value in [12, 120, -45, 98_765] {
            for _ in 0..<20 {
                if let wrong = DigitErrors.transposed(value, &draw) { #expect(String(wrong).sorted() == String(value).sorted()) }
                if let wrong = DigitErrors.dropped(value, &draw) { #expect(String(wrong).count == String(value).count - 1) }
                if let wrong = DigitErrors.extra(value, &draw) { #expect(String(wrong).count == String(value).count + 1) }
                if let wrong = DigitErrors.replaced(value, &draw) { #expect(wrong != value && String(wrong).count == String(value).count) }
            }
        }
    }
}
