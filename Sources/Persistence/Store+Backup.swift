import Foundation
import GRDB

extension Store {
    /// Checks before any work that a new store can get its name; what killed runs left beside the name is removed.
    ///
    /// - Throws: ``StoreError/exists(path:)`` where there is something at the path, ``StoreError/notAFile(path:_:)`` where there can be no store.
    public static func expectNothing(at target: String) throws(StoreError) { _ = try nameInTheMaking(of: target) }

    private static func nameInTheMaking(of target: String) throws(StoreError) -> String {
        try StoreFile.check(target)
        let partial = StoreFile.partial(of: target, "partial")
        guard FileStamp(path: target) == nil else { throw .exists(path: target) }
        return partial
    }

    /// Writes a copy of the store as it is now to a new file, while others go on writing to it.
    ///
    /// The copy is one file without a log. It is written beside its name and gets the name when it is whole, has been checked row by row and is on the disk.
    /// A damaged store is not copied: a backup that holds the damage is none.
    ///
    /// - Throws: ``StoreError``: there is something at the path already, the store is damaged, the copy cannot be written.
    public func backup(to target: String) throws(StoreError) {
        let partial = try Self.nameInTheMaking(of: target)
        defer { for ending in ["", "-journal", "-wal", "-shm"] { unlink(partial + ending) } }
        do throws(StoreError) {
            try write { db in try db.execute(sql: "VACUUM INTO ?", arguments: [StoreFile.plain(partial)]) }
        } catch {
            switch error {
            case .cannotOpen(_, let reason), .cannotWrite(_, let reason): throw .cannotWrite(path: target, reason: reason)
            case .full: throw .full(path: target)
            case .readOnly: throw .readOnly(path: target)
            default: throw error
            }
        }
        let problems = try Store(readingAt: partial).integrityProblems()
        guard problems.isEmpty else { throw .damaged(problems.prefix(3).joined(separator: "; ")) }
        try StoreFile.flush(partial)
        // A second name is refused where there is a file by now; renaming would overwrite it.
        guard link(partial, target) == 0 else {
            throw errno == EEXIST ? .exists(path: target) : .cannotWrite(path: target, reason: String(cString: strerror(errno)))
        }
        try StoreFile.flush((target as NSString).deletingLastPathComponent)
    }
}
