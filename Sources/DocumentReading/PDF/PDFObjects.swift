/// The objects of a PDF, found where they stand and not where its cross-reference table says: `7 0 obj … endobj`, the last of a number counting, and
/// those packed into object streams.
///
/// Each byte is looked at a bounded number of times: what belongs to an object ends where the next one begins.
struct PDFObjects {
    /// An object that stands in the file itself.
    struct Object {
        let number: Int
        /// Where its number begins.
        let start: Int
        /// Behind the word `obj`, up to the next object or the end of the file.
        let body: Range<Int>
        var stream: PDFStream?
    }

    /// Where the object of a number is.
    enum Place {
        /// The ordinal among the objects that stand in the file.
        case file(Int)
        /// Bytes of an unpacked object stream, which is the given object of the file.
        case packed(stream: Int, content: Int, range: Range<Int>)
    }

    let bytes: [UInt8]
    private let limits: ReadingLimits
    /// In the order of the file.
    private(set) var objects: [Object] = []
    private(set) var places: [Int: Place] = [:]
    /// The dictionaries of trailers and cross-reference streams, in the order of the file.
    private(set) var trailers: [PDFValue] = []
    /// What the cross-reference tables and streams say: an object's number and where it should begin.
    private(set) var claims: [(number: Int, place: Int)] = []
    /// Where cross-reference tables and streams begin, and where they should.
    private(set) var sections: [Int] = []
    private(set) var sectionClaims: [Int] = []
    /// Object and cross-reference streams that do not unpack.
    private(set) var hasDamagedIndex = false
    /// Bytes that may still be unpacked.
    private var allowance: Int
    private var contents: [[UInt8]] = []

    /// - Throws: the name of the limit that the file is beyond.
    init(_ bytes: [UInt8], limits: ReadingLimits) throws(BeyondLimit) {
        self.bytes = bytes
        self.limits = limits
        allowance = limits.inflatedBytes
        try locate()
        findTables()
        let isEncrypted = self.isEncrypted
        for index in objects.indices {
            guard let stream = objects[index].stream else { continue }
            switch stream.dictionary["Type"]?.name {
            case "XRef": try addSection(index, stream)
            case "ObjStm" where !isEncrypted: try addPacked(index, stream)
            default: break
            }
        }
    }

    /// A bound of ``ReadingLimits``.
    struct BeyondLimit: Error {
        let name: String
        let limit: Int
    }

    /// Whether its texts and streams are encrypted.
    var isEncrypted: Bool {
        trailers.contains { $0["Encrypt"] != nil }
            || objects.contains { $0.stream?.dictionary["Type"]?.name == "XRef" && $0.stream?.dictionary["Encrypt"] != nil }
    }

    /// The value of an object; of a stream its dictionary. `nil` when it is not there or malformed.
    func value(_ number: Int) -> PDFValue? {
        switch places[number] {
        case .file(let index): objects[index].stream?.dictionary ?? parsed(bytes, objects[index].body)
        case .packed(_, let content, let range): parsed(contents[content], range)
        case nil: nil
        }
    }

    /// The value itself, or the one that it refers to.
    func resolved(_ value: PDFValue?) -> PDFValue? {
        guard let number = value?.reference else { return value }
        return self.value(number)
    }

    private func parsed(_ bytes: [UInt8], _ range: Range<Int>) -> PDFValue? {
        var lexer = PDFLexer(bytes, in: range)
        return PDFValue.next(&lexer, limits: limits)
    }

    // MARK: Objects of the file

    /// Finds every `N G obj`, then what of it is a stream, and leaves out what looks like an object within one.
    private mutating func locate() throws(BeyondLimit) {
        var heads: [(number: Int, start: Int, body: Int)] = []
        var position = 0
        while let distance = bytes[position...].firstPlace(of: Array("obj".utf8)) {
            let place = position + distance
            position = place + 3
            guard position == bytes.count || !PDFLexer.isRegular(bytes[position]), let head = head(before: place) else { continue }
            heads.append((head.number, head.start, position))
            guard heads.count <= limits.elements else { throw BeyondLimit(name: "elements", limit: limits.elements) }
        }
        // Lengths of streams are objects themselves, often behind their stream.
        for (index, head) in heads.enumerated() {
            let end = index + 1 < heads.count ? heads[index + 1].start : bytes.count
            objects.append(Object(number: head.number, start: head.start, body: head.body..<end))
            places[head.number] = .file(index)
        }
        var kept: [Object] = []
        var lengths: [Int: Int?] = [:]
        var free = 0
        for var object in objects where object.start >= free {
            object.stream = stream(object.body, &lengths)
            if let stream = object.stream, stream.isTerminated { free = stream.data.upperBound }
            kept.append(object)
        }
        objects = kept
        places = [:]
        for (index, object) in objects.enumerated() { places[object.number] = .file(index) }
    }

    /// The number and the generation before the word `obj`.
    private func head(before place: Int) -> (number: Int, start: Int)? {
        func back(_ position: inout Int, while test: (UInt8) -> Bool) -> Range<Int>? {
            let end = position
            while position > 0, end - position < 12, test(bytes[position - 1]) { position -= 1 }
            return position < end ? position..<end : nil
        }
        var position = place
        guard back(&position, while: PDFLexer.isSpace) != nil, back(&position, while: PDFLexer.isDigit) != nil,
            back(&position, while: PDFLexer.isSpace) != nil, let digits = back(&position, while: PDFLexer.isDigit),
            let number = Int(String(decoding: bytes[digits], as: UTF8.self))
        else { return nil }
        return (number, digits.lowerBound)
    }

