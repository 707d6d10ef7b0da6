import Foundation

extension String {
    /// The text in GB18030; `nil` when the C library lacks the encoding.
    public var gb18030: [UInt8]? {
        guard let converter = iconv_open("GB18030", "UTF-8"), converter != iconv_t(bitPattern: -1) else { return nil }
        defer { iconv_close(converter) }
        var input = Array(utf8.map { CChar(bitPattern: $0) })
        var output = [CChar](repeating: 0, count: input.count * 2 + 8)
        let count = input.count
        let room = output.count
        let written = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                var from = source.baseAddress
                var to = target.baseAddress
                var left = count
                var free = room
                return iconv(converter, &from, &left, &to, &free) == -1 ? nil : room - free
            }
        }
        return written.map { output.prefix($0).map { UInt8(bitPattern: $0) } }
    }
}
