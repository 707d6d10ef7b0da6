import CLibZip
import Disclosure
import DocumentReading
import FilePaths
import Foundation
import ReportParsing
import ReportRendering
import ReportSupport
import Testing

@testable import DraftMarking

/// A made-up report as a file of a format, with what the parser reads in it.
struct MarkedFile {
    let format: String
    let bytes: [UInt8]
    let report: Report

    static let words = DraftWords(author: "analyze", heading: "核对结果")

    init(_ format: String, edition: Edition = .fmt2021, seed: UInt64 = 7, filling: GeneratedReport.Filling = .numbers) async throws {
        let draft = GeneratedReport(edition: edition, seed: seed, filling: filling).draft
        try await self.init(format, bytes: try #require(Renderings.named(format)).bytes(of: draft))
    }

    init(_ format: String, bytes: [UInt8]) async throws {
        self.format = format
        self.bytes = bytes
        let outcome = try #require(await ReportFile.read(bytes: bytes, path: "draft").first)
        report = try #require(try outcome.result.get().first)
    }

    /// Every so many cells of the report.
    func cells(every step: Int) -> [Cell] {
        let cells = report.forms.flatMap(\.cells)
        return stride(from: 0, to: cells.count, by: step).map { cells[$0] }
    }

    func marked(_ remarks: [DraftRemark]) async throws -> MarkedDraft {
        try await DraftMarking.marked(bytes, path: "draft", remarks: remarks, words: Self.words)
    }

    /// Whether a reader sees the same blocks in both files, but for those that stand behind all others.
    static func readsAlike(_ old: [UInt8], _ new: [UInt8]) async throws -> Bool {
        let (before, after) = (try await blocks(old), try await blocks(new))
        return Array(after.prefix(before.count)) == before
    }

    /// The blocks that a reader sees.
    static func blocks(_ bytes: [UInt8]) async throws -> [Document.Block] { try await DocumentReaders.read(bytes: bytes, path: "draft").blocks }

    /// The members of a container.
    static func members(_ bytes: [UInt8]) throws -> [String: [UInt8]] {
        let zip = try #require(OfficeZip(bytes))
        var found: [String: [UInt8]] = [:]
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
        _ = buffer.initialize(from: bytes)
        defer { buffer.deallocate() }
        let source = try #require(zip_source_buffer_create(buffer.baseAddress, zip_uint64_t(buffer.count), 0, nil))
        let handle = try #require(zip_open_from_source(source, ZIP_RDONLY, nil))
        defer { zip_discard(handle) }
        for index in 0..<zip_get_num_entries(handle, 0) {
            let name = String(cString: try #require(zip_get_name(handle, zip_uint64_t(index), 0)))
            found[name] = try zip.part(name)
        }
        return found
    }

    static func text(_ bytes: [UInt8]?) throws -> String { String(decoding: try #require(bytes), as: UTF8.self) }
}
