public import Disclosure
public import DocumentReading
public import FilePaths

/// Reads files as reports: bytes, format, form, body and year in one call. A bad file is a quarantine with its reason, never a stop.
public enum ReportFile {
    /// Why a file gave no report.
    public struct Quarantine: Error, Sendable, Hashable, CustomStringConvertible {
        /// The file, with the member of an archive behind it, `city.zip/report.docx`.
        public var path: FilePath
        /// Stable short name of the reason: `empty`, `image`, `damaged`, `no_form`, …
        public var code: String
        /// The reason in one sentence.
        public var reason: String
        /// The reason in Chinese.
        public var chinese: String

        /// Path and reason.
        public var description: String { "\(path): \(reason)" }
    }

    /// What became of one file or member of an archive.
    public struct Outcome: Sendable {
        /// The file, with the member of an archive behind it, `city.zip/report.docx`.
        public var path: FilePath
        /// Lower-case hexadecimal SHA-256 of the bytes; empty when they could not be read.
        public var sha256: String
        /// The format told from the content; `nil` when none was.
        public var format: String?
        /// The reports, or why there are none.
        public var result: Result<[Report], Quarantine>
    }

    /// What became of a file, with the files beside it that were looked for because of it: what it says may depend on them.
    public struct Reading: Sendable {
        /// Of an archive one a member.
        public var outcomes: [Outcome]
        /// The paths, whether there is a file or not.
        public var neighbors: [FilePath]

        /// What became of a file.
        public init(outcomes: [Outcome], neighbors: [FilePath] = []) {
            self.outcomes = outcomes
            self.neighbors = neighbors
        }
    }

    /// Reads the file at a path, of an archive every member. Folders are walked with ``SourceFiles``.
    public static func read(
        path: FilePath, parser: ReportParser = ReportParser(), limits: ReadingLimits = .standard
    ) async -> [Outcome] {
        await reading(path: path, parser: parser, limits: limits).outcomes
    }

    /// Reads the file at a path like ``read(path:parser:limits:)``, and says what else was looked at.
    public static func reading(
        path: FilePath, parser: ReportParser = ReportParser(), limits: ReadingLimits = .standard
    ) async -> Reading {
        await read(SourceFiles(file: path, limits: limits), parser: parser, limits: limits)
    }

    /// Reads bytes as if they were the file at a path, of an archive every member.
    public static func read(
        bytes: [UInt8], path: FilePath, parser: ReportParser = ReportParser(), limits: ReadingLimits = .standard
    ) async -> [Outcome] {
        await read(SourceFiles(bytes: bytes, path: path, limits: limits), parser: parser, limits: limits).outcomes
    }

    private static func read(_ files: SourceFiles, parser: ReportParser, limits: ReadingLimits) async -> Reading {
        var outcomes: [Outcome] = []
        var neighbors: [FilePath] = []
        var files = files
        while let found = files.next() {
            switch found {
            case .success(let file):
                let document = await document(of: file, limits: limits)
                let own = await sayingWhatIsHidden(outcome(of: document, file, parser), document, file, parser, limits)
                guard case .failure = own.result else {
                    outcomes.append(own)
                    continue
                }
                let names = frames(of: document).prefix(limits.frames)
                neighbors += names.compactMap { files.placeOfNeighbor($0, of: file) }
                outcomes.append(await frame(names.compactMap { files.neighbor($0, of: file) }, parser, limits) ?? own)
            case .failure(let error): outcomes.append(failed(error))
            }
        }
        return Reading(outcomes: outcomes, neighbors: neighbors)
    }

    /// Reads one file that is no archive.
    public static func read(_ file: SourceFile, parser: ReportParser = ReportParser(), limits: ReadingLimits = .standard) async -> Outcome {
        let document = await document(of: file, limits: limits)
        return await sayingWhatIsHidden(outcome(of: document, file, parser), document, file, parser, limits)
    }

