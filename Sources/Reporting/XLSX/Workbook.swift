import CXLSXWriter
import Glibc
import Output

/// An Excel workbook that is written row by row in constant memory, through libxlsxwriter.
///
/// The library keeps rows in temporary files and does not look at whether they could be written. ``finish(to:)`` therefore counts, sheet by sheet, what
/// arrived in the workbook. No clock gets into the file.
///
/// Not safe to use from several threads.
final class Workbook {
    /// What stands in a cell.
    enum Cell: Sendable, Hashable {
        case number(Double)
        case text(String)
        case flag(Bool)
        case empty
        /// Empty, on grey ground.
        case shaded
    }

    /// Rows that a sheet can have, the header included.
    static let largestSheet = Int(LXW_ROW_MAX)
    /// Columns that a sheet can have.
    static let widestSheet = Int(LXW_COL_MAX)

    private let scratch: ScratchFile
    private let book: UnsafeMutablePointer<lxw_workbook>
    private let bold: UnsafeMutablePointer<lxw_format>?
    private let wrapped: UnsafeMutablePointer<lxw_format>?
    private let boldWrapped: UnsafeMutablePointer<lxw_format>?
    private let ground: UnsafeMutablePointer<lxw_format>?
    private var isClosed = false

    private var sheet: UnsafeMutablePointer<lxw_worksheet>?
    private var names: [String: Int] = [:]
    private var tints: [ResultColumn.Tint: UnsafeMutablePointer<lxw_format>] = [:]
    private var widths: [Int] = []
    private var widest = Workbook.widest
    private var filtered = 0
    /// Rows of the present sheet so far.
    private(set) var rows = 0
    /// What must arrive of each finished sheet.
    private var finished: [WorkbookParts.Sheet] = []

    private static let measuredRows = 200
    private static let checkedRows = 4096
    private static let narrowest = 8
    private static let widest = 60
    /// The widest column of a sheet that has hundreds.
    private static let widestOfMany = 24
    private static let grey: UInt32 = 0xE4E4E4
    /// 2000-01-01: the same in every file.
    private static let creation = 946_684_800
    /// Parts beyond this many bytes need the archive's long form.
    private static let longArchive = 3 << 30

    /// An empty workbook.
    ///
    /// - Throws: ``OutputError`` when there is no place for temporary files.
    init() throws(OutputError) {
        let scratch = try ScratchFile()
        self.scratch = scratch
        var options = lxw_workbook_options()
        options.constant_memory = 1
        let made = ScratchFile.folder.withCString { folder in
            options.tmpdir = UnsafeMutablePointer(mutating: folder)
            return workbook_new_opt(scratch.path, &options)
        }
        guard let made else { throw scratch.failure(ENOMEM) }
        book = made
        var properties = lxw_doc_properties()
        properties.created = Self.creation
        workbook_set_properties(book, &properties)
        func format(_ set: (UnsafeMutablePointer<lxw_format>) -> Void) -> UnsafeMutablePointer<lxw_format>? {
            let format = workbook_add_format(made)
            if let format { set(format) }
            return format
        }
        func wrap(_ format: UnsafeMutablePointer<lxw_format>) {
            format_set_text_wrap(format)
            format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        }
        bold = format(format_set_bold)
        wrapped = format(wrap)
        boldWrapped = format {
            format_set_bold($0)
            wrap($0)
        }
        ground = format {
            format_set_pattern($0, UInt8(LXW_PATTERN_SOLID.rawValue))
            format_set_fg_color($0, Self.grey)
        }
    }

    deinit {
        // What was not finished is thrown away with the scratch file.
        if !isClosed { StandardError.silenced { _ = workbook_close(book) } }
    }

    /// Begins a sheet; one whose name there is already gets a number behind it.
    func beginSheet(_ name: String, header: [String]) throws(OutputError) {
        try add(name, header: header, format: bold, widest: Self.widest)
        worksheet_freeze_panes(sheet, 1, 0)
        filtered = header.count
    }

    /// Begins a sheet of very many columns: headings go on in further lines, the first columns stay in sight, only the keys carry filters.
    func beginWideSheet(_ name: String, header: [String], keys: Int, frozen: Int) throws(OutputError) {
        try add(name, header: header, format: boldWrapped, widest: Self.widestOfMany)
        worksheet_freeze_panes(sheet, 1, lxw_col_t(frozen))
        // Of headings only as much as makes a column of some lines.
        widths = header.enumerated().map { index, text in index < keys ? widths[index] : min(max(DisplayWidth.of(text) / 4, 8), 16) }
        filtered = keys
    }

    private func add(
        _ name: String, header: [String], format: UnsafeMutablePointer<lxw_format>?, widest: Int
    ) throws(OutputError) {
        try endSheet()
        names[name, default: 0] += 1
        let number = names[name]!
        guard let made = workbook_add_worksheet(book, number == 1 ? name : "\(name) \(number)") else { throw scratch.failure(errno) }
        sheet = made
        rows = 0
        widths = header.map { _ in Self.narrowest }
        self.widest = widest
        try write(header.map { .text($0) }, format: format)
    }

