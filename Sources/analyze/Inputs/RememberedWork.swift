import Analyses
import ArgumentParser
import CorpusLoading
import Disclosure
import Foundation
import LinearAlgebra
import Persistence

/// Whether what was worked out before may be used.
struct CacheOption: ParsableArguments {
    @Flag(name: .customLong("no-cache"), help: "Work everything out anew, and keep nothing beside the store.")
    var noCache = false
}

/// What of the program and the machine numbers depend on.
enum AnalysisProgram {
    /// The key of this program as it is installed, of the library of matrices with its kernels, and of the processor.
    static let key: ContentKey = {
        var builder = ContentKeyBuilder()
        builder.add(Version.current)
        // Whoever puts another program in the place of this one cannot set the clock of its change back.
        add(FileStamp(path: "/proc/self/exe"), to: &builder)
        for library in libraries {
            builder.add(library)
            add(FileStamp(path: library), to: &builder)
        }
        builder.add(BLASThreads.configuration)
        builder.add(processor)
        return builder.key
    }()

    private static func add(_ file: FileStamp?, to builder: inout ContentKeyBuilder) {
        guard let file else { return builder.add(0) }
        for number in [file.size, file.modified, file.changed] { builder.add(Int(number)) }
        builder.add(file.inode)
        builder.add(file.device)
    }

    /// The files of the libraries that the program runs with, that of mathematical functions among them.
    private static var libraries: [String] {
        guard let file = FileHandle(forReadingAtPath: "/proc/self/maps"), let maps = try? file.readToEnd() else { return [] }
        let paths = String(decoding: maps, as: UTF8.self).split(separator: "\n").compactMap { line in
            line.firstIndex(of: "/").map { String(line[$0...]) }
        }
        return Set(paths.filter { $0.contains(".so") }).sorted()
    }

    /// The processor and what it can do, by which routines for functions such as the logarithm are chosen.
    private static var processor: String {
        guard let file = FileHandle(forReadingAtPath: "/proc/cpuinfo"), let head = try? file.read(upToCount: 8192) else { return "" }
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\n")
        return ["model name", "flags"].compactMap { name in lines.first { $0.hasPrefix(name) } }.joined(separator: "\n")
    }
}

/// The memory of analyses in the file beside a store.
struct CachedMemory: AnalysisMemory {
    private let cache: AnalysisCache
    private let loaded: StoredCorpus

    /// Whole answers that are kept: of several options, and of contents to which somebody comes back.
    private static let answers = 8

    init(besideStore path: String, _ loaded: StoredCorpus) {
        cache = AnalysisCache(besideStore: path)
        self.loaded = loaded
    }

    func recall(_ layer: MemoryLayer, _ keys: Set<ContentKey>) -> [ContentKey: [UInt8]] {
        let found = cache.values(layer: layer.rawValue, keys: Set(keys.map(\.bytes)))
        return Dictionary(uniqueKeysWithValues: found.compactMap { key, bytes in ContentKey(bytes: key).map { ($0, bytes) } })
    }

    func keep(_ layer: MemoryLayer, _ entries: [ContentKey: [UInt8]], current: Set<ContentKey>) {
        // What was worked out while the store was changed is of no state of it.
        guard loaded.isUnchanged else { return }
        let values = Dictionary(uniqueKeysWithValues: entries.map { ($0.key.bytes, $0.value) })
        switch layer {
        case .prose, .body: cache.keep(layer: layer.rawValue, values, current: Set(current.map(\.bytes)))
        case .findings: cache.keep(layer: layer.rawValue, values, newest: Self.answers)
        }
    }
}

/// Which findings the store remembers for verdicts: a note in the cache, so that a run that finds the same need not write them again.
struct RememberedFindings {
    private let cache: AnalysisCache
    private let key: ContentKey

    /// The layer of the notes, beside those of ``MemoryLayer``.
    static let layer = 100

    /// - Parameter key: that of the findings before verdicts.
    init(besideStore path: String, _ key: ContentKey) {
        cache = AnalysisCache(besideStore: path)
        self.key = key
    }

    /// Whether the store has the findings of the key already, under the verdicts that it has.
    func areIn(_ store: Store) -> Bool {
        guard let state = try? store.findingDigest(), (try? store.findingsAreOfTheseContents()) == true else { return false }
        return cache.values(layer: Self.layer, keys: [key.bytes])[key.bytes] == Self.note(state)
    }

    /// Notes that the store has them now.
    func note(_ store: Store) {
        guard let state = try? store.findingDigest() else { return }
        cache.keep(layer: Self.layer, [key.bytes: Self.note(state)], newest: 1)
    }

    private static func note(_ state: [UInt64]) -> [UInt8] {
        var builder = ContentKeyBuilder()
        for number in state { builder.add(number) }
        return builder.key.bytes
    }
}
