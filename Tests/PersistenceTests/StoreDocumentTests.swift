import Foundation
import GRDB
import TestSupport
import Testing

@testable import Persistence

/// `docs/store.md` against the files that it describes.
@Suite struct StoreDocumentTests {
    /// The columns of the page's tables, each as name and type, by part and table.
    private func documented() throws -> [String: [String: [String]]] {
        let text = try String(contentsOf: ProjectFiles.root.appending(path: "docs/store.md"), encoding: .utf8)
        var (part, table) = ("", "")
        var found: [String: [String: [String]]] = [:]
        for line in text.split(separator: "\n") {
            if line.hasPrefix("## ") { part = String(line.dropFirst(3)) }
            if line.hasPrefix("### ") {
                table = String(line.dropFirst(4))
                found[part, default: [:]][table] = []
            }
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
            guard line.hasPrefix("| `"), cells.count >= 2 else { continue }
            found[part, default: [:]][table, default: []].append("\(cells[0]) \(cells[1])")
        }
        return found
    }

    private func actual(_ path: String) throws -> [String: [String]] {
        let queue = try DatabaseQueue(path: path)
        return try queue.read { db in
            let names = try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'")
            return try names.reduce(into: [:]) { tables, name in
                tables[name] = try Row.fetchAll(db, sql: "SELECT name, type FROM pragma_table_info(?)", arguments: [name]).map {
                    "\($0["name"] as String) \($0["type"] as String)"
                }
            }
        }
    }

    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "store-document-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    @Test func theStoreIsAsDescribed() throws {
        let page = try #require(try documented()["The store"])
        try inFolder { folder in
            try Store(creatingAt: folder + "/a.sqlite").close()
            let tables = try actual(folder + "/a.sqlite")
            #expect(Set(tables.keys) == Set(page.keys))
            // A column that a later version added stands before the digest in the page.
            for (name, columns) in tables { #expect(columns.sorted() == page[name]?.sorted(), "\(name)") }
        }
        let text = try String(contentsOf: ProjectFiles.root.appending(path: "docs/store.md"), encoding: .utf8)
        #expect(text.contains("the version of the tables: \(Store.schemaVersion)."))
        #expect(text.contains("0x\(String(StoreSchema.applicationID, radix: 16, uppercase: true))"))
    }

    @Test func theExportIsAsDescribed() throws {
        let page = try #require(try documented()["The exported database"])
        try inFolder { folder in
            try TidyDatabase.write(bodies: [], to: folder + "/x.sqlite", rows: { _ in })
            let tables = try actual(folder + "/x.sqlite")
            #expect(Set(tables.keys) == Set(page.keys))
            for (name, columns) in tables { #expect(columns == page[name], "\(name)") }
        }
    }
}
