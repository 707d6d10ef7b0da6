public import Disclosure
public import DocumentReading

/// Reads files as reports: bytes, format, form, body and year in one call. A bad file is a quarantine with its reason, never a stop.
public enum ReportFile {
    /// Why a file gave no report.
    public struct Quarantine: Error, Sendable, Hashable, CustomStringConvertible {
        /// The file, with the member of an archive after a `!`.
        public var path: String
        /// Stable short name of the reason: `empty`, `image`, `damaged`, `no_form`, …
        public var code: String
        /// The reason in one sentence.
        public var reason: String

        /// Path and reason.
        public var description: String { "\(path): \(reason)" }
    }

    /// What became of one file or member of an archive.
    public struct Outcome: Sendable {
        /// The file, with the member of an archive after a `!`.
        public var path: String
        /// Lower-case hexadecimal SHA-256 of the bytes; empty when they could not be read.
        public var sha256: String
        /// The format told from the content; `nil` when none was.
        public var format: String?
        /// The reports, or why there are none.
        public var result: Result<[Report], Quarantine>
    }

    /// Reads the file at a path.
    public static func read(
        path: String, parser: ReportParser = ReportParser(), limits: ReadingLimits = .standard
    ) async -> [Outcome] {
        do {
            let bytes = try FileBytes.read(path, limit: limits.fileBytes)
            return await read(bytes: bytes, path: path, parser: parser, limits: limits)
        } catch {
            return [failed(path: path, sha256: "", format: nil, code: error.code, reason: error.message)]
        }
    }

    /// Reads bytes as if they were the file at a path.
    public static func read(
        bytes: [UInt8], path: String, parser: ReportParser = ReportParser(), limits: ReadingLimits = .standard
    ) async -> [Outcome] {
        if ArchiveMembers.recognizes(bytes) { return await archive(bytes, path: path, parser: parser, limits: limits, depth: 1) }
        let digest = SHA256Digest.hexadecimal(of: bytes)
        let document: Document
        do {
            document = try await DocumentReaders.read(bytes: bytes, path: path, limits: limits)
        } catch {
            return [failed(path: error.path, sha256: digest, format: nil, code: error.code, reason: error.message)]
        }
        do {
            let source = ReportSource(path: path, sha256: digest, format: document.format)
            let reports = try parser.parse(document, source: source)
            return [Outcome(path: path, sha256: digest, format: document.format, result: .success(reports))]
        } catch {
            return [failed(path: path, sha256: digest, format: document.format, code: error.code, reason: error.description)]
        }
    }

    /// The members of an archive one after the other; archives in it to the depth of the limit.
    private static func archive(
        _ bytes: [UInt8], path: String, parser: ReportParser, limits: ReadingLimits, depth: Int
    ) async -> [Outcome] {
        var outcomes: [Outcome] = []
        do {
            try await ArchiveMembers.forEach(in: bytes, path: path, limits: limits) { member in
                switch member.bytes {
                case .failure(let error):
                    outcomes.append(failed(path: error.path, sha256: "", format: nil, code: error.code, reason: error.message))
                case .success(let content) where ArchiveMembers.recognizes(content):
                    if depth < limits.archiveDepth {
                        outcomes += await archive(content, path: member.path, parser: parser, limits: limits, depth: depth + 1)
                    } else {
                        let error = ReadingError(path: member.path, reason: .beyondLimit(name: "archiveDepth", limit: limits.archiveDepth))
                        outcomes.append(failed(path: error.path, sha256: "", format: nil, code: error.code, reason: error.message))
                    }
                case .success(let content):
                    outcomes += await read(bytes: content, path: member.path, parser: parser, limits: limits)
                }
            }
            if outcomes.isEmpty {
                outcomes.append(failed(path: path, sha256: "", format: "zip", code: "empty", reason: "the archive holds no files"))
            }
        } catch {
            outcomes.append(
                failed(path: error.path, sha256: SHA256Digest.hexadecimal(of: bytes), format: nil, code: error.code, reason: error.message))
        }
        return outcomes
    }

    private static func failed(path: String, sha256: String, format: String?, code: String, reason: String) -> Outcome {
        Outcome(path: path, sha256: sha256, format: format, result: .failure(Quarantine(path: path, code: code, reason: reason)))
    }
}
