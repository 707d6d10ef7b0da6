/// What a file may cost: every bound that reading observes, in one place. A file beyond one is refused with the bound's name.
public struct ReadingLimits: Sendable, Hashable {
    /// Bytes of one file, or of one member of an archive once unpacked.
    public var fileBytes = 64 << 20
    /// Bytes of one archive as it lies on disk.
    public var archiveFileBytes = 512 << 20
    /// Bytes of all members of an archive once unpacked.
    public var archiveBytes = 1 << 30
    /// Members of an archive.
    public var archiveMembers = 20_000
    /// How many times larger than packed a member may be.
    public var archiveRatio = 500
    /// Archives within archives.
    public var archiveDepth = 2
    /// Cells, rows, paragraphs and tables of one document.
    public var elements = 2_000_000
    /// Elements of one XML part of an office file: a cell takes a handful of them.
    public var markupElements = 8_000_000
    /// Merged areas of one sheet of a workbook.
    public var mergedAreas = 100_000
    /// Tables within tables, elements within elements.
    public var nesting = 200
    /// Columns that one row of a table may cover.
    public var columns = 4_096
    /// Characters of one line of text.
    public var lineCharacters = 4_000_000
    /// Frames of a page that are looked for beside it.
    public var frames = 8
    /// Seconds that an outside program may run on one file.
    public var childSeconds = 30
    /// Bytes of memory of an outside program.
    public var childBytes = 1 << 30
    /// Seconds that LibreOffice may run on one file: it takes more than the other programs.
    public var officeSeconds = 120
    /// Bytes of memory of LibreOffice.
    public var officeBytes = 8 << 30
    /// Bytes that an outside program may print.
    public var childOutputBytes = 32 << 20
    /// Bytes that the streams of a PDF may unpack to.
    public var inflatedBytes = 256 << 20
    /// Pages of a scanned document that are recognized.
    public var recognizedPages = 60

    /// The limits that hold unless others are given.
    public static let standard = ReadingLimits()

    /// Limits with their standard values.
    public init() {}

    /// Every limit with its value and unit, for a listing.
    public var listing: [(name: String, value: Int, unit: String)] {
        [
            ("fileBytes", fileBytes, "bytes"), ("archiveFileBytes", archiveFileBytes, "bytes"), ("archiveBytes", archiveBytes, "bytes"),
            ("archiveMembers", archiveMembers, "files"),
            ("archiveRatio", archiveRatio, "times"), ("archiveDepth", archiveDepth, "levels"), ("elements", elements, "elements"),
            ("markupElements", markupElements, "elements"), ("mergedAreas", mergedAreas, "areas"),
            ("nesting", nesting, "levels"), ("columns", columns, "columns"), ("lineCharacters", lineCharacters, "characters"),
            ("frames", frames, "frames"), ("childSeconds", childSeconds, "seconds"), ("childBytes", childBytes, "bytes"),
            ("officeSeconds", officeSeconds, "seconds"), ("officeBytes", officeBytes, "bytes"),
            ("childOutputBytes", childOutputBytes, "bytes"), ("inflatedBytes", inflatedBytes, "bytes"),
            ("recognizedPages", recognizedPages, "pages"),
        ]
    }
}
