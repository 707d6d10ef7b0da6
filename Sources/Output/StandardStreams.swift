import Glibc
import Synchronization

/// The three streams that a program is started with.
public enum StandardStreams {
    private static let closed = Atomic<UInt8>(0)

    /// Puts `/dev/null` in the place of each stream that is closed, so that no file which is opened later gets its number, and remembers which were.
    ///
    /// To be called once, before anything is opened.
    public static func prepare() {
        for number in 0...2 as ClosedRange<Int32> where fcntl(number, F_GETFD) == -1 && errno == EBADF {
            // The system gives the lowest free number, which is this one.
            guard open("/dev/null", O_RDWR) == number else { continue }
            closed.bitwiseOr(1 << UInt8(number), ordering: .relaxed)
        }
    }

    /// Whether a stream was closed when the program started.
    public static func wasClosed(_ number: Int32) -> Bool { (0...2).contains(number) && closed.load(ordering: .relaxed) & (1 << UInt8(number)) != 0 }
}

/// What the program says to people beside its result.
public enum StandardError {
    private static let lost = Atomic<Int32>(0)

    /// Why something that was to be said got lost; `nil` when everything was said.
    public static var failure: OutputError? {
        let code = lost.load(ordering: .relaxed)
        return code == 0 ? nil : .failed(path: "stderr", code: code)
    }

    /// Says a message, which is made safe for the terminal, and ends the line. A message that cannot be said is remembered in ``failure``.
    public static func line(_ message: String) { write(TerminalText.of(message) + "\n") }

    /// Says a message of several lines, of which this program wrote the line ends, such as a command's usage.
    public static func lines(_ message: String) { write(TerminalText.lines(message) + "\n") }

    /// Writes control sequences and text as they are: only for a progress bar.
    public static func raw(_ text: String) { write(text) }

    /// How many pieces of code run silenced, and the stream that they wait for to come back.
    private static let silence = Mutex<(count: Int, kept: Int32)>((0, -1))

    /// Runs code of others that writes to stderr on its own, and lets none of that through.
    ///
    /// The stream is the whole program's: while any thread is silenced, all are. It comes back with the last of them.
    public static func silenced<Result>(_ body: () -> Result) -> Result {
        silence.withLock { silence in
            silence.count += 1
            guard silence.count == 1 else { return }
            let null = open("/dev/null", O_WRONLY | O_CLOEXEC)
            silence.kept = null >= 0 ? fcntl(2, F_DUPFD_CLOEXEC, 3) : -1
            if silence.kept >= 0 { dup2(null, 2) }
            if null >= 0 { close(null) }
        }
        defer {
            silence.withLock { silence in
                silence.count -= 1
                guard silence.count == 0, silence.kept >= 0 else { return }
                dup2(silence.kept, 2)
                close(silence.kept)
                silence.kept = -1
            }
        }
        return body()
    }

    private static func write(_ text: String) {
        if StandardStreams.wasClosed(2) { return lost.store(EBADF, ordering: .relaxed) }
        do {
            try Descriptor(number: 2, name: "stderr").write(Array(text.utf8))
        } catch {
            if case .failed(_, let code) = error { lost.store(code, ordering: .relaxed) }
        }
    }
}
