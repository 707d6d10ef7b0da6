import Disclosure
import Foundation
import ReportParsing

/// The folder that what could not be read is copied to, each file with its reason beside it. Of an archive the whole is copied once, with a line for
/// each of its members.
struct QuarantineFolder {
    let path: String
    /// The name in the folder of each file that is there already.
    private var names: [String: String] = [:]

    init(path: String) { self.path = path }

    /// Takes a file or an archive's member in.
    mutating func take(_ quarantine: ReportFile.Quarantine) throws {
        let folder = URL(filePath: path)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let file = Self.file(of: quarantine.path)
            let isNew = names[file] == nil
            let name = names[file] ?? freeName(URL(filePath: file).lastPathComponent, in: folder)
            names[file] = name
            // A link that leads out of its folder is named, not followed; a pipe or a device would never end.
            if isNew, quarantine.code != "outside_folder", Self.isRegular(file) {
                try FileManager.default.copyItem(at: URL(filePath: file).resolvingSymlinksInPath(), to: folder.appending(path: name))
            }
            let reasons = folder.appending(path: name + ".reason.txt")
            let before = isNew ? "" : try String(contentsOf: reasons, encoding: .utf8)
            try Data((before + "\(quarantine.path)\n\(quarantine.code): \(quarantine.reason)\n").utf8).write(to: reasons)
        } catch {
            throw UsageError(zh: "无法写入隔离文件夹 \(path)：\(error)", en: "cannot write to the quarantine \(path): \(error)")
        }
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
    private func freeName(_ name: String, in folder: URL) -> String {
        var candidate = name
        var number = 2
        while FileManager.default.fileExists(atPath: folder.appending(path: candidate + ".reason.txt").path) {
            candidate = "\(number)-\(name)"
            number += 1
        }
        return candidate
    }
}