    /// The outcome; of a file whose visible part is no report while its hidden one is, the reason says so.
    private static func sayingWhatIsHidden(
        _ outcome: Outcome, _ seen: Result<Document, ReadingError>, _ file: SourceFile, _ parser: ReportParser, _ limits: ReadingLimits
    ) async -> Outcome {
        guard case .failure(var quarantine) = outcome.result, ["no_form", "tables_elsewhere", "incomplete_form", "empty"].contains(quarantine.code),
            (try? seen.get())?.warnings.contains(where: { $0.subject == .hidden }) ?? true,
            let whole = try? await DocumentReaders.read(bytes: file.bytes, path: file.path, limits: limits, includingHidden: true),
            ["html", "docx", "xlsx"].contains(whole.format)
        else { return outcome }
        let source = ReportSource(path: file.path, sha256: outcome.sha256, format: whole.format)
        guard (try? parser.parse(whole, source: source)) != nil else { return outcome }
        quarantine.reason += "; a hidden part of the file holds the tables of a report: show it and save the file to have it read"
        quarantine.chinese += "；文件的隐藏部分有报告的表格，请取消隐藏并保存后再读"
        var said = outcome
        said.result = .failure(quarantine)
        return said
    }

    /// The addresses of what the frames of a page hold.
    private static func frames(of document: Result<Document, ReadingError>) -> [String] {
        switch document {
        case .success(let page): page.frames
        case .failure(let error): if case .frameset(let frames) = error.reason { frames } else { [] }
        }
    }

    /// The page in a frame beside the page with the frames: the first that holds a report. It is the file that counts, also when it is met again by itself.
    private static func frame(_ files: [SourceFile], _ parser: ReportParser, _ limits: ReadingLimits) async -> Outcome? {
        for file in files {
            let outcome = await read(file, parser: parser, limits: limits)
            if case .success = outcome.result { return outcome }
        }
        return nil
    }

    private static func document(of file: SourceFile, limits: ReadingLimits) async -> Result<Document, ReadingError> {
        do {
            return .success(try await DocumentReaders.read(bytes: file.bytes, path: file.path, limits: limits))
        } catch {
            return .failure(error)
        }
    }

    private static func outcome(of read: Result<Document, ReadingError>, _ file: SourceFile, _ parser: ReportParser) -> Outcome {
        let (bytes, path) = (file.bytes, file.path)
        let digest = SHA256Digest.hexadecimal(of: bytes)
        let document: Document
        switch read {
        case .success(let found): document = found
        case .failure(let error):
            return failed(path: error.path, sha256: digest, format: nil, code: error.code, reason: error.message, chinese: error.chinese)
        }
        do {
            let source = ReportSource(path: path, sha256: digest, format: document.format)
            let reports = try parser.parse(document, source: source)
            return Outcome(path: path, sha256: digest, format: document.format, result: .success(reports))
        } catch {
            // What could not be read of the file may be what is missing: pictures, embedded sheets, formulas without a value.
            let warnings = document.warnings.filter { if case .uncertainWord = $0 { false } else { true } }.prefix(3)
            return failed(
                path: path, sha256: digest, format: document.format, code: error.code,
                reason: ([error.description] + warnings.map(\.description)).joined(separator: "; "),
                chinese: ([error.chinese] + warnings.map(\.chinese)).joined(separator: "；"))
        }
    }

    /// The outcome of a file that could not even be opened.
    public static func failed(_ error: ReadingError) -> Outcome {
        failed(path: error.path, sha256: "", format: nil, code: error.code, reason: error.message, chinese: error.chinese)
    }

    private static func failed(
        path: FilePath, sha256: String, format: String?, code: String, reason: String, chinese: String
    ) -> Outcome {
        Outcome(
            path: path, sha256: sha256, format: format,
            result: .failure(Quarantine(path: path, code: code, reason: reason, chinese: chinese)))
    }
}
