import ArgumentParser
import Disclosure
import Output
import Reporting

/// How a result is printed: the options that every command has.
struct OutputOptions: ParsableArguments {
    @Option(help: "table, csv, tsv, json, jsonl, md, html, xlsx, arrow or arrows (a stream); by default a table, or what the ending of -o asks for.")
    var format: String?

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("Write to a file.", valueName: "file"))
    var output: String?

    @Option(help: "zh or en: the language of labels, messages and reports; by default that of LANG.")
    var locale: String?

    @Option(help: "Seed of everything random, from 0 to 18446744073709551615; the same input and seed print the same bytes.")
    var seed: UInt64 = 1

    @Flag(help: "No progress bar and no remarks on stderr.")
    var quiet = false

    @Flag(name: .customLong("no-color"), help: "No colours (also NO_COLOR and TERM=dumb).")
    var noColor = false

    @Flag(name: .customLong("no-pager"), help: "No pager on a terminal ($PAGER, else less -FRX).")
    var noPager = false

    @Flag(help: "Begin CSV with a byte order mark, for Excel.")
    var bom = false

    func validate() throws {
        if let locale, Language(rawValue: locale) == nil {
            throw ValidationError(zh: "--locale \(locale)：应为 zh 或 en", en: "unknown locale '\(locale)': zh, en")
        }
    }

    /// The language asked for, else that of the environment.
    var language: Language { locale.flatMap(Language.init(rawValue:)) ?? .ofEnvironment }

    /// Says something to the person at the terminal, unless asked to be quiet.
    func remark(_ text: LocalizedText) {
        if !quiet { StandardError.line(text[language]) }
    }

    /// Says what went wrong, always.
    func complain(_ text: LocalizedText) { StandardError.line(text[language]) }
}
