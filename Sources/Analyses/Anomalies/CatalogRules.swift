import Disclosure
import Rules

/// Identities of the catalog that hold on the reports of one body: what a repair would break.
struct CatalogRules {
    private let history: BodyHistory
    private let cells: RuleCells

    init(_ history: BodyHistory) {
        self.history = history
        cells = RuleCells(history.corpus)
    }

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
