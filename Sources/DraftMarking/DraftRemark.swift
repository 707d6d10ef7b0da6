public import Disclosure

/// Something to be said at a cell of a document.
public struct DraftRemark: Sendable, Hashable {
    /// The cell; `nil` for a remark on the whole document.
    public var place: CellPlace?
    /// The words, one line for each paragraph.
    public var lines: [String]

    /// A remark on a cell, or on the whole document.
    public init(place: CellPlace?, lines: [String]) {
        self.place = place
        self.lines = lines
    }
}

/// The words that a marked document itself needs.
public struct DraftWords: Sendable, Hashable {
    /// Who comments.
    public var author: String
    /// The heading of the list of remarks at the end of a page.
    public var heading: String

    /// The words around the remarks.
    public init(author: String, heading: String) {
        self.author = author
        self.heading = heading
    }
}

/// A document with its remarks.
public struct MarkedDraft: Sendable {
    /// Where a remark was put.
    public enum Position: Sendable, Hashable {
        /// At its cell.
        case cell
        /// At the cell before it in its row: its own is not to be found in the file.
        case besideCell
        /// At the beginning of the document, or at its end for a page.
        case document
    }

    /// The file.
    public var bytes: [UInt8]
    /// Where each remark was put, in their order.
    public var positions: [Position]
}

/// Why a document cannot carry remarks.
public enum DraftMarkingError: Error, Sendable, Hashable {
    /// Neither a Word document, nor a workbook, nor a web page.
    case format(String)
    /// The text is in an encoding that cannot be edited in place.
    case encoding(part: String)
    /// A part that the format asks for is not there, or not as it should be.
    case damaged(part: String)

    /// The reason in one sentence.
    public var message: LocalizedText {
        switch self {
        case .format(let name):
            LocalizedText(
                zh: "批注只能写入 docx、xlsx 和 html 文件，这是 \(name) 文件", en: "remarks can be written into docx, xlsx and html files; this is a \(name) file")
        case .encoding(let part):
            LocalizedText(
                zh: "\(part) 不是 UTF-8 或国标编码，请另存为 UTF-8 后再试", en: "\(part) is in an encoding that cannot be edited in place: save it as UTF-8 first")
        case .damaged(let part): LocalizedText(zh: "文件的 \(part) 部分缺失或损坏", en: "the part \(part) of the file is missing or damaged")
        }
    }
}
