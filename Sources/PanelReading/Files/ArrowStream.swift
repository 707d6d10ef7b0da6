import Disclosure

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The rows of an Arrow IPC stream that comes through a pipe, batch by batch: one batch is in memory at a time.
///
/// ```swift
/// var stream = ArrowStream(descriptor: 0)
/// while let rows = try stream.next() { print(stream.names, rows.count) }
/// ```
/// Values are texts as ``PanelFile`` has them: whole numbers in digits, doubles in their shortest form, no value `nil`.
public struct ArrowStream {
    /// Bytes of one message or batch, at most.
    private static let longest = 1 << 31
    private let descriptor: Int32
    private var reader = ArrowReader()
    private var isAtEnd = false

    /// A stream on an open descriptor, which stays open.
    public init(descriptor: Int32) { self.descriptor = descriptor }

    /// The names of the columns; empty before the first batch was asked for, and for a stream without a byte.
    public var names: [String] { reader.names }

    /// The rows of the next batch, one value a column; `nil` at the end.
    ///
    /// - Throws: ``PanelTableError`` for a stream that ends within a message or is none, and for columns that are not read.
    /// - Complexity: linear in the bytes of the batch.
    public mutating func next() throws(PanelTableError) -> [[String?]]? {
        while !isAtEnd {
            guard let length = try messageLength() else {
                isAtEnd = true
                break
            }
            let message = try bytes(length)
            let bodyLength = try Self.bodyLength(message)
            let body = try bytes(bodyLength)
            try take(message, body)
            let rows = reader.takeRows()
            if !rows.isEmpty { return rows }
        }
        return nil
    }

    private mutating func take(_ message: [UInt8], _ body: [UInt8]) throws(PanelTableError) {
        let outcome: Result<ArrowReader, PanelTableError> = message.withUnsafeBytes { message in
            body.withUnsafeBytes { body in
                var reader = reader
                do throws(PanelTableError) {
                    guard let message = FlatBuffer(message) else { throw ArrowReader.damaged("a message without content") }
                    try reader.take(message, body)
                    return .success(reader)
                } catch { return .failure(error) }
            }
        }
        reader = try outcome.get()
    }

    private static func bodyLength(_ message: [UInt8]) throws(PanelTableError) -> Int {
        let length = message.withUnsafeBytes { FlatBuffer($0).map(ArrowReader.bodyLength) ?? -1 }
        guard (0...longest).contains(length) else { throw ArrowReader.damaged("a batch of \(length) bytes") }
        return length
    }

    /// The length of the next message; `nil` at the end of the stream, said or not.
    private func messageLength() throws(PanelTableError) -> Int? {
        guard var length = try word(mayEnd: true) else { return nil }
        if length == -1 { length = try word(mayEnd: false) ?? 0 }
        if length == 0 { return nil }
        guard (1...Self.longest).contains(length) else { throw ArrowReader.damaged("it is no stream") }
        return length
    }

    private func word(mayEnd: Bool) throws(PanelTableError) -> Int? {
        let bytes = try read(4)
        if bytes.isEmpty && mayEnd { return nil }
        guard bytes.count == 4 else { throw ArrowReader.damaged("it ends within a message") }
        return bytes.withUnsafeBytes { Int($0.loadUnaligned(as: Int32.self).littleEndian) }
    }

    private func bytes(_ count: Int) throws(PanelTableError) -> [UInt8] {
        let bytes = try read(count)
        guard bytes.count == count else { throw ArrowReader.damaged("it ends within a message") }
        return bytes
    }

    /// So many bytes, or those that are left.
    private func read(_ count: Int) throws(PanelTableError) -> [UInt8] {
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, got in
            while got < count {
                #if canImport(Glibc)
                    let part = Glibc.read(descriptor, buffer.baseAddress! + got, count - got)
                #else
                    let part = Musl.read(descriptor, buffer.baseAddress! + got, count - got)
                #endif
                if part < 0 && errno == EINTR { continue }
                if part < 0 { code = errno }
                if part <= 0 { return }
                got += part
            }
        }
        if code != 0 { throw .cannotRead(String(cString: strerror(code))) }
        return bytes
    }
}
