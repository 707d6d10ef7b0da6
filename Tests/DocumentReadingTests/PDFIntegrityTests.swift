import FilePaths
import Testing

@testable import DocumentReading

/// Bytes of a PDF that were lost, added or changed are named with their pages, and nothing is said of a file that is whole.
@Suite struct PDFIntegrityTests {
    private func warnings(_ bytes: [UInt8], pages: Int = 3, limits: ReadingLimits = .standard) throws -> [Document.Warning] {
        try PDFIntegrity(FileContent(bytes: bytes, path: "x.pdf"), pageCount: pages, limits: limits).warnings
    }

    private func deleted(_ bytes: [UInt8], _ place: Int) -> [UInt8] { Array(bytes[..<place] + bytes[(place + 1)...]) }

    private func doubled(_ bytes: [UInt8], _ place: Int) -> [UInt8] { Array(bytes[...place] + bytes[place...]) }

    // MARK: Whole files

    @Test("A whole file", arguments: [false, true], ["\n", "\r\n", ""])
    func whole(isCompressed: Bool, ending: String) throws {
        var file = PDFFile(pages: 3)
        file.isCompressed = isCompressed
        file.ending = ending
        #expect(try warnings(file.bytes) == [])
        file.others = ["<< /Type /XObject /Subtype /Form /Filter /FlateDecode /Length 0 >>\nstream\n\nendstream"]
        file.resources = "/XObject << /E \(file.free) 0 R >> "
        #expect(try warnings(file.bytes) == [])
        #expect(try warnings(Array("HTTP/1.1 200 OK\r\n\r\n".utf8) + file.bytes) == [])
        #expect(try warnings(file.bytes + Array("\r\n\0\0<!-- -->".utf8)) == [])
    }

    @Test("Lengths that are objects of their own, behind their stream")
    func indirectLength() throws {
        var file = PDFFile(pages: 1)
        let count = file.programs[0].utf8.count
        let free = file.free
        file.length = { _ in "\(free) 0 R" }
        file.others = ["\(count)"]
        #expect(try warnings(file.bytes, pages: 1) == [])
        #expect(try warnings(doubled(file.bytes, file.range(of: file.program(1)).upperBound - 30), pages: 1) == [.damagedPages([1])])
    }

    @Test("A page that was changed by an update at the end of the file")
    func update() throws {
        let file = PDFFile(pages: 3)
        let old = file.bytes
        func updated(_ old: [UInt8]) -> [UInt8] {
            var bytes = old
            let place = bytes.count
            bytes += Array("7 0 obj\n<< /Length 30 >>\nstream\nBT /F1 9 Tf 9 9 Td (changed) Tj\nendstream\nendobj\n".utf8)
            let table = bytes.count
            let offset = String(String(10_000_000_000 + place).dropFirst())
            bytes += Array("xref\n7 1\n\(offset) 00000 n \ntrailer\n<< /Size 10 /Root 1 0 R /Prev \(old.count) >>\nstartxref\n\(table)\n%%EOF\n".utf8)
            return bytes
        }
        #expect(try warnings(updated(old)) == [.damagedPages([2])])  // The length is one too short.
        let right = String(decoding: updated(old), as: UTF8.self).replacing("/Length 30", with: "/Length 31")
        #expect(try warnings(Array(right.utf8)) == [])
        // What the update replaced is on no page any more.
        let replaced = deleted(old, file.range(of: file.program(2)).upperBound - 40)
        let mended = String(decoding: replaced, as: UTF8.self) + String(right.utf8.dropFirst(old.count))!
        #expect(try !warnings(Array(mended.utf8)).contains { $0.doubts(page: 2) })
    }

