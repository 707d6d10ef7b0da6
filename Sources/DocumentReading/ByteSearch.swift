import CMarkup

extension Collection<UInt8> {
    /// How many bytes stand before the first occurrence of others; `nil` without one. Bytes are looked at many at a time.
    func firstPlace(of needle: [UInt8]) -> Int? {
        let place = withContiguousStorageIfAvailable { bytes in
            needle.withUnsafeBytes { needle in
                markup_find(
                    UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self), bytes.count,
                    needle.bindMemory(to: CChar.self).baseAddress, needle.count)
            }
        }
        return place.flatMap { $0 < count ? $0 : nil }
    }

    /// Whether the bytes of a text stand in these.
    func holds(_ text: String) -> Bool { firstPlace(of: Array(text.utf8)) != nil }
}
