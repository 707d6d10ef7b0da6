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
        case let error as UsageError: fail(error.message[Language.ofEnvironment], usage)
        case let error as Interruption.Requested: fail(error.description, interrupted)
        case let error as StoreError: fail(error.description, unreadable)
        case let error as ReadingError: fail(error.description, unreadable)
        case let error as ExitCode: Analyze.exit(withError: error)
        default:
            let code = Analyze.exitCode(for: error)
            if code.isSuccess { Analyze.exit(withError: error) }
            if code == .validationFailure {
                write(Analyze.fullMessage(for: error))
                Foundation.exit(usage.rawValue)
            }
            fail("\(error)", defect)
        }
    }

    private static func fail(_ message: String, _ code: ExitCode) -> Never {
        write("analyze: \(message)")
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
    /// The language of `LC_ALL`, `LC_MESSAGES` or `LANG`, whichever is set first.
    static var ofEnvironment: Language {
        let environment = ProcessInfo.processInfo.environment
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        return Language(choice: nil, posixLocale: locale)
    }
}
