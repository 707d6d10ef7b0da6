import CMarkup

/// The events of one XML part of a DOCX or XLSX container.
struct XMLEvents {
    enum Event {
        case start(name: String, attributes: [String: String])
        case end(name: String)
        case text(String)
    }

    let events: [Event]

    /// Reads a part. Names and attributes come without their prefixes.
    init(_ bytes: [UInt8], content: FileContent, limits: ReadingLimits, format: String) throws(ReadingError) {
        var part = bytes.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { markup_xml_read($0.baseAddress, $0.count, limits.elements, limits.nesting) }
        }
        defer { markup_xml_free(&part) }
        switch markup_status(rawValue: UInt32(part.status)) {
        case MARKUP_TOO_MANY_EVENTS: throw content.failure(.beyondLimit(name: "elements", limit: limits.elements))
        case MARKUP_TOO_DEEP: throw content.failure(.beyondLimit(name: "nesting", limit: limits.nesting))
        case MARKUP_NO_MEMORY: throw content.failure(.beyondLimit(name: "fileBytes", limit: limits.fileBytes))
        case MARKUP_MALFORMED: throw content.failure(.damaged(format: format, detail: "a part of it is not well-formed XML"))
        default: break
        }
        guard part.count > 0 else {
            events = []
            return
        }
        var events: [Event] = []
        events.reserveCapacity(part.count)
        part.text.withMemoryRebound(to: UInt8.self, capacity: part.text_length) { text in
            func string(_ offset: Int, _ length: Int) -> String {
                String(decoding: UnsafeBufferPointer(start: text + offset, count: length), as: UTF8.self)
            }
            var pending: (name: String, attributes: [String: String])?
            for event in UnsafeBufferPointer(start: part.events, count: part.count) {
                let kind = markup_xml_kind(rawValue: event.kind)
                if kind == MARKUP_ATTRIBUTE {
                    let name = string(event.name_offset, Int(event.name_length))
                    pending?.attributes[name] = string(event.value_offset, event.value_length)
                    continue
                }
                if let element = pending {
                    events.append(.start(name: element.name, attributes: element.attributes))
                    pending = nil
                }
                switch kind {
                case MARKUP_ELEMENT_START: pending = (string(event.name_offset, Int(event.name_length)), [:])
                case MARKUP_ELEMENT_END: events.append(.end(name: string(event.name_offset, Int(event.name_length))))
                default: events.append(.text(string(event.value_offset, event.value_length)))
                }
            }
        }
        self.events = events
    }
}
