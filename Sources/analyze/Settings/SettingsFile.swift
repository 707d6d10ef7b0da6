import Disclosure
import Foundation
import Reporting
import Rules
import TOMLKit

/// A file of settings: options that hold for every command, and tables with the options of one.
struct SettingsFile {
    /// One option that the file gives.
    struct Entry {
        /// The command's words; empty for an option of every command that has it.
        let command: [String]
        /// The option's name without dashes.
        let key: String
        /// What stands there, as an option takes it.
        let values: [String]
        /// Where: the file, and the line when it could be found.
        let place: LocalizedText

        /// What a mistake in it is told by.
        func mistake(zh: String, en: String) -> UsageError {
            let name = (command + [key]).joined(separator: ".")
            return UsageError(zh: "\(place.zh)：\(name)：\(zh)", en: "\(place.en): \(name): \(en)")
        }
    }

    /// The file's name in a folder of its own and in the working folder.
    static let name = "analyze.toml"

    let path: String
    let entries: [Entry]

    /// Reads the file; `nil` when there is none.
    ///
    /// - Throws: ``UsageError`` with file, line and key for what is no TOML, for a key that is no option, and for a value of the wrong kind.
    init?(path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let text = try TextFile(path: path).text
        self.path = path
        let table: TOMLTable
        do {
            table = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            let line = error.source.begin.line
            throw UsageError(zh: "\(path) 第 \(line) 行：不是正确的 TOML（\(error.description)）", en: "\(path), line \(line): no TOML (\(error.description))")
        }
        entries = try Reader(path: path, lines: SettingsLines(text)).entries(of: table)
    }

    private struct Reader {
        let path: String
        let lines: SettingsLines

        func place(_ keys: [String]) -> LocalizedText {
            guard let line = lines.line(of: keys) else { return LocalizedText(zh: path, en: path) }
            return LocalizedText(zh: "\(path) 第 \(line) 行", en: "\(path), line \(line)")
        }

        func entries(of table: TOMLTable) throws -> [Entry] {
            guard let program = CommandDescription.program else { return [] }
            var entries: [Entry] = []
            for (key, value) in table {
                if value.type == .table, let inner = value.table {
                    try read(inner, key, of: program, [], into: &entries)
                } else {
                    guard SettingsNames.general.contains(key) else { throw unknownGeneral(key, program) }
                    let entry = try entry(key, value, [], SettingsNames.isFlag(key), isRepeating: false)
                    if key == "locale", !entry.values.allSatisfy({ Language(rawValue: $0) != nil }) {
                        throw entry.mistake(zh: "应为 zh 或 en", en: "should be zh or en")
                    }
                    entries.append(entry)
                }
            }
            return entries
        }

        private func read(
            _ table: TOMLTable, _ name: String, of parent: CommandDescription, _ path: [String], into entries: inout [Entry]
        ) throws {
            guard let command = parent.members.first(where: { $0.commandName == name }) else {
                throw unknown(path + [name], among: parent.members.map(\.commandName), zh: "没有这个命令", en: "there is no such command")
            }
            let words = path + [name]
            let options = SettingsNames.options(of: command)
            for (key, value) in table {
                if value.type == .table, let inner = value.table {
                    try read(inner, key, of: command, words, into: &entries)
                } else {
                    guard let option = options.first(where: { $0.preferredName?.name == key }) else {
                        throw unknown(
                            words + [key], among: options.compactMap { $0.preferredName?.name }, zh: "没有这个选项", en: "there is no such option")
                    }
                    entries.append(try entry(key, value, words, option.isFlag, isRepeating: option.isRepeating))
                }
            }
        }

        private func entry(_ key: String, _ value: any TOMLValueConvertible, _ command: [String], _ isFlag: Bool, isRepeating: Bool) throws -> Entry {
            func made(_ values: [String]) -> Entry { Entry(command: command, key: key, values: values, place: place(command + [key])) }
            if isFlag {
                guard let flag = value.bool else { throw made([]).mistake(zh: "应为 true 或 false", en: "should be true or false") }
                return made([flag ? "true" : "false"])
            }
            if isRepeating, let array = value.array {
                return made(
                    try array.map { element in
                        guard let text = Self.text(element) else {
                            throw made([]).mistake(zh: "列表中应为文字或数", en: "the list should hold texts or numbers")
                        }
                        return text
                    })
            }
            guard let text = Self.text(value) else {
                throw made([]).mistake(
                    zh: isRepeating ? "应为文字、数或它们的列表" : "应为文字或数",
                    en: isRepeating ? "should be a text, a number, or a list of them" : "should be a text or a number")
            }
            return made([text])
        }

        private static func text(_ value: any TOMLValueConvertible) -> String? {
            switch value.type {
            case .string: value.string
            case .int: value.int.map(String.init)
            case .double: value.double.map { $0.description }
            default: nil
            }
        }

        private func unknownGeneral(_ key: String, _ program: CommandDescription) -> UsageError {
            let owners = program.members.filter { SettingsNames.options(of: $0).contains { $0.preferredName?.name == key } }.map(\.commandName)
            guard !owners.isEmpty else {
                return unknown([key], among: SettingsNames.general + program.members.map(\.commandName), zh: "没有这个设置", en: "there is no such setting")
            }
            let list = owners.prefix(4).map { "[\($0)]" }.joined(separator: ", ")
            let at = place([key])
            return UsageError(
                zh: "\(at.zh)：\(key)：这是单个命令的选项，应写在命令的表中：\(list)",
                en: "\(at.en): \(key): an option of single commands belongs into a table of theirs: \(list)")
        }

        private func unknown(_ keys: [String], among names: [String], zh: String, en: String) -> UsageError {
            let at = place(keys)
            let near = EditDistance.nearest(to: keys.last ?? "", among: names)
            return UsageError(
                zh: "\(at.zh)：\(keys.joined(separator: "."))：\(zh)" + (near.map { "，是否为 \($0)？" } ?? ""),
                en: "\(at.en): \(keys.joined(separator: ".")): \(en)" + (near.map { "; did you mean \($0)?" } ?? ""))
        }
    }
}

/// The lines on which the keys of a file of settings stand. TOML's reader keeps places only for what it cannot read.
struct SettingsLines {
    private let lines: [Substring]

    init(_ text: String) { lines = text.split(separator: "\n", omittingEmptySubsequences: false) }

    /// The line, from 1, of a key within its tables, or of the table itself; `nil` when it is written in a way that is not looked for.
    func line(of keys: [String]) -> Int? {
        var table: [String] = []
        for (index, line) in lines.enumerated() {
            let text = line.drop { $0.isWhitespace }
            if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
                table = Self.parts(text[text.index(after: text.startIndex)..<end])
                if table == keys { return index + 1 }
            } else if let equals = text.firstIndex(of: "="), !text.hasPrefix("#") {
                let whole = table + Self.parts(text[..<equals])
                if whole == keys || whole.count > keys.count && Array(whole.prefix(keys.count)) == keys && table.count < keys.count {
                    return index + 1
                }
            }
        }
        return nil
    }

    private static func parts(_ text: Substring) -> [String] {
        text.split(separator: ".").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " \t\"'[]")) }
    }
}
