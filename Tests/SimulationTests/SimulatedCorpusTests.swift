import Disclosure
import Rules
import Testing

@testable import Simulation

@Suite struct SimulatedCorpusTests {
    private static let long = SimulatedCorpus(SimulationParameters(bodies: 120, years: 2009...2025, seed: 7))

    /// Every linear rule that binds, on every report with its neighbors in time.
    @Test func everyBindingRuleHoldsInEveryReport() {
        let corpus = Self.long
        var evaluated = 0
        for edition in Edition.allCases {
            let rules = IdentityCatalog.of(edition).filter { $0.isExact || $0.strength == .definitional }.flatMap(\.rules)
            for body in corpus.bodies.indices {
                for year in corpus.parameters.years {
                    guard let record = corpus[body, year], record.edition == edition else { continue }
                    for rule in rules {
                        var sum = -rule.constant
                        var isComplete = true
                        for term in rule.terms {
                            let other = term.lag == 0 ? record : neighbor(corpus, body, year + term.lag)
                            let layout = CellLayout.of(other?.edition ?? edition)
                            guard let other, let position = layout.position(of: term.variable) else {
                                isComplete = false
                                break
                            }
                            // The bodies that leave zeros blank mean zero; a row that a form does not print counts for nothing in a sum.
                            sum += term.coefficient * (other[position] ?? 0)
                            if term.lag != 0 && other[position] == nil { isComplete = false }
                        }
                        guard isComplete else { continue }
                        evaluated += 1
                        let holds =
                            switch rule.relation {
                            case .equals: sum == 0
                            case .atMost: sum <= 0
                            case .atLeast: sum >= 0
                            }
                        if !holds { Issue.record("\(edition.rawValue) \(rule.id) of body \(body), \(year): residual \(sum)") }
                    }
                }
            }
        }
        #expect(evaluated > 100_000)
    }

    private func neighbor(_ corpus: SimulatedCorpus, _ body: Int, _ year: Int) -> SimulatedRecord? {
        corpus.parameters.years.contains(year) ? corpus[body, year] : nil
    }

    @Test func theSameSeedGivesTheSameCorpusAndAnotherSeedAnother() {
        let parameters = SimulationParameters(bodies: 30, years: 2019...2023, seed: 3)
        let one = SimulatedCorpus(parameters)
        let same = SimulatedCorpus(parameters)
        var other = parameters
        other.seed = 4
        let different = SimulatedCorpus(other)
        let isSame = one.bodies.indices.allSatisfy { body in parameters.years.allSatisfy { one[body, $0] == same[body, $0] } }
        let isDifferent = one.bodies.indices.contains { body in parameters.years.contains { one[body, $0] != different[body, $0] } }
        #expect(isSame && isDifferent)
    }

    @Test func aLargerCorpusBeginsWithTheSmaller() {
        let small = SimulatedCorpus(SimulationParameters(bodies: 20, years: 2020...2022, seed: 5))
        let large = SimulatedCorpus(SimulationParameters(bodies: 60, years: 2020...2022, seed: 5))
        // The last seat of the smaller corpus may lack some of its counties.
        let lastSeat = small.bodies.lastIndex { $0.scope == .area }!
        let isSame = small.bodies.indices.filter { $0 != lastSeat }.allSatisfy { body in
            small.bodies[body] == large.bodies[body] && (2020...2022).allSatisfy { small[body, $0] == large[body, $0] }
        }
        #expect(isSame)
    }

    @Test func editionsFollowTheYears() {
        let corpus = Self.long
        var seen: Set<Edition> = []
        for body in corpus.bodies.indices {
            for year in corpus.parameters.years {
                guard let edition = corpus[body, year]?.edition else { continue }
                seen.insert(edition)
                #expect(edition.reportYears.contains(year))
            }
        }
        #expect(seen.isSuperset(of: [.local2008, .stats2014, .fmt2019, .fmt2021]))
    }

    /// Moments of the generators, within five standard errors.
    @Test func variatesHaveTheirMoments() {
        var draw = CounterGenerator(seed: 11, stream: 1)
        let n = 40_000
        func check(_ name: String, mean: Double, variance: Double, _ next: () -> Double) {
            let sample = (0..<n).map { _ in next() }
            let average = sample.reduce(0, +) / Double(n)
            let spread = sample.reduce(0) { $0 + ($1 - average) * ($1 - average) } / Double(n - 1)
            #expect(abs(average - mean) < 5 * (variance / Double(n)).squareRoot(), "\(name): mean \(average) for \(mean)")
            #expect(abs(spread / variance - 1) < 0.1, "\(name): variance \(spread) for \(variance)")
        }
        check("poisson 3", mean: 3, variance: 3) { Double(draw.poisson(3)) }
        check("poisson 250", mean: 250, variance: 250) { Double(draw.poisson(250)) }
        check("binomial 40, .1", mean: 4, variance: 3.6) { Double(draw.binomial(40, 0.1)) }
        check("binomial 900, .7", mean: 630, variance: 189) { Double(draw.binomial(900, 0.7)) }
        check("negative binomial", mean: 80, variance: 80 + 6400 * 0.05) { Double(draw.negativeBinomial(mean: 80, dispersion: 0.05)) }
        check("gamma 2.5", mean: 2.5, variance: 2.5) { draw.gamma(shape: 2.5) }
        check("normal", mean: 0, variance: 1) { draw.normal() }
    }

    @Test func partsOfAMultinomialAddUp() {
        var draw = CounterGenerator(seed: 12, stream: 1)
        for total in [0, 1, 7, 1000, 123_456] {
            #expect(draw.multinomial(total, shares: [0.5, 0, 0.3, 0.2]).reduce(0, +) == total)
        }
    }
}
