import ColumnStore
import Disclosure

/// Makes one finding of several that one mistake explains. What is weaker becomes evidence for what is stronger, in its readings:
///
/// - an outlier in a cell that a sum, a tie, a rule of the form or the prose already speaks of, or in a cell with the very same number in that report;
/// - a carry-over or a sentence of the prose that a repair of a failed sum puts right, which tells the right one of several repairs;
/// - a region against its parts, when one of the cells compared is spoken of by itself;
/// - a number that repeats last year's in a report found to be copied from last year's.
struct FindingMerger {
    private struct Cell: Hashable {
        let body: Int?
        let year: Int
        let indicator: String
    }

    private struct Report: Hashable {
        let body: Int?
        let year: Int
    }

    private var findings: [Finding]
    private var isAbsorbed: [Bool]

    private init(_ findings: [Finding]) {
        self.findings = findings
        isAbsorbed = [Bool](repeating: false, count: findings.count)
    }

    /// The findings with those that others explain taken into these.
    static func merged(_ findings: [Finding], in corpus: Corpus) -> [Finding] {
        var merger = FindingMerger(findings)
        merger.absorbRepaired()
        merger.absorbOutliers()
        merger.absorbRollUps(corpus)
        merger.absorbRepeats()
        return merger.findings.indices.filter { !merger.isAbsorbed[$0] }.map { merger.findings[$0] }
    }

    private func cell(_ finding: Finding, _ reference: Finding.CellReference) -> Cell {
        Cell(body: finding.body, year: reference.year, indicator: reference.indicator)
    }

    private func report(_ finding: Finding) -> Report { Report(body: finding.body, year: finding.year) }

    private mutating func absorb(_ index: Int, into target: Int) {
        isAbsorbed[index] = true
        findings[target].readings.append(findings[index].message)
        for violation in findings[index].violations where !findings[target].violations.contains(violation) {
            findings[target].violations.append(violation)
        }
        findings[target].formerFingerprints += findings[index].formerFingerprints.filter { !findings[target].formerFingerprints.contains($0) }
    }

    /// A finding that speaks of a cell, and how directly: the most suspicious cell of a finding is at position 0.
    private struct Owner {
        let finding: Int
        let position: Int
    }

    /// Of the findings that a filter lets pass, the one that speaks of each cell most directly, the first of several.
    private func owners(where isOwner: (Finding) -> Bool) -> [Cell: Owner] {
        var owner: [Cell: Owner] = [:]
        for (index, finding) in findings.enumerated() where !isAbsorbed[index] && isOwner(finding) {
            for (position, reference) in finding.cells.enumerated() {
                let key = cell(finding, reference)
                if owner[key].map({ $0.position > position }) ?? true { owner[key] = Owner(finding: index, position: position) }
            }
        }
        return owner
    }

    // MARK: Ties and sentences that a repair puts right

    private mutating func absorbRepaired() {
        var repairs: [Cell: [(finding: Int, change: Finding.Change)]] = [:]
        for (index, finding) in findings.enumerated() where finding.kind == .identity {
            for change in finding.repairs.flatMap(\.changes) where change.entity == finding.entity {
                let key = Cell(body: finding.body, year: change.year, indicator: change.indicator)
                repairs[key, default: []].append((index, change))
            }
        }
        guard !repairs.isEmpty else { return }
        for (index, finding) in findings.enumerated() where finding.kind == .carryOver || finding.kind == .narrative {
            guard let observed = finding.observed, let expected = finding.expected else { continue }
            for (position, reference) in finding.cells.prefix(2).enumerated() {
                // This year's cell should be what was expected of it; last year's, and the prose's, what stands on the other side.
                let sound = finding.kind == .carryOver && position == 0 ? expected : observed
                let match = repairs[cell(finding, reference)]?.first { $0.change.to.doubleValue == sound }
                guard let match else { continue }
                choose(match.change, in: match.finding)
                absorb(index, into: match.finding)
                break
            }
        }
    }

