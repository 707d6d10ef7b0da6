import Disclosure
import FilePaths
import Foundation
import Output
import Persistence

/// The files that a run reads or keeps, none of which a result may be written over.
struct FilesOfRun {
    private struct Member {
        let path: String
        let role: LocalizedText
    }

    private var members: [Member] = []
    private var inputs: [FilePath] = []
    /// Whether the run reads a stream and, unless told otherwise, writes one.
    var isStream = false

    /// The store of the run, whether it is there or not.
    mutating func add(store path: String) { members.append(Member(path: path, role: LocalizedText(zh: "本次使用的库", en: "the store of this run"))) }

    /// Reports, panels and folders of them.
    mutating func add(inputs paths: [FilePath]) { inputs += paths }

    /// A file that says how something is read or judged; `nil` when none was given.
    mutating func add(settings path: String?) {
        guard let path else { return }
        members.append(Member(path: path, role: LocalizedText(zh: "本次读取的文件", en: "a file that this run reads")))
    }

    /// Refuses a target that is one of the files, under whatever name, or a store of any run.
    ///
    /// - Throws: ``OutputError``.
    func protect(from target: OutputTarget) throws {
        // Also where it is not there yet: SQLite would take what stands beside a store for a part of it.
        if let name = target.file, Self.belongsToStore(name.shown) {
            throw OutputError.inUse(path: target.name, chinese: "一个库", english: "a store of this program")
        }
        for member in members {
            for path in [member.path] + Self.companions.map({ member.path + $0 }) where target.isSame(as: path) {
                throw OutputError.inUse(path: target.name, chinese: member.role.zh, english: member.role.en)
            }
        }
        guard target.existingFile != nil else { return }
        for input in inputs where target.isSame(as: input) || Self.files(below: input).contains(where: { target.isSame(as: $0) }) {
            throw OutputError.inUse(path: target.name, chinese: "本次读取的文件", english: "a file that this run reads")
        }
    }

    /// What SQLite keeps beside a store, and what was worked out of it.
    private static let companions = ["-wal", "-shm", "-journal", AnalysisCache.ending, AnalysisCache.ending + "-journal"]

    private static func belongsToStore(_ path: String) -> Bool {
        let owner = companions.first { path.hasSuffix($0) }.map { String(path.dropLast($0.count)) }
        return Store.isStore(path) || AnalysisCache.isCache(path) || owner.map(Store.isStore) == true
    }

    private static func files(below folder: FilePath) -> [FilePath] {
        ((try? InputFiles.find([folder])) ?? []).compactMap { try? $0.get() }
    }
}
