import Subprocess

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// An outside program run on one file, with bounds on its time, memory and output.
enum ChildProcess {
    struct Output: Sendable {
        var bytes: [UInt8]
        var messages: String
        var succeeded: Bool
    }

    /// Runs a program with `input` on its standard input.
    ///
    /// The shell sets the bounds on memory and processor time before it becomes the program; a program that sleeps is ended by the clock. The input
    /// is a file that the shell opens and removes, not a pipe: a program may end without reading it, which breaks a pipe and who writes to it.
    static func run(
        _ program: String, _ arguments: [String], input: [UInt8], installation: String, content: FileContent, limits: ReadingLimits
    ) async throws(ReadingError) -> Output {
        let script =
            "exec <\"$1\"; rm -f \"$1\"; shift; ulimit -v \(limits.childBytes / 1024); ulimit -t \(limits.childSeconds); exec \"$0\" \"$@\""
        let file: TemporaryFile
        do {
            file = try TemporaryFile(input)
        } catch {
            throw content.failure(.damaged(format: "file", .other("no temporary file for \(program): \(error)")))
        }
        let result: Output?
        do {
            result = try await withThrowingTaskGroup(of: Output?.self) { group in
                group.addTask {
                    let result = try await Subprocess.run(
                        .name("sh"), arguments: Arguments(["-c", script, program, file.path] + arguments), input: .none,
                        output: .bytes(limit: limits.childOutputBytes), error: .string(limit: 65536))
                    switch result.terminationStatus {
                    case .exited(127): throw MissingProgram()
                    case .signaled(SIGXCPU), .signaled(SIGKILL): return nil  // The bound on processor time.
                    default: break
                    }
                    return Output(
                        bytes: result.standardOutput, messages: result.standardError, succeeded: result.terminationStatus.isSuccess)
                }
                group.addTask {
                    try await Task.sleep(for: .seconds(limits.childSeconds))
                    return nil
                }
                defer { group.cancelAll() }
                return try await group.next() ?? nil
            }
        } catch is MissingProgram {
            throw content.failure(.missingProgram(program, install: installation))
        } catch let error as SubprocessError where error.code == .outputLimitExceeded {
            throw content.failure(.beyondLimit(name: "childOutputBytes", limit: limits.childOutputBytes))
        } catch {
            throw content.failure(.damaged(format: "file", .other("\(program) did not run: \(error)")))
        }
        guard let result else { throw content.failure(.beyondLimit(name: "childSeconds", limit: limits.childSeconds)) }
        return result
    }

    private struct MissingProgram: Error {}
}
