import ColumnStore
import Disclosure

/// How much of the region's total hangs on a finding: |observed − expected| / Σ of the indicator over the bodies of the province and year.
///
/// It orders the reading, as in selective editing; where a finding has no expectation, or the total is 0, it is left out.
/// - References: Di Zio & Guarnera (2013), *Journal of Official Statistics* 29, 539–555.
enum Influence {
    static func assign(to findings: inout [Finding], corpus: Corpus) {
        struct Key: Hashable {
            let indicator: String
            let province: Substring
            let year: Int
        }
        var bodies: [Substring: [Int]] = [:]
        for (index, body) in corpus.bodies.enumerated() { bodies[body.regionCode?.prefix(2) ?? "", default: []].append(index) }
        var totals: [Key: Double] = [:]
        for index in findings.indices {
            guard let observed = findings[index].observed, let expected = findings[index].expected, let cell = findings[index].cells.first else {
                continue
            }
            let key = Key(indicator: cell.indicator, province: findings[index].regionCode?.prefix(2) ?? "", year: cell.year)
            let total =
                totals[key]
                ?? (bodies[key.province] ?? []).reduce(0) {
                    $0 + (corpus.panel.value(key.indicator, entity: $1, year: key.year) ?? 0).magnitude
                }
            totals[key] = total
            if total > 0 { findings[index].influence = min((observed - expected).magnitude / total, 1e6) }
        }
    }
}
