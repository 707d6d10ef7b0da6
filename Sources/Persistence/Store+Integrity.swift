import Foundation
public import Disclosure
import FilePaths
import GRDB

extension Store {
    /// What a thorough look at a store found.
    public struct Examination: Sendable {
        /// Reports that are whole, older versions included.
        public let reports: Int
        /// What SQLite, the digests and the tallies complain of; empty for a sound store.
        public let problems: [String]
        /// What is missing because of it; `nil` for a sound store.
        public let damage: StoreDamage?
    }

    /// Looks at every row, index and page of a store, whatever state it is in.
    ///
    /// - Throws: ``StoreError``: no file, another kind of file, a newer program's file.
    public static func examine(_ path: String) throws(StoreError) -> Examination {
        let store = try Store(readingAt: path)
        let problems: [String]
        // Opening may have found it damaged already.
        if store.damage == nil { problems = try store.integrityProblems() } else { problems = ["it cannot be opened as it is"] }
        var damage = store.damage
        if damage == nil && !problems.isEmpty {
            guard let copy = try Salvage.copy(of: path) else { throw .notAStore(path: path) }
            damage = copy.1
            let count = try checked(path) { try copy.0.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM report") } }
            return Examination(reports: count ?? 0, problems: problems, damage: damage)
        }
        return Examination(reports: try store.reports(versions: true, forgotten: true).count, problems: problems, damage: damage)
    }

    /// Looks at every part of every report, so that ``damage`` names those that are not as they were written: for lists that show no part of them.
    ///
    /// O(bytes of the reports).
    public func checkReports() throws(StoreError) {
        try read { db in
            for table in [StoreTable.layout, .cells, .places, .prose] { try VerifiedScan.forEach(table, db) { _ in } }
        }
    }

    /// What SQLite's own check, the digests and the references between tables complain of; empty for a sound store.
    public func integrityProblems() throws(StoreError) -> [String] {
        try write { db in
            var problems: [String] = []
            func look(_ body: () throws -> Void) {
                do { try body() } catch let error as StoreError { problems.append(Self.plain(error)) } catch let error as DatabaseError {
                    problems.append(error.message ?? "SQLite error \(error.resultCode.rawValue)")
                } catch { problems.append(String(describing: error)) }
            }
            look { problems += try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" } }
            for table in StoreTable.all { look { try VerifiedScan.forEach(table, db) { _ in } } }
            look {
                problems += try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { row in
                    "a row of \(row[0] as String? ?? "?") refers to one of \(row[2] as String? ?? "?") that is not there"
                }
                problems += try Int.fetchAll(
                    db,
                    sql: """
                        SELECT id FROM report WHERE forms <> (SELECT count(*) FROM report_cells WHERE report_id = id)
                            OR forms <> (SELECT count(*) FROM report_places WHERE report_id = id) OR id NOT IN (SELECT report_id FROM report_prose)
                        """
                ).map { "report \($0) is not whole" }
            }
            return problems
        }
    }

    private static func plain(_ error: StoreError) -> String {
        if case .damaged(let what) = error { what } else { error.description }
    }

    /// Writes what is whole of a damaged store, and what could be read anew, into a fresh one that takes its place; the damaged file is kept beside it.
    ///
    /// - Parameters:
    ///   - path: the store.
    ///   - reread: the report of a damaged one, read anew from its file; `nil` when the file is gone or is another one. It is called for one after the other.
    /// - Returns: the damage, the reports of it that were brought back, and where the damaged file is kept; `nil` for a sound store, which stays as it is.
    public static func repair(
        _ path: String, rereading reread: (StoreDamage.Report) async -> Report?
    ) async throws(StoreError) -> (damage: StoreDamage, broughtBack: [StoreDamage.Report], kept: String)? {
        let fresh = StoreFile.partial(of: path, "repaired")
        let examination = try examine(path)
        guard examination.damage != nil else { return nil }
        try StoreFile.waitForWriters(path)
        let image = try DatabaseImage(path: path)
        defer { for ending in ["", "-wal", "-shm", "-journal"] { unlink(fresh + ending) } }
        let target = try writing(fresh) { try DatabaseQueue(path: StoreFile.plain(fresh), configuration: configuration) }
        guard let damage = try writing(path, { try Salvage.copy(image, to: target, path: path) }) else { throw .notAStore(path: path) }
        var broughtBack: [StoreDamage.Report] = []
        for lost in damage.reports {
            guard let report = await reread(lost), report.source.sha256 == lost.source.sha256, report.year == lost.year,
                report.body.key == lost.body.key
            else { continue }
            try writing(fresh) { try target.write { db in try restore(lost, report, db) } }
            broughtBack.append(lost)
        }
        try writing(fresh) { try target.close() }
        let problems = try Store(readingAt: fresh).integrityProblems()
        guard problems.isEmpty else { throw .damaged(problems.joined(separator: "; ")) }
        return (damage, broughtBack, try StoreFile.replace(path, by: fresh))
    }

    /// Puts a report back under the number, version and state that it had.
    private static func restore(_ lost: StoreDamage.Report, _ report: Report, _ db: Database) throws {
        try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
        let transaction = StoreTransaction(db)
        let body = try VerifiedScan.rows(.body, db, where: "key = ?", [StoredValue(lost.body.key)]).first
        guard let body else { throw StoreError.damaged("the body of report \(lost.id)") }
        let cells = report.forms.flatMap(\.cells)
        try transaction.insert(
            .report,
            [
                StoredValue(lost.id), body[0], StoredValue(lost.year), StoredValue(lost.version), StoredValue(lost.isCurrent ? 1 : 0),
                StoredValue(report.edition?.rawValue), StoredValue(report.source.format), StoredValue(cells.count),
                StoredValue(cells.count { $0.state == .blank }), StoredValue(lost.exactRules), StoredValue(lost.violated),
                StoredValue(report.title), StoredValue(lost.source.path.shown), StoredValue(lost.source.sha256),
                StoredValue(report.body.scope.rawValue), StoredValue(lost.isForgotten ? 1 : 0), StoredValue(report.forms.count),
            ])
        try fill(Int64(lost.id), report, transaction)
        try transaction.finish()
    }
}

extension StoreFile {
    /// Puts a whole file in the place of a store, which is kept under another name.
    /// - Returns: that name.
    static func replace(_ path: String, by fresh: String) throws(StoreError) -> String {
        func fail() -> StoreError { .cannotWrite(path: path, reason: String(cString: strerror(errno))) }
        try flush(fresh)
        var number = 1
        // A second name for the damaged file: it is never without one.
        while link(path, "\(path).damaged-\(number)") != 0 {
            guard errno == EEXIST, number < 10_000 else { throw fail() }
            // A repair that was stopped has given it one already.
            let (own, kept) = (FileStamp(path: path), FileStamp(path: "\(path).damaged-\(number)"))
            if own?.inode == kept?.inode, own?.device == kept?.device { break }
            number += 1
        }
        let kept = "\(path).damaged-\(number)"
        // Its log belongs to it, and must not be taken for one of the new file.
        for ending in ["-wal", "-journal"] where FileStamp(path: path + ending) != nil {
            guard rename(path + ending, kept + ending) == 0 else { throw fail() }
        }
        unlink(path + "-shm")
        guard rename(fresh, path) == 0 else { throw fail() }
        try flush((path as NSString).deletingLastPathComponent)
        return kept
    }

    /// The name of what is written before it is whole; what runs that were killed left under such names is removed.
    static func partial(of path: String, _ what: String) -> String {
        let folder = (path as NSString).deletingLastPathComponent
        let start = "\((path as NSString).lastPathComponent).\(what)-"
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? [] where name.hasPrefix(start) {
            let number = name.dropFirst(start.count).prefix { $0.isNumber }
            guard let process = Int32(number), kill(process, 0) != 0, errno == ESRCH else { continue }
            unlink(folder.isEmpty ? name : "\(folder)/\(name)")
        }
        return "\(path).\(what)-\(getpid())"
    }

    /// - Throws: ``StoreError/locked(path:)`` when another program is writing to the store; a store that is too damaged to be locked has no writers.
    static func waitForWriters(_ path: String) throws(StoreError) {
        do throws(StoreError) {
            try Store.checked(path) {
                try DatabaseQueue(path: plain(path), configuration: Store.configuration).inTransaction(.immediate) { _ in .rollback }
            }
        } catch {
            if case .locked = error { throw error }
        }
    }

    /// Waits until a file, or a folder's list of files, is on the disk.
    static func flush(_ path: String) throws(StoreError) {
        let descriptor = open(path.isEmpty ? "." : path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: String(cString: strerror(errno))) }
        defer { Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .cannotWrite(path: path, reason: String(cString: strerror(errno))) }
    }
}
