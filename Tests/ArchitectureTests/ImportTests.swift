import Foundation
import TestSupport
import Testing

/// The modules of the package and which of them each may import: arrows point down only.
private let allowed: [String: Set<String>] = [
    "LinearAlgebra": ["COpenBLAS"],
    "ColumnStore": [],
    "Statistics": ["LinearAlgebra", "ColumnStore", "CSpecialFunctions", "CKernels"],
    "Rules": [],
    "MarkupText": [],
    "FilePaths": [],
    "Output": ["COutput", "FilePaths"],
    "Plots": ["MarkupText"],
    "Notebooks": ["Disclosure", "FilePaths", "Output"],
    "Disclosure": ["FilePaths", "Rules", "CRegionData"],
    "DocumentReading": ["CChildProcess", "CLibArchive", "CMarkup", "CLibCrypto", "CLibZip", "CZlib", "FilePaths"],
    "ReportParsing": ["CLabelText", "DocumentReading", "Disclosure", "FilePaths", "Rules"],
    "PanelReading": ["CMarkup", "CTableScan", "ColumnStore", "Disclosure", "DocumentReading", "FilePaths"],
    "DraftMarking": ["CLibZip", "Disclosure", "DocumentReading", "FilePaths", "MarkupText"],
    "ReportRendering": ["CLibZip", "CZlib", "Disclosure", "MarkupText"],
    "Simulation": ["ColumnStore", "Disclosure", "FilePaths", "ReportRendering", "Rules"],
    "Persistence": ["CXXHash", "ColumnStore", "Disclosure", "FilePaths", "Analyses", "MarkupText", "Output"],
    "Desk": ["Disclosure", "Persistence"],
    "Analyses": ["CXXHash", "Statistics", "LinearAlgebra", "ColumnStore", "Rules", "Disclosure", "FilePaths"],
    "CorpusLoading": ["Analyses", "ColumnStore", "Disclosure", "FilePaths", "PanelReading", "Persistence", "Rules"],
    "Reporting": [
        "Analyses", "CLibCrypto", "CLibZip", "ColumnStore", "CPageAssets", "CXLSXWriter", "CZlib", "Disclosure", "FilePaths", "MarkupText", "Output",
        "Plots", "Rules",
    ],
]

/// Third-party packages, each behind the one module that may import it.
private let edges: [String: String] = [
    "GRDB": "Persistence", "Mustache": "Reporting", "ArgumentParser": "analyze", "Benchmark": "Benchmarks",
    "FlyingFox": "Desk", "FlyingSocks": "Desk",
]

private func imports(of text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
        let words = line.split(separator: " ")
        guard let position = words.firstIndex(of: "import"), position <= 2, words[..<position].allSatisfy({ $0.first!.isLetter || $0.first == "@" })
        else { return nil }
        return words.last.map { String($0.split(separator: ".")[0]) }
    }
}

@Suite struct ImportTests {
    @Test(arguments: allowed.keys.sorted())
    func arrowsPointDown(module: String) throws {
        let own = Set(allowed.keys).union([
            "COpenBLAS", "COutput", "CXLSXWriter", "CLibXML2", "CLibZip", "CXXHash", "CZlib", "CLibCrypto", "CMarkup", "CSpecialFunctions",
            "CKernels", "CRegionData", "CPageAssets",
            "CLabelText", "CChildProcess", "CTableScan", "CLibArchive",
        ])
        for source in try ProjectFiles.swiftSources(below: "Sources/\(module)") {
            for name in imports(of: source.text) where own.contains(name) {
                #expect(allowed[module]!.contains(name), "\(source.path) imports \(name)")
            }
        }
    }

    @Test(arguments: ["LinearAlgebra", "ColumnStore", "Statistics", "Rules", "MarkupText", "FilePaths", "Output"])
    func numericModulesDoWithoutFoundation(module: String) throws {
        for source in try ProjectFiles.swiftSources(below: "Sources/\(module)") {
            #expect(!imports(of: source.text).contains("Foundation"), "\(source.path)")
        }
    }

    @Test func foreignPackagesStayAtTheirEdge() throws {
        for source in try ProjectFiles.swiftSources(below: "Sources") {
            let module = String(source.path.split(separator: "/")[1])
            for name in imports(of: source.text) {
                if let home = edges[name] { #expect(module == home, "\(source.path) imports \(name)") }
            }
        }
    }

    @Test func noRoutineOfTheNumericLibraryLeavesItsDoor() throws {
        for source in try ProjectFiles.swiftSources(below: "Sources") where !source.path.hasPrefix("Sources/LinearAlgebra/") {
            #expect(!source.text.contains("cblas_") && !source.text.contains("LAPACKE_"), "\(source.path)")
        }
    }

    @Test func filesStaySmall() throws {
        for folder in ["Sources", "Tests", "Benchmarks"] {
            for source in try ProjectFiles.swiftSources(below: folder) {
                let lines = source.text.split(separator: "\n", omittingEmptySubsequences: false).count
                #expect(lines <= 420, "\(source.path) has \(lines) lines")
            }
        }
    }
}