    /// - Parameters: lengths: those that objects of their own gave, so that each is looked up once.
    private func stream(_ body: Range<Int>, _ lengths: inout [Int: Int?]) -> PDFStream? {
        var lexer = PDFLexer(bytes, in: body)
        guard let dictionary = PDFValue.next(&lexer, limits: limits), case .dictionary = dictionary, lexer.next() == .keyword("stream")
        else { return nil }
        var length = dictionary["Length"]?.integer
        if let number = dictionary["Length"]?.reference {
            length = lengths[number] ?? value(number)?.integer
            lengths[number] = .some(length)
        }
        return PDFStream(dictionary, length: length, start: lexer.position, body: body, of: bytes)
    }

    // MARK: Tables and streams that tell where objects are

    private mutating func findTables() {
        var position = 0
        while let distance = bytes[position...].firstPlace(of: Array("xref".utf8)) {
            let place = position + distance
            position = place + 4
            guard position < bytes.count, PDFLexer.isSpace(bytes[position]) else { continue }
            var lexer = PDFLexer(bytes, in: position..<bytes.count)
            if bytes[max(0, place - 5)..<place].elementsEqual("start".utf8) {
                // The first part of a file for the web says 0.
                if case .integer(let claim)? = lexer.next(), claim > 0 { sectionClaims.append(claim) }
                continue
            }
            guard place == 0 || PDFLexer.isSpace(bytes[place - 1]) else { continue }
            sections.append(place)
            tables: while case .integer(let first)? = lexer.next(), case .integer(let count)? = lexer.next(), first >= 0, count >= 0 {
                for number in 0..<count {
                    guard claims.count < limits.elements, case .integer(let place)? = lexer.next(), case .integer? = lexer.next(),
                        case .keyword(let kind)? = lexer.next()
                    else { break tables }
                    if kind == "n", place > 0, first < Int.max - count { claims.append((first + number, place)) }
                }
            }
            // Whatever ended the table, a trailer or damage, the trailer is behind it.
            var trailer = PDFLexer(bytes, in: lexer.position..<bytes.count)
            if let value = PDFValue.next(&trailer, limits: limits) { trailers.append(value) }
            position = max(position, trailer.position)
        }
    }

    private mutating func addSection(_ index: Int, _ stream: PDFStream) throws(BeyondLimit) {
        sections.append(objects[index].start)
        trailers.append(stream.dictionary)
        guard let content = try unpacked(stream) else { return }
        let widths = stream.dictionary["W"]?.elements.compactMap(\.integer) ?? []
        guard widths.count >= 3, widths.allSatisfy({ 0...8 ~= $0 }), widths[1] > 0 else { return }
        let width = widths.reduce(0, +)
        let ranges = stream.dictionary["Index"]?.elements.compactMap(\.integer) ?? [0, stream.dictionary["Size"]?.integer ?? 0]
        var position = 0
        for pair in stride(from: 0, to: ranges.count - 1, by: 2) {
            guard ranges[pair] >= 0, ranges[pair + 1] >= 0, ranges[pair] < Int.max / 2 else { return }
            for step in 0..<ranges[pair + 1] {
                guard position + width <= content.count, claims.count < limits.elements else { return }
                let kind = widths[0] == 0 ? 1 : Self.integer(content[position..<position + widths[0]])
                let place = Self.integer(content[position + widths[0]..<position + widths[0] + widths[1]])
                if kind == 1, place > 0 { claims.append((ranges[pair] + step, place)) }
                position += width
            }
        }
    }

    private static func integer(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { ($0 & Int.max >> 8) << 8 | Int($1) } }

    private mutating func addPacked(_ index: Int, _ stream: PDFStream) throws(BeyondLimit) {
        guard let content = try unpacked(stream), let first = stream.dictionary["First"]?.integer, let count = stream.dictionary["N"]?.integer,
            0...content.count ~= first
        else { return }
        var lexer = PDFLexer(content, in: 0..<first)
        var parts: [(number: Int, start: Int)] = []
        while parts.count < count, case .integer(let number)? = lexer.next(), case .integer(let offset)? = lexer.next(),
            (parts.last?.start ?? first)...content.count ~= first + offset
        {
            parts.append((number, first + offset))
        }
        contents.append(content)
        for (part, next) in zip(parts, parts.dropFirst().map(\.start) + [content.count]) {
            // An object that was changed later stands behind the stream.
            if case .file(let other)? = places[part.number], other > index { continue }
            places[part.number] = .packed(stream: index, content: contents.count - 1, range: part.start..<next)
        }
    }

    /// The content of an object or cross-reference stream; `nil` when it is damaged, or packed otherwise.
    private mutating func unpacked(_ stream: PDFStream) throws(BeyondLimit) -> [UInt8]? {
        guard let filter = stream.filter else { return Array(bytes[stream.data]) }
        guard filter == "FlateDecode" else { return nil }
        var content: [UInt8] = []
        guard try state(of: stream, take: { content += $0 }) == .whole else {
            hasDamagedIndex = true
            return nil
        }
        return stream.unpredicted(content)
    }

    /// Whether a Flate stream is whole.
    mutating func state(of stream: PDFStream, take: (ArraySlice<UInt8>) -> Void = { _ in }) throws(BeyondLimit) -> ZlibStream.State {
        guard !stream.data.isEmpty else { return .whole }
        let (state, count) = ZlibStream.unpack(bytes[stream.data], limit: allowance, take: take)
        guard state != .beyondLimit else { throw BeyondLimit(name: "inflatedBytes", limit: limits.inflatedBytes) }
        allowance -= count
        return state
    }
}
