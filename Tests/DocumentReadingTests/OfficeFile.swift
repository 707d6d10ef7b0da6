import CLibZip

/// Containers made in memory for the tests of the office readers and archives: stored or deflated members with any bytes as names.
enum OfficeFile {
    /// A DOCX whose body is the given WordprocessingML.
    static func docx(_ body: String, numbering: String? = nil) -> [UInt8] {
        var parts = [
            ("[Content_Types].xml", "<Types/>"),
            ("word/document.xml", "<w:document xmlns:w=\"w\" xmlns:mc=\"mc\" xmlns:v=\"v\"><w:body>\(body)</w:body></w:document>"),
        ]
        if let numbering {
            parts.append(
                (
                    "word/_rels/document.xml.rels",
                    "<Relationships><Relationship Id=\"n\" Type=\"x/numbering\" Target=\"numbering.xml\"/></Relationships>"
                ))
            parts.append(("word/numbering.xml", "<w:numbering xmlns:w=\"w\">\(numbering)</w:numbering>"))
        }
        return zip(parts.map { (Array($0.0.utf8), Array($0.1.utf8)) })
    }

    /// A workbook with the given sheets (`name`, attributes, content of `worksheet`), strings and styles.
    static func xlsx(_ sheets: [(name: String, state: String, content: String)], strings: String = "", styles: String = "") -> [UInt8] {
        var parts = [("[Content_Types].xml", "<Types/>")]
        var entries = ""
        var ties =
            "<Relationship Id=\"s\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"y\" Type=\"x/styles\" Target=\"/xl/styles.xml\"/>"
        for (index, sheet) in sheets.enumerated() {
            entries += "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" state=\"\(sheet.state)\" r:id=\"r\(index)\"/>"
            ties += "<Relationship Id=\"r\(index)\" Type=\"x/worksheet\" Target=\"worksheets/s\(index).xml\"/>"
            parts.append(("xl/worksheets/s\(index).xml", "<worksheet>\(sheet.content)</worksheet>"))
        }
        parts.append(("xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets>\(entries)</sheets></workbook>"))
        parts.append(("xl/_rels/workbook.xml.rels", "<Relationships>\(ties)</Relationships>"))
        parts.append(("xl/sharedStrings.xml", "<sst>\(strings)</sst>"))
        parts.append(("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>"))
        return zip(parts.map { (Array($0.0.utf8), Array($0.1.utf8)) })
    }

    /// A member as it is written into a container.
    struct Member {
        var name: [UInt8]
        var content: [UInt8]
        /// General-purpose flags: bit 11 says that the name is UTF-8, bit 0 that a password is needed.
        var flags: UInt16 = 0
        /// Attributes in the Unix way: the file's mode in the upper half.
        var attributes: UInt32 = 0
        /// The size that the directory states.
        var statedSize: UInt32?
    }

    /// A container of deflated members, through libzip.
    static func zip(_ members: [(name: [UInt8], content: [UInt8])]) -> [UInt8] {
        var error = zip_error_t()
        let source = zip_source_buffer_create(nil, 0, 0, &error)!
        zip_source_keep(source)
        let archive = zip_open_from_source(source, ZIP_TRUNCATE, &error)!
        for member in members {
            let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: member.content.count + 1)
            _ = bytes.initialize(from: member.content + [0])
            let part = zip_source_buffer(archive, bytes.baseAddress, UInt64(member.content.count), 0)!
            precondition(zip_file_add(archive, String(decoding: member.name, as: UTF8.self), part, zip_flags_t(ZIP_FL_ENC_UTF_8)) >= 0)
        }
        precondition(zip_close(archive) == 0)
        zip_source_open(source)
        var status = zip_stat_t()
        zip_source_stat(source, &status)
        var file = [UInt8](repeating: 0, count: Int(status.size))
        zip_source_read(source, &file, UInt64(file.count))
        return file
    }

    /// A container of stored members, byte by byte (APPNOTE 4.3), so that names, flags and sizes can be anything.
    static func stored(_ members: [Member]) -> [UInt8] {
        func little(_ value: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: value.littleEndian) { Array($0) } }
        var file: [UInt8] = []
        var directory: [UInt8] = []
        for member in members {
            let size = UInt32(member.content.count)
            let common =
                little(member.flags) + little(UInt16(0)) + little(UInt32(0x0021_0000)) + little(crc32(member.content)) + little(size)
                + little(member.statedSize ?? size) + little(UInt16(member.name.count)) + little(UInt16(0))
            directory +=
                [0x50, 0x4B, 1, 2] + little(UInt16(0x031E)) + little(UInt16(20)) + common + little(UInt16(0)) + little(UInt16(0)) + little(UInt16(0))
                + little(member.attributes) + little(UInt32(file.count)) + member.name
            file += [0x50, 0x4B, 3, 4] + little(UInt16(20)) + common + member.name + member.content
        }
        let end = [0x50, 0x4B, 5, 6] + little(UInt32(0)) + little(UInt16(members.count)) + little(UInt16(members.count))
        return file + directory + end + little(UInt32(directory.count)) + little(UInt32(file.count)) + little(UInt16(0))
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(0xFFFF_FFFF as UInt32) { crc, byte in
            (0..<8).reduce(crc ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }
    }
}
