/// All that the program knows of one edition of the form: its tables, how it is told, how it is laid out, what its cells mean, which rules it obeys.
///
/// A new edition is a folder of three files: the form (tables), the checks (rules) and the profile, and its line in `Edition.allCases`. Whoever reads, renders,
/// judges or simulates reports asks the profile, never which edition it is.
public final class EditionProfile: Sendable {
    /// The document that prescribes an edition.
    public struct Document: Sendable, Hashable {
        /// As it is properly written, such as `国办发〔2014〕32号`.
        public let number: String
        /// Documents that it replaced, which may be named beside it.
        public let replaces: [String]
        /// Numbers that it is mistaken for.
        public let misquotedAs: [String]

        /// A document by its number.
        public init(_ number: String, replaces: [String] = [], misquotedAs: [String] = []) {
            self.number = number
            self.replaces = replaces
            self.misquotedAs = misquotedAs
        }
    }

    /// How the tables are printed.
    public enum Layout: Sendable, Hashable {
        /// Tables 2, 3 and 4 within the six sections of the report.
        case statutory
        /// A list of rows with name, unit and values, under the given heads of the first two columns.
        case listing(heads: [String])
        /// A list of rows with headings between them and one value each.
        case statistics
    }

    /// A number that the prose usually states, and the cells that add up to it.
    public struct StatedTotal: Sendable, Hashable {
        /// What the prose calls it.
        public enum Subject: Sendable, Hashable, CaseIterable {
            /// 行政复议 N 件.
            case reviews
            /// 行政诉讼 N 件.
            case lawsuits
            /// 主动公开信息 N 条.
            case disclosed
        }

        /// What the prose calls it.
        public let subject: Subject
        /// The cells.
        public let cells: [String]

        /// A number of the prose.
        public init(_ subject: Subject, _ cells: [String]) {
            self.subject = subject
            self.cells = cells
        }
    }

    /// What a simulated report of the edition is filled in with.
    public enum Filling: Sendable, Hashable {
        /// Applications by applicant, remedies, documents and decisions.
        case statutory
        /// The list of 2014.
        case statistics
        /// The coded list of the years before.
        case codedList
        /// A list with running totals.
        case runningTotals
    }

    /// The stable id: what stores and results have.
    public let id: String
    /// What it is called in tables for people.
    public let name: LocalizedText
    /// The years it is in force for.
    public let reportYears: ClosedRange<Int>
    /// The provinces that have it, by the first two digits of their code; `nil` for all.
    public let provinces: [String]?
    /// Whether it is appended to another form and stands for no report by itself.
    public let isAnnex: Bool
    /// The document that prescribes it.
    public let document: Document?
    /// The tables that every filer was given.
    public let tables: [FormTable]
    /// Tables or rows that some provinces printed in addition.
    public let extensions: [FormTable]
    /// The cells that no table prints: subtotals that the prose quotes, the fee of section 6.
    public let derived: @Sendable (Edition) -> [Indicator]
    /// English names of the rows, by the stem of their cells' ids.
    public let english: [String: String]
    /// English names of columns that no other edition has, by the last part of the cells' ids.
    public let englishColumns: [String: String]
    /// How it is told from others.
    public let signs: EditionSigns
    /// How it is printed.
    public let layout: Layout
    /// Numbers that the prose states.
    public let statedTotals: [StatedTotal]
    /// The cells that a concept is, by the concept's id, as expressions.
    public let concepts: [String: String]
    /// The sides of ratios, by the ratio's id.
    public let ratios: [String: Ratio.Sides]
    /// Whether section 6 must state the processing fees.
    public let asksForFeeStatement: Bool
    /// What simulated reports are filled in with.
    public let filling: Filling
    /// The rules of the edition, as lines of the rule language.
    public let checks: @Sendable (Edition) -> String

    /// Whether it has the three statutory tables.
    public let hasStatutoryTables: Bool
    /// Whether a column holds the running total of all years beside the year's value.
    public let hasRunningTotals: Bool

    /// A profile. What an edition does not have is left out.
    public init(
        id: String, name: LocalizedText, reportYears: ClosedRange<Int>, provinces: [String]? = nil, isAnnex: Bool = false, document: Document? = nil,
        tables: [FormTable], extensions: [FormTable] = [], derived: @escaping @Sendable (Edition) -> [Indicator] = { _ in [] },
        english: [String: String], englishColumns: [String: String] = [:], signs: EditionSigns, layout: Layout, statedTotals: [StatedTotal] = [],
        concepts: [String: String] = [:], ratios: [String: Ratio.Sides] = [:], asksForFeeStatement: Bool = false, filling: Filling,
        checks: @escaping @Sendable (Edition) -> String
    ) {
        self.id = id
        self.name = name
        self.reportYears = reportYears
        self.provinces = provinces
        self.isAnnex = isAnnex
        self.document = document
        self.tables = tables
        self.extensions = extensions
        self.derived = derived
        self.english = english
        self.englishColumns = englishColumns
        self.signs = signs
        self.layout = layout
        self.statedTotals = statedTotals
        self.concepts = concepts
        self.ratios = ratios
        self.asksForFeeStatement = asksForFeeStatement
        self.filling = filling
        self.checks = checks
        let sections = Set(tables.map(\.section))
        hasStatutoryTables = sections.isSuperset(of: [.proactive, .applications, .remedies])
        precondition(layout != .statutory || hasStatutoryTables, "\(id) is laid out as a statutory form without its tables")
        hasRunningTotals = tables.contains { table in table.columns.contains { $0.suffix == FormTable.runningTotal } }
    }
}
