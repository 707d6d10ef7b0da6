import Foundation
import TestSupport
import Testing

/// A folder whose members are listed in one place, and the endings of the file names that are members.
struct Registry: Sendable, CustomTestStringConvertible {
    var folder: String
    var list: String
    /// The list that names members in place of `list`: a sub-command belongs to its command.
    var own: [String: String] = [:]
    var memberEnding: String

    var testDescription: String { folder }
}

@Suite struct RegistryTests {
    @Test(arguments: [
        Registry(folder: "Sources/Analyses/Anomalies/Detectors", list: "Sources/Analyses/Anomalies/AnomalyDetectors.swift", memberEnding: "Detector"),
        Registry(
            folder: "Sources/Analyses/Anomalies/Explanations", list: "Sources/Analyses/Anomalies/Explanations/Explanations.swift",
            memberEnding: "Explanation"),
        Registry(folder: "Sources/Analyses/Anomalies/Panels", list: "Sources/Analyses/Anomalies/AnomalyDetectors.swift", memberEnding: "Detector"),
        Registry(folder: "Sources/DocumentReading/Readers", list: "Sources/DocumentReading/DocumentReader.swift", memberEnding: "Reader"),
        Registry(folder: "Sources/ReportRendering/Renderings", list: "Sources/ReportRendering/Rendering.swift", memberEnding: "Rendering"),
        Registry(
            folder: "Sources/analyze/Commands", list: "Sources/analyze/Analyze.swift",
            own: ["RulesCheckCommand": "Sources/analyze/Commands/RulesCommand.swift"], memberEnding: "Command"),
    ])
    func everyMemberIsRegistered(registry: Registry) throws {
        let members = try ProjectFiles.swiftSources(below: registry.folder).map { source in
            String(source.path.split(separator: "/").last!.dropLast(".swift".count))
        }.filter { $0.hasSuffix(registry.memberEnding) }
        #expect(members.count > 1, "\(registry.folder)")
        for member in members {
            let place = registry.own[member] ?? registry.list
            let list = try String(contentsOf: ProjectFiles.root.appending(path: place), encoding: .utf8)
            #expect(list.contains(member), "\(member) is not in \(place)")
        }
    }
}