    /// Adds a row to the sheet.
    func write(_ cells: [Cell]) throws(OutputError) { try write(cells, format: nil) }

    /// Adds a row to the sheet, whose long texts go on in further lines of their cells.
    func writeWrapped(_ cells: [Cell]) throws(OutputError) { try write(cells, format: wrapped) }

    /// Lets the cells of a column, below the heading, be chosen from a list.
    func offer(_ choices: [String], inColumn column: Int) {
        guard rows > 1, !choices.isEmpty else { return }
        var list: [UnsafeMutablePointer<CChar>?] = choices.map { strdup($0) } + [nil]
        defer { for choice in list { free(choice) } }
        list.withUnsafeMutableBufferPointer { list in
            var rule = lxw_data_validation()
            rule.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
            rule.value_list = list.baseAddress
            worksheet_data_validation_range(sheet, 1, lxw_col_t(column), lxw_row_t(rows - 1), lxw_col_t(column), &rule)
        }
    }

    /// Colours the cells of a column that hold a word.
    func tint(_ word: String, _ tint: ResultColumn.Tint, inColumn column: Int) {
        guard rows > 1, let format = tints[tint] ?? made(tint) else { return }
        let text = strdup(word)
        defer { free(text) }
        var rule = lxw_conditional_format()
        rule.type = UInt8(LXW_CONDITIONAL_TYPE_TEXT.rawValue)
        rule.criteria = UInt8(LXW_CONDITIONAL_CRITERIA_TEXT_CONTAINING.rawValue)
        rule.value_string = text
        rule.format = format
        worksheet_conditional_format_range(sheet, 1, lxw_col_t(column), lxw_row_t(rows - 1), lxw_col_t(column), &rule)
    }

    private func made(_ tint: ResultColumn.Tint) -> UnsafeMutablePointer<lxw_format>? {
        guard let format = workbook_add_format(book) else { return nil }
        format_set_font_color(format, tint.color)
        tints[tint] = format
        return format
    }

    private func write(_ cells: [Cell], format: UnsafeMutablePointer<lxw_format>?) throws(OutputError) {
        let row = lxw_row_t(rows)
        for (index, cell) in cells.enumerated() {
            let column = lxw_col_t(index)
            switch cell {
            case .number(let number): worksheet_write_number(sheet, row, column, number, format)
            case .text(let text): worksheet_write_string(sheet, row, column, WorkbookText.of(text), format)
            case .flag(let flag): worksheet_write_boolean(sheet, row, column, flag ? 1 : 0, format)
            case .empty: break
            case .shaded: worksheet_write_blank(sheet, row, column, ground)
            }
            if rows < Self.measuredRows { widths[index] = max(widths[index], cell.width) }
        }
        rows += 1
        if rows % Self.checkedRows == 0, ferror(sheet!.pointee.optimize_tmpfile) != 0 { throw scratch.failure(errno) }
    }

    private func endSheet() throws(OutputError) {
        guard let sheet else { return }
        for (index, width) in widths.enumerated() {
            // Room for the button of the filter.
            worksheet_set_column(sheet, lxw_col_t(index), lxw_col_t(index), Double(min(width, widest) + 3), nil)
        }
        worksheet_autofilter(sheet, 0, 0, lxw_row_t(rows - 1), lxw_col_t(filtered - 1))
        // The last row waits for a next one.
        lxw_worksheet_write_single_row(sheet)
        let file = sheet.pointee.optimize_tmpfile
        guard fflush(file) == 0, ferror(file) == 0 else { throw scratch.failure(errno) }
        let bytes = ftell(file)
        guard bytes >= 0 else { throw scratch.failure(errno) }
        finished.append(.init(rowBytes: bytes, columns: widths.count))
        self.sheet = nil
    }

    /// Ends the workbook and hands its bytes over.
    ///
    /// - Throws: ``OutputError`` also when a part of it got lost on the way.
    func finish(to sink: any ByteSink) throws(OutputError) {
        try endSheet()
        if finished.reduce(0, { $0 + $1.rowBytes }) > Self.longArchive { book.pointee.options.use_zip64 = 1 }
        isClosed = true
        errno = 0
        // The library would add a line of its own on stderr.
        let outcome = StandardError.silenced { workbook_close(book) }
        guard outcome == LXW_NO_ERROR else { throw scratch.failure(errno) }
        guard WorkbookParts(path: scratch.path).sheets(finished.count) == finished else { throw scratch.failure(ENOSPC) }
        try scratch.copy(to: sink)
    }
}

extension ResultColumn.Tint {
    /// Red, green and blue of the letters, dark enough on white.
    fileprivate var color: UInt32 {
        switch self {
        case .red: 0xB3261E
        case .yellow: 0x7A5300
        case .blue: 0x1F5FA8
        case .green: 0x1E6B34
        case .dim: 0x666666
        }
    }
}

extension Workbook.Cell {
    /// Columns that the cell takes on the screen.
    fileprivate var width: Int {
        switch self {
        case .number(let number): number.description.count
        case .text(let text): text.utf8.count > 4 * 60 ? 60 : DisplayWidth.of(text)
        case .flag: 5
        case .empty, .shaded: 0
        }
    }
}
