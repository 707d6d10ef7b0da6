import DocumentReading
import Foundation
import Output

/// How long results are shown on a terminal: through `$PAGER`, or `less` where it is installed.
enum Pager {
    /// What is used when nobody says anything: it ends by itself when the text fits, shows colours, and leaves the text on the screen.
    private static let usual = ["less", "-FRX"]

    /// The pager's command line; `nil` when there is none to be used. `cat`, or nothing, in `$PAGER` means none.
    static var command: String? {
        let chosen = Settings.value("pager") ?? ProcessInfo.processInfo.environment["PAGER"]
        guard let chosen else { return TerminalPager.isInstalled(usual[0]) ? usual.joined(separator: " ") : nil }
        let text = chosen.trimmingCharacters(in: .whitespaces)
        return text.isEmpty || text == "cat" ? nil : text
    }

    /// Writes whatever `body` writes to the terminal, through the pager. A pager that is missing or fails changes nothing.
    static func write(_ body: (OutputFile) throws -> Void) throws {
        guard let command, let pager = TerminalPager(command: command) else { return try direct(body) }
        let file = try OutputFile(OutputTarget(path: pager.path))
        try body(file)
        try file.commit()
        if !pager.show() { try direct { try $0.write(pager.bytes) } }
    }

    private static func direct(_ body: (OutputFile) throws -> Void) throws {
        let file = try OutputFile(.standardOutput)
        try body(file)
        try file.commit()
    }
}
