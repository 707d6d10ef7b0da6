import Disclosure
import FilePaths
import PanelReading
import ReportParsing

/// Makes reports again out of the rows that `read` wrote, in whatever order the rows come.
///
/// Reports are in the order of their files, as a folder of them is walked: what a file says twice, the later one says, wherever it was read.
struct StreamedReports {
    /// The stream lacks a column, or a row contradicts itself.
    struct Malformed: Error {
        let text: LocalizedText
    }

    private struct Key: Hashable {
        let file: String
        let number: Int
    }

    /// The parts of a report, each with the place of its row.
    private struct Parts {
        var head: (body: Body, year: Int, title: String, source: ReportSource, editions: [Edition])?
        var cells: [(position: Int, form: Int, cell: Cell)] = []
        var notes: [(position: Int, note: ReadingNote)] = []
        var passages: [(position: Int, passage: Passage)] = []
        var evidence: [(position: Int, evidence: Evidence)] = []
    }

    private var parts: [Key: Parts] = [:]
    private var columns = Columns()
    /// Text that stands in many rows is kept once.
    private var shared: [String: String] = [:]

    /// Takes the rows of a batch.
    ///
    /// - Throws: ``Malformed``.
    mutating func add(_ rows: [[String?]], names: [String]) throws(Malformed) {
        if columns.isEmpty { columns = try Columns(names) }
        for row in rows { try add(row) }
    }

    /// The reports.
    ///
    /// - Throws: ``Malformed`` when rows of a report came without the report.
    /// - Complexity: O(n log n) in the rows.
    consuming func reports() throws(Malformed) -> [Report] {
        var found: [(file: [FilePath], number: Int, report: Report)] = []
        found.reserveCapacity(parts.count)
        for (key, parts) in parts {
            guard let head = parts.head else { throw Self.malformed("the rows of a report in \(key.file) have no row of kind report") }
            var forms = head.editions.map { FilledForm(edition: $0, cells: []) }
            for cell in parts.cells.sorted(by: { $0.position < $1.position }) {
                guard forms.indices.contains(cell.form) else { throw Self.malformed("a cell of \(key.file) is in no form") }
                forms[cell.form].cells.append(cell.cell)
            }
            let report = Report(
                body: head.body, year: head.year, title: head.title, forms: forms,
                passages: parts.passages.sorted { $0.position < $1.position }.map(\.passage),
                evidence: parts.evidence.sorted { $0.position < $1.position }.map(\.evidence),
                notes: parts.notes.sorted { $0.position < $1.position }.map(\.note), source: head.source)
            found.append((FilePath(shown: key.file).components, key.number, report))
        }
        found.sort { one, other in
            if one.file != other.file { return one.file.lexicographicallyPrecedes(other.file) }
            return one.number < other.number
        }
        return found.map(\.report)
    }

    private mutating func add(_ row: [String?]) throws(Malformed) {
        guard let kind = columns.text(row, .kind).flatMap(ReportRow.Kind.init) else { throw Self.malformed("a row of an unknown kind") }
        if kind == .error { return }
        guard let file = columns.text(row, .file), let number = columns.int(row, .report), let position = columns.int(row, .position) else {
            throw Self.malformed("a row without file, report or position")
        }
        let key = Key(file: kept(file), number: number)
        switch kind {
        case .report: parts[key, default: Parts()].head = try head(row)
        case .cell:
            guard let form = columns.int(row, .form) else { throw Self.malformed("a cell without form") }
            parts[key, default: Parts()].cells.append((position, form, try cell(row)))
        case .doubt:
            guard let doubt = columns.text(row, .code).flatMap(ReadingDoubt.init) else { throw Self.malformed("a doubt of an unknown kind") }
            let indicators = (columns.text(row, .indicator) ?? "").split(separator: " ").map { kept(String($0)) }
            let note = ReadingNote(kind: doubt, message: columns.localized(row), indicators: indicators, place: columns.place(row))
            parts[key, default: Parts()].notes.append((position, note))
        case .fact:
            let place = columns.place(row)
            let passage = Passage(
                section: columns.int(row, .section), text: columns.text(row, .word) ?? "", paragraph: place?.row ?? 0, page: place?.page)
            parts[key, default: Parts()].passages.append((position, passage))
        case .evidence:
            guard let subject = columns.text(row, .code).flatMap(Evidence.Subject.init),
                let source = columns.text(row, .seenIn).flatMap(EvidenceSource.init)
            else { throw Self.malformed("evidence of an unknown kind") }
            let evidence = Evidence(subject, source: source, value: columns.text(row, .word) ?? "", text: columns.text(row, .textZH) ?? "")
            parts[key, default: Parts()].evidence.append((position, evidence))
        case .error: return
        }
    }

