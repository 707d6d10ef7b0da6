import ArgumentParser
import CorpusLoading
import Disclosure
import DocumentReading
import Foundation
import Output
import Persistence
import Reporting
import Rules

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
        case let error as UsageError: fail(error.message, further: error.further, usage)
        case let error as RuleTextErrors: exit(for: UsageError(error))
        case is Interruption.Requested:
            Interruption.sayNow()
            Foundation.exit(Interruption.status)
        case let error as OutputError: fail(error)
        case let error as StoreError:
            fail(
                LocalizedText(zh: error.chinese, en: error.description), error.isWriteFailure ? unwritable : error.isUsage ? usage : unreadable)
        case let error as ReadingError:
            fail(LocalizedText(zh: "\(error.path)：\(error.chinese)", en: error.description), unreadable)
        case let error as ExitCode: Foundation.exit(error.rawValue)
        default:
            let code = Analyze.exitCode(for: error)
            if code.isSuccess { help(Analyze.fullMessage(for: error)) }
            if code == .validationFailure {
                StandardError.lines(inOneLineEach(Analyze.fullMessage(for: error)))
                if let meant = nearestCommand { StandardError.line(meant[.ofInvocation]) }
                Foundation.exit(usage.rawValue)
            }
            fail(LocalizedText(zh: "程序缺陷：\(error)", en: "\(error)"), defect)
        }
    }

    /// The parser's message, with the arguments that it quotes in one line each: what was typed must not look like a line of this program.
    private static func inOneLineEach(_ message: String) -> String {
        CommandLineBytes.arguments.filter { $0.contains(where: \.isNewline) }.reduce(message) { $0.replacing($1, with: TerminalText.of($1)) }
    }

    /// The command that was meant, where the first argument is none.
    private static var nearestCommand: LocalizedText? {
        let names = Analyze.configuration.subcommands.map { $0._commandName }
        guard let first = CommandLineBytes.arguments.first, !first.hasPrefix("-"), !names.contains(first), first != "help",
            let nearest = EditDistance.nearest(to: first, among: names)
        else { return nil }
        return LocalizedText(zh: "是否为 analyze \(nearest)？", en: "Did you mean analyze \(nearest)?")
    }

    private static func fail(_ message: LocalizedText, further: [LocalizedText] = [], _ code: ExitCode) -> Never {
        StandardError.line("analyze: \(message[.ofInvocation])")
        for line in further { StandardError.line(line[.ofInvocation]) }
        Foundation.exit(code.rawValue)
    }

    private static func fail(_ error: OutputError) -> Never {
        // Who closed the pipe knows; only where its signal is ignored does the program get here.
        if error.isReaderGone { Foundation.exit(unwritable.rawValue) }
        fail(LocalizedText(zh: error.chinese, en: error.description), error.isUsage ? usage : unwritable)
    }

    /// What was asked for is the help or the version: that is the result, and goes to stdout.
    private static func help(_ text: String) -> Never {
        do {
            let file = try OutputFile(.standardOutput)
            try file.write(text + "\n")
            try file.commit()
        } catch {
            fail(error)
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

    /// The language of `LC_ALL`, `LC_MESSAGES` or `LANG`, whichever is set first.
    static var ofEnvironment: Language {
        let environment = ProcessInfo.processInfo.environment
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        return Language(choice: nil, posixLocale: locale)
    }
}
