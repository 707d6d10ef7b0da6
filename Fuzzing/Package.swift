// swift-tools-version: 6.2
import PackageDescription

// Coverage-guided fuzzing of the readers and the parser with libFuzzer, apart from the product so that its builds are not touched.
//
//   FUZZ=docx swift run -c debug --package-path Fuzzing Fuzz -max_total_time=300 Fuzzing/Corpus/docx
//
// `FUZZ` names the reader (`html text csv docx xlsx zip`); without it the format is told from the content, as for any file.
let package = Package(
    name: "Fuzzing",
    dependencies: [.package(name: "DisclosureAnalytics", path: "..")],
    targets: [
        .executableTarget(
            name: "Fuzz",
            dependencies: [.product(name: "DisclosureAnalytics", package: "DisclosureAnalytics")],
            swiftSettings: [
                .swiftLanguageMode(.v6), .unsafeFlags(["-parse-as-library", "-sanitize=fuzzer"]),
            ],
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])])
    ]
)