    private func head(
        _ row: [String?]
    ) throws(Malformed) -> (body: Body, year: Int, title: String, source: ReportSource, editions: [Edition]) {
        guard let name = columns.text(row, .entity), let year = columns.int(row, .year), (0...9999).contains(year) else {
            throw Self.malformed("a report without entity or year")
        }
        var editions: [Edition] = []
        for id in (columns.text(row, .code) ?? "").split(separator: " ") {
            guard let edition = Edition(rawValue: String(id)) else { throw Self.malformed("a form of the unknown edition \(id)") }
            editions.append(edition)
        }
        let body = Body(
            name: name, kind: columns.text(row, .entityKind).flatMap(Body.Kind.init) ?? .unknown,
            level: columns.text(row, .level).flatMap(Body.Level.init) ?? .unknown, regionCode: columns.text(row, .regionCode),
            scope: columns.text(row, .scope).flatMap(Body.Scope.init) ?? .unknown)
        let source = ReportSource(
            path: FilePath(shown: columns.text(row, .path) ?? ""), sha256: columns.text(row, .sha256) ?? "", format: columns.text(row, .format) ?? "")
        return (body, year, columns.text(row, .word) ?? "", source, editions)
    }

    private mutating func cell(_ row: [String?]) throws(Malformed) -> Cell {
        guard let indicator = columns.text(row, .indicator), let state = columns.text(row, .state).flatMap(Self.state) else {
            throw Self.malformed("a cell without indicator or state")
        }
        let value = columns.text(row, .number).flatMap { ExactDecimal($0) }
        guard (state == .number) == (value != nil) else { throw Self.malformed("the cell \(indicator) is a number without a value, or the reverse") }
        return Cell(
            indicator: kept(indicator), state: state, value: value, raw: kept(columns.text(row, .raw) ?? ""),
            place: columns.place(row) ?? CellPlace(table: 0, row: 0, column: 0))
    }

    private static let states = Dictionary(uniqueKeysWithValues: CellState.allCases.map { ($0.name, $0) })

    private static func state(_ name: String) -> CellState? { states[name] }

    private mutating func kept(_ text: String) -> String {
        if text.utf8.count <= 15 { return text }
        if let known = shared[text] { return known }
        shared[text] = text
        return text
    }

    static func malformed(_ what: String) -> Malformed {
        Malformed(text: LocalizedText(zh: "标准输入不是 analyze read 写出的数据流：\(what)", en: "standard input is no stream of analyze read: \(what)"))
    }
}

extension StreamedReports {
    /// The reports of the stream on standard input; none where it has no byte.
    ///
    /// - Throws: ``UsageError`` for a stream that `read` did not write.
    static func onStandardInput() throws -> [Report] {
        var stream = ArrowStream(descriptor: 0)
        var reports = StreamedReports()
        do {
            while let rows = try stream.next() { try reports.add(rows, names: stream.names) }
            return try reports.reports()
        } catch let error as PanelTableError {
            throw UsageError(zh: "标准输入：\(error.text.zh)", en: "standard input: \(error.text.en)")
        } catch let error as Malformed {
            throw UsageError(error.text)
        }
    }
}

extension StreamedReports {
    /// Where the columns stand in the rows of a stream, by their names.
    fileprivate struct Columns {
        enum Name: Int, CaseIterable {
            case file, position, kind, path, report, entity, entityKind, level, regionCode, scope, year, form, indicator, state, number, raw, table,
                row,
                column, page, section, code, seenIn, word, textZH, textEN, sha256, format
        }

        private static let keys = [
            "file", "position", "kind", "path", "report", "entity", "entity_kind", "level", "region_code", "scope", "year", "form", "indicator",
            "state",
            "number", "raw", "table", "row", "column", "page", "section", "code", "seen_in", "word", "text_zh", "text_en", "sha256", "format",
        ]

        private var positions: [Int] = []

        var isEmpty: Bool { positions.isEmpty }

        init() {}

        init(_ names: [String]) throws(Malformed) {
            for key in Self.keys {
                guard let position = names.firstIndex(of: key) else { throw StreamedReports.malformed("the column \(key) is missing") }
                positions.append(position)
            }
        }

        func text(_ row: [String?], _ name: Name) -> String? { row[positions[name.rawValue]] }

        func int(_ row: [String?], _ name: Name) -> Int? { text(row, name).flatMap { Int($0) } }

        func localized(_ row: [String?]) -> LocalizedText { LocalizedText(zh: text(row, .textZH) ?? "", en: text(row, .textEN) ?? "") }

        func place(_ row: [String?]) -> CellPlace? {
            guard let table = int(row, .table), let line = int(row, .row), let column = int(row, .column) else { return nil }
            return CellPlace(table: table, row: line, column: column, page: int(row, .page))
        }
    }
}
