import ArgumentParser
import CorpusLoading
import Disclosure
import DocumentReading
import Foundation
import Output
import Persistence
import Reporting

/// How the program ends, as the command line promises it.
enum ExitStatus {
    static let findings = ExitCode(1)
    static let usage = ExitCode(2)
    static let unreadable = ExitCode(3)
    static let defect = ExitCode(70)
    static let unwritable = ExitCode(74)

    /// Ends a run that did all it was asked for: what it had to say beside its result may have got lost.
    static func exitAfterSuccess() -> Never { Foundation.exit(StandardError.failure == nil ? 0 : unwritable.rawValue) }

    /// Says on stderr what was wrong and ends the program.
    static func exit(for error: any Error) -> Never {
        switch error {
        case is Interruption.Requested:
            Interruption.sayNow()
            Foundation.exit(Interruption.status)
        case let error as ExitCode: Foundation.exit(error.rawValue)
        case HelpRequest.settings: help(String(SettingsPage.text(.ofInvocation).dropLast()))
        // Who closed the pipe knows; only where its signal is ignored does the program get here.
        case let error as OutputError where error.isReaderGone: Foundation.exit(unwritable.rawValue)
        default: break
        }
        if isHelp(error) {
            help(HelpRequest.page(for: Analyze.fullMessage(for: error), language: .ofInvocation, width: Terminal.isTerminal(1) ? Terminal.width : 80))
        }
        let account = account(of: error, .ofInvocation)
        // Each is one line, whatever a name in it holds.
        for line in account.lines { StandardError.line(line) }
        Foundation.exit(account.code.rawValue)
    }

    /// What is said about an error, line by line, and the status that it ends the program with.
    static func account(of error: any Error, _ language: Language) -> (lines: [String], code: ExitCode) {
        func said(_ message: LocalizedText, further: [LocalizedText] = [], _ code: ExitCode) -> (lines: [String], code: ExitCode) {
            (["analyze: \(message[language])"] + further.map { $0[language] }, code)
        }
        switch error {
        case let error as UsageError: return said(error.message, further: error.further, usage)
        case let error as RuleTextErrors: return account(of: UsageError(error), language)
        case let error as OutputError: return said(LocalizedText(zh: error.chinese, en: error.description), error.isUsage ? usage : unwritable)
        case let error as StoreError:
            return said(
                LocalizedText(zh: error.chinese, en: error.description), error.isWriteFailure ? unwritable : error.isUsage ? usage : unreadable)
        case let error as ReadingError:
            return said(LocalizedText(zh: "\(error.path)：\(error.chinese)", en: error.description), unreadable)
        default:
            guard Analyze.exitCode(for: error) == .validationFailure else { return said(LocalizedText(zh: "程序缺陷：\(error)", en: "\(error)"), defect) }
            let message = ParserMessage(Analyze.message(for: error), whole: Analyze.fullMessage(for: error), language: language)
            return (inOneLineEach(message.lines).split(separator: "\n", omittingEmptySubsequences: false).map(String.init), usage)
        }
    }

    /// Whether what was asked for is the help or the version.
    private static func isHelp(_ error: any Error) -> Bool {
        switch error {
        case is UsageError, is OutputError, is StoreError, is ReadingError: false
        default: Analyze.exitCode(for: error).isSuccess
        }
    }

    /// The parser's message, with the arguments that it quotes in one line each: what was typed must not look like a line of this program.
    private static func inOneLineEach(_ message: String) -> String {
        CommandLineBytes.arguments.filter { $0.contains(where: \.isNewline) }.reduce(message) { $0.replacing($1, with: TerminalText.of($1)) }
    }

    /// What was asked for is the help or the version: that is the result, and goes to stdout.
    private static func help(_ text: String) -> Never {
        do {
            let file = try OutputFile(.standardOutput)
            try file.write(text + "\n")
            try file.commit()
        } catch {
            exit(for: error)
        }
        exitAfterSuccess()
    }
}

/// A wish that cannot be fulfilled as it was put.
struct UsageError: Error {
    let message: LocalizedText
    /// What is said after it, each in a line of its own.
    let further: [LocalizedText]

    init(zh: String, en: String) { self.init(LocalizedText(zh: zh, en: en)) }

    init(_ message: LocalizedText, further: [LocalizedText] = []) {
        self.message = message
        self.further = further
    }
}

extension Language {
    /// What `--locale` says, wherever it stands on the command line, else the language of the environment: an error can come before the options are known.
    static var ofInvocation: Language {
        let arguments = CommandLine.arguments
        let joined = arguments.last { $0.hasPrefix("--locale=") }?.dropFirst("--locale=".count)
        let separate = arguments.lastIndex(of: "--locale").flatMap { arguments.dropFirst($0 + 1).first }
        return (joined.map(String.init) ?? separate).flatMap(Language.init(rawValue:)) ?? .ofEnvironment
    }

    /// The language of the settings, else of `LC_ALL`, `LC_MESSAGES` or `LANG`, whichever is set first.
    static var ofEnvironment: Language {
        if let language = Settings.value("locale").flatMap(Language.init(rawValue:)) { return language }
        let environment = ProcessInfo.processInfo.environment
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        return Language(choice: nil, posixLocale: locale)
    }
}
