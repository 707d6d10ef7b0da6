import Disclosure
import Statistics

/// Bodies compared with their peers on one indicator, concept or ratio of one year.
///
/// ```swift
/// let ranking = try RankAnalysis(RankOptions(subject: "disclosure_rate", year: 2024)).ranking(of: corpus)
/// ```
/// Kinds of body are never mixed. A blank is never 0: a body without a number, with a denominator of 0 or with n below the minimum is not ranked, and its
/// row says why. Proportions have Wilson's interval, rates and counts the exact Poisson one. The order follows the shrunken value where there is one.
public struct RankAnalysis: Sendable {
    /// The options in force.
    public let options: RankOptions

    /// A ranking with options.
    public init(_ options: RankOptions) { self.options = options }

    /// The year that is ranked: the one asked for, else the last with a report.
    public func year(in corpus: Corpus) throws(RankingError) -> Int {
        if let year = options.year { return year }
        let found = corpus.years.last { year in corpus.bodies.indices.contains { corpus.hasReport(body: $0, year: year) } }
        if let found { return found }
        guard !corpus.bodies.isEmpty else { throw .noReports }
        return corpus.years.upperBound
    }

    /// The bodies in their order: group by group, ranked ones first.
    public func ranking(of corpus: Corpus) throws(RankingError) -> Ranking {
        guard let subject = RankSubject(options.subject, in: corpus) else {
            throw .unknownSubject(options.subject, suggestions: Self.suggestions(for: options.subject))
        }
        try options.check(corpus)
        let year = try year(in: corpus)
        let rows = corpus.bodies.indices.map { row(of: $0, subject: subject, year: year, in: corpus) }
        let isOfEntities = corpus.bodies.indices.allSatisfy { PeerGroup($0, of: corpus, peers: options.peers).isEverything }
        var groups: [String: [RankRow]] = [:]
        for row in rows { groups[row.peers, default: []].append(row) }
        return Ranking(
            subject: options.subject, label: subject.label, year: year, isFraction: subject.isFraction, descends: subject.descends,
            level: options.level, rows: groups.keys.sorted().flatMap { ranked(groups[$0]!, subject: subject) },
            notes: [RankNotes.order(subject), isOfEntities ? RankNotes.allEntities : RankNotes.peers(options.peers)],
            funnels: groups.keys.sorted().compactMap {
                GroupRates(kind: subject.rateKind, options: options).funnel(groups[$0]!.filter(\.eligible))
            })
    }

    private func row(of body: Int, subject: RankSubject, year: Int, in corpus: Corpus) -> RankRow {
        let identity = corpus.bodies[body]
        let reading =
            corpus.years.contains(year)
            ? subject.reading(of: body, year: year, in: corpus) : RankSubject.Reading(components: [], reason: RankNotes.noReport(year))
        let peers = PeerGroup(body, of: corpus, peers: options.peers).key
        var row = RankRow(
            entity: identity.name, regionCode: identity.regionCode, level: identity.level, year: year, value: reading.value, n: reading.n,
            components: reading.components, peers: peers, peerCount: 0, eligible: reading.value != nil, reason: reading.reason)
        if let n = reading.n, row.eligible, n < Double(options.minimumN) {
            row.eligible = false
            row.reason = RankNotes.belowMinimum(n: n, minimum: options.minimumN)
        }
        options.leaveOutWithoutPeers(&row)
        if let interval = interval(reading, subject) {
            row.low = interval.lower
            row.high = interval.upper
        }
        if subject.rateKind == .proportion, let value = reading.value, value > 1 || value < 0 {
            row.eligible = false
            row.reason = RankNotes.outOfRange(value)
        }
        return row
    }

    private func interval(_ reading: RankSubject.Reading, _ subject: RankSubject) -> ConfidenceInterval? {
        guard let kind = subject.rateKind, let k = reading.numerator, let n = reading.n, n > 0, k >= 0 else { return nil }
        switch kind {
        case .proportion:
            return k <= n ? ProportionInterval.wilson(successes: Int(k), trials: Int(n), level: options.level) : nil
        case .rate: return RateInterval.garwood(count: Int(k), exposure: n, level: options.level)
        case .difference: return nil
        }
    }

    private func ranked(_ group: [RankRow], subject: RankSubject) -> [RankRow] {
        var eligible = group.filter(\.eligible)
        let descends = subject.descends
        GroupRates(kind: subject.rateKind, options: options).complete(&eligible)
        for index in eligible.indices { eligible[index].score = eligible[index].shrunken ?? eligible[index].value }
        // Equal shrunken values (nothing shows that bodies differ) are still listed by the raw ones.
        func precedes(_ one: RankRow, _ other: RankRow) -> Bool? {
            for key in [\RankRow.score, \.value] where one[keyPath: key]! != other[keyPath: key]! {
                return (one[keyPath: key]! > other[keyPath: key]!) == descends
            }
            return nil
        }
        eligible.sort { precedes($0, $1) ?? (($0.regionCode ?? "", $0.entity) < ($1.regionCode ?? "", $1.entity)) }
        for index in eligible.indices {
            let isTied = index > 0 && precedes(eligible[index - 1], eligible[index]) == nil
            eligible[index].rank = isTied ? eligible[index - 1].rank : index + 1
            eligible[index].peerCount = eligible.count
        }
        RankRanges(kind: subject.rateKind, descends: descends, options: options).complete(&eligible)
        var others = group.filter { !$0.eligible }.sorted { ($0.regionCode ?? "", $0.entity) < ($1.regionCode ?? "", $1.entity) }
        for index in others.indices { others[index].peerCount = eligible.count }
        return eligible + others
    }

    /// Names that share a part with an unknown one.
    private static func suggestions(for name: String) -> [String] {
        let all = Ratio.all.map(\.id) + Concept.all.map(\.id)
        let parts = name.split { $0 == "_" || $0 == "." }
        return Array(all.filter { id in parts.contains { $0.count > 3 && id.contains($0) } }.prefix(5))
    }
}
