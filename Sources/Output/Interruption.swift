import COutput
import Glibc
import Synchronization

/// Ctrl-C and the other signals that end a program: it goes at once, and what is half written goes with it.
public enum Interruption {
    /// The person asked to stop.
    public struct Requested: Error, Sendable {
        /// Thrown by work that stops in order.
        public init() {}
    }

    /// The exit status of an interrupted run.
    public static let status: Int32 = 130

    private static let line = Mutex<UnsafeMutablePointer<CChar>?>(nil)

    /// Handles the signals from now on; to be called once, before other threads are started. Ctrl-C ends the program with ``status`` and a line on stderr.
    ///
    /// - Parameter end: what else ends with the program, called in the signal's handler: it may do only what POSIX allows there.
    public static func install(saying message: String, ending end: @convention(c) () -> Void) {
        say(message)
        interruption_set_end(end)
        interruption_install()
    }

    /// What is said from now on when Ctrl-C ends the program.
    public static func say(_ message: String) {
        line.withLock { line in
            // The text before stays: a handler may be reading it. There are two in a run.
            line = strdup(message + "\n")
            interruption_set_message(line)
        }
    }

    /// Says it, where the program ends in order.
    public static func sayNow() { line.withLock { if let line = $0 { StandardError.line(String(String(cString: line).dropLast())) } } }

    /// Runs work that looks at ``isRequested``, so that it can end in order. A second Ctrl-C ends the program at once all the same.
    public static func deferred<Result>(_ body: () async throws -> Result) async rethrows -> Result {
        interruption_defer(true)
        defer { interruption_defer(false) }
        return try await body()
    }

    /// Whether the person has asked to stop while that was deferred.
    public static var isRequested: Bool { interruption_is_requested() }

    /// Ends work that is in order.
    ///
    /// - Throws: ``Requested`` once the person has asked to stop.
    public static func check() throws(Requested) {
        if isRequested { throw Requested() }
    }

    /// Waits until the person asks to stop, or the task is cancelled.
    ///
    /// - Throws: ``Requested`` in the first case.
    public static func wait() async throws(Requested) {
        while !isRequested {
            do { try await Task.sleep(nanoseconds: 50_000_000) } catch { return }
        }
        throw Requested()
    }
}
