import Foundation
import Output
import Synchronization

/// A bar on stderr that shows how far a long run is: only on a terminal, never in a pipe.
final class ProgressBar: Sendable {
    private let isVisible: Bool
    private let total: Int
    private let state = Mutex((done: 0, drawn: -1, phase: ""))

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
            StandardError.raw("\r\(Self.bar(permille)) \(state.done)/\(total)")
        }
    }

    /// So much of a phase is done, a share from 0 to 1.
    func set(_ phase: String, share: Double) {
        guard isVisible else { return }
        let permille = Int((max(0, min(1, share)) * 1000).rounded(.down))
        state.withLock { state in
            // Percents are enough to be drawn; another phase always is.
            guard state.phase != phase || permille / 10 != state.drawn / 10 else { return }
            (state.phase, state.drawn) = (phase, permille)
            StandardError.raw("\r\(Self.bar(permille)) \(permille / 10)% \(phase)\u{1b}[K")
        }
    }

    private static func bar(_ permille: Int) -> String {
        let filled = permille * 30 / 1000
        return String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
    }

    /// Takes the bar off the screen.
    func finish() {
        if isVisible { StandardError.raw("\r\u{1b}[K") }
    }
}
