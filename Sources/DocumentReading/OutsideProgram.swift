import CChildProcess
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A program that some format is read through, and how it is installed.
public struct OutsideProgram: Sendable, Hashable {
    /// The name of the program.
    public let name: String
    /// The Debian packages that hold it.
    public let packages: String
    /// Whether a format cannot be read at all without it.
    public let isRequired: Bool
    /// What the program reads from its environment beside what every one is given.
    var environment: [String: String] = [:]
    /// Whether it works in a folder of its own, and may write files there as large as those that are read.
    var writesFiles = false

    /// The command that installs it.
    public var installation: String { "apt-get install \(packages)" }

    /// PDF to text.
    public static let pdftotext = OutsideProgram(name: "pdftotext", packages: "poppler-utils poppler-data", isRequired: true)
    /// Pages of scanned PDFs to pictures.
    public static let pdftoppm = OutsideProgram(name: "pdftoppm", packages: "poppler-utils", isRequired: true)
    /// Pictures to text. One thread a page: more only wait for each other.
    public static let tesseract = OutsideProgram(
        name: "tesseract", packages: "tesseract-ocr tesseract-ocr-chi-sim", isRequired: false, environment: ["OMP_THREAD_LIMIT": "1"])

    /// Word, Excel and WPS files of before 2007 and Rich Text to those of today.
    public static let libreOffice = OutsideProgram(name: "soffice", packages: "libreoffice-writer-nogui libreoffice-calc-nogui", isRequired: false)

    /// SVG to PNG. No format is read through it.
    public static let rsvgConvert = OutsideProgram(name: "rsvg-convert", packages: "librsvg2-bin fonts-noto-cjk", isRequired: false)

    /// Every program that a reader calls.
    public static let all = [pdftotext, pdftoppm, tesseract, libreOffice]

    /// Ends every outside program that is running, with all that it has started. A signal's handler may call it.
    public static let endAll: @Sendable @convention(c) () -> Void = { child_end_all() }

    /// What runs a program in a folder of its own.
    static let shell = OutsideProgram(name: "sh", packages: "dash", isRequired: true, writesFiles: true)

    /// Where programs are looked for behind the folders of `PATH`, and all that a program finds in its own `PATH`.
    static let systemFolders = ["/usr/local/bin", "/usr/bin", "/bin"]

    /// Where programs may keep what is temporary: `TMPDIR` when it is an absolute path, else `/tmp`.
    static let temporaryFolder: String = {
        guard let folder = getenv("TMPDIR").map({ String(cString: $0) }), folder.hasPrefix("/") else { return "/tmp" }
        return folder
    }()

    private static let found = Mutex<[String: String?]>([:])

    /// The absolute path of the program; `nil` when it is not installed.
    ///
    /// It is looked for once a run, so that every file is read through the same program: in the absolute folders of `PATH`, then in ``systemFolders``.
    /// A folder of `PATH` that is relative would make whoever fills the working folder choose the program; such ones are passed over.
    public var path: String? {
        Self.found.withLock { found in
            if let known = found[name] { return known }
            let path = Self.search(name, in: getenv("PATH").map { String(cString: $0) } ?? "")
            found[name] = .some(path)
            return path
        }
    }

    static func search(_ name: String, in path: String) -> String? {
        let folders = path.split(separator: ":").filter { $0.hasPrefix("/") }.map(String.init) + systemFolders
        return folders.lazy.map { "\($0)/\(name)" }.first { candidate in
            var status = stat()
            return stat(candidate, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(candidate, X_OK) == 0
        }
    }

    /// What the program sees of the environment: nothing of this program's own but the folder for what is temporary.
    var fullEnvironment: [String: String] {
        ["PATH": Self.systemFolders.joined(separator: ":"), "LC_ALL": "C.UTF-8", "TMPDIR": Self.temporaryFolder].merging(environment) { $1 }
    }

    /// Runs the program with `input` on its standard input.
    ///
    /// - Throws: ``ReadingError`` of the file: the program is not installed or does not start, or a bound on its time or output was reached.
    func run(
        _ arguments: [String], input: [UInt8], content: FileContent, limits: ReadingLimits
    ) async throws(ReadingError) -> ChildProcess.Output {
        guard let path else { throw content.failure(.missingProgram(name, install: installation)) }
        let file: NamelessFile
        do {
            file = try NamelessFile(input)
        } catch {
            throw content.failure(.unreadable(.system("\(name): \(String(cString: strerror(error.code)))")))
        }
        let process = ChildProcess(
            path: path, arguments: [name] + arguments, environment: fullEnvironment, limits: limits, fileBytes: writesFiles ? limits.fileBytes : 0)
        switch await process.run(input: file) {
        case .success(let output): return output
        case .failure(.notStarted(let code)):
            throw content.failure(.unreadable(.system("\(name): \(String(cString: strerror(code)))")))
        case .failure(.outOfTime): throw content.failure(.beyondLimit(name: "childSeconds", limit: limits.childSeconds))
        case .failure(.outOfRoom): throw content.failure(.beyondLimit(name: "childOutputBytes", limit: limits.childOutputBytes))
        case .failure(.cancelled): throw content.failure(.interrupted)
        }
    }

    /// What the program makes of an input, as bytes; `nil` when it is not there, does not end well, or a bound is reached. Waits for it.
    public func bytes(of input: [UInt8], _ arguments: [String], limits: ReadingLimits = .standard) -> [UInt8]? {
        guard let path, let file = try? NamelessFile(input) else { return nil }
        let process = ChildProcess(path: path, arguments: [name] + arguments, environment: fullEnvironment, limits: limits)
        guard case .success(let output) = process.runBlocking(input: file, bell: -1), output.succeeded else { return nil }
        return output.bytes
    }

    /// What the program prints when it is given arguments and nothing to read; `nil` when it is not there or ends badly. Waits for it.
    public func answer(to arguments: [String], limits: ReadingLimits = .standard) -> String? {
        guard let path, let nothing = try? NamelessFile([]) else { return nil }
        let process = ChildProcess(path: path, arguments: [name] + arguments, environment: fullEnvironment, limits: limits)
        guard case .success(let output) = process.runBlocking(input: nothing, bell: -1), output.succeeded else { return nil }
        return String(decoding: output.bytes, as: UTF8.self)
    }
}
