import DocumentReading
public import FilePaths

/// Puts remarks at the cells of a document: comments in Word, notes in Excel, marks in a web page. Nothing else of the file changes.
///
/// Only the parts that carry remarks are edited, by inserting bytes; all other parts stay byte for byte. Places are those of ``CellPlace`` as the readers
/// give them.
public enum DraftMarking {
    /// The endings of the names of files that can carry remarks, by the format that reports call them.
    public static let endings: [String: [String]] = ["docx": ["docx", "docm"], "xlsx": ["xlsx", "xlsm"], "html": ["html", "htm"]]

    /// The document with the remarks.
    ///
    /// - Parameters:
    ///   - bytes: the file as it is.
    ///   - path: for messages.
    ///   - remarks: what is to be said; several at one cell are joined there.
    ///   - words: author and heading.
    /// - Throws: ``DraftMarkingError``, or the reading error of the file.
    /// - Complexity: linear in the file; it is read up to three times.
    public static func marked(_ bytes: [UInt8], path: FilePath, remarks: [DraftRemark], words: DraftWords) async throws -> MarkedDraft {
        let document = try await DocumentReaders.read(bytes: bytes, path: path)
        switch document.format {
        case "docx": return try await WordMarking.marked(bytes, document, path: path, remarks: remarks, words: words)
        case "xlsx": return try await WorkbookMarking.marked(bytes, document, path: path, remarks: remarks, words: words)
        case "html": return try await PageMarking.marked(bytes, document, path: path, remarks: remarks, words: words)
        default: throw DraftMarkingError.format(document.format)
        }
    }
}

/// Remarks gathered by where they go.
struct GatheredRemarks<Target: Hashable> {
    /// The targets in the order in which they were met, with their lines.
    private(set) var targets: [(target: Target, lines: [String])] = []
    private(set) var positions: [MarkedDraft.Position] = []
    private var indices: [Target: Int] = [:]

    /// Adds the lines of a remark to what is said at a target; a blank line parts them from those before.
    mutating func add(_ lines: [String], at target: Target?, _ position: MarkedDraft.Position) {
        positions.append(position)
        guard let target else { return }
        if let index = indices[target] {
            targets[index].lines += [""] + lines
        } else {
            indices[target] = targets.count
            targets.append((target, lines))
        }
    }
}
