import Disclosure
import DocumentReading
import FilePaths
import Foundation
import Output
import ReportParsing

/// The folder that what could not be read is copied to, each file with its reason beside it. Of an archive the whole is copied once, with a line for
/// each of its members. A name that is no UTF-8 stands in its shown form.
struct QuarantineFolder {
    let path: FilePath
    /// The name in the folder of each file that is there already.
    private var names: [FilePath: FilePath] = [:]
    /// What was said of each.
    private var said: [FilePath: String] = [:]

    init(path: FilePath) { self.path = path }

    /// Takes a file in, or the members of an archive.
    ///
    /// - Throws: what the system said when the folder or a file in it could not be written. A file that can be read no further has its reason alone.
    /// - Complexity: linear in the files' bytes; the reasons of a file are written once a call.
    mutating func take(_ quarantined: [ReportFile.Quarantine]) throws(OutputError) {
        if quarantined.isEmpty { return }
        try OutputFolder.ensure(path)
        var files: [FilePath] = []
        for quarantine in quarantined {
            let file = Self.file(of: quarantine.path)
            if files.last != file { files.append(file) }
            // A link that leads out of its folder is named, not followed; a pipe or a device would never end.
            let isCopied = quarantine.code != "outside_folder" && Self.isRegular(file)
            if names[file] == nil {
                let name = freeName(for: file, isCopied: isCopied)
                names[file] = name
                if isCopied { try Self.copy(file, to: path.appending(name)) }
            }
            said[file, default: ""] += "\(TerminalText.of(quarantine.path.shown))\n\(quarantine.code): \(TerminalText.of(quarantine.reason))\n"
        }
        for file in files { try writeReasons(of: file) }
    }

    private func writeReasons(of file: FilePath) throws(OutputError) {
        let reasons = try OutputFile(OutputTarget(path: path.appending(Self.reasons(names[file]!))))
        try reasons.write(said[file]!)
        try reasons.commit()
    }

    /// Copies a file whole or not at all; what can be read no further is not copied.
    private static func copy(_ file: FilePath, to path: FilePath) throws(OutputError) {
        let copy = try OutputFile(OutputTarget(path: path))
        do {
            try FileBytes.forEachPart(file, limit: .max) { try copy.write(Array($0)) }
        } catch let error as OutputError {
            throw error
        } catch {
            return copy.discard()
        }
        try copy.commit()
    }

    private static func reasons(_ name: FilePath) -> FilePath { FilePath(bytes: name.bytes + Array(".reason.txt".utf8)) }

    /// The file itself, or the archive that a member is in: the longest part of the path that is a file.
    private static func file(of path: FilePath) -> FilePath {
        var file = path
        while !file.isThere {
            let folder = FilePath(bytes: file.folder.bytes.dropLast())
            guard !folder.bytes.isEmpty else { return path }
            file = folder
        }
        return kind(of: file) == S_IFDIR ? path : file
    }

    private static func isRegular(_ path: FilePath) -> Bool { kind(of: path) == S_IFREG && path.withCString { access($0, R_OK) } == 0 }

    private static func kind(of path: FilePath) -> mode_t? {
        var status = stat()
        return path.withCString { stat($0, &status) } == 0 ? status.st_mode & S_IFMT : nil
    }

    /// The name that the file has here, or with a number when another file of that name is there already. What was taken in before, with the same
    /// bytes, keeps its name, so that a run again leaves the folder as it is.
    private func freeName(for file: FilePath, isCopied: Bool) -> FilePath {
        let name = FilePath(file.name.shown)
        var candidate = name
        var number = 2
        while path.appending(candidate).isThere || path.appending(Self.reasons(candidate)).isThere, !holds(file, as: candidate, isCopied: isCopied) {
            candidate = FilePath(bytes: Array("\(number)-".utf8) + name.bytes)
            number += 1
        }
        return candidate
    }

    /// Whether a name here is that of the same file, taken in by an earlier run: a copy with the same bytes, or a reason that names the file.
    private func holds(_ file: FilePath, as name: FilePath, isCopied: Bool) -> Bool {
        if names.values.contains(name) { return false }
        if isCopied { return FileBytes.areEqual(file, path.appending(name)) }
        var reasons: [UInt8] = []
        try? FileBytes.forEachPart(path.appending(Self.reasons(name)), limit: 1 << 20) { reasons += $0 }
        return !path.appending(name).isThere && reasons.starts(with: Array("\(TerminalText.of(file.shown))\n".utf8))
    }
}
