import Disclosure
import LinearAlgebra
import Statistics

/// Bodies compared with their peers on an index of several indicators.
///
/// ```swift
/// let ranking = try IndexAnalysis(definition, options: RankOptions(subject: "index"), aggregation: .geometric).ranking(of: corpus)
/// ```
/// A body that lacks one of the indicators is not ranked: nothing is filled in. The range of ranks is what nine in ten random weightings give; it says how
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
        case arithmetic, geometric, mpi, topsis
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
    /// - Throws: ``RankingError/badIndex(_:)`` for a definition without two known indicators, with goalposts missing where they are asked for, or with a
    ///   number of weights that does not fit.
    public func ranking(of corpus: Corpus) throws(RankingError) -> Ranking {
        guard definition.indicators.count >= 2 else { throw .badIndex("an index needs at least two indicators") }
        var subjects: [RankSubject] = []
        for indicator in definition.indicators {
            guard let subject = RankSubject(indicator.on, in: corpus) else { throw .unknownSubject(indicator.on, suggestions: []) }
            subjects.append(subject)
        }
        let composite = try composite()
        try options.check(corpus)
        let year = try RankAnalysis(options).year(in: corpus)
        let rows = corpus.bodies.indices.map { row(of: $0, subjects: subjects, year: year, in: corpus) }
        var groups: [String: [RankRow]] = [:]
        for row in rows { groups[row.peers, default: []].append(row) }
        let directions = zip(definition.indicators, subjects).map { indicator, subject in
            indicator.direction.map { $0 == "lower" ? -1 : 1 } ?? (subject.descends ? 1 : -1)
        }
        return Ranking(
            subject: definition.name, label: LocalizedText(zh: definition.name, en: definition.name), year: year, isFraction: false, descends: true,
            level: 0.9, rows: groups.keys.sorted().flatMap { ranked(groups[$0]!, composite, directions) },
            notes: [RankNotes.indexOrder, RankNotes.peers(options.peers)])
    }

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
                guard let worst = indicator.worst, let best = indicator.best, worst != best else {
                    throw .badIndex("goalposts need a worst and another best value of \(indicator.on)")
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
        case .mpi:
            let fitting = normalization == .minmax ? IndicatorNormalization.zScore(center: 100, spread: 10) : scale
            return CompositeIndex(normalization: fitting, weights: importance, aggregation: .mazziottaPareto())
        case .topsis: return CompositeIndex(normalization: scale, weights: importance, aggregation: .topsis)
        }
    }

    private func checked(_ values: [Double]) throws(RankingError) -> [Double] {
        guard values.count == definition.indicators.count else {
            throw .badIndex("\(values.count) weights for \(definition.indicators.count) indicators")
        }
        guard values.allSatisfy({ $0 >= 0 && $0.isFinite }), values.contains(where: { $0 > 0 }) else {
            throw .badIndex("weights must be 0 or more, and one of them above 0")
        }
        return values
    }

    private func row(of body: Int, subjects: [RankSubject], year: Int, in corpus: Corpus) -> RankRow {
        let identity = corpus.bodies[body]
        let readings = subjects.map { subject in
            corpus.years.contains(year)
                ? subject.reading(of: body, year: year, in: corpus) : RankSubject.Reading(components: [], reason: RankNotes.noReport(year))
        }
        var row = RankRow(
            entity: identity.name, regionCode: identity.regionCode, level: identity.level, year: year,
            components: zip(definition.indicators, readings).map { .init($0.on, $1.value) },
            peers: PeerGroup(body, of: corpus, peers: options.peers).key, peerCount: 0, eligible: true)
        options.leaveOutWithoutPeers(&row)
        for (indicator, reading) in zip(definition.indicators, readings) where row.eligible {
            if reading.value == nil {
                row.eligible = false
                row.reason = RankNotes.lacking(indicator.on, reading.reason)
            } else if let n = reading.n, n < Double(options.minimumN) {
                row.eligible = false
                row.reason = RankNotes.lacking(indicator.on, RankNotes.belowMinimum(n: n, minimum: options.minimumN))
            }
        }
        return row
    }

    private func ranked(_ group: [RankRow], _ composite: CompositeIndex, _ directions: [Int]) -> [RankRow] {
        var eligible = group.filter(\.eligible)
        var others = group.filter { !$0.eligible }
        if !eligible.isEmpty {
            do throws(EstimationError) {
                try score(&eligible, composite, directions)
            } catch {
                for index in eligible.indices {
                    eligible[index].eligible = false
                    eligible[index].reason = RankNotes.noIndex(error)
                }
                others = eligible + others
                eligible = []
            }
        }
        eligible.sort { ($0.rank!, $0.regionCode ?? "", $0.entity) < ($1.rank!, $1.regionCode ?? "", $1.entity) }
        others.sort { ($0.regionCode ?? "", $0.entity) < ($1.regionCode ?? "", $1.entity) }
        var rows = eligible + others
        for index in rows.indices { rows[index].peerCount = eligible.count }
        return rows
    }

    private func score(_ rows: inout [RankRow], _ composite: CompositeIndex, _ directions: [Int]) throws(EstimationError) {
        guard rows.count >= 3 else { throw .tooFewObservations(needed: 3, found: rows.count) }
        let scores = Matrix(rows: rows.map { $0.components.map { $0.value! } })
        let fit = try composite.fit(scores: scores, directions: directions)
        var normalized = fit.normalized
        if aggregation == .geometric {
            normalized = Matrix(
                rows: (0..<normalized.rows).map { i in (0..<normalized.columns).map { Logarithm.natural(normalized[i, $0]) } })
        }
        let isAdditive = aggregation == .arithmetic || aggregation == .geometric
        let sensitivity = isAdditive ? try WeightSensitivity(draws: options.draws, seed: options.seed).fit(normalized: normalized) : nil
        for index in rows.indices {
            rows[index].value = fit.scores[index]
            rows[index].score = fit.scores[index]
            rows[index].n = Double(definition.indicators.count)
            rows[index].rank = fit.ranks[index]
            if let sensitivity {
                rows[index].rankLow = min(sensitivity.lower[index], fit.ranks[index])
                rows[index].rankHigh = max(sensitivity.upper[index], fit.ranks[index])
            } else {
                rows[index].reason = RankNotes.noSensitivity
            }
        }
    }
}
