public import ColumnStore
public import Disclosure

/// Gives a whole report when an analysis has to show where a number came from.
public protocol ReportProvider: Sendable {
    /// The report of a body and year; `nil` when there is none.
    func report(body: Int, year: Int) throws -> Report?

    /// The reports of a body in some years, at once; years without one are left out.
    func reports(body: Int, years: [Int]) throws -> [Int: Report]

    /// The report with its forms, without prose, evidence and notes as far as these cost something; `nil` when there is none.
    func filledForms(body: Int, year: Int) throws -> Report?

    /// The prose of a report; empty when there is none.
    func passages(body: Int, year: Int) throws -> [Passage]
}

extension ReportProvider {
    /// One report after the other.
    public func reports(body: Int, years: [Int]) throws -> [Int: Report] {
        try years.reduce(into: [:]) { found, year in found[year] = try report(body: body, year: year) }
    }

    /// The whole report.
    public func filledForms(body: Int, year: Int) throws -> Report? { try report(body: body, year: year) }

    /// The prose of the whole report.
    public func passages(body: Int, year: Int) throws -> [Passage] { try report(body: body, year: year)?.passages ?? [] }
}

/// What every analysis reads: a panel for the numbers, and the reports behind it on demand.
///
/// The panel has a variable for each indicator id and an entity for each body. Ids that several editions share are one variable;
/// `edition(body:year:)` says on which form the value was filed.
public struct Corpus: Sendable {
    /// The bodies; a position in it is a series index of `panel`.
    public let bodies: [Body]
    /// The numbers. States are the raw values of `CellState`.
    public let panel: Panel
    /// The forms of each report, the principal one first: `forms[body * yearCount + year − first]`; empty where there is no report.
    public let forms: [[Edition]]
    /// The reports behind the numbers.
    public let provider: any ReportProvider
    /// What of it came from panels from elsewhere.
    public let imports: [ImportedPart]
    /// What each body was before its region got another name or code, the oldest first; shorter than `bodies` where those behind were never another.
    public let former: [[BodyRegister.Former]]

    /// A corpus of its parts.
    public init(
        bodies: [Body], panel: Panel, forms: [[Edition]], provider: any ReportProvider, imports: [ImportedPart] = [],
        former: [[BodyRegister.Former]] = []
    ) {
        precondition(bodies.count == panel.entities.count && forms.count == bodies.count * panel.yearCount)
        self.bodies = bodies
        self.panel = panel
        self.forms = forms
        self.provider = provider
        self.imports = imports
        self.former = former
    }

    /// The years covered.
    public var years: ClosedRange<Int> { panel.years }

    /// The edition of the principal form of a report; `nil` where there is no report.
    public func edition(body: Int, year: Int) -> Edition? {
        years.contains(year) ? forms[body * panel.yearCount + year - years.lowerBound].first : nil
    }

    /// What a body was before, the oldest first.
    public func formerBodies(_ body: Int) -> [BodyRegister.Former] { body < former.count ? former[body] : [] }

    /// A body as it was in a year.
    public func body(_ index: Int, year: Int) -> Body { formerBodies(index).first { year <= $0.lastYear }?.body ?? bodies[index] }

    /// Whether a body is an entity of an imported panel: those stand behind the bodies of reports.
    public func isImported(_ body: Int) -> Bool { imports.lazy.compactMap(\.bodies.first).min().map { body >= $0 } ?? false }

    /// Whether there is a report.
    public func hasReport(body: Int, year: Int) -> Bool { edition(body: body, year: year) != nil }
}

extension Corpus {
    /// A corpus of reports held in memory. Of several reports of one body and year the last is taken. See ``BodyRegister`` for
    /// what is one body.
    public init(reports: [Report]) {
        struct InMemory: ReportProvider {
            let reports: [Report?]
            let years: ClosedRange<Int>
            func report(body: Int, year: Int) -> Report? {
                years.contains(year) ? reports[body * years.count + year - years.lowerBound] : nil
            }
        }
        let register = BodyRegister(reports.lazy.map { ($0.body, $0.year) })
        let first = reports.map(\.year).min() ?? 0
        let last = reports.map(\.year).max() ?? 0
        var panel = Panel(entities: register.bodies.map(\.key), years: first...last)
        var slots = [Report?](repeating: nil, count: register.bodies.count * panel.yearCount)
        for report in reports { slots[register.position(of: report.body) * panel.yearCount + report.year - first] = report }
        for (slot, report) in slots.enumerated() {
            guard let report else { continue }
            for form in report.forms {
                for cell in form.cells {
                    panel.set(
                        cell.indicator, entity: slot / panel.yearCount, year: report.year, value: cell.value?.doubleValue,
                        state: cell.state.rawValue)
                }
            }
        }
        // In the order of the catalog, whatever that of the reports was.
        panel = panel.selecting(variables: Catalog.standard.ordered(panel.variables))
        self.init(
            bodies: register.bodies, panel: panel, forms: slots.map { $0?.forms.map(\.edition) ?? [] },
            provider: InMemory(reports: slots, years: first...last), former: register.former)
    }
}
