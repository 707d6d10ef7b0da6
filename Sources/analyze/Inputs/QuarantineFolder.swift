import Disclosure
import Foundation
import Output
import ReportParsing

/// The folder that what could not be read is copied to, each file with its reason beside it. Of an archive the whole is copied once, with a line for
/// each of its members.
struct QuarantineFolder {
    let path: String
    /// What was taken of each file: its name in the folder, and the reasons so far.
    private var taken: [String: (name: String, reasons: String)] = [:]

    init(path: String) { self.path = path }

    /// Takes a file or an archive's member in.
    ///
    /// - Throws: ``OutputError`` when the folder cannot be written, ``UsageError`` when the file cannot be copied.
    mutating func take(_ quarantine: ReportFile.Quarantine) throws {
        try OutputFolder.ensure(path)
        let file = Self.file(of: quarantine.path)
        let isNew = taken[file] == nil
        var entry = taken[file] ?? (freeName(URL(filePath: file).lastPathComponent), "")
        // A link that leads out of its folder is named, not followed; a pipe or a device would never end.
        if isNew, quarantine.code != "outside_folder", Self.isRegular(file) { try copy(file, as: entry.name) }
        entry.reasons += "\(quarantine.path)\n\(quarantine.code): \(quarantine.reason)\n"
        taken[file] = entry
        let reasons = try OutputFile(OutputTarget(path: path + "/" + entry.name + ".reason.txt"))
        try reasons.write(entry.reasons)
        try reasons.commit()
    }

    private func copy(_ file: String, as name: String) throws {
        guard let source = FileHandle(forReadingAtPath: file) else { return }
        let copy = try OutputFile(OutputTarget(path: path + "/" + name))
        do {
            while let bytes = try source.read(upToCount: 1 << 20), !bytes.isEmpty { try copy.write([UInt8](bytes)) }
        } catch let error as CocoaError {
            throw UsageError(zh: "无法读取 \(file)：\(error.localizedDescription)", en: "cannot read \(file): \(error.localizedDescription)")
        }
        try copy.commit()
    }

    /// The file itself, or the archive that a member is in: the longest part of the path that is a file.
    private static func file(of path: String) -> String {
        var file = path[...]
        var isFolder: ObjCBool = false
        while !FileManager.default.fileExists(atPath: String(file), isDirectory: &isFolder) {
            guard let slash = file.lastIndex(of: "/") else { return path }
            file = file[..<slash]
        }
        return isFolder.boolValue ? path : String(file)
    }

    private static func isRegular(_ path: String) -> Bool {
        let target = URL(filePath: path).resolvingSymlinksInPath().path
        let type = try? FileManager.default.attributesOfItem(atPath: target)[.type] as? FileAttributeType
        return type == .typeRegular && FileManager.default.isReadableFile(atPath: target)
    }

    /// The name, or with a number when another file of that name is there already.
    private func freeName(_ name: String) -> String {
        var candidate = name
        var number = 2
        while [candidate, candidate + ".reason.txt"].contains(where: { FileManager.default.fileExists(atPath: path + "/" + $0) }) {
            candidate = "\(number)-\(name)"
            number += 1
        }
        return candidate
    }
}
