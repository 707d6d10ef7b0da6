import Analyses
import ArgumentParser
import Disclosure
import DocumentReading
import DraftMarking
import FilePaths
import Output
import Persistence
import ReportRendering
import Reporting

/// Writes letters to the bodies whose reports have findings.
struct NoticesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notices",
        abstract: "One letter for each body with findings: what stands there, what it was held against, the question, room for the answer.",
        discussion: """
            Findings without a verdict are to be explained; confirmed ones stand apart, to be corrected; dismissed ones are left out. The letters are
            Word documents, or pages with --format html; another format is that of the list on stdout. A template of one's own is Mustache: a page, or
            a Word document with {{…}} in its text. --print-template writes the bundled one (docs/check.md lists its fields).

              analyze notices -o letters/
              analyze notices reports/ --min-severity error --format html -o letters/ --locale zh
            """)

    @OptionGroup(title: "What is read") var input: InputOptions
    @OptionGroup(title: "Which part of it") var selection: SelectionOptions
    @OptionGroup var cache: CacheOption
    @OptionGroup(title: "How it is printed") var output: OutputOptions

    @Option(name: .customLong("min-severity"), help: "Least severity of what is to be explained: error, warning or info.")
    var minSeverity: Finding.Severity = .warning

    @Option(help: ArgumentHelp("A Mustache template instead of the bundled one: a page, or a .docx.", valueName: "file"))
    var template: String?

    @Flag(name: .customLong("print-template"), help: "Write the bundled template to the file of -o and stop.")
    var printsTemplate = false

    /// What the letters are.
    private var form: NoticeTemplate.Form { output.format.flatMap(NoticeTemplate.Form.init(rawValue:)) ?? .docx }

    func validate() throws {
        if output.output == nil { throw ValidationError(zh: "请说明函写到哪里：-o FOLDER/", en: "say where the letters go: -o FOLDER/") }
    }

    func run() async throws {
        guard let folder = output.output else { return }
        if printsTemplate { return try writeTemplate(to: folder) }
        var files = input.files
        files.add(settings: template)
        var list = output
        list.output = nil
        if NoticeTemplate.Form(rawValue: output.format ?? "") != nil { list.format = nil }
        let destination = try list.destination(keeping: files)
        let letters = try Letters(form: form, template: template)
        let loaded = try await input.load(output)
        let notices = try notices(of: loaded)
        let written = try write(notices, letters, to: folder, keeping: files)
        var table = ResultTable.notices(written)
        if !written.isEmpty {
            table.notes.append(
                LocalizedText(zh: "\(written.count) 份，写入 \(folder)。", en: "\(written.count) letter\(written.count == 1 ? "" : "s") in \(folder)."))
        }
        try destination.emit(
            table, command: "notices", inputs: loaded.inputs,
            parameters: selection.parameters + [
                ResultField("min_severity", .text(minSeverity.rawValue)), ResultField("template", .text(template)),
                ResultField("letters", .text(form.rawValue)), ResultField("folder", .text(folder)),
            ])
        try loaded.finish()
    }

    /// One notice for each body of which something is to be said, in the order of the bodies.
    private func notices(of loaded: CorpusInput) throws -> [Notice] {
        let corpus = loaded.corpus
        let chosen = try selection.selection(in: corpus)
        let bodies = FindingBodies(corpus)
        var byBody: [Int: [Finding]] = [:]
        for finding in try JudgedFindings(in: loaded, cache: cache, output: output).findings {
            guard let body = finding.body, bodies.isSelected(finding, by: chosen), finding.severity >= minSeverity || finding.verdict == .confirmed,
                selection.indicator.isEmpty
                    || finding.cells.contains(where: { selection.includes($0.indicator, edition: bodies.edition(of: finding)) })
            else { continue }
            byBody[body, default: []].append(finding)
        }
        return byBody.keys.sorted().map { body in
            Notice(entity: corpus.bodies[body].name, regionCode: corpus.bodies[body].regionCode, findings: byBody[body] ?? [])
        }.filter { !$0.open.isEmpty || !$0.confirmed.isEmpty }
    }

    /// The letters in their folder, which appears whole or not at all.
    private func write(
        _ notices: [Notice], _ letters: Letters, to path: String, keeping files: FilesOfRun
    ) throws -> [(notice: Notice, file: String)] {
        guard !notices.isEmpty else { return [] }
        let folder = try OutputFolder(path: path)
        var taken: Set<String> = []
        var written: [(notice: Notice, file: String)] = []
        for notice in notices {
            // Also on file systems that do not tell capitals apart.
            var (name, number) = (notice.fileName, 2)
            while !taken.insert(name.lowercased()).inserted {
                name = "\(notice.fileName)-\(number)"
                number += 1
            }
            let file = "\(name).\(form.rawValue)"
            let content = try letters.letter(notice, output.language)
            try folder.write(
                file,
                isKept: { path in
                    guard let target = try? OutputTarget(path: path) else { return true }
                    return (try? files.protect(from: target)) == nil
                }
            ) { try $0.write(content) }
            written.append((notice, file))
        }
        try folder.commit()
        return written
    }

    private func writeTemplate(to path: String) throws {
        let target = try OutputTarget(path: path)
        try input.files.protect(from: target)
        let file = try OutputFile(target)
        switch form {
        case .html: try file.write(NoticeTemplate.bundled(.html).text)
        case .docx: try file.write(Letters.document(NoticeTemplate.bundled(.docx).text))
        }
        try file.commit()
    }
}

