/// Something that takes bytes one after the other: an open file, a stream, or memory.
public protocol ByteSink: AnyObject {
    /// Takes bytes.
    ///
    /// - Throws: ``OutputError`` when they cannot be written; whatever came before may be lost too.
    func write(_ bytes: [UInt8]) throws(OutputError)
    /// Takes a text as UTF-8.
    ///
    /// - Throws: as for bytes.
    func write(_ text: String) throws(OutputError)
}

/// Keeps in memory what is written.
public final class MemorySink: ByteSink {
    /// Everything that was written.
    public private(set) var bytes: [UInt8] = []

    /// An empty one.
    public init() {}

    /// Takes bytes.
    public func write(_ bytes: [UInt8]) { self.bytes += bytes }

    /// Takes a text.
    public func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// Everything as a text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
}
