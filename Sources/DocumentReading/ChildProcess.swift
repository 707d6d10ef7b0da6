import CChildProcess
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// One run of an outside program, with bounds on its time, memory and output.
///
/// The program is started by a thread that then waits for it, so that the kernel ends it when this program dies, however that comes. It has a session and
/// a process group of its own, and nothing of this program's but its three standard streams and the environment it is given. Whatever the group holds is
/// ended with it: when it ends, when a bound is reached, when the task is cancelled.
struct ChildProcess: Sendable {
    /// What it printed, and how it ended.
    struct Output: Sendable {
        var bytes: [UInt8]
        var messages: String
        var succeeded: Bool
    }

    /// Why there is no output.
    enum Failure: Error, Hashable {
        /// The operating system did not start it: its error number.
        case notStarted(Int32)
        /// It ran longer than `limits.childSeconds`, by the clock or the processor.
        case outOfTime
        /// It printed more than `limits.childOutputBytes`.
        case outOfRoom
        /// The task that waited for it was cancelled.
        case cancelled
    }

    /// The absolute path of the program.
    var path: String
    /// Its arguments, its own name first.
    var arguments: [String]
    /// The whole of its environment.
    var environment: [String: String]
    var limits: ReadingLimits
    /// Bytes that it may write to one file: none, unless it works in a folder of its own.
    var fileBytes = 0

    /// Bytes of what it says on its standard error that are kept; the rest is read and forgotten.
    private static let messageBytes = 65536

    /// Runs the program on a thread of its own.
    func run(input: NamelessFile) async -> Result<Output, Failure> {
        let bell = Bell()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                Thread.detachNewThread { continuation.resume(returning: runBlocking(input: input, bell: bell.descriptor)) }
            }
        } onCancel: {
            bell.ring()
        }
    }

    /// Runs the program on this thread, until it ends or the bell rings.
    func runBlocking(input: NamelessFile, bell: Int32) -> Result<Output, Failure> {
        var output = Stream(limit: limits.childOutputBytes)
        var messages = Stream(limit: Self.messageBytes)
        defer {
            output.shut()
            messages.shut()
        }
        let (process, handle): (pid_t, Int32)
        do {
            let (outputEnd, errorEnd) = (try output.open(), try messages.open())
            defer {
                close(outputEnd)
                close(errorEnd)
            }
            (process, handle) = try start(input: input.descriptor, output: outputEnd, error: errorEnd)
        } catch {
            return .failure(error)
        }
        let failure = wait(for: handle, process, bell, &output, &messages)
        if handle >= 0 { close(handle) }
        let status = child_end(process)
        if let failure { return .failure(failure) }
        // What the program printed before its end may still lie in the pipes.
        if !output.drain() { return .failure(.outOfRoom) }
        _ = messages.drain()
        let signal = status & 0x7F
        // The bound on processor time.
        if signal == SIGXCPU || signal == SIGKILL { return .failure(.outOfTime) }
        return .success(Output(bytes: output.bytes, messages: String(decoding: messages.bytes, as: UTF8.self), succeeded: status == 0))
    }

    private func start(input: Int32, output: Int32, error: Int32) throws(Failure) -> (process: pid_t, handle: Int32) {
        var process: pid_t = 0
        var handle: Int32 = -1
        let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let code = Self.withCStrings(arguments) { arguments in
            Self.withCStrings(variables) { environment in
                path.withCString { path in
                    var request = child_request(
                        path: path, arguments: arguments, environment: environment, input: input, output: output, error: error,
                        bytes: UInt64(limits.childBytes), seconds: UInt64(limits.childSeconds),
                        file_bytes: UInt64(fileBytes))
                    return child_start(&request, &process, &handle)
                }
            }
        }
        if code != 0 { throw .notStarted(code) }
        return (process, handle)
    }

    /// Reads what the program prints until it ends; `nil` when it did so within its bounds.
    private func wait(for handle: Int32, _ process: pid_t, _ bell: Int32, _ output: inout Stream, _ messages: inout Stream) -> Failure? {
        let end = DispatchTime.now().uptimeNanoseconds + UInt64(limits.childSeconds) * 1_000_000_000
        while true {
            let now = DispatchTime.now().uptimeNanoseconds
            guard now < end else { return .outOfTime }
            // Without a handle of the process its end is looked for a hundred times a second.
            let patience = handle >= 0 ? Int32(clamping: (end - now) / 1_000_000 + 1) : 10
            var places = [output.descriptor, messages.descriptor, handle, bell].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            let count = poll(&places, nfds_t(places.count), patience)
            if count < 0 && errno != EINTR { return .notStarted(errno) }
            if count < 0 { continue }
            if places[3].revents != 0 { return .cancelled }
            if places[0].revents != 0, case .tooMuch = output.take() { return .outOfRoom }
            if places[1].revents != 0 { _ = messages.take() }
            if handle >= 0 ? places[2].revents != 0 : Self.hasEnded(process) { return nil }
        }
    }

    private static func hasEnded(_ process: pid_t) -> Bool {
        var information = siginfo_t()
        return waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT) != 0 || information.si_signo == SIGCHLD
    }

    /// The texts as C has them, ended by a null pointer, for the length of a call.
    private static func withCStrings<R>(_ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> R) -> R {
        var pointers = texts.map { strdup($0) }
        pointers.append(nil)
        defer { for pointer in pointers { free(pointer) } }
        return pointers.withUnsafeBufferPointer { body($0.baseAddress!) }
    }

    /// What tells the thread that waits for a program to wait no longer.
    private final class Bell: Sendable {
        let descriptor = child_bell()
        func ring() { if descriptor >= 0 { child_ring(descriptor) } }
        deinit { if descriptor >= 0 { close(descriptor) } }
    }

    /// The reading end of a pipe, with what came through it.
    private struct Stream {
        /// What one look into the pipe found.
        enum Found {
            case bytes, nothing, end
            /// More than the limit, of which the first part is kept.
            case tooMuch
        }

        let limit: Int
        private(set) var descriptor: Int32 = -1
        private(set) var bytes: [UInt8] = []

        init(limit: Int) { self.limit = limit }

        /// Makes the pipe and returns its writing end.
        mutating func open() throws(Failure) -> Int32 {
            var ends: [Int32] = [-1, -1]
            guard child_pipe(&ends) == 0 else { throw .notStarted(errno) }
            descriptor = ends[0]
            return ends[1]
        }

        /// Takes what lies in the pipe, up to 64 KiB.
        mutating func take() -> Found {
            let room = limit - bytes.count
            let found = withUnsafeTemporaryAllocation(byteCount: 65536, alignment: 1) { buffer -> Found in
                let count = read(descriptor, buffer.baseAddress!, buffer.count)
                if count < 0 { return errno == EAGAIN || errno == EINTR ? .nothing : .end }
                if count == 0 { return .end }
                bytes.append(contentsOf: buffer.prefix(min(count, room)))
                return count > room ? .tooMuch : .bytes
            }
            if case .end = found { shut() }
            return found
        }

        /// Takes all that is left; `false` when it is more than the limit.
        mutating func drain() -> Bool {
            while descriptor >= 0 {
                switch take() {
                case .bytes: continue
                case .nothing, .end: return true
                case .tooMuch: return false
                }
            }
            return true
        }

        mutating func shut() {
            if descriptor >= 0 { close(descriptor) }
            descriptor = -1
        }
    }
}
