import Foundation
import TestSupport
import Testing

/// The DocC catalogs of the library products: every link is a declaration of its module.
@Suite struct DocumentationCatalogTests {
    private func text(of folder: String, ending: String) throws -> [String] {
        let root = ProjectFiles.root.appending(path: folder)
        guard let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil) else { return [] }
        return try files.compactMap { $0 as? URL }.filter { $0.pathExtension == ending }.map { try String(contentsOf: $0, encoding: .utf8) }
    }

    @Test(arguments: ["Statistics", "LinearAlgebra", "ColumnStore"])
    func catalogMatchesTheDeclarations(module: String) throws {
        let sources = try text(of: "Sources/\(module)", ending: "swift").joined(separator: "\n")
        let pages = try text(of: "Sources/\(module)/\(module).docc", ending: "md")
        #expect(pages.count >= 2, "a landing page and an article")
        let types = Set(sources.matches(of: /(?m)^public (?:struct|enum|protocol|class|typealias) (\w+)/).map { String($0.output.1) })
        let links = pages.flatMap { $0.matches(of: /``([\w\/\(\):]+)``/).map { String($0.output.1) } }
        for link in Set(links) where link != module {
            let parts = link.split(separator: "/").map { String($0.prefix { $0 != "(" }) }
            #expect(types.contains(parts[0]), "\(module): \(link)")
            if parts.count > 1 {
                #expect(sources.contains("public let \(parts[1])") || sources.contains("public func \(parts[1])"), "\(module): \(link)")
            }
        }
    }
}
