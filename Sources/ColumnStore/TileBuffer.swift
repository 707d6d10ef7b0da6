#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Zeroed memory aligned to a cache line, shared by the columns of a panel.
///
/// Pages come zeroed from the system and are touched first by whoever writes them, so that several threads fill a panel at once; large buffers
/// ask for huge pages, since touching fresh memory in pages of 4 KiB costs ten times reading it. Written only while uniquely referenced or by
/// ``PanelWriter``, before anybody else holds it: therefore sendable.
final class TileBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
    let start: UnsafeMutablePointer<Element>
    let count: Int
    private let allocation: UnsafeMutableRawPointer

    init(count: Int) {
        let alignment = 64
        let bytes = count * MemoryLayout<Element>.stride
        guard let allocation = calloc(1, bytes + alignment) else { fatalError("out of memory for \(bytes) bytes of columns") }
        self.allocation = allocation
        self.count = count
        let aligned = allocation.alignedUp(toMultipleOf: alignment)
        start = aligned.bindMemory(to: Element.self, capacity: max(1, count))
        #if os(Linux)
            let hugePage = 2 << 20
            if bytes >= 2 * hugePage {
                let first = aligned.alignedUp(toMultipleOf: hugePage)
                let last = (aligned + bytes).alignedDown(toMultipleOf: hugePage)
                // Only a wish: without huge pages everything works, more slowly.
                if first < last { madvise(first, last - first, 14 /* MADV_HUGEPAGE */) }
            }
        #endif
    }

    convenience init(copying source: UnsafePointer<Element>, count: Int) {
        self.init(count: count)
        start.update(from: source, count: count)
    }

    deinit { free(allocation) }
}
