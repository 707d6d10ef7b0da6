import Foundation

/// libFuzzer's own main loop, from `libclang_rt.fuzzer_no_main`.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
    _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Fuzzes the reader that `FUZZ` names. A trap, a hang and memory beyond the bound are findings; a reason that is given is none.
@main
struct Fuzz {
    static func main() {
        guard let name = ProcessInfo.processInfo.environment["FUZZ"], let target = Target(rawValue: name) else {
            FileHandle.standardError.write(Data("FUZZ: one of \(Target.allCases.map(\.rawValue).joined(separator: ", "))\n".utf8))
            exit(2)
        }
        chosen = target
        if let path = ProcessInfo.processInfo.environment["FUZZ_PACK"] {
            guard let input = CommandLine.arguments.last.flatMap({ FileManager.default.contents(atPath: $0) }), let file = target.file(Array(input)),
                FileManager.default.createFile(atPath: path, contents: Data(file))
            else { exit(1) }
            return
        }
        var count = CommandLine.argc
        var arguments = CommandLine.unsafeArgv
        exit(runFuzzer(&count, &arguments, testOneInput))
    }

    /// Set once before the first input.
    fileprivate nonisolated(unsafe) static var chosen = Target.text
}

private func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let done = DispatchSemaphore(value: 0)
    Task.detached {
        await Fuzz.chosen.read(bytes)
        done.signal()
    }
    done.wait()
    return 0
}
