import CZlib

/// A small PDF, written part by part so that each can be wrong: an object for the catalog, the tree, the font, and for each page itself and its program.
struct PDFFile {
    /// The programs of the pages.
    var programs: [String]
    /// Whether they are compressed.
    var isCompressed = false
    /// How the dictionary of a program gives its length.
    var length: (Int) -> String = { "\($0)" }
    /// What stands before the word `endstream`.
    var ending = "\n"
    /// Objects behind the others, from the number on that is free.
    var others: [String] = []
    /// Entries of the resources of the pages.
    var resources = ""
    /// Entries of the trailer.
    var trailer = ""
    /// How an offset of the table is written: number and place.
    var offset: (Int, Int) -> Int = { $1 }

    init(pages: Int) {
        programs = (1...pages).map { page in
            (0..<40).map { "BT /F1 9.00 Tf \(100 + $0).50 \(800 - $0 * 12).00 Td <00\(30 + page)00\(30 + $0 % 10)> Tj ET" }.joined(separator: "\n")
        }
    }

    /// The number of the program of a page, from 1.
    func program(_ page: Int) -> Int { 2 + 2 * page + 1 }

    /// The next number that is free.
    var free: Int { 4 + 2 * programs.count }

    var objects: [[UInt8]] {
        let kids = programs.indices.map { "\(4 + 2 * $0) 0 R" }.joined(separator: " ")
        var objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Count \(programs.count) /Kids [\(kids)] /Resources << /Font << /F1 3 0 R >> \(resources)>> >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ].map { Array($0.utf8) }
        for (index, program) in programs.enumerated() {
            objects.append(Array("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents \(5 + 2 * index) 0 R >>".utf8))
            let data = isCompressed ? Self.compressed(Array(program.utf8)) : Array(program.utf8)
            let head = "<< /Length \(length(data.count)) \(isCompressed ? "/Filter /FlateDecode " : "")>>\nstream\n"
            objects.append(Array(head.utf8) + data + Array("\(ending)endstream".utf8))
        }
        return objects + others.map { Array($0.utf8) }
    }

    var bytes: [UInt8] {
        var file = Array("%PDF-1.7\n".utf8)
        var places: [Int] = []
        for (index, object) in objects.enumerated() {
            places.append(offset(index + 1, file.count))
            file += Array("\(index + 1) 0 obj\n".utf8) + object + Array("\nendobj\n".utf8)
        }
        let end = offset(0, file.count)
        file += Array("xref\n0 \(places.count + 1)\n0000000000 65535 f \n".utf8)
        for place in places { file += Array((String(String(10_000_000_000 + place).dropFirst()) + " 00000 n \n").utf8) }
        return file + Array("trailer\n<< /Size \(places.count + 1) /Root 1 0 R \(trailer)>>\nstartxref\n\(end)\n%%EOF\n".utf8)
    }

    /// Where the object of a number stands in the file, its head left out.
    func range(of number: Int) -> Range<Int> {
        var start = 9
        for (index, object) in objects.enumerated() {
            let head = "\(index + 1) 0 obj\n".utf8.count
            if index + 1 == number { return start + head..<start + head + object.count }
            start += head + object.count + 8
        }
        preconditionFailure("no object \(number)")
    }

    static func compressed(_ content: [UInt8]) -> [UInt8] {
        var count = compressBound(uLong(content.count))
        var data = [UInt8](repeating: 0, count: Int(count))
        compress(&data, &count, content, uLong(content.count))
        return Array(data.prefix(Int(count)))
    }
}
