import Foundation
import Output
import Synchronization

/// A bar on stderr that shows how far a long run is: only on a terminal, never in a pipe.
final class ProgressBar: Sendable {
    private let isVisible: Bool
    private let total: Int
    private let state = Mutex((done: 0, drawn: -1))

    init(total: Int, isQuiet: Bool) {
        self.total = total
        isVisible = !isQuiet && total > 1 && Terminal.isTerminal(2) && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// One more is done.
    func advance() { set(to: nil) }

    /// So many are done.
    func set(to done: Int?) {
        guard isVisible else { return }
        state.withLock { state in
            state.done = done ?? state.done + 1
            let permille = state.done * 1000 / total
            guard permille != state.drawn else { return }
            state.drawn = permille
            let filled = permille * 30 / 1000
            let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
            StandardError.raw("\r\(bar) \(state.done)/\(total)")
        }
    }

    /// Takes the bar off the screen.
    func finish() {
        if isVisible { StandardError.raw("\r\u{1b}[K") }
    }
}
