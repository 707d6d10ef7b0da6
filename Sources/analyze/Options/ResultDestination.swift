import Disclosure
import FilePaths
import Output
import Reporting

/// Where a command's result goes and how it is written, settled before anything is read or computed: a mistake in it costs no work and no file.
struct ResultDestination {
    let target: OutputTarget
    /// The name of the format.
    let formatName: String
    /// The format; `nil` for one that only the command itself can write.
    let format: (any OutputFormat)?
    let options: OutputOptions

    /// Whether the result is for a program: remarks that only people need are left out.
    var isForProgram: Bool { !["table", "md", "html"].contains(formatName) }

    /// Writes a result.
    func emit(_ table: ResultTable, command: String, inputs: [ResultDocument.Input] = [], parameters: [ResultField] = []) throws {
        try emit(rowsOf: table, command: command, inputs: inputs, parameters: parameters)
    }

    /// Writes a result whose rows are made while they are written.
    func emit(rowsOf table: any TableSource, command: String, inputs: [ResultDocument.Input] = [], parameters: [ResultField] = []) throws {
        let document = document(table, command: command, inputs: inputs, parameters: parameters)
        try write { file in try (format ?? OutputFormats.all[0]).write(document, options: rendering, to: file) }
    }

    /// Writes a text.
    func emit(_ text: String) throws { try write { try $0.write(text) } }

    /// Writes whatever `body` writes, whole or not at all where the target is a file; page by page where it is the terminal.
    func write(_ body: (OutputFile) throws -> Void) throws {
        if isPaged { return try Pager.write(body) }
        let file = try OutputFile(target)
        try body(file)
        try file.commit()
    }

    /// A result with what it was made from.
    func document(
        _ table: any TableSource, command: String, inputs: [ResultDocument.Input], parameters: [ResultField]
    ) -> ResultDocument {
        ResultDocument(
            command: command, version: Version.current, inputs: inputs, parameters: parameters + [ResultField("seed", .unsigned(options.seed))],
            table: table)
    }

    /// Whether the result is read by a person, at the terminal that is this run's stdout.
    private var isPaged: Bool { !options.noPager && options.output == nil && target.isTerminal && format?.isText == true }

    /// How results are rendered here: language, width and colours of the terminal.
    var rendering: RenderingOptions {
        let isTerminal = target.isTerminal
        return RenderingOptions(
            language: options.language, width: isTerminal ? Terminal.width : nil, byteOrderMark: options.bom,
            color: isTerminal && !options.noColor && Terminal.allowsColor, isTerminal: isTerminal)
    }
}

/// What a command can write.
struct WritableFormats {
    /// The formats of tables.
    var tables: [any OutputFormat] = OutputFormats.all
    /// Formats that only the command itself can write: their names with the endings of their files.
    var own: [(name: String, endings: [String])] = []

    /// Those of every command with a table.
    static let ofTables = WritableFormats()
    /// One page.
    static let page = WritableFormats(tables: OutputFormats.all.filter { $0.name == "html" })

    /// A table, or a database.
    static let export = WritableFormats(own: [("sqlite", ["sqlite", "sqlite3", "db"])])

    /// Their names.
    var names: [String] { tables.map(\.name) + own.map(\.name) }
    /// What there is, as the end of a sentence.
    private var list: LocalizedText {
        let all = LocalizedText.list(names)
        return names.count == 1 ? LocalizedText(zh: "只有 \(all.zh)", en: "is only \(all.en)") : LocalizedText(zh: "是 \(all.zh)", en: "are \(all.en)")
    }

    /// The format that is asked for by name, else by the ending of the file's name, else the first.
    ///
    /// - Throws: ``UsageError`` for one that the command cannot write, with what it can.
    func choose(named name: String?, for path: String?, _ target: OutputTarget) throws -> (name: String, format: (any OutputFormat)?) {
        if let name {
            if let format = tables.first(where: { $0.name == name }) { return (name, format) }
            if own.contains(where: { $0.name == name }) { return (name, nil) }
            throw UsageError(zh: "--format \(name)：可用的\(list.zh)", en: "--format \(name): there \(list.en)")
        }
        if let ending = path.flatMap(OutputFormats.ending) {
            if let format = tables.first(where: { $0.fileExtensions.contains(ending) }) { return (format.name, format) }
            if let format = own.first(where: { $0.endings.contains(ending) }) { return (format.name, nil) }
            // The name of a pipe or a device says nothing.
            if !target.isStream {
                let hint = names.count == 1 ? LocalizedText(zh: "", en: "") : LocalizedText(zh: "（或用 --format 指定）", en: " (or say --format)")
                throw UsageError(
                    zh: "不能写 .\(ending) 文件，可写的\(list.zh)\(hint.zh)", en: "a .\(ending) file cannot be written: there \(list.en)\(hint.en)")
            }
        }
        return tables.first.map { ($0.name, $0) } ?? (own[0].name, nil)
    }
}

extension OutputOptions {
    /// Settles where the result goes.
    ///
    /// - Parameters:
    ///   - files: what the run reads, none of which is written over.
    ///   - formats: what the command can write.
    /// - Throws: ``OutputError`` and ``UsageError`` for a target or a format that cannot be.
    func destination(keeping files: FilesOfRun = FilesOfRun(), formats: WritableFormats = .ofTables) throws -> ResultDestination {
        let target = try output.map { try OutputTarget(path: FilePath(argument: $0)) } ?? .standardOutput
        let chosen = try formats.choose(named: format ?? (files.isStream && output == nil ? "arrows" : nil), for: output, target)
        try files.protect(from: target)
        if chosen.format?.isText == false, target.isTerminal {
            throw UsageError(
                zh: "\(chosen.name) 不是文本，不能显示在终端上：请用 -o 写入文件", en: "\(chosen.name) is no text for a terminal: write it to a file with -o")
        }
        return ResultDestination(target: target, formatName: chosen.name, format: chosen.format, options: self)
    }
}
