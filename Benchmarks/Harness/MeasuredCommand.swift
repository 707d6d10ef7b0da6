import Foundation

/// One run of the command that stands beside the benchmarks: processor time and memory as the kernel counts them, its children included in the time.
struct MeasuredCommand {
    /// Seconds on the clock.
    let elapsed: Double
    /// Seconds of all cores, of the program and of the programs that it started.
    let processor: Double
    /// The largest resident memory of the program or of one that it started.
    let peakBytes: Int

    /// Why a run does not count.
    struct Failure: Error, CustomStringConvertible {
        let arguments: [String]
        let status: Int32
        var description: String { "analyze \(arguments.joined(separator: " ")) ended with \(status)" }
    }

    /// Runs it with its output thrown away.
    /// - Parameter statuses: the exit statuses that are an answer: 1 says that errors were found.
    init(_ arguments: [String], statuses: Set<Int32> = [0]) throws {
        let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "analyze").path
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var environment = ProcessInfo.processInfo.environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { environment.forEach { free($0) } }
        var process = pid_t()
        let clock = ContinuousClock()
        var (status, usage) = (Int32(), rusage())
        let spent = try clock.measure {
            let error = posix_spawn(&process, program, &actions, nil, &words, &environment)
            guard error == 0 else { throw Failure(arguments: arguments, status: error) }
            while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
        }
        let exit = status & 0x7f == 0 ? (status >> 8) & 0xff : -(status & 0x7f)
        guard statuses.contains(exit) else { throw Failure(arguments: arguments, status: exit) }
        elapsed = Double(spent.components.seconds) + Double(spent.components.attoseconds) * 1e-18
        processor = [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) * 1e-6 }
        peakBytes = Int(usage.ru_maxrss) * 1024
    }
}
