import Disclosure
import LinearAlgebra
import Statistics

/// Bodies compared with their peers on an index of several indicators.
///
/// ```swift
/// let ranking = try IndexAnalysis(definition, options: RankOptions(subject: "index"), aggregation: .geometric).ranking(of: corpus)
/// ```
/// A body that lacks one of the indicators is not ranked: nothing is filled in. Rates enter drawn towards their peers' as far as few cases leave them
/// uncertain, so that nobody leads with two applications. An indicator that is the same everywhere weighs 0. The range of ranks is what nine in ten random weightings give; it says how
/// much of the order is a choice.
public struct IndexAnalysis: Sendable {
    /// How indicators are brought onto one scale.
    public enum Normalization: String, Sendable, Hashable, CaseIterable {
        case minmax, zscore, rank, percentile, goalposts, borda
    }

    /// How much each indicator counts.
    public enum Weights: Sendable, Hashable {
        /// Those of the definition where it has them, else equal.
        case definition
        case equal, entropy, critic, pca
        /// One an indicator, in the definition's order.
        case own([Double])
    }

    /// How they become one number.
    public enum Aggregation: String, Sendable, Hashable, CaseIterable {
        case arithmetic, geometric, mpi, topsis, meanmin
    }

    /// The index.
    public let definition: IndexDefinition
    /// Year, peers, smallest n, draws and seed; the subject is the index's name.
    public let options: RankOptions
    /// How indicators are brought onto one scale.
    public let normalization: Normalization
    /// How much each counts.
    public let weights: Weights
    /// How they become one number.
    public let aggregation: Aggregation

    /// An index of the given choices.
    public init(
        _ definition: IndexDefinition, options: RankOptions, normalization: Normalization = .minmax, weights: Weights = .definition,
        aggregation: Aggregation = .arithmetic
    ) {
        self.definition = definition
        self.options = options
        self.normalization = normalization
        self.weights = weights
        self.aggregation = aggregation
    }

    /// The bodies in their order: group by group, ranked ones first.
    ///
    /// - Throws: ``RankingError/badIndex(_:)`` for a definition without two known indicators or with too many, with goalposts missing where they are asked
    ///   for, or with a number of weights that does not fit.
    public func ranking(of corpus: Corpus) throws(RankingError) -> Ranking {
        guard definition.indicators.count >= 2 else {
            throw .badIndex(LocalizedText(zh: "指数至少需要两项指标", en: "an index needs at least two indicators"))
        }
        let most = IndexDefinition.mostIndicators
        guard definition.indicators.count <= most else {
            throw .badIndex(
                LocalizedText(
                    zh: "\(definition.indicators.count)项指标：指数最多\(most)项",
                    en: "\(definition.indicators.count) indicators: an index has at most \(most)"))
        }
        var subjects: [RankSubjects] = []
        for indicator in definition.indicators { subjects.append(try RankSubjects(indicator.on, per: indicator.exposure, in: corpus)) }
        let composite = try composite()
        try options.check(corpus)
        let year = try RankAnalysis(options).year(in: corpus)
        let rows = corpus.bodies.indices.map { row(of: $0, subjects: subjects, year: year, in: corpus) }
        var groups: [String: [Entry]] = [:]
        for row in rows { groups[row.row.peers, default: []].append(row) }
        var ranked: [RankRow] = []
        var remarks: [LocalizedText] = []
        for key in groups.keys.sorted() {
            let first = groups[key]![0].row.body
            let (group, remark) = self.ranked(groups[key]!, composite, subjects.map { $0[first] ?? $0.principal })
            ranked += group
            remarks += remark.map { groups.count > 1 ? RankNotes.of(key, $0) : $0 }
        }
        var notes = [RankNotes.indexOrder, RankNotes.peers(options.peers)]
        if let caveat = definition.caveat { notes.append(LocalizedText(zh: caveat, en: caveat)) }
        if subjects.contains(where: \.principal.hasDenominator) { notes += [RankNotes.minimum(minimum), RankNotes.indexShrinkage] }
        return Ranking(
            subject: definition.name, label: LocalizedText(zh: definition.name, en: definition.name), year: year, isFraction: false, descends: true,
            level: 0.9, rows: ranked, notes: notes + remarks)
    }

    private var minimum: Int { options.minimumN ?? RankOptions.usualMinimum }

