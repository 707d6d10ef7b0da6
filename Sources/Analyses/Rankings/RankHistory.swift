import Statistics

/// What a body's other years say of the variation of its counts.
struct RankHistory {
    /// The years nearest to the ranked one that are looked at: more of them would mix what was then with what is now.
    static let mostYears = 5

    private let subject: RankSubject
    private let year: Int

    init(_ subject: RankSubject, year: Int) {
        self.subject = subject
        self.year = year
    }

    /// Whole numbers of events of the nearest other years that have them, with what they are counted per.
    func counts(of body: Int, in corpus: Corpus) -> CountDispersion.History {
        var found: [(year: Int, count: Double, exposure: Double)] = []
        for other in corpus.years.sorted(by: { (abs($0 - year), $0) < (abs($1 - year), $1) }) where other != year && found.count < Self.mostYears {
            let reading = subject.reading(of: body, year: other, in: corpus)
            let count = subject.hasDenominator ? reading.numerator : reading.value
            let exposure = subject.hasDenominator ? reading.n : 1
            guard let count, let exposure, count >= 0, count == count.rounded(), exposure > 0 else { continue }
            found.append((other, count, exposure))
        }
        found.sort { $0.year < $1.year }
        return CountDispersion.History(years: found.map { Double($0.year) }, counts: found.map(\.count), exposures: found.map(\.exposure))
    }
}
