public import Analyses
public import Disclosure
public import Persistence

/// The reports of a store, fetched when they are asked for.
public struct StoredReports: ReportProvider {
    private let store: Store
    private let ids: [Int?]
    private let years: ClosedRange<Int>

    /// - Parameters:
    ///   - ids: the number of each report in the store: `ids[body * years.count + year − first]`; `nil` where there is none.
    ///   - years: the years of the reports.
    public init(store: Store, ids: [Int?], years: ClosedRange<Int>) {
        (self.store, self.ids, self.years) = (store, ids, years)
    }

    /// The whole report of a body and year; `nil` where the store has none.
    public func report(body: Int, year: Int) throws -> Report? {
        try id(body, year).flatMap { try store.report(id: $0) }
    }

    /// The whole reports of some years of a body, by year, fetched together.
    public func reports(body: Int, years: [Int]) throws -> [Int: Report] {
        let known = years.compactMap { year in id(body, year).map { (year: year, id: $0) } }
        let found = try store.reports(ids: known.map(\.id))
        return zip(known, found).reduce(into: [:]) { reports, item in reports[item.0.year] = item.1 }
    }

    /// The forms of a report without its prose; `nil` where the store has none.
    public func filledForms(body: Int, year: Int) throws -> Report? { try id(body, year).flatMap { try store.report(id: $0, parts: .forms) } }

    /// The prose of a report; empty where the store has none.
    public func passages(body: Int, year: Int) throws -> [Passage] {
        try id(body, year).flatMap { try store.report(id: $0, parts: .prose) }?.passages ?? []
    }

    /// The number of a report in the store. Entities of imported panels stand behind the bodies of reports.
    private func id(_ body: Int, _ year: Int) -> Int? {
        years.contains(year) && body < ids.count / years.count ? ids[body * years.count + year - years.lowerBound] : nil
    }
}
