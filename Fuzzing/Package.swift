// swift-tools-version: 6.2
import PackageDescription

// Coverage-guided fuzzing of the readers and the parser with libFuzzer: a package of its own, so that the product's builds know nothing of it.
// `Fuzzing/run READER SECONDS` builds and runs it; the flags that instrument the readers and link libFuzzer are there.
let package = Package(
    name: "Fuzzing",
    dependencies: [.package(name: "DisclosureAnalytics", path: "..")],
    targets: [
        .executableTarget(
            name: "Fuzz", dependencies: [
                .product(name: "ReportParsing", package: "DisclosureAnalytics"), .product(name: "PanelReading", package: "DisclosureAnalytics"),
            ],
            swiftSettings: [
                .swiftLanguageMode(.v6), .enableUpcomingFeature("MemberImportVisibility"), .enableUpcomingFeature("ExistentialAny"),
            ])
    ]
)
