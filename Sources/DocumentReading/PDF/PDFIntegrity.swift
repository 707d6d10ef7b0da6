/// Whether the bytes of a PDF are those that were written, as far as the file can tell: programs that show a PDF mend what is broken as well as they can, and say little of it.
///
/// Compressed streams carry a checksum, which the programs do not look at. In others a byte that is lost or added moves the end of the stream and everything behind it, which the
/// lengths and the cross-reference table give away, and most that are changed leave no program of a page. Which figures a changed byte makes of others, no file can tell.
public struct PDFIntegrity: Sendable {
    /// Pages, from 1, that are drawn with what is damaged.
    public private(set) var damagedPages: [Int] = []
    /// Whether something is damaged and the pages drawn with it cannot be told.
    public private(set) var isDamaged = false
    /// Whether the cross-reference table does not fit the file.
    public private(set) var hasWrongTable = false

    /// Checks a file.
    ///
    /// - Parameters: pageCount: the pages that were shown.  limits: what the file may cost.
    /// - Throws: ``ReadingError`` when the file has more objects than `elements`, or its streams unpack to more than `inflatedBytes`.
    /// - Complexity: O(*n* log *n*) in the bytes of the file and of what its streams unpack to.
    public init(_ content: FileContent, pageCount: Int, limits: ReadingLimits = .standard) throws(ReadingError) {
        do {
            try self.init(content.bytes, pageCount: pageCount, limits: limits)
        } catch {
            throw content.failure(.beyondLimit(name: error.name, limit: error.limit))
        }
    }

    private init(_ bytes: [UInt8], pageCount: Int, limits: ReadingLimits) throws(PDFObjects.BeyondLimit) {
        var objects = try PDFObjects(bytes, limits: limits)
        let pages = PDFPages(objects)
        let shifts = PDFShifts(objects)
        hasWrongTable = shifts.isWrong
        let isEncrypted = objects.isEncrypted
        // A stream that lost a byte takes one of its line end for data, one that got a byte gives its own last line end away.
        let endings = Set(objects.objects.compactMap { object in shifts.holds(object.start) ? nil : object.stream?.ending })
        var damaged: Set<Int> = []
        for number in pages.parts {
            guard case .file(let index)? = objects.places[number] else {
                if objects.places[number] == nil, shifts.missing.contains(number) { damaged.insert(number) }
                continue
            }
            let object = objects.objects[index]
            let isMoved = shifts.holds(object.start)
            guard let stream = object.stream else {
                if isMoved || objects.value(number) == nil { damaged.insert(number) }
                continue
            }
            guard stream.dictionary["Subtype"]?.name != "Image" else { continue }
            if stream.filter == "FlateDecode", !isEncrypted {
                if try objects.state(of: stream) != .whole { damaged.insert(number) }
            } else if stream.ending == .displaced || isMoved && (stream.ending == .none || endings != [stream.ending]) {
                damaged.insert(number)
            } else if stream.filter == nil, !isEncrypted, pages.programs.contains(number), !PDFProgram.isWellFormed(bytes, in: stream.data) {
                damaged.insert(number)
            }
        }
        if !damaged.isEmpty { damagedPages = pages.pages(drawnWith: damaged) }
        let arePagesKnown = pages.numbers.count == pageCount
        let isElsewhere = pages.numbers.isEmpty && !shifts.moved.isEmpty
        isDamaged = objects.hasDamagedIndex || isElsewhere || !arePagesKnown && !damagedPages.isEmpty
        if !arePagesKnown { damagedPages = [] }
    }

    /// What there is to say about the file.
    public var warnings: [Document.Warning] {
        if isDamaged { return [.damaged] }
        if !damagedPages.isEmpty { return [.damagedPages(damagedPages)] }
        return hasWrongTable ? [.wrongTable] : []
    }
}
