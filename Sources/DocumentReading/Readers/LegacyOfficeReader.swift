/// Word, Excel and WPS files of before 2007 and Rich Text, through LibreOffice where it is installed: it writes them anew as Word or Excel files, which are read as such.
enum LegacyOfficeReader: DocumentReader {
    static let format = "doc"

    static func recognizes(_ content: FileContent) -> Bool { recognizes(content.bytes) }

    /// Whether bytes begin as such a file.
    static func recognizes(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: Array("{\\rtf".utf8)) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
    }

    /// What such a file is, told from its content.
    enum Kind: String {
        case text = "doc"
        case workbook = "xls"
        case richText = "rtf"
        case presentation = "ppt"
        /// An office file of today within a container that a password closes.
        case locked

        init?(_ bytes: [UInt8]) {
            if bytes.starts(with: Array("{\\rtf".utf8)) {
                self = .richText
                return
            }
            guard bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) else { return nil }
            /// Whether the directory of the compound file names a stream.
            func holds(_ name: String) -> Bool { bytes.firstPlace(of: name.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) != nil }
            self =
                holds("EncryptedPackage")
                ? .locked
                : holds("PowerPoint Document")
                    ? .presentation : holds("WordDocument") ? .text : holds("Workbook") || holds("Book") ? .workbook : .text
        }

        /// The format that it is written anew in.
        var target: String { self == .workbook ? "xlsx" : "docx" }
    }

    static func read(_ content: FileContent, limits: ReadingLimits) async throws(ReadingError) -> Document {
        guard let kind = Kind(content.bytes) else { throw content.failure(.unknownFormat) }
        switch kind {
        case .locked: throw content.failure(.encrypted(format: "file"))
        case .presentation: throw content.failure(.unsupported(.presentation))
        case .text, .workbook, .richText: break
        }
        let written = try await converted(content, kind, limits: limits)
        let copy = FileContent(bytes: written, path: content.path, includesHidden: content.includesHidden)
        var document: Document
        switch kind.target {
        case "xlsx": document = try XLSXReader.document(copy, limits: limits)
        default: document = try DOCXReader.document(copy, limits: limits)
        }
        document.format = kind.rawValue
        return document
    }

    /// The file as LibreOffice writes it anew, in a folder of its own that goes with the program.
    private static func converted(_ content: FileContent, _ kind: Kind, limits: ReadingLimits) async throws(ReadingError) -> [UInt8] {
        let program = OutsideProgram.libreOffice
        guard let office = program.path else { throw content.failure(.missingProgram("LibreOffice", install: program.installation)) }
        let script = """
            d=$(mktemp -d) || exit 1
            trap 'rm -rf "$d"' EXIT
            trap 'exit 1' TERM INT HUP
            cat >"$d/report.$1" && HOME="$d" "$3" --headless --norestore --nologo --nofirststartwizard "-env:UserInstallation=file://$d/profile" \
            --convert-to "$2" --outdir "$d/out" "$d/report.$1" </dev/null >/dev/null 2>&1 && cat "$d/out/report.$2"
            """
        var bounds = limits
        bounds.childSeconds = limits.officeSeconds
        bounds.childBytes = limits.officeBytes
        let output = try await OutsideProgram.shell.run(
            ["-c", script, "sh", kind.rawValue, kind.target, office], input: content.bytes, content: content, limits: bounds)
        guard output.succeeded, !output.bytes.isEmpty else {
            throw content.failure(.damaged(format: kind.rawValue.uppercased(), .other("LibreOffice cannot read it")))
        }
        return output.bytes
    }
}
