public import FilePaths

/// Where a cell stood in the document it came from.
public struct CellPlace: Sendable, Hashable {
    /// The table's ordinal in the document, from 1; 0 when the text has no tables.
    public var table: Int
    /// The row within the table (or the line of the text), from 1.
    public var row: Int
    /// The column within the table (or the ordinal of the value in the line), from 1.
    public var column: Int
    /// The page, from 1; `nil` where the format has none.
    public var page: Int?

    /// A place in a document.
    public init(table: Int, row: Int, column: Int, page: Int? = nil) {
        self.table = table
        self.row = row
        self.column = column
        self.page = page
    }
}

/// One cell of a form as it was filled in.
public struct Cell: Sendable, Hashable {
    /// The indicator's id, such as `outcome.granted.enterprise`.
    public var indicator: String
    /// What stands in it.
    public var state: CellState
    /// The number in the indicator's unit (money in 万元); `nil` unless `state` is `.number`.
    public var value: ExactDecimal?
    /// The text that was there, untouched.
    public var raw: String
    /// Where it was.
    public var place: CellPlace

    /// A cell of a form.
    public init(indicator: String, state: CellState, value: ExactDecimal? = nil, raw: String, place: CellPlace) {
        precondition((state == .number) == (value != nil), "a cell is a number exactly when it has a value: \(indicator) \(raw)")
        self.indicator = indicator
        self.state = state
        self.value = value
        self.raw = raw
        self.place = place
    }
}

/// A form of one edition with its cells, in the form's order.
public struct FilledForm: Sendable, Hashable {
    /// The edition told from the labels.
    public var edition: Edition
    /// The cells that the document's form has, blank ones included.
    public var cells: [Cell]

    /// A form that was filled in.
    public init(edition: Edition, cells: [Cell]) {
        self.edition = edition
        self.cells = cells
    }
}

/// A paragraph of the prose, for the numbers that it states.
public struct Passage: Sendable, Hashable {
    /// The statutory section (1…6), when it could be told.
    public var section: Int?
    /// The text, with white space folded.
    public var text: String
    /// The paragraph's ordinal (or line) in the document, from 1.
    public var paragraph: Int
    /// The page, from 1; `nil` where the format has none.
    public var page: Int?

    /// A paragraph of a report.
    public init(section: Int?, text: String, paragraph: Int, page: Int? = nil) {
        self.section = section
        self.text = text
        self.paragraph = paragraph
        self.page = page
    }
}

/// What was seen that speaks for a decision about the report: body, year, scope or edition.
public struct Evidence: Sendable, Hashable {
    /// What was decided.
    public enum Subject: String, Sendable, Hashable, CaseIterable {
        case body, year, edition, scope, region, publication
    }

    /// What was decided.
    public var subject: Subject
    /// Where it was seen.
    public var source: EvidenceSource
    /// What it says, such as `2020`.
    public var value: String
    /// The words it was read from.
    public var text: String

    /// A piece of evidence.
    public init(_ subject: Subject, source: EvidenceSource, value: String, text: String) {
        self.subject = subject
        self.source = source
        self.value = value
        self.text = text
    }
}

/// A doubt that arose while reading: part of the result, never an error.
public struct ReadingNote: Sendable, Hashable {
    /// What kind of doubt.
    public var kind: ReadingDoubt
    /// One sentence without a stop, with what was seen.
    public var message: LocalizedText
    /// The cells concerned.
    public var indicators: [String]
    /// Where.
    public var place: CellPlace?

    /// A doubt about the reading.
    public init(kind: ReadingDoubt, message: LocalizedText, indicators: [String] = [], place: CellPlace? = nil) {
        self.kind = kind
        self.message = message
        self.indicators = indicators
        self.place = place
    }
}

extension ReadingNote {
    /// The sentence with its place.
    public var text: LocalizedText {
        guard let place else { return LocalizedText(zh: message.zh + "。", en: message.en + ".") }
        let page = place.page.map { LocalizedText(zh: "第\($0)页", en: ", page \($0)") } ?? LocalizedText(zh: "", en: "")
        let line =
            place.table > 0
            ? LocalizedText(zh: "表\(place.table)第\(place.row)行", en: "table \(place.table), row \(place.row)")
            : LocalizedText(zh: "第\(place.row)\(kind.isOfProse ? "段" : "行")", en: "\(kind.isOfProse ? "paragraph" : "line") \(place.row)")
        return LocalizedText(zh: "\(message.zh)（\(page.zh)\(line.zh)）。", en: "\(message.en) (\(line.en)\(page.en)).")
    }
}

/// The file that a report was read from.
public struct ReportSource: Sendable, Hashable {
    /// The path as given.
    public var path: FilePath
    /// Lower-case hexadecimal SHA-256 of the bytes.
    public var sha256: String
    /// The format told from the content: `html`, `pdf`, `text`, `docx`, `xlsx`, `csv`.
    public var format: String

    /// A source file.
    public init(path: FilePath, sha256: String, format: String) {
        self.path = path
        self.sha256 = sha256
        self.format = format
    }
}

/// One annual report: whose, of which year, its filled forms, its prose, and what was decided about it and why.
public struct Report: Sendable, Hashable {
    /// Whose report it is.
    public var body: Body
    /// The year reported on.
    public var year: Int
    /// The title as printed.
    public var title: String
    /// The forms in the report, the statutory one first.
    public var forms: [FilledForm]
    /// The prose.
    public var passages: [Passage]
    /// Why body, year and edition are what they are.
    public var evidence: [Evidence]
    /// Doubts.
    public var notes: [ReadingNote]
    /// The file.
    public var source: ReportSource

    /// A report as read.
    public init(
        body: Body, year: Int, title: String, forms: [FilledForm], passages: [Passage] = [], evidence: [Evidence] = [],
        notes: [ReadingNote] = [], source: ReportSource
    ) {
        self.body = body
        self.year = year
        self.title = title
        self.forms = forms
        self.passages = passages
        self.evidence = evidence
        self.notes = notes
        self.source = source
    }

    /// The edition of the principal form.
    public var edition: Edition? { forms.first?.edition }

    /// The cell of an indicator, looked for in every form.
    public func cell(_ indicator: String) -> Cell? {
        for form in forms {
            if let cell = form.cells.first(where: { $0.indicator == indicator }) { return cell }
        }
        return nil
    }
}
