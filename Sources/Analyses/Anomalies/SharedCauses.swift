import ColumnStore
public import Disclosure

/// Rules that half or more of the bodies of a year break: what so many share has one cause, in the file, the form or the law, not in each of them.
///
/// The findings stay as they are, for each body has to be put right; a note says what they have in common.
/// - Complexity: linear in findings, and in the cells of panels from elsewhere.
public struct SharedCauses: Sendable {
    /// A rule that many bodies break in the same years.
    public struct Cause: Sendable, Hashable {
        /// The rule.
        public let rule: String
        /// By year, how many bodies break it of how many that have figures.
        public let years: [Year]

        /// A year in which half or more break it.
        public struct Year: Sendable, Hashable {
            /// The year.
            public let year: Int
            /// Bodies with a finding of the rule.
            public let bodies: Int
            /// Bodies with figures.
            public let of: Int
        }
    }

    /// Fewer bodies than this may agree by chance.
    static let fewestBodies = 10

    /// The causes, the one that most bodies share first.
    public let causes: [Cause]

    /// What the findings of a corpus have in common.
    public init(_ findings: [Finding], in corpus: Corpus) {
        struct Key: Hashable {
            let rule: String
            let year: Int
        }
        var bodies: [Key: Set<Int>] = [:]
        for finding in findings {
            if let body = finding.body { bodies[Key(rule: finding.rule, year: finding.year), default: []].insert(body) }
        }
        bodies = bodies.filter { $0.value.count >= Self.fewestBodies }
        guard !bodies.isEmpty else {
            causes = []
            return
        }
        let totals = Self.bodiesWithFigures(corpus)
        var years: [String: [Cause.Year]] = [:]
        for (key, breaking) in bodies {
            guard let total = totals[key.year], 2 * breaking.count >= total else { continue }
            years[key.rule, default: []].append(Cause.Year(year: key.year, bodies: breaking.count, of: total))
        }
        causes = years.map { Cause(rule: $0.key, years: $0.value.sorted { $0.year < $1.year }) }.sorted {
            let (mine, theirs) = ($0.years.reduce(0) { $0 + $1.bodies }, $1.years.reduce(0) { $0 + $1.bodies })
            return mine == theirs ? $0.rule < $1.rule : mine > theirs
        }
    }

    /// The causes in words.
    public var notes: [LocalizedText] {
        causes.map { cause in
            let zh = cause.years.map { "\($0.year) 年 \($0.of) 个主体中的 \($0.bodies) 个" }.joined(separator: "、")
            let en = cause.years.map { "\($0.bodies) of \($0.of) bodies in \($0.year)" }.joined(separator: ", ")
            return LocalizedText(
                zh: "\(cause.rule)：\(zh)有这一问题，原因多半相同，出在文件、表式或规定上，而不在各个主体。",
                en: "\(cause.rule): \(en); what so many share has one cause, in the file, the form or the law rather than in each of them.")
        }
    }

    private static func bodiesWithFigures(_ corpus: Corpus) -> [Int: Int] {
        let imported = Set(corpus.imports.flatMap(\.bodies))
        var totals: [Int: Int] = [:]
        for body in corpus.bodies.indices where !imported.contains(body) {
            for year in corpus.years where corpus.hasReport(body: body, year: year) { totals[year, default: 0] += 1 }
        }
        for part in corpus.imports {
            let columns = part.variables.compactMap { corpus.panel.column($0) }
            for body in part.bodies {
                for year in corpus.years where columns.contains(where: { $0[body, year - corpus.years.lowerBound] != nil }) {
                    totals[year, default: 0] += 1
                }
            }
        }
        return totals
    }
}
