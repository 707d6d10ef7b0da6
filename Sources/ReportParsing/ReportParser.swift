public import Disclosure
public import DocumentReading
import FilePaths

/// Turns a neutral document into a report: which forms, whose, of which year, and every cell with its raw text and place.
///
/// ```swift
/// let document = try await DocumentReaders.read(bytes: bytes, path: path)
/// let reports = try ReportParser().parse(document, source: source)
/// ```
/// The edition is told from labels, never from the year. Values are taken by their position in the row that a label tells. What is doubtful is
/// part of the result, as notes; what cannot be told at all is thrown.
public struct ReportParser: Sendable {
    /// Whose reports certain paths hold, as the caller knows: it overrules what the text says.
    public var entityMap: EntityMap
    /// The editions that are looked for.
    public let editions: [Edition]
    /// Whether reports are refused of whose form fewer than half of the rows are there, instead of being read as parts.
    public var wholeOnly = false
    private let regions: Regions

    /// A parser with the regions of the program.
    public init(entityMap: EntityMap = EntityMap(), editions: [Edition] = Edition.allCases) {
        self.entityMap = entityMap
        self.editions = editions
        regions = .standard
    }

    /// The reports of a document: one, with all its forms, the statutory one first.
    ///
    /// - Throws: ``ReportParsingError`` when no form, body or year can be told.
    /// - Complexity: O(*n*) in the document's text, times the rows of the forms for labels that no variant explains.
    public func parse(_ document: Document, source: ReportSource) throws(ReportParsingError) -> [Report] {
        let mapped = entityMap.entry(for: source.path)
        let path = source.path.words
        var findings = EditionDetection.forms(in: document, of: editions)
        let alone =
            findings.isEmpty && !wholeOnly
            ? RemediesAlone.form(in: document, of: editions, year: mapped?.year, path: path, regions: regions) : nil
        if let alone { findings = [alone.finding] }
        guard !findings.isEmpty else { throw MissingTables.reason(document, regions: regions) }
        var evidence: [Evidence] = []
        var notes = [alone?.note].compactMap { $0 }
        var forms: [FilledForm] = []
        var used: Set<Int> = []
        var running: [Int: [String]] = [:]
        var shortest: ReportParsingError?
        let texts = RunningForms(document, editions: findings.map(\.edition))
        let stream = SourceRows(document, excluding: texts.blocks, forms: findings.map { FormRow.of($0.edition) })
        for finding in findings {
            let rows = FormRow.of(finding.edition)
            let reading: FormReading
            if let text = texts.forms[finding.edition] {
                reading = text.reading(form: rows)
                running[text.block] = text.text.prose
            } else {
                reading = FormReading(form: rows, source: stream.rows, lastBlock: document.blocks.count - 1)
                used.formUnion(reading.blocks)
                used.formUnion(Prose.shortLines(document, in: reading.lineBlocks))
            }
            let part = PartialForm(reading, isList: rows.isList)
            guard part.isMost || !wholeOnly && (part.isReadable || alone != nil && reading.labeled == 1) else {
                if reading.found > 0 {
                    shortest = shortest ?? .incompleteForm(edition: finding.edition, found: reading.found, expected: reading.expected)
                }
                continue
            }
            if let note = part.note { notes.append(note) }
            forms.append(reading.form)
            notes += reading.notes
            evidence.append(
                Evidence(.edition, source: .labels, value: finding.edition.rawValue, text: finding.labels.prefix(6).joined(separator: " ")))
        }
        guard !forms.isEmpty else { throw shortest ?? MissingTables.reason(document, regions: regions) }
        let passages = Prose.passages(document, rowBlocks: used, running: running)
        let title = TitleDetection.title(of: document, regions: regions)?.text
        let published = PublicationDay.find(in: document, passages: passages, path: path)
        let vote = YearVote(title: title, passages: passages, path: path, published: published?.day)
        guard let year = mapped?.year ?? vote.year else { throw .noYear(path: path) }
        evidence += vote.evidence
        if let conflict = vote.conflict(with: year) { notes.append(conflict) }
        let detection = BodyDetection(
            title: title, publishers: PageData.publishers(of: document), sites: PageData.sites(of: document), passages: passages, path: path,
            known: mapped, year: year, regions: regions)
        guard let body = detection.body else {
            throw .noBody(
                title: title, path: path, year: year, mentioned: BodyMentions.names(in: passages, regions: regions, year: year))
        }
        evidence += detection.evidence
        notes += detection.notes
        if let given = mapped?.year { evidence.append(Evidence(.year, source: .entityMap, value: String(given), text: mapped!.pattern)) }
        if let published { evidence.append(published.evidence) }
        notes = FootnoteMarks.explained(notes, in: document)
        notes += document.warnings.map { Self.note($0, forms) }
        notes += Self.recognitionNotes(document.doubts, forms)
        notes += FilingChecks.notes(forms: forms, passages: passages, year: year)
        return [
            Report(
                body: body, year: year, title: title ?? "", forms: forms, passages: passages, evidence: evidence, notes: notes, source: source)
        ]
    }

    /// What was doubtful while the file was read, with the cells that it concerns. That a viewer's aid is wrong is no doubt.
    private static func note(_ warning: Document.Warning, _ forms: [FilledForm]) -> ReadingNote {
        let kind: ReadingDoubt =
            switch warning.subject {
            case .damage: .damagedFile
            case .structure: .fileStructure
            case .hidden: .hiddenPart
            case .computed: .computedFormula
            case .notComputed: .formulaWithoutValue
            }
        return ReadingNote(
            kind: kind, message: LocalizedText(zh: warning.chinese, en: warning.description),
            indicators: forms.flatMap(\.cells).filter { warning.doubts(page: $0.place.page) }.map(\.indicator))
    }

    /// The cells whose text was recognized without certainty, each a note.
    private static func recognitionNotes(_ doubts: [Document.Doubt], _ forms: [FilledForm]) -> [ReadingNote] {
        guard !doubts.isEmpty else { return [] }
        let byPlace = Dictionary(doubts.map { ([$0.table, $0.row, $0.column], $0) }) { first, _ in first }
        return forms.flatMap(\.cells).compactMap { cell in
            guard let doubt = byPlace[[cell.place.table, cell.place.row, cell.place.column]] else { return nil }
            return ReadingNote(
                kind: .recognition,
                message: LocalizedText(
                    zh: "“\(doubt.text)”的识别可信度为\(doubt.confidence)%",
                    en: "“\(doubt.text)” was recognized with a confidence of \(doubt.confidence) %"),
                indicators: [cell.indicator], place: cell.place)
        }
    }
}
