import ArgumentParser
import Disclosure
import DocumentReading
import Foundation
import Persistence
import Reporting

/// How the program ends, as the command line promises it.
enum ExitStatus {
    static let findings = ExitCode(1)
    static let usage = ExitCode(2)
    static let unreadable = ExitCode(3)
    static let defect = ExitCode(70)
    /// The shell's status for Ctrl-C.
    static let interrupted = ExitCode(130)

    /// Says on stderr what was wrong and ends the program.
    static func exit(for error: any Error) -> Never {
        switch error {
        case let error as UsageError: fail(error.message, usage)
        case let error as Interruption.Requested: fail(LocalizedText(zh: error.chinese, en: error.description), interrupted)
        case let error as StoreError: fail(LocalizedText(zh: error.chinese, en: error.description), unreadable)
        case let error as ReadingError:
            fail(LocalizedText(zh: "\(error.path)：\(error.chinese)", en: error.description), unreadable)
        case let error as ExitCode: Analyze.exit(withError: error)
        default:
            let code = Analyze.exitCode(for: error)
            if code.isSuccess { Analyze.exit(withError: error) }
            if code == .validationFailure {
                write(Analyze.fullMessage(for: error))
                Foundation.exit(usage.rawValue)
            }
            fail(LocalizedText(zh: "程序缺陷：\(error)", en: "\(error)"), defect)
        }
    }

    private static func fail(_ message: LocalizedText, _ code: ExitCode) -> Never {
        write("analyze: \(message[.ofInvocation])")
        Foundation.exit(code.rawValue)
    }

    private static func write(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}

/// A wish that cannot be fulfilled as it was put.
struct UsageError: Error {
    let message: LocalizedText

    init(zh: String, en: String) { message = LocalizedText(zh: zh, en: en) }
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