    // MARK: Outliers

    private mutating func absorbOutliers() {
        let owner = owners {
            [.identity, .unit, .implausible, .stockFlow].contains($0.kind) || [.carryOver, .narrative].contains($0.kind) && $0.severity > .info
        }
        // The same number in another cell of the report: the total and the one channel that makes it up.
        struct Number: Hashable {
            let report: Report
            let value: Double
        }
        func number(_ index: Int) -> Number? {
            findings[index].observed.flatMap { $0 >= 100 ? Number(report: report(findings[index]), value: $0) : nil }
        }
        let outliers = findings.indices.filter {
            findings[$0].kind == .outlier && findings[$0].cells.count == 1 && findings[$0].rule == "panel.outlier"
        }
        let own = outliers.map { owner[cell(findings[$0], findings[$0].cells[0])] }
        var ownerOfNumber: [Number: Owner] = [:]
        for (index, owner) in zip(outliers, own) {
            guard let owner, let number = number(index) else { continue }
            if ownerOfNumber[number].map({ $0.position > owner.position }) ?? true { ownerOfNumber[number] = owner }
        }
        for (index, owner) in zip(outliers, own) {
            let shared = number(index).flatMap { ownerOfNumber[$0] }
            // Of the finding that speaks of this cell and the one that speaks of its number elsewhere, the more direct one.
            guard let target = owner.map({ own in shared.map { $0.position < own.position ? $0 : own } ?? own }) ?? shared else {
                if let number = number(index) { ownerOfNumber[number] = Owner(finding: index, position: 0) }
                continue
            }
            let cell = findings[index].cells[0]
            if !findings[target.finding].cells.contains(cell) { findings[target.finding].cells.append(cell) }
            absorb(outlier: index, into: target.finding)
        }
    }

    private mutating func absorb(outlier index: Int, into target: Int) {
        let outlier = findings[index]
        absorb(index, into: target)
        if findings[target].pValue ?? 2 > outlier.pValue ?? 1 {
            findings[target].pValue = outlier.pValue
            findings[target].qValue = outlier.qValue
        }
        // Two voices are not less than one of them.
        findings[target].severity = max(findings[target].severity, outlier.severity)
        if findings[target].kind == .narrative {
            adoptStatedNumber(target, outlier)
            return
        }
        if !findings[target].mechanism.isSlip, outlier.mechanism.isSlip { findings[target].mechanism = outlier.mechanism }
        guard findings[target].certainty != .exact else { return }
        if findings[target].repairs.isEmpty, outlier.year == findings[target].year { findings[target].repairs = outlier.repairs }
        prefer(outlier, in: target)
    }

    /// Of several cells that a rule leaves under suspicion the panel knows the likelier one: where a repair brings its number nearer to what the panel expects, or no repair is named.
    private mutating func prefer(_ outlier: Finding, in target: Int) {
        let indicator = outlier.cells[0].indicator
        guard findings[target].cells.contains(outlier.cells[0]), let observed = outlier.observed, let expected = outlier.expected else { return }
        if !findings[target].repairs.isEmpty {
            let change = findings[target].repairs.lazy.flatMap(\.changes).first { $0.indicator == indicator && $0.year == outlier.year }
            guard let change, Self.distance(change.to.doubleValue, expected) < Self.distance(observed, expected) else { return }
            choose(change, in: target)
        } else {
            let cells = findings[target].cells
            findings[target].cells = [outlier.cells[0]] + cells.filter { $0 != outlier.cells[0] }
        }
    }

    /// How far a value lies from what the panel expects, on the model's scale.
    private static func distance(_ value: Double, _ expected: Double) -> Double {
        (RobustPanelFit.log1p(max(value, 0)) - RobustPanelFit.log1p(expected)).magnitude
    }

