import Analyses
import ArgumentParser
import Disclosure
import DocumentReading
import DraftMarking
import FilePaths
import Output
import Persistence
import ReportParsing
import Reporting

/// Checks one report before it is published.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check one report before it is published: what is wrong in it, and where.",
        discussion: """
            Everything is checked that one report allows, and with last year's (--previous, or the store when there is one) the ties between the two
            years. With -o and the ending of the draft itself the same document is written with a comment at each cell that a finding is about: Word
            comments, Excel notes, marks in a page; nothing else of it changes. Another ending of -o is that of the list. Exit status 1 when there are
            errors.

              analyze check draft.docx --previous 2023.docx
              analyze check draft.xlsx -o draft-checked.xlsx
            """)

    @Argument(help: ArgumentHelp("The draft: Word, Excel, a page, or any format that is read.", valueName: "draft"))
    var draft: FilePath

    @Option(help: ArgumentHelp("Last year's report; else that of the store, when there is one.", valueName: "file"))
    var previous: FilePath?

    @OptionGroup var entityMap: EntityMapOption
    @OptionGroup var store: StoreOption
    @OptionGroup(title: "How it is printed") var output: OutputOptions

    func validate() throws {
        if previous != nil, store.givenPath != nil {
            throw ValidationError(
                zh: "--previous 与 --store 不能同时使用：上年的报告或是一个文件，或取自库",
                en: "--previous and --store exclude each other: last year's report is one file, or that of the store")
        }
    }

    func run() async throws {
        var files = FilesOfRun()
        files.add(inputs: [draft] + (previous.map { [$0] } ?? []))
        files.add(store: store.path)
        files.add(settings: entityMap.path)
        let (destination, copy) = try destinations(files)
        var input = InputOptions()
        (input.paths, input.reading) = ([draft], .mapped(by: entityMap))
        let parser = try input.parser()
        let drafts = try await CorpusInput.reports(of: [draft], parser: parser, output: output)
        guard !drafts.reports.isEmpty else { throw ExitStatus.unreadable }
        try copy?.check(drafts.reports, draft)
        let before = try await LastYear.of(drafts.reports, previous: previous, store: store, parser: parser, output: output)
        let found = try DraftFindings.of(drafts.reports, before: before, source: draft)
        let check = found.list
        var notes = found.notes
        if let copy {
            let marked = try await copy.write(check.remarks(output.language), of: draft, language: output.language)
            notes += marked
        }
        if destination.formatName == "table" {
            try destination.emit(check.text(output.language, notes: notes))
        } else {
            var table = check.table
            table.notes += notes
            try destination.emit(
                table, command: "check", inputs: drafts.inputs + before.inputs,
                parameters: [
                    ResultField("draft", .text(draft.shown)), ResultField("previous", .text(previous?.shown)),
                    ResultField("marked", .text(copy?.target.name)),
                ])
        }
        if check.hasErrors { throw ExitStatus.findings }
        if !drafts.failures.isEmpty || before.isUnreadable { throw ExitStatus.unreadable }
        try before.store?.finish(output)
    }

    /// Where the list goes, and where the draft with its comments when the ending of -o is that of a document.
    private func destinations(_ files: FilesOfRun) throws -> (list: ResultDestination, copy: MarkedCopy?) {
        guard let path = output.output, let ending = OutputFormats.ending(of: path),
            let format = DraftMarking.endings.first(where: { $0.value.contains(ending) })?.key
        else { return (try output.destination(keeping: files), nil) }
        let target = try OutputTarget(path: FilePath(argument: path))
        try files.protect(from: target)
        var list = output
        list.output = nil
        return (try list.destination(keeping: files), MarkedCopy(target: target, format: format))
    }
}

/// The draft with its comments, as a file to be written.
private struct MarkedCopy {
    let target: OutputTarget
    /// The format that the ending of its name stands for.
    let format: String

    /// Refuses a draft that is of another format, or no file of its own.
    func check(_ reports: [Report], _ draft: FilePath) throws {
        guard let report = reports.first(where: { $0.source.path == draft }) else {
            throw UsageError(
                zh: "\(draft) 是压缩包或框架页，批注只能写入单独的文件：请直接给出报告文件", en: "\(draft) holds its report in another file: name that one to have it marked")
        }
        guard report.source.format == format else {
            throw UsageError(
                zh: "原件是 \(report.source.format) 文件，带批注的副本也应是同一格式（清单可写成 json、csv、md 等）",
                en: "the draft is a \(report.source.format) file, and so is its marked copy; the list can be json, csv, md and others")
        }
    }

