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
