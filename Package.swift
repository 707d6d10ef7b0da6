// swift-tools-version: 6.2
import PackageDescription

let language: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
]

/// A Swift module of the product: `Sources/<name>`, with the language settings that hold everywhere.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: language)
}

/// Folders beside the tests of a module that hold data, not sources.
func testData(_ name: String) -> [String] {
    switch name {
    case "Statistics", "LinearAlgebra", "Rules": ["ReferenceValues"]
    case "Persistence": ["OlderStores"]
    case "Analyses": ["Golden"]
    case "Reporting": ["Golden", "ReferenceValues"]
    case "ReportParsing": ["FuzzingInputs", "Excerpts"]
    default: []
    }
}

/// The tests of one module: `Tests/<name>Tests`, with the shared support beside them.
func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.target(name: name), "TestSupport"] + dependencies,
        exclude: testData(name), swiftSettings: language)
}

let package = Package(
    name: "DisclosureAnalytics",
    products: [
        .executable(name: "analyze", targets: ["analyze"]),
        .library(name: "LinearAlgebra", targets: ["LinearAlgebra"]),
        .library(name: "Statistics", targets: ["Statistics"]),
        .library(name: "ColumnStore", targets: ["ColumnStore"]),
        .library(name: "PanelReading", targets: ["ColumnStore", "Disclosure", "FilePaths", "PanelReading"]),
        .library(name: "ReportParsing", targets: ["FilePaths", "DocumentReading", "ReportParsing"]),
        .library(
            name: "DisclosureAnalytics",
            targets: ["FilePaths", "Disclosure", "DocumentReading", "ReportParsing", "PanelReading", "Rules", "Analyses", "Persistence"]),
        .library(name: "Corpus", targets: ["CorpusLoading", "Analyses", "Statistics", "ColumnStore", "Disclosure", "FilePaths"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    ],
    targets: [
        // Foreign code, each behind one door.
        .systemLibrary(
            name: "COpenBLAS", pkgConfig: "openblas lapacke",
            providers: [.apt(["libopenblas-dev", "liblapacke-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CLibZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CLibArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CXXHash", pkgConfig: "libxxhash", providers: [.apt(["libxxhash-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CChildProcess"),
        .target(name: "CMarkup", dependencies: ["CLibXML2"]),
        .target(name: "CLabelText"),
        .target(name: "CTableScan"),
        .target(name: "CSpecialFunctions"),
        .target(name: "CKernels"),
        .target(name: "COutput"),
        .target(name: "CRegionData", exclude: ["data"]),
        .target(name: "CPageAssets", exclude: ["data"]),

        // Numbers: no word of the domain.
        module("LinearAlgebra", ["COpenBLAS"]),
        module("ColumnStore"),
        module("Statistics", ["LinearAlgebra", "ColumnStore", "CSpecialFunctions", "CKernels"]),
        module("Rules"),
        module("MarkupText"),
        // Names of files.
        module("FilePaths"),
        module("Output", ["COutput", "FilePaths"]),
        module("Plots", ["MarkupText"]),
        module("Notebooks", ["Disclosure", "FilePaths", "Output"]),

        // The domain.
        module("Disclosure", ["FilePaths", "Rules", "CRegionData"]),
        module("DocumentReading", ["CChildProcess", "CMarkup", "CLibArchive", "CLibCrypto", "CLibZip", "CZlib", "FilePaths"]),
        module("PanelReading", ["CMarkup", "CTableScan", "ColumnStore", "Disclosure", "DocumentReading", "FilePaths"]),
        module("ReportRendering", ["CLibZip", "CZlib", "Disclosure", "MarkupText"]),
        module("DraftMarking", ["CLibZip", "Disclosure", "DocumentReading", "FilePaths", "MarkupText"]),
        module("ReportParsing", ["CLabelText", "DocumentReading", "Disclosure", "FilePaths", "Rules"]),
        module("Simulation", ["ColumnStore", "Disclosure", "FilePaths", "ReportRendering", "Rules"]),
        module(
            "Persistence",
            [
                "CXXHash", "ColumnStore", "Disclosure", "FilePaths", "Output", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        module(
            "Desk",
            [
                "Disclosure", "Persistence", .product(name: "FlyingFox", package: "FlyingFox"), .product(name: "FlyingSocks", package: "FlyingFox"),
            ]),
        module("Analyses", ["CXXHash", "Statistics", "LinearAlgebra", "ColumnStore", "Rules", "Disclosure", "FilePaths"]),
        module("CorpusLoading", ["Analyses", "ColumnStore", "Disclosure", "FilePaths", "PanelReading", "Persistence", "Rules"]),
        module(
            "Reporting",
            [
                "Analyses", "CLibCrypto", "CLibZip", "ColumnStore", "CPageAssets", "CXLSXWriter", "CZlib", "Disclosure", "FilePaths", "MarkupText",
                "Output", "Plots", "Rules",
                .product(name: "Mustache", package: "swift-mustache"),
            ]),

        .executableTarget(
            name: "analyze",
            dependencies: [
                "Analyses", "ColumnStore", "CorpusLoading", "Desk", "Disclosure", "DocumentReading", "DraftMarking", "FilePaths", "LinearAlgebra",
                "Notebooks", "Output", "PanelReading", "Persistence", "ReportParsing", "ReportRendering", "Reporting", "Rules", "Simulation",
                .product(name: "ArgumentParser", package: "swift-argument-parser"), .product(name: "TOMLKit", package: "TOMLKit"),
            ],
            swiftSettings: language),
        .executableTarget(name: "typeset", dependencies: ["Disclosure", "FilePaths", "Output", "ReportRendering"], swiftSettings: language),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "Analyses", "ColumnStore", "CorpusLoading", "Disclosure", "DocumentReading", "FilePaths", "LinearAlgebra", "PanelReading",
                "Persistence", "ReportParsing", "ReportRendering", "ReportSupport", "Rules", "Simulation", "Statistics", "CKernels",
            ],
            path: "Benchmarks",
            exclude: ["Peers", "Recognition", "RESULTS.md", "Import/compare.py", "Import/fread.R", "Smoke/instructions.tsv"]
                + ["breaks", "forecasts", "outliers", "rank_sets", "trends", "year_effects"].map { "Calibration/\($0).py" },
            swiftSettings: language),

        // Tests.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: language),
        .target(
            name: "FiguresSupport", dependencies: ["TestSupport", "Disclosure", "Analyses", "FilePaths"], path: "Tests/FiguresSupport",
            swiftSettings: language),
        .target(
            name: "ReportSupport",
            dependencies: ["TestSupport", "Analyses", "Disclosure", "DocumentReading", "FilePaths", "ReportParsing", "ReportRendering", "Rules"],
            path: "Tests/ReportSupport",
            swiftSettings: language),
        tests("LinearAlgebra"),
        tests("ColumnStore"),
        tests("Statistics", ["LinearAlgebra", "ColumnStore"]),
        tests("Rules"),
        tests("MarkupText"),
        tests("FilePaths"),
        tests("Output"),
        tests("Plots"),
        tests("Disclosure", ["FilePaths", "Rules"]),
        tests("DocumentReading", ["CLibArchive", "CLibZip", "CZlib", "FilePaths"]),
        tests("ReportRendering", ["Disclosure", "DocumentReading", "FilePaths", "ReportParsing", "ReportSupport", "typeset"]),
        tests("DraftMarking", ["CLibZip", "Disclosure", "DocumentReading", "FilePaths", "ReportParsing", "ReportRendering", "ReportSupport"]),
        tests("Simulation", ["Analyses", "ColumnStore", "Disclosure", "ReportRendering", "Rules"]),
        tests("ReportParsing", ["DocumentReading", "Disclosure", "FilePaths", "ReportRendering", "ReportSupport", "Rules"]),
        tests("PanelReading", ["CTableScan", "Analyses", "ColumnStore", "Disclosure", "FilePaths", "Rules"]),
        tests(
            "Persistence",
            ["Analyses", "ColumnStore", "Disclosure", "FilePaths", "PanelReading", "Rules", .product(name: "GRDB", package: "GRDB.swift")]),
        tests("Desk", ["ColumnStore", "Disclosure", "Persistence"]),
        tests(
            "Analyses",
            [
                "ColumnStore", "Disclosure", "DocumentReading", "FilePaths", "ReportParsing", "ReportRendering", "ReportSupport", "Rules",
                "Simulation",
                "Statistics", "FiguresSupport",
            ]),
        tests("CorpusLoading", ["Analyses", "ColumnStore", "Disclosure", "FilePaths", "Persistence", "Rules", "Statistics"]),
        tests("Reporting", ["Analyses", "CLibZip", "Disclosure", "FilePaths", "FiguresSupport", "Output", "Simulation"]),
        .testTarget(
            name: "AnalyzeTests",
            dependencies: ["analyze", "Disclosure", "FilePaths", "Persistence", "ReportRendering", "ReportSupport", "Reporting", "TestSupport"],
            exclude: ["Golden"],
            swiftSettings: language),
        .testTarget(name: "NotebookTests", dependencies: ["analyze", "Disclosure", "Notebooks", "TestSupport"], swiftSettings: language),
        .testTarget(name: "ReliabilityTests", dependencies: ["analyze", "TestSupport"], swiftSettings: language),
        .testTarget(name: "ArchitectureTests", dependencies: ["TestSupport"], swiftSettings: language),
    ],
    cxxLanguageStandard: .cxx17
)
