public import Disclosure
public import FilePaths
import GRDB

/// A file that was read into the store: what the file system said of it and of what was read beside it, and what came of it.
///
/// When the file system says the same again, the content is the same, and need not be read.
public struct ReadSource: Sendable, Hashable {
    /// One report that came of the file.
    public struct Outcome: Sendable, Hashable {
        /// Where, from the folder of the file on: the file's name, with the member of an archive behind it.
        public var path: FilePath
        /// The report's number in the store.
        public var report: Int
        /// What is doubtful about it, as it was said.
        public var remark: LocalizedText?

        /// A report that came of a file.
        public init(path: FilePath, report: Int, remark: LocalizedText?) {
            self.path = path
            self.report = report
            self.remark = remark
        }
    }

    /// A file with what the file system says of it.
    public struct Stamped: Sendable, Hashable {
        /// The path.
        public var path: FilePath
        /// `nil` for a file that was looked for and not there.
        public var stamp: FileStamp?

        /// A file as the file system has it now.
        public init(path: FilePath) {
            self.path = path
            stamp = FileStamp(path: path)
        }

        init(path: FilePath, stamp: FileStamp?) {
            self.path = path
            self.stamp = stamp
        }
    }

    /// The file, and the files beside it that were looked for because of it.
    public var files: [Stamped]
    /// What read it: the program's version, and what it was told about files.
    public var reader: String
    /// The reports, in the order of the file.
    public var outcomes: [Outcome]

    /// A file that was read.
    public init(files: [Stamped], reader: String, outcomes: [Outcome]) {
        self.files = files
        self.reader = reader
        self.outcomes = outcomes
    }

    /// Whether every file is as it was, by what the file system says.
    public var isAsItWas: Bool { files.allSatisfy { FileStamp(path: $0.path) == $0.stamp } }

    /// **Layout.** Byte 0: version, 1. The reader; the files, each with path, a byte whether it is there, and size, times, inode and device; the outcomes, each
    /// with path, number, a byte whether there is a remark, and the remark in both languages.
    fileprivate var packed: [UInt8] {
        var writer = ByteWriter()
        writer.byte(1)
        writer.text(reader)
        writer.unsigned(files.count)
        for file in files {
            writer.text(file.path.shown)
            writer.byte(file.stamp == nil ? 0 : 1)
            guard let stamp = file.stamp else { continue }
            writer.fixed(stamp.size)
            writer.fixed(stamp.modified)
            writer.fixed(stamp.changed)
            writer.fixed(stamp.inode)
            writer.fixed(stamp.device)
        }
        writer.unsigned(outcomes.count)
        for outcome in outcomes {
            writer.text(outcome.path.shown)
            writer.unsigned(outcome.report)
            writer.byte(outcome.remark == nil ? 0 : 1)
            guard let remark = outcome.remark else { continue }
            writer.text(remark.zh)
            writer.text(remark.en)
        }
        return writer.bytes
    }

    fileprivate init(packed bytes: UnsafeRawBufferPointer) throws(StoreError) {
        var reading = ByteReader(bytes)
        guard try reading.byte() == 1 else { throw .damaged("a file that was read, of an unknown version") }
        reader = try reading.text()
        files = []
        for _ in 0..<(try reading.unsigned()) {
            let path = FilePath(shown: try reading.text())
            guard try reading.byte() == 1 else {
                files.append(Stamped(path: path, stamp: nil))
                continue
            }
            let (size, modified, changed) = (try reading.fixed(Int64.self), try reading.fixed(Int64.self), try reading.fixed(Int64.self))
            let (inode, device) = (try reading.fixed(UInt64.self), try reading.fixed(UInt64.self))
            files.append(Stamped(path: path, stamp: FileStamp(size: size, modified: modified, changed: changed, inode: inode, device: device)))
        }
        outcomes = []
        for _ in 0..<(try reading.unsigned()) {
            let (path, report) = (FilePath(shown: try reading.text()), try reading.unsigned())
            let remark = try reading.byte() == 1 ? LocalizedText(zh: try reading.text(), en: try reading.text()) : nil
            outcomes.append(Outcome(path: path, report: report, remark: remark))
        }
    }
}

extension Store {
    /// What is remembered of the files at some paths. O(paths).
    public func sources(at paths: [FilePath]) throws(StoreError) -> [FilePath: ReadSource] {
        try read { db in
            var found: [FilePath: ReadSource] = [:]
            for path in paths {
                try VerifiedScan.forEach(.sourceFile, db, where: ("path = ?", [StoredValue(path.shown)])) { row in
                    found[path] = try ReadSource(packed: row.bytes(1))
                }
            }
            return found
        }
    }

    /// Remembers files that were read, each in place of what was remembered before, all of them or none.
    public func remember(_ sources: [(path: FilePath, source: ReadSource)]) throws(StoreError) {
        guard !sources.isEmpty else { return }
        try transaction { transaction in
            for (path, source) in sources {
                try transaction.delete(.sourceFile, where: "path = ?", [StoredValue(path.shown)])
                try transaction.insert(.sourceFile, [StoredValue(path.shown), .blob(source.packed)])
            }
        }
    }

    /// A packed file that was read with the numbers that its reports have in another store; `nil` when one of them is not there.
    static func renumbered(_ packed: UnsafeRawBufferPointer, _ numbers: [Int64: Int64]) throws(StoreError) -> [UInt8]? {
        var source = try ReadSource(packed: packed)
        for index in source.outcomes.indices {
            guard let number = numbers[Int64(source.outcomes[index].report)] else { return nil }
            source.outcomes[index].report = Int(number)
        }
        return source.packed
    }

    /// Forgets the files that some reports came from, so that they are read again.
    static func forgetSources(of reports: Set<Int>, _ transaction: StoreTransaction) throws {
        var paths: [StoredValue] = []
        try VerifiedScan.forEach(.sourceFile, transaction.db) { row in
            let source = try ReadSource(packed: row.bytes(1))
            if source.outcomes.contains(where: { reports.contains($0.report) }) { paths.append(row.value(0)) }
        }
        for path in paths { try transaction.delete(.sourceFile, where: "path = ?", [path]) }
    }
}
