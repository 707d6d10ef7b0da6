import Disclosure
import Foundation
import Reporting

/// What holds for a run besides its command line: the environment, then `./analyze.toml`, then that of the person's configuration folder.
struct Settings {
    /// The files that were read, the one that holds first.
    let files: [SettingsFile]

    /// Those of this run. Read once: an error in them is told when the command begins.
    static let current = Result { try Settings() }

    private init() throws { files = try Self.paths.compactMap(SettingsFile.init(path:)) }

    /// Where files of settings are looked for, the one that holds first.
    static var paths: [String] {
        let environment = ProcessInfo.processInfo.environment
        let home = environment["HOME"].map { $0 + "/.config" }
        let folder = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home
        return [SettingsFile.name] + (folder.map { ["\($0)/analyze/\(SettingsFile.name)"] } ?? [])
    }

    /// A general option that the environment or a file gives, where the program asks for it itself.
    static func value(_ name: String) -> String? {
        if let text = variable(name) { return text }
        guard case .success(let settings) = current else { return nil }
        return settings.files.lazy.flatMap(\.entries).first { $0.command.isEmpty && $0.key == name }?.values.first
    }

    private static func variable(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[SettingsNames.variable(name)].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Options that the program asks for itself, wherever they are needed.
    private static let asked: Set<String> = ["store", "locale", "pager"]

    /// Options of the environment and the files, as the command line would have them.
    struct Given {
        /// The words to put behind the command.
        let words: [String]
        /// What is said when the parser does not take them.
        let mistake: (_ reason: String) -> UsageError
    }

    /// What is given for a command line beyond what it says itself, each with its place.
    ///
    /// - Returns: the command's words, which what is given goes behind, and what is given.
    /// - Throws: ``UsageError`` for a mistake in the environment or a file.
    static func given(for arguments: [String]) throws -> (command: [String], given: [Given]) {
        let variables = SettingsNames.general.filter { !asked.contains($0) && variable($0) != nil }
        let settings = try current.get()
        if let text = variable("locale"), Language(rawValue: text) == nil {
            throw UsageError(zh: "环境变量 ANALYZE_LOCALE：\(text)：应为 zh 或 en", en: "environment variable ANALYZE_LOCALE: \(text): should be zh or en")
        }
        if variables.isEmpty && settings.files.isEmpty { return ([], []) }
        guard let (command, path) = CommandDescription.program?.command(at: arguments), !path.isEmpty else { return ([], []) }
        let options = SettingsNames.options(of: command)
        var taken = Set(names(in: arguments, of: command))
        var given: [Given] = []
        for name in variables {
            guard options.contains(where: { $0.preferredName?.name == name }), taken.insert(name).inserted, let text = variable(name) else {
                continue
            }
            let variable = SettingsNames.variable(name)
            func mistake(zh: String, en: String) -> UsageError {
                UsageError(zh: "环境变量 \(variable)：\(zh)", en: "environment variable \(variable): \(en)")
            }
            guard SettingsNames.isFlag(name) else {
                given.append(Given(words: ["--\(name)=\(text)"]) { mistake(zh: $0, en: $0) })
                continue
            }
            switch text {
            case "1", "true", "yes": given.append(Given(words: ["--\(name)"]) { mistake(zh: $0, en: $0) })
            case "0", "false", "no": break
            default: throw mistake(zh: "\(text)：应为 1 或 0", en: "\(text): should be 1 or 0")
            }
        }
        for file in settings.files {
            // What a table of the command says goes before what holds for all.
            for entry in file.entries.filter({ $0.command == path }) + file.entries.filter({ $0.command.isEmpty }) {
                guard !(entry.command.isEmpty && asked.contains(entry.key)),
                    let option = options.first(where: { $0.preferredName?.name == entry.key }),
                    taken.insert(entry.key).inserted
                else { continue }
                let words = option.isFlag ? (entry.values == ["true"] ? ["--\(entry.key)"] : []) : entry.values.map { "--\(entry.key)=\($0)" }
                if !words.isEmpty { given.append(Given(words: words) { entry.mistake(zh: $0, en: $0) }) }
            }
        }
        return (path, given)
    }

    /// The options that a command line has, by their long names.
    private static func names(in arguments: [String], of command: CommandDescription) -> [String] {
        let options = SettingsNames.options(of: command)
        return arguments.prefix { $0 != "--" }.compactMap { word in
            let name = String(word.prefix { $0 != "=" })
            return options.first { ($0.names ?? []).contains { $0.text == name } }?.preferredName?.name
        }
    }
}