    /// Writes the copy; gives what is to be said about remarks that did not find their cell.
    func write(_ remarks: [DraftCheck.Remark], of draft: FilePath, language: Language) async throws -> [LocalizedText] {
        let bytes = try FileBytes.read(draft, limits: .standard)
        let marked = try await marked(bytes, remarks, of: draft, language: language)
        let file = try OutputFile(target)
        try file.write(marked.bytes)
        try file.commit()
        let displaced = zip(remarks, marked.positions).count { remark, position in remark.place != nil && position != .cell }
        let general = remarks.count { $0.place == nil }
        var notes: [LocalizedText] = []
        if displaced > 0 {
            notes.append(
                LocalizedText(
                    zh: "有 \(displaced) 处在文件中找不到对应的单元格，批注写在同一行的邻格或文首。",
                    en:
                        "\(displaced) remark\(displaced == 1 ? "" : "s") stand\(displaced == 1 ? "s" : "") beside the cell or at the head: the cell itself was not found in the file."
                ))
        }
        if general > 0 {
            notes.append(
                LocalizedText(
                    zh: "有 \(general) 条针对全文，批注写在文首（网页写在文末）。",
                    en: "\(general) remark\(general == 1 ? " is" : "s are") about the whole document, at its head (of a page, at its end)."))
        }
        return notes
    }

    private func marked(_ bytes: [UInt8], _ remarks: [DraftCheck.Remark], of draft: FilePath, language: Language) async throws -> MarkedDraft {
        let visible = remarks.map { DraftRemark(place: $0.place, lines: $0.lines.map(TerminalText.of)) }
        let words = DraftWords(author: "analyze", heading: LocalizedText(zh: "核对结果", en: "What the check found")[language])
        do {
            return try await DraftMarking.marked(bytes, path: draft, remarks: visible, words: words)
        } catch let error as DraftMarkingError {
            throw UsageError(zh: "\(draft)：\(error.message.zh)", en: "\(draft): \(error.message.en)")
        }
    }
}

/// The reports of the year before, from a file or from the store.
struct LastYear {
    var reports: [Report] = []
    var inputs: [ResultDocument.Input] = []
    var notes: [LocalizedText] = []
    var store: Store?
    var isUnreadable = false

    static func of(
        _ drafts: [Report], previous: FilePath?, store: StoreOption, parser: ReportParser, output: OutputOptions
    ) async throws -> LastYear {
        guard let previous else { return try kept(for: drafts, in: store) }
        let files = try await CorpusInput.reports(of: [previous], parser: parser, output: output)
        var found = LastYear(inputs: files.inputs, isUnreadable: !files.failures.isEmpty)
        for draft in drafts {
            guard var report = files.reports.first(where: { $0.year == draft.year - 1 }) else {
                found.notes += files.reports.prefix(1).map { other in
                    LocalizedText(
                        zh: "\(previous) 是 \(other.year) 年的报告，不是 \(draft.year - 1) 年的，未用于对照。",
                        en: "\(previous) is a report for \(other.year), not for \(draft.year - 1): it was not used.")
                }
                continue
            }
            if report.body.key != draft.body.key {
                found.notes.append(
                    LocalizedText(
                        zh: "\(previous) 署名“\(report.body.name)”，原件署名“\(draft.body.name)”，按同一单位对照。",
                        en: "\(previous) names \(report.body.name) and the draft \(draft.body.name): they were taken for the same body."))
                report.body = draft.body
            }
            found.reports.append(report)
        }
        return found
    }

    /// Those of the store; none when there is no store and none was named.
    static func kept(for drafts: [Report], in option: StoreOption) throws -> LastYear {
        guard option.givenPath != nil || FilePath(option.path).isThere else { return LastYear() }
        let store = try option.open()
        var found = LastYear(inputs: [.init(path: store.path, sha256: nil)], store: store)
        let all = try store.reports()
        var members: [(body: Body, year: Int)] = all.map { ($0.body, $0.year) }
        for draft in drafts { members.append((draft.body, draft.year)) }
        let register = BodyRegister(members)
        for draft in drafts {
            let position = register.position(of: draft.body)
            guard let last = all.last(where: { $0.year == draft.year - 1 && register.position(of: $0.body) == position }),
                let report = try store.report(id: last.id)
            else { continue }
            found.reports.append(report)
            found.notes.append(
                LocalizedText(
                    zh: "与库中 \(last.year) 年的报告对照：\(TerminalText.of(last.source.path.shown))。",
                    en: "Held against the store's report for \(last.year): \(TerminalText.of(last.source.path.shown))."))
        }
        return found
    }
}
