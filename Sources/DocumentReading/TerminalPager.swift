import CChildProcess
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A program that shows a long text on the terminal, page by page.
///
/// The text is written to ``path`` first. Whatever the program does, the text is still there: when it cannot be started or ends badly, the caller prints it.
public final class TerminalPager {
    private let file: NamelessFile
    private let shell: String
    private let command: String

    /// A pager by its command line, which a shell reads; `nil` where the system has no room for the text, or no shell.
    public init?(command: String) {
        guard let shell = OutsideProgram.shell.path, let file = try? NamelessFile([]) else { return nil }
        (self.file, self.shell, self.command) = (file, shell, command)
    }

    /// Whether a program is installed.
    public static func isInstalled(_ program: String) -> Bool { OutsideProgram(name: program, packages: "", isRequired: false).path != nil }

    /// Where the text is written to; a file without a name, gone with this object.
    public var path: String { "/dev/fd/\(file.descriptor)" }

    /// The text that was written.
    public var bytes: [UInt8] {
        var status = stat()
        guard fstat(file.descriptor, &status) == 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
            while count < buffer.count {
                let read = pread(file.descriptor, buffer.baseAddress! + count, buffer.count - count, off_t(count))
                guard read > 0 else { return }
                count += read
            }
        }
    }

    /// Runs the pager on the terminal and waits for it. An interrupt from the keyboard is the pager's meanwhile.
    ///
    /// - Returns: whether the text was shown: `false` when the pager did not start or ended badly.
    public func show() -> Bool {
        guard lseek(file.descriptor, 0, SEEK_SET) == 0 else { return false }
        let environment = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
        var (process, handle): (pid_t, Int32) = (0, -1)
        let before = signal(SIGINT, SIG_IGN)
        defer { signal(SIGINT, before) }
        let started = Self.withStrings([shell, "-c", command]) { arguments in
            Self.withStrings(environment) { environment in
                shell.withCString { path in
                    var request = child_request(
                        path: path, arguments: arguments, environment: environment, input: file.descriptor, output: 1, error: 2, bytes: .max >> 1,
                        seconds: 1 << 30, file_bytes: 1 << 20)
                    return child_start(&request, &process, &handle)
                }
            }
        }
        guard started == 0 else { return false }
        if handle >= 0 {
            var ending = pollfd(fd: handle, events: Int16(POLLIN), revents: 0)
            while poll(&ending, 1, -1) < 0, errno == EINTR {}
            close(handle)
        } else {
            var information = siginfo_t()
            while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        }
        return child_end(process) == 0
    }

    private static func withStrings<Result>(_ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result) -> Result {
        let copies: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) } + [nil]
        defer { for copy in copies { free(copy) } }
        return copies.withUnsafeBufferPointer { body($0.baseAddress!) }
    }
}
