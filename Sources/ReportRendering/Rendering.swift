/// A file format in which a draft can be written.
public protocol Rendering: Sendable {
    /// The name on the command line and in files: `html`, `text`, …
    var name: String { get }
    /// The ending of the files, without the dot.
    var fileExtension: String { get }
    /// The bytes of the file: the same elements always give the same bytes.
    func bytes(of elements: [DraftElement]) throws -> [UInt8]
}

extension Rendering {
    /// The bytes of the file of a draft.
    public func bytes(of draft: ReportDraft) throws -> [UInt8] { try bytes(of: draft.elements) }
}

/// The formats there are: the registry of `Renderings/`.
public enum Renderings {
    /// Every rendering, text layouts included.
    public static let all: [any Rendering] =
        [HTMLRendering()] + PDFRendering.Compression.allCases.map { PDFRendering(compression: $0) }
        + [DOCXRendering(), XLSXRendering(), CSVRendering()]
        + TextRendering.Layout.allCases.map { TextRendering(layout: $0) }

    /// What twenty bodies of a country file: most a page, some Word and Excel, one a PDF, one plain text.
    private static let mixture: [any Rendering] =
        [any Rendering](repeating: HTMLRendering(), count: 14)
        + [
            DOCXRendering(), DOCXRendering(), XLSXRendering(), XLSXRendering(), PDFRendering(compression: .flate),
            TextRendering(layout: .cellPerLine),
        ]

    /// The rendering of a body of a folder of mixed formats: 70 % pages, 10 % Word, 10 % Excel, 5 % PDF, 5 % text, and the same in every year.
    public static func mixed(body: Int) -> any Rendering { mixture[body % mixture.count] }

    /// The rendering of a name; `nil` when there is none.
    public static func named(_ name: String) -> (any Rendering)? { all.first { $0.name == name } }
}