/// Letters of one form from one template.
private struct Letters {
    let template: NoticeTemplate
    let form: NoticeTemplate.Form
    /// The document whose main part the template is; `nil` for the bundled one.
    private let envelope: OfficeTemplate?

    /// - Parameter template: the path of a template of one's own.
    init(form: NoticeTemplate.Form, template path: String?) throws {
        self.form = form
        guard let path else {
            (template, envelope) = (.bundled(form), nil)
            return
        }
        do {
            switch form {
            case .html: (template, envelope) = (try NoticeTemplate(try TextFile(path: path).text), nil)
            case .docx:
                let document = try OfficeTemplate(try FileBytes.read(FilePath(argument: path), limits: .standard))
                (template, envelope) = (try NoticeTemplate(document.text, isMarkup: true), document)
            }
        } catch let error as NoticeTemplate.Mistake {
            throw UsageError(
                zh: "\(path) 第 \(error.line) 行不是正确的 Mustache 模板：\(error.reason)",
                en: "\(path), line \(error.line): no Mustache template: \(error.reason)")
        } catch let error as DraftMarkingError {
            throw UsageError(zh: "\(path)：\(error.message.zh)", en: "\(path): \(error.message.en)")
        } catch let error as ReadingError {
            throw UsageError(zh: "无法读取 \(path)：\(error.chinese)", en: "cannot read \(path): \(error.message)")
        }
    }

    /// The file of a letter.
    func letter(_ notice: Notice, _ language: Language) throws -> [UInt8] {
        let text = template.filled(with: notice, language, version: Version.current)
        switch form {
        case .html: return Array(text.utf8)
        case .docx: return try envelope?.filled(with: text) ?? Self.document(text)
        }
    }

    /// A Word document of nothing but a main part.
    static func document(_ main: String) throws -> [UInt8] {
        let package = "http://schemas.openxmlformats.org/package/2006"
        let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
        let types =
            declaration + "<Types xmlns=\"\(package)/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/word/document.xml\" "
            + "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"
        let relationships =
            declaration + "<Relationships xmlns=\"\(package)/relationships\"><Relationship Id=\"rId1\" "
            + "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
        return try ZipContainer.pack([
            (name: "[Content_Types].xml", content: Array(types.utf8)), (name: "_rels/.rels", content: Array(relationships.utf8)),
            (name: "word/document.xml", content: Array(main.utf8)),
        ])
    }
}
