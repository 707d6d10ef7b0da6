import Disclosure
import Rules

/// The identities of the catalog on the reports of one body: whether the line that `analyze rules` prints fails.
///
/// What a violation probably means is said by the detectors; that there is one is told here, from the declared line alone.
struct CatalogRules {
    private let history: BodyHistory
    private let cells: RuleCells

    init(_ history: BodyHistory) {
        self.history = history
        cells = RuleCells(history.corpus)
    }

    /// Whether a rule of one of the editions of a year's report fails, whatever its unknown cells are.
    func fails(_ id: String, _ year: Int) -> Bool {
        history.editions(year).contains { edition in
            guard let rule = IdentityCatalog.rule(id, edition: edition) else { return false }
            if case .fails = cells.evaluator(body: history.index, year: year).evaluate(rule) { return true }
            return false
        }
    }
}

extension CatalogRules {
    /// For each of some years the balances of the applications' columns, where all of them hold: changing what is carried in or out would break them.
    func balances(of columns: [String], _ years: [Int]) -> [[String]] {
        years.map { year in
            let rules = columns.map { "t3.balance.\($0)" }
            return rules.allSatisfy { holds($0, year) } ? rules : []
        }
    }

    /// Whether a rule of one of the editions of a year's report holds, whatever its unknown cells are.
    private func holds(_ id: String, _ year: Int) -> Bool {
        history.editions(year).contains { edition in
            guard let rule = IdentityCatalog.rule(id, edition: edition) else { return false }
            if case .holds = cells.evaluator(body: history.index, year: year).evaluate(rule) { return true }
            return false
        }
    }
}
