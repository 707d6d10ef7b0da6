#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Memory for a column of results: aligned to cache lines, in large pages where the system has them, kept to be written again.
///
/// Fresh memory costs ten times as much to touch as to read, so that batch estimators write into buffers that their caller keeps.
struct AlignedBuffer<Element: BitwiseCopyable>: ~Copyable {
    /// The first element, aligned to 64 bytes, or to 2 MiB for large buffers.
    let base: UnsafeMutablePointer<Element>
    /// Number of elements.
    let count: Int

    /// Memory for `count` elements, all zero.
    init(count: Int) {
        precondition(count >= 0, "a buffer of \(count) elements")
        let page = 1 << 21
        let bytes = max(count * MemoryLayout<Element>.stride, 64)
        let alignment = bytes >= page ? page : 64
        let rounded = (bytes + alignment - 1) / alignment * alignment
        var memory: UnsafeMutableRawPointer?
        precondition(posix_memalign(&memory, alignment, rounded) == 0, "no memory for \(rounded) bytes")
        guard let memory else { preconditionFailure("no memory for \(rounded) bytes") }
        #if os(Linux)
            if alignment == page { _ = madvise(memory, rounded, MADV_HUGEPAGE) }
        #endif
        memset(memory, 0, rounded)
        base = memory.bindMemory(to: Element.self, capacity: max(count, 1))
        self.count = count
    }

    deinit { free(base) }

    /// The elements.
    var elements: UnsafeMutableBufferPointer<Element> { UnsafeMutableBufferPointer(start: base, count: count) }
}

// One owner at a time; concurrent writers are given ranges that do not meet.
extension AlignedBuffer: @unchecked Sendable {}