    private func composite() throws(RankingError) -> CompositeIndex {
        let scale: IndicatorNormalization
        switch normalization {
        case .minmax: scale = .minMax
        case .zscore: scale = aggregation == .arithmetic || aggregation == .topsis ? .zScore() : .zScore(center: 100, spread: 10)
        case .rank: scale = .rank
        case .percentile: scale = .percentile
        case .borda: scale = .borda
        case .goalposts:
            var posts: [IndicatorNormalization.Goalposts] = []
            for indicator in definition.indicators {
                guard let worst = indicator.worst, let best = indicator.best, worst != best, worst.isFinite, best.isFinite else {
                    throw .badIndex(
                        LocalizedText(
                            zh: "goalposts 需要 \(indicator.on) 的 worst 与 best，且二者不同",
                            en: "goalposts need a worst and another best value of \(indicator.on)"))
                }
                posts.append(.init(worst: worst, best: best))
            }
            scale = .goalposts(posts)
        }
        let importance: IndicatorWeights
        switch weights {
        case .equal: importance = .equal
        case .entropy: importance = .entropy
        case .critic: importance = .critic
        case .pca: importance = .principalComponent
        case .own(let values): importance = .own(try checked(values))
        case .definition:
            let given = definition.indicators.compactMap(\.weight)
            importance = given.isEmpty ? .equal : .own(try checked(given))
        }
        switch aggregation {
        case .arithmetic: return CompositeIndex(normalization: scale, weights: importance, aggregation: .arithmetic)
        case .geometric: return CompositeIndex(normalization: scale, weights: importance, aggregation: .geometric)
        case .meanmin: return CompositeIndex(normalization: scale, weights: importance, aggregation: .meanMin())
        case .mpi:
            let fitting = normalization == .minmax ? IndicatorNormalization.zScore(center: 100, spread: 10) : scale
            return CompositeIndex(normalization: fitting, weights: importance, aggregation: .mazziottaPareto())
        case .topsis: return CompositeIndex(normalization: scale, weights: importance, aggregation: .topsis)
        }
    }

    private func checked(_ values: [Double]) throws(RankingError) -> [Double] {
        guard values.count == definition.indicators.count else {
            throw .badIndex(
                LocalizedText(
                    zh: "\(definition.indicators.count)项指标只有\(values.count)个权重",
                    en: "\(values.count) weights for \(definition.indicators.count) indicators"))
        }
        guard values.allSatisfy({ $0 >= 0 && $0.isFinite }), values.contains(where: { $0 > 0 }), values.reduce(0, +).isFinite else {
            throw .badIndex(LocalizedText(zh: "权重须不小于 0，且至少一个大于 0", en: "weights must be 0 or more, and one of them above 0"))
        }
        return values
    }

    /// A body with what its indicators were read as.
    private struct Entry {
        var row: RankRow
        let readings: [RankSubject.Reading]
    }

    private func row(of body: Int, subjects: [RankSubjects], year: Int, in corpus: Corpus) -> Entry {
        let identity = corpus.bodies[body]
        let readings = subjects.map { RankSubject.reading($0[body], of: body, year: year, in: corpus) }
        var row = RankRow(
            body: body, entity: identity.name, regionCode: identity.regionCode, level: identity.level, year: year,
            components: zip(definition.indicators, readings).map { .init($0.on, $1.value) },
            peers: PeerGroup(body, of: corpus, peers: options.peers).key, peerCount: 0, eligible: true)
        options.leaveOutWithoutPeers(&row)
        for (position, reading) in readings.enumerated() where row.eligible {
            let name = definition.indicators[position].on
            if reading.value == nil {
                row.eligible = false
                row.reason = RankNotes.lacking(name, reading.reason)
            } else if let n = reading.n, subjects[position][body]?.hasDenominator == true, n < Double(minimum) {
                row.eligible = false
                row.reason = RankNotes.lacking(name, RankNotes.belowMinimum(n: n, minimum: minimum))
            }
        }
        return Entry(row: row, readings: readings)
    }

    private func ranked(_ group: [Entry], _ composite: CompositeIndex, _ subjects: [RankSubject]) -> (rows: [RankRow], remarks: [LocalizedText]) {
        var eligible = group.filter(\.row.eligible).map(\.row)
        var others = group.filter { !$0.row.eligible }.map(\.row)
        var remarks: [LocalizedText] = []
        if !eligible.isEmpty {
            do throws(EstimationError) {
                let values = values(group.filter(\.row.eligible), subjects)
                remarks = try score(&eligible, values, composite, subjects)
            } catch {
                for index in eligible.indices {
                    eligible[index].eligible = false
                    eligible[index].reason = RankNotes.noIndex(error)
                }
            }
        }
        others = eligible.filter { !$0.eligible } + others
        eligible = eligible.filter(\.eligible)
        eligible.sort { ($0.rank!, $0.regionCode ?? "", $0.entity) < ($1.rank!, $1.regionCode ?? "", $1.entity) }
        others.sort { ($0.regionCode ?? "", $0.entity) < ($1.regionCode ?? "", $1.entity) }
        var rows = eligible + others
        for index in rows.indices { rows[index].peerCount = eligible.count }
        return (rows, remarks)
    }

