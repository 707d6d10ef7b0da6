import Disclosure

/// Everything of a report that is not a cell: passages, evidence and notes in one blob.
///
/// **Layout.** Byte 0: version, 2. Then three lists, each with its length in front; optional numbers are stored plus one, 0 for none. In version 1 a
/// note is worded in English alone.
struct PackedProse {
    static let version: UInt8 = 2

    static func pack(_ report: Report) -> [UInt8] {
        var writer = ByteWriter()
        writer.byte(version)
        writer.unsigned(report.passages.count)
        for passage in report.passages {
            writer.unsigned((passage.section ?? -1) + 1)
            writer.unsigned(passage.paragraph)
            writer.unsigned((passage.page ?? -1) + 1)
            writer.text(passage.text)
        }
        writer.unsigned(report.evidence.count)
        for evidence in report.evidence {
            writer.text(evidence.subject.rawValue)
            writer.text(evidence.source.rawValue)
            writer.text(evidence.value)
            writer.text(evidence.text)
        }
        writer.unsigned(report.notes.count)
        for note in report.notes {
            writer.text(note.kind.rawValue)
            writer.text(note.message.zh)
            writer.text(note.message.en)
            writer.unsigned(note.indicators.count)
            note.indicators.forEach { writer.text($0) }
            writer.byte(note.place == nil ? 0 : 1)
            if let place = note.place {
                writer.signed(place.table)
                writer.signed(place.row)
                writer.signed(place.column)
                writer.unsigned((place.page ?? -1) + 1)
            }
        }
        return writer.bytes
    }

    static func unpack(_ bytes: UnsafeRawBufferPointer, into report: inout Report) throws(StoreError) {
        var reader = ByteReader(bytes)
        let version = try reader.byte()
        guard 1...Self.version ~= version else { throw .damaged("a blob of prose of an unknown version") }
        for _ in 0..<(try reader.unsigned()) {
            let section = try optional(&reader)
            let paragraph = try reader.unsigned()
            let page = try optional(&reader)
            report.passages.append(Passage(section: section, text: try reader.text(), paragraph: paragraph, page: page))
        }
        for _ in 0..<(try reader.unsigned()) {
            let subject = try reader.text()
            guard let subject = Evidence.Subject(rawValue: subject) else { throw .damaged("evidence of an unknown subject \(subject)") }
            let (source, value, text) = (try reader.text(), try reader.text(), try reader.text())
            guard let source = EvidenceSource(rawValue: source) else { throw .damaged("evidence from an unknown source \(source)") }
            report.evidence.append(Evidence(subject, source: source, value: value, text: text))
        }
        for _ in 0..<(try reader.unsigned()) {
            let name = try reader.text()
            guard let kind = ReadingDoubt(rawValue: name) else { throw .damaged("a note of an unknown kind \(name)") }
            let first = try reader.text()
            var note = ReadingNote(kind: kind, message: LocalizedText(zh: first, en: version == 1 ? first : try reader.text()))
            for _ in 0..<(try reader.unsigned()) { note.indicators.append(try reader.text()) }
            if try reader.byte() == 1 {
                let (table, row, column) = (try reader.signed(), try reader.signed(), try reader.signed())
                note.place = CellPlace(table: table, row: row, column: column, page: try optional(&reader))
            }
            report.notes.append(note)
        }
    }

    private static func optional(_ reader: inout ByteReader) throws(StoreError) -> Int? {
        let value = try reader.unsigned()
        return value == 0 ? nil : value - 1
    }
}
