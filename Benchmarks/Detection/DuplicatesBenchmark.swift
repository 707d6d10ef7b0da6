import Analyses
import ColumnStore
import Disclosure
import FilePaths
import Foundation
import Simulation

/// `swift run Benchmarks --duplicates`: time and memory of looking for copied prose and figures, and how many planted copies are found.
///
/// Reports of about 2,500 characters and 200 cells; every fortieth takes its prose from the body before it in the list with some sentences of its own,
/// every sixtieth three quarters of its figures. Copies between bodies that are not siblings are not looked for and not planted. Figures count as copied where the two reports then
/// meet the detector's definition, eight figures of ten and more in common and half of all: small bodies have no such eight.
struct DuplicatesBenchmark {
    let bodies: Int
    private let years = 2009...2025

    func run() throws {
        print(
            "| reports | time | processor time | peak memory | copied prose found | other prose named | copied figures found | other figures named |")
        print("|---|---|---|---|---|---|---|---|")
        for count in [bodies / 100, bodies / 10, bodies] where count > 1 { try run(count) }
    }

    /// Whether a body's figures of a year are those of the body before it, by the definition of a copy.
    private static func isCopy(_ body: Int, _ year: Int, _ panel: Panel) -> Bool {
        var (common, either) = (0, 0)
        for variable in panel.variables {
            guard let indicator = Catalog.standard.indicators(variable).first, [.flow, .money].contains(indicator.kind), !indicator.isDerived else {
                continue
            }
            let values = [body - 1, body].map { panel.value(variable, entity: $0, year: year).flatMap { $0.magnitude >= 10 ? $0 : nil } }
            if values[0] != nil, values[0] == values[1] { common += 1 }
            either += Set(values.compactMap { $0 }).count
        }
        return common >= 8 && 2 * common >= either
    }

    private func run(_ count: Int) throws {
        defer { fflush(nil) }
        let simulated = SimulatedCorpus(SimulationParameters(bodies: count, years: years, seed: 42, missingReportRate: 0))
        var panel = simulated.panel()
        let copies = CopiedReports(simulated.bodies)
        var figures: Set<Int> = []
        for body in simulated.bodies.indices {
            for year in years where copies.copiesFigures(body, year) && simulated[body, year]?.edition == simulated[body - 1, year]?.edition {
                for (code, variable) in panel.variables.enumerated() where code % 4 != 0 {
                    guard let value = panel.value(variable, entity: body - 1, year: year) else { continue }
                    panel.set(variable, entity: body, year: year, value: value, state: CellState.number.rawValue)
                }
                if Self.isCopy(body, year, panel) { figures.insert(body * years.count + year - years.lowerBound) }
            }
        }
        let corpus = Corpus(bodies: simulated.bodies, panel: panel, forms: simulated.forms(), provider: copies)
        Memory.resetPeak()
        let clock = ContinuousClock()
        let before = Processor.seconds
        var findings: [Finding] = []
        let spent = try clock.measure { findings = try AnomalyAnalysis(detectors: .duplicates).findings(in: corpus) }
        let seconds = Double(spent.components.seconds) + Double(spent.components.attoseconds) * 1e-18
        let peak = Memory.peakBytes
        let processor = Processor.seconds - before
        var index: [String: Int] = [:]
        for (position, body) in simulated.bodies.enumerated() { index["\(body.name)|\(body.regionCode ?? "")"] = position }
        func named(_ rule: String) -> Set<Int> {
            Set(
                findings.filter { $0.rule == rule }.compactMap { finding in
                    index["\(finding.entity)|\(finding.regionCode ?? "")"].map { $0 * years.count + finding.year - years.lowerBound }
                })
        }
        var prose: Set<Int> = []
        for body in simulated.bodies.indices {
            for year in years where copies.copiesProse(body, year) { prose.insert(body * years.count + year - years.lowerBound) }
        }
        // Of two reports that are alike either may be the one that is named.
        let (foundProse, foundFigures) = (named("duplicate.prose_sibling"), named("duplicate.figures_sibling"))
        func share(_ found: Set<Int>, _ planted: Set<Int>) -> String {
            let hits = planted.filter { found.contains($0) || found.contains($0 - years.count) }.count
            return "\(hits) of \(planted.count)"
        }
        func others(_ found: Set<Int>, _ planted: Set<Int>) -> Int { found.count { !planted.contains($0) && !planted.contains($0 + years.count) } }
        print(
            "| \(count * years.count) | \(String(format: "%.1f", seconds)) s | \(String(format: "%.1f", processor)) s | \(peak / 1_000_000) MB | \(share(foundProse, prose)) | \(others(foundProse, prose)) | \(share(foundFigures, figures)) | \(others(foundFigures, figures)) |"
        )
    }
}

/// Reports that are nothing but prose, made when they are asked for.
struct CopiedReports: ReportProvider {
    private let bodies: [Body]
    private static let subjects = (0..<60).map { index in
        let head = "政策文件依法公开网站栏目申请答复业务培训监督考核基层标准便民服务数据开放会议解读信息审查平台维护".map { $0 }
        return String((0..<6).map { head[(index * 7 + $0 * 5 + index / 8) % head.count] })
    }
    private static let verbs = "推进完善健全优化落实加强组织开展规范梳理更新核对公示归档反馈汇总".map { $0 }

    init(_ bodies: [Body]) { self.bodies = bodies }

    /// Whether the body before is a sibling: of the same kind and level in the same province.
    private func hasSibling(_ body: Int) -> Bool {
        guard body > 0 else { return false }
        let (one, other) = (bodies[body - 1], bodies[body])
        return one.kind == other.kind && one.level == other.level && one.regionCode?.prefix(2) == other.regionCode?.prefix(2)
    }

    func copiesProse(_ body: Int, _ year: Int) -> Bool { hasSibling(body) && (body * 31 + year) % 40 == 0 }
    func copiesFigures(_ body: Int, _ year: Int) -> Bool { hasSibling(body) && (body * 17 + year) % 60 == 0 }

    func report(body: Int, year: Int) -> Report? {
        let isCopy = copiesProse(body, year)
        var source = CounterGenerator(seed: 9, stream: isCopy ? body - 1 : body, year)
        var own = CounterGenerator(seed: 10, stream: body, year)
        let passages = (0..<80).map { paragraph -> Passage in
            var text = ""
            let draw = paragraph < 4 && isCopy
            for _ in 0..<4 {
                let subject = draw ? own.index(below: 60) : source.index(below: 60)
                let verb = draw ? own.index(below: 30) : source.index(below: 30)
                text += String(Self.verbs[verb]) + Self.subjects[subject] + "\(own.index(below: 900))件，"
            }
            return Passage(section: 1, text: text, paragraph: paragraph + 1)
        }
        return Report(
            body: bodies[body], year: year, title: bodies[body].name, forms: [], passages: passages,
            source: ReportSource(path: "", sha256: "", format: "simulated"))
    }
}
