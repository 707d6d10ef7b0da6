import Disclosure
import Reporting

/// What the options of output, which all commands share, mean for a command whose result is no table; options that do nothing there are not shown.
enum OutputHelp {
    /// What an option means for a command.
    enum Meaning {
        /// The same as elsewhere.
        case common
        /// Something else.
        case own(LocalizedText)
        /// Nothing.
        case none
    }

    /// What an option means for the command at a path.
    static func meaning(of option: String, for path: [String]) -> Meaning {
        guard let command = commands[path.joined(separator: " ")] else { return .common }
        if command.unused.contains(option) { return .none }
        return command.texts[option].map { .own($0) } ?? .common
    }

    private struct Command {
        var texts: [String: LocalizedText] = [:]
        var unused: Set<String> = []
    }

    /// Options of tables.
    private static let ofTables: Set = ["--bom", "--no-color", "--no-pager"]

    private static let commands: [String: Command] = [
        "plot": Command(texts: ["--format": formats(of: .pictures)], unused: ofTables),
        "report": Command(
            texts: [
                "--output": LocalizedText(
                    zh: "写入这个文件；名称以 / 结尾或是已有的文件夹，则写成文件夹；默认为 \(PageDestination.usualName)。",
                    en:
                        "Write to this file, or into this folder (a name that ends in a slash, or a folder that is there); by default \(PageDestination.usualName)."
                )
            ], unused: ofTables.union(["--format"])),
        "serve": Command(unused: ofTables.union(["--format", "--output"])),
        "export": Command(texts: ["--format": formats(of: .export)], unused: ["--no-color", "--no-pager"]),
        "notices": Command(texts: [
            "--format": LocalizedText(
                zh: "函的格式：docx 或 html；其他格式则是标准输出中清单的格式。", en: "docx or html: the format of the letters; another is that of the list on stdout."),
            "--output": LocalizedText(zh: "写入这个文件夹。", en: "The folder that the letters are written to."),
        ]),
        "check": Command(texts: [
            "--output": LocalizedText(
                zh: "扩展名与草稿相同（docx、xlsx、html）：写出带批注的草稿；其他扩展名：写出清单。",
                en: "With the ending of the draft (docx, xlsx, html) the draft with comments, with another the list.")
        ]),
        "notebook run": Command(texts: [
            "--output": LocalizedText(zh: "把这一页连同命令现在的输出写入文件。", en: "The file that the page is written to, with what the commands print now.")
        ]),
    ]

    private static func formats(of formats: WritableFormats) -> LocalizedText {
        guard let first = formats.names.first, let last = formats.names.last else { return LocalizedText(zh: "", en: "") }
        let others = LocalizedText.list(formats.names.dropLast())
        return LocalizedText(
            zh: "\(others.zh) 或 \(last)；默认由 -o 的扩展名决定，否则为 \(first)。",
            en: "\(others.en) or \(last); by default what the ending of -o asks for, else \(first).")
    }
}
