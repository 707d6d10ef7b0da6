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
        let subjects = try RankSubjects(options.subject, per: options.exposure, in: corpus)
        let subject = subjects.principal
        try options.check(corpus)
        let year = try year(in: corpus)
        let rows = corpus.bodies.indices.map { row(of: $0, subject: subjects[$0], year: year, in: corpus) }
        var groups: [String: [RankRow]] = [:]
        for row in rows { groups[row.peers, default: []].append(row) }
        let isOfEntities = corpus.bodies.indices.allSatisfy { PeerGroup($0, of: corpus, peers: options.peers).isEverything }
        var notes = [RankNotes.order(subject), isOfEntities ? RankNotes.allEntities : RankNotes.peers(options.peers)]
        if let minimum = minimum(subject), minimum > 1 { notes.append(RankNotes.minimum(minimum)) }
        if let missing = RankNotes.withoutExposure(rows, subject) { notes.append(missing) }
        if let earlier = options.movement { notes.append(RankNotes.movement(from: earlier, to: year)) }
        var ordered: [RankRow] = []
        for key in groups.keys.sorted() {
            let subject = subjects[groups[key]![0].body] ?? subject
            var (group, remark) = ranked(groups[key]!, subject: subject, year: year, in: corpus)
            if let earlier = options.movement { move(&group, since: earlier, subject: subject, year: year, in: corpus) }
            ordered += group
            if let remark { notes.append(groups.count > 1 ? RankNotes.of(key, remark) : remark) }
        }
        return Ranking(
            subject: options.subject, label: subject.label, year: year, isFraction: subject.isFraction, descends: subject.descends,
            level: options.level, rows: ordered, notes: notes,
            funnels: groups.keys.sorted().compactMap { rates(subjects[groups[$0]![0].body] ?? subject).funnel(groups[$0]!.filter(\.eligible)) })
    }

    private func rates(_ subject: RankSubject) -> GroupRates { GroupRates(kind: subject.rateKind, scale: subject.scale, options: options) }

    /// The smallest denominator; `nil` for what has none.
    private func minimum(_ subject: RankSubject) -> Int? { subject.hasDenominator ? options.minimumN ?? RankOptions.usualMinimum : nil }

    private func row(of body: Int, subject: RankSubject?, year: Int, in corpus: Corpus) -> RankRow {
        let identity = corpus.bodies[body]
        let reading = RankSubject.reading(subject, of: body, year: year, in: corpus)
        let peers = PeerGroup(body, of: corpus, peers: options.peers).key
        var row = RankRow(
            body: body, entity: identity.name, regionCode: identity.regionCode, level: identity.level, year: year, value: reading.value, n: reading.n,
            components: reading.components, peers: peers, peerCount: 0, eligible: reading.value != nil, reason: reading.reason)
        if let n = reading.n, let minimum = subject.flatMap(minimum), row.eligible, n < Double(minimum) {
            row.eligible = false
            row.reason = RankNotes.belowMinimum(n: n, minimum: minimum)
        }
        options.leaveOutWithoutPeers(&row)
        if let subject, let interval = interval(reading, subject) {
            row.low = interval.lower
            row.high = interval.upper
        }
        if subject?.rateKind == .proportion, let value = reading.value, value > 1 || value < 0 {
            row.eligible = false
            row.reason = RankNotes.outOfRange(value)
        }
        return row
    }

    private func interval(_ reading: RankSubject.Reading, _ subject: RankSubject) -> ConfidenceInterval? {
        guard let kind = subject.rateKind, let k = reading.numerator, let n = reading.n, n > 0, k >= 0, max(k, n) < 1e15 else { return nil }
        switch kind {
        case .proportion:
            return k <= n ? ProportionInterval.wilson(successes: Int(k), trials: Int(n), level: options.level) : nil
        case .rate: return RateInterval.garwood(count: Int(k), exposure: n / subject.scale, level: options.level)
        case .difference: return nil
        }
    }

    private func ranked(
        _ group: [RankRow], subject: RankSubject, year: Int, in corpus: Corpus
    ) -> (rows: [RankRow], remark: LocalizedText?) {
        var eligible = group.filter(\.eligible)
        let descends = subject.descends
        rates(subject).complete(&eligible)
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
        let remark = ranges(subject, year: year, in: corpus).complete(&eligible)
        var others = group.filter { !$0.eligible }.sorted { ($0.regionCode ?? "", $0.entity) < ($1.regionCode ?? "", $1.entity) }
        for index in others.indices { others[index].peerCount = eligible.count }
        return (eligible + others, remark)
    }

    private func ranges(_ subject: RankSubject, year: Int, in corpus: Corpus) -> RankRanges {
        RankRanges(kind: subject.rateKind, descends: subject.descends, options: options, isQuotient: subject.isQuotient) { body in
            RankHistory(subject, year: year).counts(of: body, in: corpus)
        }
    }

    private func move(_ group: inout [RankRow], since earlier: Int, subject: RankSubject, year: Int, in corpus: Corpus) {
        var ranked = Array(group.prefix(while: \.eligible))
        var before = ranked.map { row(of: $0.body, subject: subject, year: earlier, in: corpus) }.filter(\.eligible)
        rates(subject).complete(&before)
        for index in before.indices { before[index].score = before[index].shrunken ?? before[index].value }
        RankMovement(options: options, descends: subject.descends).complete(
            &ranked, earlier: before,
            laws: (later: ranges(subject, year: year, in: corpus), earlier: ranges(subject, year: earlier, in: corpus)))
        group.replaceSubrange(0..<ranked.count, with: ranked)
    }
}
