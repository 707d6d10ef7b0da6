/// A program that some format is read through, and how it is installed.
public struct OutsideProgram: Sendable, Hashable {
    /// The name of the program.
    public let name: String
    /// The Debian packages that hold it.
    public let packages: String
    /// Whether a format cannot be read at all without it.
    public let isRequired: Bool

    /// The command that installs it.
    public var installation: String { "apt-get install \(packages)" }

    /// PDF to text.
    public static let pdftotext = OutsideProgram(name: "pdftotext", packages: "poppler-utils poppler-data", isRequired: true)
    /// Pages of scanned PDFs to pictures.
    public static let pdftoppm = OutsideProgram(name: "pdftoppm", packages: "poppler-utils", isRequired: true)
    /// Pictures to text.
    public static let tesseract = OutsideProgram(name: "tesseract", packages: "tesseract-ocr tesseract-ocr-chi-sim", isRequired: false)

    /// Word, Excel and WPS files of before 2007 and Rich Text to those of today.
    public static let libreOffice = OutsideProgram(name: "soffice", packages: "libreoffice-writer-nogui libreoffice-calc-nogui", isRequired: false)

    /// Every program that a reader calls.
    public static let all = [pdftotext, pdftoppm, tesseract, libreOffice]
}