    /// Puts the first repair that changes a cell in a certain way before all others, and that cell first in it.
    private mutating func choose(_ chosen: Finding.Change, in target: Int) {
        guard let position = findings[target].repairs.firstIndex(where: { $0.changes.contains(chosen) }) else { return }
        var repair = findings[target].repairs[position]
        repair.changes = [chosen] + repair.changes.filter { $0 != chosen }
        findings[target].repairs = [repair] + findings[target].repairs.enumerated().filter { $0.offset != position }.map(\.element)
        let isChosen: (Finding.CellReference) -> Bool = { $0.indicator == chosen.indicator && $0.year == chosen.year }
        let cells = findings[target].cells
        findings[target].cells = cells.filter(isChosen) + cells.filter { !isChosen($0) }
    }

    /// Where the panel is nearer to the number of the prose than to that of the table, the prose says what was meant.
    private mutating func adoptStatedNumber(_ target: Int, _ outlier: Finding) {
        guard let stated = findings[target].observed, let typed = outlier.observed, typed == findings[target].expected, let likely = outlier.expected,
            let to = ExactRecord.decimal(stated), let indicator = outlier.cells.first?.indicator
        else { return }
        guard Self.distance(stated, likely) < Self.distance(typed, likely),
            !findings[target].repairs.contains(where: { $0.changes.contains { $0.indicator == indicator } })
        else { return }
        // The total and the one row that makes it up are put right together.
        let change = findings[target].change(indicator, from: ExactRecord.decimal(typed), to: to, year: outlier.year)
        if findings[target].repairs.isEmpty {
            findings[target].repairs = [.init([change])]
        } else {
            findings[target].repairs[0].changes.append(change)
        }
        if findings[target].mechanism == .none, let typed = ExactRecord.count(typed), let meant = ExactRecord.count(stated) {
            findings[target].mechanism = StatedSlip.mechanism(typed: typed, meant: meant)
        }
    }

    // MARK: Regions and their parts

    private mutating func absorbRollUps(_ corpus: Corpus) {
        guard findings.contains(where: { $0.kind == .rollUp }) else { return }
        // What a note says of a cell explains it where it says so in the same direction.
        let owner = owners { $0.kind != .rollUp && $0.severity > .info }
        let notes = owners { $0.rule == "panel.outlier" && $0.severity == .info }
        var children: [Substring: [Int]] = [:]
        for (index, body) in corpus.bodies.enumerated() where body.kind == .government && body.level == .county {
            if let code = body.regionCode { children[code.prefix(4), default: []].append(index) }
        }
        for index in findings.indices where findings[index].kind == .rollUp {
            guard let reference = findings[index].cells.first else { continue }
            let below = (children[findings[index].regionCode?.prefix(4) ?? ""] ?? []).map {
                Cell(body: $0, year: reference.year, indicator: reference.indicator)
            }
            let own = cell(findings[index], reference)
            let noted = ([(own, false)] + below.map { ($0, true) }).compactMap { place, above in
                notes[place].flatMap { lies($0.finding, above: above) ? $0.finding : nil }
            }
            if let target = ([own] + below).lazy.compactMap({ owner[$0]?.finding }).first {
                absorb(index, into: target)
            } else if let target = noted.first {
                absorb(index, into: target)
                findings[target].severity = max(findings[target].severity, findings[index].severity)
            }
        }
    }

    /// Whether the number of a finding lies above, or below, what was expected.
    private func lies(_ index: Int, above: Bool) -> Bool {
        guard let observed = findings[index].observed, let expected = findings[index].expected else { return false }
        return above ? observed > expected : observed < expected
    }

    // MARK: Copies

    private mutating func absorbRepeats() {
        var copied: [Report: Int] = [:]
        for (index, finding) in findings.enumerated() where finding.rule == "duplicate.figures_own" { copied[report(finding)] = index }
        for index in findings.indices where findings[index].rule == "panel.repeated_value" {
            guard let target = copied[report(findings[index])] else { continue }
            findings[target].pValue = findings[index].pValue
            findings[target].qValue = findings[index].qValue
            absorb(index, into: target)
        }
    }
}
