import ColumnStore
import Disclosure
import FilePaths
import Foundation
import Testing

@testable import Persistence

/// A store and what is in it, against which whatever a damaged copy gives is held.
struct StoreTruth {
    let path: String
    private let bytes: [UInt8]
    private let contents: PanelContents
    private let reports: [StoredReport]
    private let verdicts: [String: StoredVerdict]
    private let panels: [ImportedPanel]
    private let forms: [Int: Report]
    private let positionOfBody: [String: Int]

    /// How a damaged copy was answered for.
    enum Answer: Hashable {
        /// As the sound store, and nothing was said.
        case right
        /// Right in what was given, and it was said that the store is damaged.
        case said
        /// Refused.
        case refused
        /// Something else than in the sound store, or less, and nothing was said: never.
        case wrong(String)
    }

    /// A store with some reports of each of `bodies` bodies, two versions of some, verdicts, findings and panels.
    init(bodies: Int, years: ClosedRange<Int>, in folder: TemporaryFolder) throws {
        path = folder.path("sound.sqlite")
        let store = try Store(creatingAt: path)
        for body in 0..<bodies {
            var own: [Report] = []
            for year in years {
                let seed = UInt64(body * 100 + year - years.lowerBound)
                own.append(
                    SyntheticReports.report(
                        "县\(body)", year: year, edition: year < 2021 ? .fmt2019 : .fmt2021, sha256: "\(body)-\(year)", seed: seed))
                if body % 9 == 0 { own.append(SyntheticReports.report("县\(body)", year: year, sha256: "\(body)-\(year)-2", seed: seed + 7)) }
            }
            try store.put(contentsOf: own)
        }
        let findings = (0..<bodies).map { index in
            StoredFinding(
                fingerprint: "f\(index)", kind: "identity", rule: "t3.balance.total", severity: "error", entity: "县\(index)", regionCode: "520181",
                year: 2021, messageChinese: "第\(index)条", messageEnglish: "no. \(index)", detail: "{}")
        }
        try store.replaceFindings(findings)
        try store.setVerdicts(
            (0..<bodies).map { ("f\($0)", StoredVerdict(verdict: $0 % 3 == 0 ? "dismissed" : "confirmed", note: "备注\($0)")) })
        for name in ["一", "二"] {
            var panel = Panel(entities: (0..<20).map { "\(name)\($0)" }, years: years)
            for entity in 0..<20 {
                for year in years { panel.set("x", entity: entity, year: year, value: Double(entity * year) / 3, state: CellState.number.rawValue) }
            }
            panel.setAttribute("level", DictionaryColumn((0..<20).map { $0 % 2 == 0 ? "county" : nil }))
            try store.put(ImportedPanel(name: name, panel: panel, rules: "x >= 0", source: "\(name).csv"), sha256: name)
        }
        try store.close()
        bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        let reader = try Store(readingAt: path)
        contents = try reader.loadPanel()
        reports = try reader.reports(versions: true)
        verdicts = try reader.verdicts()
        panels = try reader.importedPanels()
        forms = Dictionary(uniqueKeysWithValues: try reports.map { ($0.id, try #require(try reader.report(id: $0.id))) })
        positionOfBody = Dictionary(uniqueKeysWithValues: contents.bodies.enumerated().map { ($1.key, $0) })
        #expect(reader.damage == nil)
    }

    /// The bytes of the store.
    var count: Int { bytes.count }

    /// A copy with some bytes changed.
    func copy(to path: String, _ change: (inout [UInt8]) -> Void) throws {
        var changed = bytes
        change(&changed)
        try Data(changed).write(to: URL(filePath: path))
    }

    /// Reads everything of a store and compares.
    func answer(of path: String) -> Answer {
        do {
            let store = try Store(readingAt: path)
            var differences: [String] = []
            let found = try store.loadPanel()
            if found.panel != contents.panel || found.bodies != contents.bodies {
                differences.append("panel")
                if let wrong = firstWrongCell(found) { return .wrong(wrong) }
            }
            let listed = try store.reports(versions: true)
            if listed != reports {
                differences.append("reports")
                let known = Set(reports.map(Self.plain))
                if let wrong = listed.first(where: { !known.contains(Self.plain($0)) }) { return .wrong("report \(wrong)") }
            }
            for report in listed {
                let whole = try store.report(id: report.id)
                if whole != forms[report.id] {
                    differences.append("report \(report.id)")
                    if whole != nil { return .wrong("contents of report \(report.id)") }
                }
            }
            let decided = try store.verdicts()
            if decided != verdicts {
                differences.append("verdicts")
                if let wrong = decided.first(where: { verdicts[$0.key] != $0.value }) { return .wrong("verdict \(wrong)") }
            }
            let imported = try store.importedPanels()
            if imported != panels {
                differences.append("panels")
                if let wrong = imported.first(where: { !panels.contains($0) }) { return .wrong("panel \(wrong.name)") }
            }
            if store.damage != nil { return .said }
            return differences.isEmpty ? .right : .wrong("missing without a word: \(differences)")
        } catch {
            return .refused
        }
    }

    /// A report without what changes when another one of its year is missing.
    private static func plain(_ report: StoredReport) -> [String] {
        [
            "\(report.id)", report.body.key, report.body.scope.rawValue, "\(report.year)", "\(report.version)", "\(report.isCurrent)",
            report.edition?.rawValue ?? "", report.source.path.shown, report.source.sha256, "\(report.cells) \(report.blank)",
        ]
    }

    private func firstWrongCell(_ found: PanelContents) -> String? {
        for (body, entity) in found.bodies.enumerated() {
            guard let own = positionOfBody[entity.key], contents.bodies[own] == entity else { return "body \(entity.name)" }
            for variable in found.panel.variables {
                for year in found.panel.years {
                    let state = found.panel.state(variable, entity: body, year: year)
                    guard state != 0 else { continue }
                    let value = found.panel.value(variable, entity: body, year: year)
                    if state != contents.panel.state(variable, entity: own, year: year)
                        || value != contents.panel.value(variable, entity: own, year: year)
                    {
                        return "\(variable) of \(entity.name) \(year)"
                    }
                }
            }
        }
        return nil
    }
}