    @Test("Objects packed into a stream, and a cross-reference stream", arguments: [false, true])
    func packed(isCompressed: Bool) throws {
        func stream(_ entries: String, _ content: [UInt8]) -> [UInt8] {
            let data = isCompressed ? PDFFile.compressed(content) : content
            return Array("<< \(entries) /Length \(data.count)\(isCompressed ? " /Filter /FlateDecode" : "") >>\nstream\n".utf8) + data
                + Array("\nendstream".utf8)
        }
        let parts = [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            "<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /MediaBox [0 0 595 842] /Contents 5 0 R >>",
        ]
        var (index, content) = ("", "")
        for (number, part) in parts.enumerated() {
            index += "\(number + 1) \(content.utf8.count) "
            content += part + " "
        }
        var file = Array("%PDF-1.7\n".utf8)
        var places: [Int] = []
        let program = stream("", Array(PDFFile(pages: 1).programs[0].utf8))
        let container = stream("/Type /ObjStm /N 4 /First \(index.utf8.count)", Array((index + content).utf8))
        for (number, object) in [(5, program), (6, container)] {
            places.append(file.count)
            file += Array("\(number) 0 obj\n".utf8) + object + Array("\nendobj\n".utf8)
        }
        let start = file.count
        var entries: [UInt8] = [0, 0, 0, 0]
        for number in 0..<4 { entries += [2, 0, 6, UInt8(number)] }
        for place in places + [start] { entries += [1, UInt8(place >> 8), UInt8(place & 255), 0] }
        file += Array("7 0 obj\n".utf8) + stream("/Type /XRef /Size 8 /W [1 2 1] /Root 1 0 R", entries)
        file += Array("\nendobj\nstartxref\n\(start)\n%%EOF\n".utf8)
        #expect(try warnings(file, pages: 1) == [])
        let inProgram = places[0] + 70
        #expect(try warnings(deleted(file, inProgram), pages: 1) == [.damagedPages([1])])
        #expect(try warnings(doubled(file, inProgram), pages: 1) == [.damagedPages([1])])
        if isCompressed {
            var changed = file
            changed[places[1] + 110] ^= 4
            #expect(try warnings(changed, pages: 1) == [.damaged])
        }
    }

    @Test("Encrypted streams are held against their lengths alone")
    func encrypted() throws {
        var file = PDFFile(pages: 3)
        file.trailer = "/Encrypt 99 0 R "
        file.programs[1] = "\u{1}\u{2})(<9>" + file.programs[1]
        #expect(try warnings(file.bytes) == [])
        #expect(try warnings(doubled(file.bytes, file.range(of: file.program(2)).upperBound - 40)) == [.damagedPages([2])])
    }

    // MARK: Damage

    @Test("A byte of a compressed page that is lost, doubled or changed")
    func compressed() throws {
        var file = PDFFile(pages: 3)
        file.isCompressed = true
        let good = file.bytes
        for page in 1...3 {
            let range = file.range(of: file.program(page))
            // Between the words `stream` and `endstream`.
            for place in stride(from: range.lowerBound + 46, to: range.upperBound - 11, by: 17) {
                var changed = good
                changed[place] ^= 0x10
                for damaged in [deleted(good, place), doubled(good, place), changed] {
                    #expect(try warnings(damaged) == [.damagedPages([page])], "page \(page), byte \(place)")
                }
            }
        }
    }

    @Test("A byte of a page that is lost or doubled, whatever stands before the word `endstream`", arguments: ["\n", "\r\n", ""])
    func moved(ending: String) throws {
        var file = PDFFile(pages: 3)
        file.ending = ending
        for page in 1...3 {
            let range = file.range(of: file.program(page))
            for place in stride(from: range.lowerBound + 30, to: range.upperBound - 15, by: 97) {
                for damaged in [deleted(file.bytes, place), doubled(file.bytes, place)] {
                    #expect(try warnings(damaged) == [.damagedPages([page])], "page \(page), byte \(place)")
                }
            }
        }
    }

    @Test(
        "A byte of a page that became one which no program has there",
        arguments: [
            ("<0031", "<003\u{1}"), ("<0031", "<0 31"), ("Tj", "Tk"), ("Tf 1", "Tf*1"), ("00 Td", "00\u{7F}Td"), ("Tj ET", "Tj>ET"), (".50 ", ". 0 "),
        ])
    func garbled(old: String, new: String) throws {
        let file = PDFFile(pages: 1)
        var damaged = file
        let range = try #require(file.programs[0].firstRange(of: old))
        damaged.programs[0].replaceSubrange(range, with: new)
        #expect(try warnings(damaged.bytes, pages: 1) == [.damagedPages([1])])
    }

