import CZlib

/// Data in the format of zlib (RFC 1950), which ends with a checksum of what it unpacks to.
enum ZlibStream {
    enum State {
        /// It unpacks, and the checksum is that of the result.
        case whole
        /// It does not unpack, does not end, or its checksum is another.
        case damaged
        /// It unpacks to more than was allowed.
        case beyondLimit
    }

    /// Unpacks data.
    ///
    /// - Parameters: limit: most bytes that may come out.  take: gets what comes out, piece by piece.
    /// - Returns: what the data are, and how many bytes came out.
    static func unpack(_ data: ArraySlice<UInt8>, limit: Int, take: (ArraySlice<UInt8>) -> Void = { _ in }) -> (state: State, count: Int) {
        var stream = z_stream()
        guard inflateInit_(&stream, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK else { return (.damaged, 0) }
        defer { inflateEnd(&stream) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var total = 0
        let state = data.withUnsafeBufferPointer { data -> State in
            stream.next_in = UnsafeMutablePointer(mutating: data.baseAddress)
            stream.avail_in = UInt32(clamping: data.count)
            while true {
                let (status, count) = buffer.withUnsafeMutableBufferPointer { buffer -> (CInt, Int) in
                    stream.next_out = buffer.baseAddress
                    stream.avail_out = UInt32(buffer.count)
                    let status = inflate(&stream, Z_NO_FLUSH)
                    return (status, buffer.count - Int(stream.avail_out))
                }
                total += count
                guard total <= limit else { return .beyondLimit }
                take(buffer[..<count])
                switch status {
                case Z_STREAM_END: return .whole
                case Z_OK: continue
                default: return .damaged
                }
            }
        }
        return (state, total)
    }
}
