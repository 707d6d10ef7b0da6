import ArgumentParser
import Disclosure
import Output
import Reporting

/// How a result is printed: the options that every command has.
struct OutputOptions: ParsableArguments {
    @Option(help: "table, csv, tsv, json, jsonl, md or html; by default a table, or what the ending of -o asks for.")
    var format: String?

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("Write to a file.", valueName: "file"))
    var output: String?

    @Option(help: "zh or en: the language of labels, messages and reports; by default that of LANG.")
    var locale: String?

    @Option(help: "Seed of everything random; the same input and seed print the same bytes.")
    var seed: UInt64 = 1

    @Flag(help: "No progress bar and no remarks on stderr.")
    var quiet = false

    @Flag(name: .customLong("no-color"), help: "No colours (also NO_COLOR and TERM=dumb).")
    var noColor = false

    @Flag(help: "Begin CSV with a byte order mark, for Excel.")
    var bom = false

    func validate() throws {
        if let format, OutputFormats.named(format) == nil {
            throw ValidationError("unknown format '\(format)': \(OutputFormats.all.map(\.name).joined(separator: ", "))")
        }
        if let locale, Language(rawValue: locale) == nil { throw ValidationError("unknown locale '\(locale)': zh, en") }
    }

    /// The language asked for, else that of the environment.
    var language: Language { locale.flatMap(Language.init(rawValue:)) ?? .ofEnvironment }

    /// The format asked for, else the one that the file's ending asks for, else a table.
    var outputFormat: any OutputFormat {
        format.flatMap(OutputFormats.named) ?? output.flatMap(OutputFormats.forFile) ?? OutputFormats.all[0]
    }

    /// Whether the result is for a program: remarks that only people need are left out.
    var isForProgram: Bool { ["csv", "tsv", "json", "jsonl"].contains(outputFormat.name) }

    /// Prints a result to stdout or the file.
    func emit(_ table: ResultTable, command: String, inputs: [ResultDocument.Input] = [], parameters: [ResultField] = []) throws {
        let document = ResultDocument(
            command: command, version: Version.current, inputs: inputs, parameters: parameters + [ResultField("seed", .integer(Int(seed)))],
            table: table)
        try emit(outputFormat.text(document, options: rendering))
    }

    /// Prints a text to stdout or the file.
    func emit(_ text: String) throws {
        let file = try OutputFile(output.map(OutputTarget.init(path:)) ?? .standardOutput)
        try file.write(text)
        try file.commit()
    }

    /// How results are rendered here: language, width and colours of the terminal.
    var rendering: RenderingOptions {
        let isTerminal = output == nil && Terminal.isTerminal(1)
        return RenderingOptions(
            language: language, width: isTerminal ? Terminal.width : nil, byteOrderMark: bom,
            color: isTerminal && !noColor && Terminal.allowsColor, isTerminal: isTerminal)
    }

    /// Says something to the person at the terminal, unless asked to be quiet.
    func remark(_ text: LocalizedText) {
        if !quiet { StandardError.line(text[language]) }
    }

    /// Says what went wrong, always.
    func complain(_ text: LocalizedText) { StandardError.line(text[language]) }
}