    /// What enters the index: rates drawn towards their peers' as far as their denominators leave them uncertain, all else as it is.
    private func values(_ group: [Entry], _ subjects: [RankSubject]) -> Matrix {
        var columns: [[Double]] = []
        for (position, subject) in subjects.enumerated() {
            let readings = group.map { $0.readings[position] }
            let raw = readings.map { $0.value! }
            let rates = GroupRates(kind: subject.rateKind, scale: subject.scale, options: options)
            columns.append(rates.shrunken(readings) ?? raw)
        }
        return Matrix(columns: columns)
    }

    private func score(
        _ rows: inout [RankRow], _ values: Matrix, _ composite: CompositeIndex, _ subjects: [RankSubject]
    ) throws(EstimationError) -> [LocalizedText] {
        let directions = zip(definition.indicators, subjects).map { indicator, subject in
            indicator.direction.map { $0 == .lower ? -1 : 1 } ?? (subject.descends ? 1 : -1)
        }
        let scores = try IndexScores(values, composite, directions: directions, isAbsolute: normalization == .goalposts)
        for (row, indicator) in scores.notPositive {
            rows[row].eligible = false
            rows[row].reason = RankNotes.notPositive(definition.indicators[indicator].on, normalization)
        }
        let fit = scores.fit
        var normalized = fit.normalized
        if aggregation == .geometric {
            normalized = Matrix(
                rows: (0..<normalized.rows).map { i in (0..<normalized.columns).map { Logarithm.natural(normalized[i, $0]) } })
        }
        let isAdditive = aggregation == .arithmetic || aggregation == .geometric
        let random = isAdditive ? try WeightSensitivity(draws: options.draws, seed: options.seed).fit(normalized: normalized) : nil
        for (position, row) in scores.ranked.enumerated() {
            rows[row].value = fit.scores[position]
            rows[row].score = fit.scores[position]
            rows[row].n = Double(definition.indicators.count)
            rows[row].rank = fit.ranks[position]
            if let random {
                rows[row].rankLow = min(random.lower[position], fit.ranks[position])
                rows[row].rankHigh = max(random.upper[position], fit.ranks[position])
                rows[row].probabilities = options.probabilities(random.acceptabilities(of: position))
            } else {
                rows[row].reason = RankNotes.noSensitivity
            }
        }
        if options.leaveOneOut { try leaveOneOut(&rows, scores) }
        if options.sensitivity {
            let kept = scores.counted.count == values.columns ? values : values.selecting(columns: scores.counted)
            let shares = try IndexSensitivity(draws: min(options.draws, 1000), seed: options.seed)
                .fit(scores: kept.selecting(rows: scores.ranked), directions: scores.counted.map { directions[$0] })
            for (position, row) in scores.ranked.enumerated() { rows[row].sensitivity = RankRow.Sensitivity(shares.bodies[position]) }
        }
        let constant = definition.indicators.indices.filter { !scores.counted.contains($0) }.map { definition.indicators[$0].on }
        return constant.isEmpty ? [] : [RankNotes.constant(constant)]
    }

    /// The rank of each body without each of the indicators that count.
    private func leaveOneOut(_ rows: inout [RankRow], _ scores: IndexScores) throws(EstimationError) {
        guard scores.counted.count >= 2 else { return }
        let aggregation = try? composite().aggregation
        for (column, indicator) in scores.counted.enumerated() {
            let ranks = try scores.fit.ranksWithout(column, aggregation: aggregation ?? .arithmetic)
            for (position, row) in scores.ranked.enumerated() {
                rows[row].ranksWithout.append(.init(definition.indicators[indicator].on, Double(ranks[position])))
            }
        }
    }
}

extension RankRow.Sensitivity {
    fileprivate init(_ shares: IndexSensitivity.Shares) {
        func share(_ share: IndexSensitivity.Share) -> Share { Share(first: share.first, total: share.total) }
        self.init(normalization: share(shares.normalization), weights: share(shares.weights), aggregation: share(shares.aggregation))
    }
}
