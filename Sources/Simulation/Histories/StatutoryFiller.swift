import Disclosure

/// Fills in the forms of 2019 and 2021 from a year's activity. Totals are added up, so that every identity of the form holds.
struct StatutoryFiller {
    private let edition: Edition
    private let isOf2021: Bool
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
    private let fees: Int
    private let procurement: Int

    static let of2019 = StatutoryFiller(.fmt2019)
    static let of2021 = StatutoryFiller(.fmt2021)

    private init(_ edition: Edition) {
        let layout = CellLayout.of(edition)
        func row(_ id: String) -> Int { layout["\(id).\(Applicant.naturalPerson.rawValue)"] }
        self.edition = edition
        isOf2021 = edition == .fmt2021
        received = row("applications.received")
        carriedIn = row("applications.carried_in")
        total = row("outcome.total")
        carriedOut = row("applications.carried_out")
        let isOf2021 = edition == .fmt2021
        outcomes = BodyProfile.outcomes.map { row(!isOf2021 && $0.id.hasPrefix("outcome.other_handling") ? "outcome.other_handling" : $0.id) }
        remedies = ["review", "litigation.direct", "litigation.after_review"].map { layout["\($0).upheld"] }
        documents = ["rules", "normative_docs"].map { layout["disclosure.\($0).made"] }
        decisions = BodyProfile.decisions.map { layout.position(of: "disclosure.\($0).decisions") }
        items = isOf2021 ? [] : (BodyProfile.decisions + ["fees"]).map { layout["disclosure.\($0).items_prev"] }
        fees = isOf2021 ? layout["disclosure.fees.amount"] : 0
        procurement = isOf2021 ? 0 : layout["disclosure.procurement.projects"]
    }

    func record(_ activity: BodyHistory.Activity, leavesZerosBlank: Bool) -> SimulatedRecord {
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
            record[first + 1] = isOf2021 ? year.repealed : year.disclosed
            record[first + 2] = isOf2021 ? year.inForce : year.disclosedTotal
        }
        for (position, value) in zip(decisions, activity.decisions) {
            if let position { record[position] = value }
        }
        for (first, item) in zip(items, activity.items) {
            record[first] = item.previous
            record[first + 1] = item.change
        }
        if isOf2021 {
            record[fees] = activity.fees * 100
        } else {
            record[procurement] = activity.projects
            record[procurement + 1] = activity.procurement
        }
        return record
    }
}
