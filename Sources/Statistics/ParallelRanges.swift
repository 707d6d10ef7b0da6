internal import Dispatch

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Splits work over consecutive indices among the processors.
///
/// Results may not depend on how the ranges fall: bodies write to places of their own.
enum ParallelRanges {
    /// Number of processors in use by this process.
    static let processors = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

    /// Calls `body` for consecutive ranges that cover `0 ..< count`, at least `minimum` long (but the last), at the same time where that pays.
    static func forEach(count: Int, minimum: Int, _ body: (Range<Int>) -> Void) {
        guard count > 0 else { return }
        // Four ranges a processor even out what others do on the machine.
        let wanted = processors == 1 ? 1 : processors * 4
        let length = max(minimum, (count + wanted - 1) / wanted)
        let ranges = (count + length - 1) / length
        if ranges == 1 { return body(0..<count) }
        withoutActuallyEscaping(body) { body in
            // The call returns only when every iteration has, so that nothing the body captured is used after or without its caller.
            nonisolated(unsafe) let work = body
            DispatchQueue.concurrentPerform(iterations: ranges) { index in
                work(index * length..<min(count, (index + 1) * length))
            }
        }
    }
}