    @Test("A byte lost from the font doubts the pages that use it, one of a picture none")
    func otherParts() throws {
        let file = PDFFile(pages: 3)
        #expect(try warnings(deleted(file.bytes, file.range(of: 3).lowerBound + 25)) == [.damagedPages([1, 2, 3])])
        var picture = PDFFile(pages: 1)
        picture.others = ["<< /Type /XObject /Subtype /Image /Filter /FlateDecode /Length 4 >>\nstream\nabcd\nendstream"]
        picture.resources = "/XObject << /I \(picture.free) 0 R >> "
        #expect(try warnings(picture.bytes, pages: 1) == [])
        picture.others[0].replace("/Subtype /Image", with: "/Subtype /Forms")
        #expect(try warnings(picture.bytes, pages: 1) == [.damagedPages([1])])
    }

    @Test("The pages are named in both languages, neighbors together")
    func sentence() {
        let warning = Document.Warning.damagedPages([1, 2, 3, 7])
        #expect(warning.description == "bytes of pages 1–3, 7 were lost, added or changed since the file was written")
        #expect(warning.chinese == "第1–3、7页的数据在文件生成后有丢失、多出或改动的字节")
    }

    @Test("When the pages cannot be told, the whole file is doubted")
    func unknownPages() throws {
        var file = PDFFile(pages: 3)
        file.isCompressed = true
        let place = file.range(of: file.program(2)).upperBound - 30
        #expect(try warnings(deleted(file.bytes, place), pages: 4) == [.damaged])
    }

    // MARK: Wrong tables

    @Test("A table that is wrong while all else is whole is remarked and doubts nothing")
    func wrongTable() throws {
        var file = PDFFile(pages: 3)
        file.offset = { $0 == 5 ? $1 + 3 : $1 }
        #expect(try warnings(file.bytes) == [.wrongTable])
        file.offset = { $0 == 0 ? 17 : $1 }
        #expect(try warnings(file.bytes) == [.wrongTable])
        file.offset = { number, place in place + number * 7 % 5 }
        #expect(try warnings(file.bytes) == [.wrongTable])
        file.offset = { $1 + 12 }
        #expect(try warnings(file.bytes) == [])
        #expect(!Document.Warning.wrongTable.doubts(page: 1))
    }

    // MARK: Hostile files

    @Test("Files made to harm end, at a bound or without a finding")
    func hostile() throws {
        var bomb = PDFFile(pages: 1)
        bomb.isCompressed = true
        bomb.programs[0] = String(repeating: " ", count: 4 << 20)
        var limits = ReadingLimits()
        limits.inflatedBytes = 1 << 20
        #expect(throws: ReadingError.self) { try warnings(bomb.bytes, pages: 1, limits: limits) }
        limits.elements = 5
        #expect(throws: ReadingError.self) { try warnings(PDFFile(pages: 3).bytes, limits: limits) }
        let circles = [
            "1 0 obj << /Pages 2 0 R >> endobj 2 0 obj << /Kids [2 0 R 1 0 R 3 0 R 3 0 R] >> endobj 3 0 obj << /Kids 2 0 R /Parent 3 0 R /Contents [3 0 R] >> trailer << /Root 1 0 R >>",
            "1 0 obj << /Pages 1 0 R >> trailer << /Root 1 0 R >>",
            "1 0 obj << /Length 1 0 R >> stream\nendstream xref 0 99999999 trailer << /Root 1 0 R >>",
            "1 0 obj << /Type /XRef /W [8 8 8] /Index [0 9223372036854775807] /Size 9 /Root 1 0 R /Length 99 >> stream\n\(String(repeating: "a", count: 99))\nendstream",
            "1 0 obj << /Type /ObjStm /N 9223372036854775807 /First 9223372036854775807 /Length 3 >> stream\n1 0\nendstream startxref 9999999999",
            "1 0 obj << /Type /ObjStm /N -1 /First -1 /Length -3 >> stream", "1 0 obj", "obj", "9 obj", "startxref", "xref", "xref 0 1 5", "",
            String(repeating: "1 0 obj [", count: 20_000), "1 0 obj " + String(repeating: "[", count: 100_000),
            String(repeating: "xref << ", count: 50_000),
            String(repeating: "1 0 obj ((", count: 20_000), "%PDF-1.4 1 0 obj <<" + String(repeating: "/A ", count: 99_999),
        ]
        for text in circles { _ = try warnings(Array(text.utf8)) }
    }
}
