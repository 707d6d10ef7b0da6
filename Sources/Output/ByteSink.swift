/// Something that takes bytes one after the other: an open file, a stream, or memory.
public protocol ByteSink: AnyObject {
    /// Takes bytes.
    ///
    /// - Throws: ``OutputError`` when they cannot be written; whatever came before may be lost too.
    func write(_ bytes: some Collection<UInt8>) throws(OutputError)
}

extension ByteSink {
    /// Takes a text as UTF-8.
    public func write(_ text: String) throws(OutputError) { try write(text.utf8) }
}

/// Keeps in memory what is written.
public final class MemorySink: ByteSink {
    /// Everything that was written.
    public private(set) var bytes: [UInt8] = []

    /// An empty one.
    public init() {}

    public func write(_ bytes: some Collection<UInt8>) { self.bytes.append(contentsOf: bytes) }

    /// Everything as a text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
}
