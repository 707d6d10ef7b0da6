import Disclosure

/// Fills in the forms with the statutory tables from a year's activity. Totals are added up, so that every identity of the form holds.
struct StatutoryFiller {
    private let edition: Edition
    private let received: Int
    private let carriedIn: Int
    private let total: Int
    private let carriedOut: Int
    /// The first cell of the row of each leaf of ``BodyProfile/outcomes``.
    private let outcomes: [Int]
    private let remedies: [Int]
    private let documents: [Int]
    private let decisions: [Int?]
    private let items: [Int]
    private let fees: Int?
    private let procurement: Int?
    /// Whether documents are asked for as repealed and in force, rather than as disclosed.
    private let asksForRepeals: Bool

    /// The filler of an edition.
    /// - Precondition: The edition has the statutory tables.
    static func of(_ edition: Edition) -> StatutoryFiller {
        guard let filler = fillers[edition] else { preconditionFailure("\(edition) has no statutory tables") }
        return filler
    }

    private static let fillers = PerEdition { edition in edition.hasStatutoryTables ? StatutoryFiller(edition) : nil }

    private init(_ edition: Edition) {
        let layout = CellLayout.of(edition)
        func row(_ id: String) -> Int { layout["\(id).\(Applicant.naturalPerson.rawValue)"] }
        self.edition = edition
        received = row("applications.received")
        carriedIn = row("applications.carried_in")
        total = row("outcome.total")
        carriedOut = row("applications.carried_out")
        // Where a form prints one row for a group, it holds all of the group's.
        outcomes = BodyProfile.outcomes.map { leaf in
            let own = layout.position(of: "\(leaf.id).\(Applicant.naturalPerson.rawValue)")
            return own ?? row(String(leaf.id[..<(leaf.id.lastIndex(of: ".") ?? leaf.id.endIndex)]))
        }
        remedies = ["review", "litigation.direct", "litigation.after_review"].map { layout["\($0).upheld"] }
        documents = ["rules", "normative_docs"].map { layout["disclosure.\($0).made"] }
        decisions = BodyProfile.decisions.map { layout.position(of: "disclosure.\($0).decisions") }
        let stocks = (BodyProfile.decisions + ["fees"]).map { layout.position(of: "disclosure.\($0).items_prev") }
        items = stocks.contains(nil) ? [] : stocks.compactMap { $0 }
        fees = layout.position(of: "disclosure.fees.amount")
        procurement = layout.position(of: "disclosure.procurement.projects")
        asksForRepeals = layout.position(of: "disclosure.normative_docs.repealed") != nil
    }

    func record(_ activity: SimulatedHistory.Activity, leavesZerosBlank: Bool) -> SimulatedRecord {
        var record = SimulatedRecord(edition: edition)
        let parts = Applicant.parts.count
        func add(_ row: Int, _ values: [Int]) {
            for (column, value) in values.enumerated() {
                record[row + column]! += value
                record[row + parts]! += value
            }
        }
        add(received, activity.received)
        add(carriedIn, activity.carriedIn)
        add(carriedOut, activity.carriedOut)
        for (leaf, values) in activity.outcomes.enumerated() {
            add(outcomes[leaf], values)
            add(total, values)
        }
        if leavesZerosBlank {
            for position in received...carriedOut + parts where (position - received) % (parts + 1) != parts && record[position] == 0 {
                record[position] = nil
            }
        }
        for (first, results) in zip(remedies, activity.remedies) {
            for (offset, value) in results.enumerated() { record[first + offset] = value }
            record[first + results.count] = results.reduce(0, +)
        }
        for (first, year) in zip(documents, activity.documents) {
            record[first] = year.made
            record[first + 1] = asksForRepeals ? year.repealed : year.disclosed
            record[first + 2] = asksForRepeals ? year.inForce : year.disclosedTotal
        }
        for (position, value) in zip(decisions, activity.decisions) {
            if let position { record[position] = value }
        }
        for (first, item) in zip(items, activity.items) {
            record[first] = item.previous
            record[first + 1] = item.change
        }
        if let fees { record[fees] = activity.fees * 100 }
        if let procurement {
            record[procurement] = activity.projects
            record[procurement + 1] = activity.procurement
        }
        return record
    }
}
