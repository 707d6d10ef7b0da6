import CMarkup

/// What an XML part says, element by element; names without their prefix.
enum XMLEvent {
    case start(String, [String: String])
    case end(String)
    case text(String)
}

/// Reads one XML part of an office file.
enum XMLPart {
    /// Hands every event of the part to `handle`.
    ///
    /// - Parameters: bytes: the part.  name: its name in the container, for messages.  format: of the whole file.
    /// - Throws: ``ReadingError`` when the part is not well formed, nests deeper than `limits.nesting` or has more than `limits.markupElements`
    ///   elements, or what `handle` throws.
    static func scan(
        _ bytes: [UInt8], name: String, format: String, content: FileContent, limits: ReadingLimits,
        handle: @escaping (XMLEvent) throws(ReadingError) -> Void
    ) throws(ReadingError) {
        let scan = Scan(handle: handle, content: content, elementLimit: limits.markupElements)
        let status = bytes.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) {
                markup_xml_scan(
                    $0.baseAddress, $0.count, limits.nesting,
                    { context, event in Unmanaged<Scan>.fromOpaque(context!).takeUnretainedValue().take(event!.pointee) },
                    Unmanaged.passUnretained(scan).toOpaque())
            }
        }
        if let failure = scan.failure { throw failure }
        switch markup_status(rawValue: UInt32(status)) {
        case MARKUP_OK: return
        case MARKUP_TOO_DEEP: throw content.failure(.beyondLimit(name: "nesting", limit: limits.nesting))
        case MARKUP_NO_MEMORY: throw content.failure(.beyondLimit(name: "fileBytes", limit: limits.fileBytes))
        default: throw content.failure(.damaged(format: format, .malformedPart(name)))
        }
    }

    /// The state of one parse, reached from C through its address.
    private final class Scan {
        let handle: (XMLEvent) throws(ReadingError) -> Void
        let content: FileContent
        let elementLimit: Int
        var attributes: [String: String] = [:]
        var elements = 0
        var failure: ReadingError?

        init(handle: @escaping (XMLEvent) throws(ReadingError) -> Void, content: FileContent, elementLimit: Int) {
            self.handle = handle
            self.content = content
            self.elementLimit = elementLimit
        }

        func take(_ event: markup_xml_event) -> Int32 {
            do throws(ReadingError) {
                switch markup_xml_kind(rawValue: event.kind) {
                case MARKUP_ATTRIBUTE: attributes[Self.text(event.name, event.name_length)] = Self.text(event.value, event.value_length)
                case MARKUP_ELEMENT_START:
                    elements += 1
                    guard elements <= elementLimit else {
                        throw content.failure(.beyondLimit(name: "markupElements", limit: elementLimit))
                    }
                    let found = attributes
                    if !attributes.isEmpty { attributes = [:] }
                    try handle(.start(Self.text(event.name, event.name_length), found))
                case MARKUP_ELEMENT_END: try handle(.end(Self.text(event.name, event.name_length)))
                default: try handle(.text(Self.text(event.value, event.value_length)))
                }
                return 0
            } catch {
                failure = error
                return 1
            }
        }

        private static func text(_ start: UnsafePointer<CChar>?, _ count: Int) -> String {
            guard let start else { return "" }
            return start.withMemoryRebound(to: UInt8.self, capacity: count) {
                String(decoding: UnsafeBufferPointer(start: $0, count: count), as: UTF8.self)
            }
        }
    }
}
