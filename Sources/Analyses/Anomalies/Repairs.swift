import Disclosure
import Rules
import Statistics

/// One way to make the rules hold, with how it may have come about and how plausible that is.
struct RankedRepair {
    let corrections: [ErrorLocalization.Correction]
    let mechanism: Finding.Mechanism
    /// Base-10 logarithm of the prior odds of the slip, up to a constant; the sum over the corrected cells.
    let plausibility: Double
}

/// Ranks repairs by what people do: digits transposed, dropped or doubled, totals mistyped, last year's value, a value of the neighboring row
/// or column, the number that the prose states, and what the neighboring years say.
struct RepairRanking {
    let rules: EditionRules
    let history: BodyHistory
    let year: Int
    /// Numbers that the prose states, to be met by a correction.
    let statedNumbers: Set<Int>

    func ranked(_ repairs: [[ErrorLocalization.Correction]]) -> [RankedRepair] {
        repairs.map(rank).sorted {
            $0.plausibility != $1.plausibility
                ? $0.plausibility > $1.plausibility
                : $0.corrections.map(\.variable).lexicographicallyPrecedes($1.corrections.map(\.variable))
        }
    }

    /// The ties to the years before and after that hold now and would fail after some corrections.
    func broken(by corrections: [ErrorLocalization.Correction]) -> [String] {
        let ties = rules.ties
        let changed = Dictionary(corrections.map { (rules.system.variables[$0.variable].id, $0.to) }) { first, _ in first }
        var broken: [String] = []
        for id in corrections.map({ rules.system.variables[$0.variable].id }) {
            for lag in [-1, 0, 1] {
                guard let variable = ties.index(of: id, lag: lag) else { continue }
                for rule in ties.incidentRules[variable] {
                    func outcome(_ value: (RuleSystem.Variable) -> Int?) -> RuleEvaluation {
                        var record = ties.emptyRecord
                        for term in ties.terms[rule] { record[term.variable] = value(ties.variables[term.variable]) }
                        return ties.evaluate(rule, in: record)
                    }
                    func now(_ other: RuleSystem.Variable) -> Int? { history.count(other.id, year - lag + other.lag) }
                    let after = outcome { $0.lag == lag ? changed[$0.id] ?? now($0) : now($0) }
                    if !outcome(now).isFailure, after.isFailure, !broken.contains(ties.rules[rule].id) { broken.append(ties.rules[rule].id) }
                }
            }
        }
        return broken
    }

    private func rank(_ corrections: [ErrorLocalization.Correction]) -> RankedRepair {
        if corrections.count == 2, let moved = moved(corrections[0], corrections[1]) {
            return RankedRepair(corrections: corrections, mechanism: moved, plausibility: 3 + corrections.reduce(0) { $0 + tied($1) + usual($1) })
        }
        var mechanism = Finding.Mechanism.none
        var plausibility = 0.0
        var best = -Double.infinity
        for correction in corrections {
            let (slip, odds) = slip(correction)
            plausibility += odds + tied(correction) + usual(correction)
            if odds > best { (best, mechanism) = (odds, slip) }
        }
        return RankedRepair(corrections: corrections, mechanism: mechanism, plausibility: plausibility)
    }

    /// A value that stands in the wrong one of two cells: what one has too much the other has too little, and one of them becomes empty.
    private func moved(_ one: ErrorLocalization.Correction, _ other: ErrorLocalization.Correction) -> Finding.Mechanism? {
        guard one.from - one.to == other.to - other.from, one.to == other.from && one.from == other.to || one.to == 0 || other.to == 0 else {
            return nil
        }
        let (row, column) = CellAddress.split(rules.system.variables[one.variable].id)
        let (otherRow, otherColumn) = CellAddress.split(rules.system.variables[other.variable].id)
        if column == otherColumn { return .shiftedRow }
        return row == otherRow ? .shiftedColumn : nil
    }

    /// What the ties to the years before and after say: those that a correction makes true, less those that it breaks.
    private func tied(_ correction: ErrorLocalization.Correction) -> Double {
        let ties = rules.ties
        let id = rules.system.variables[correction.variable].id
        var balance = 0
        for lag in [-1, 0, 1] {
            guard let variable = ties.index(of: id, lag: lag) else { continue }
            for rule in ties.incidentRules[variable] {
                var record = ties.emptyRecord
                for term in ties.terms[rule] {
                    let other = ties.variables[term.variable]
                    record[term.variable] = history.count(other.id, year - lag + other.lag)
                }
                func holds(_ value: Int) -> Int {
                    record[variable] = value
                    return ties.evaluate(rule, in: record) == .holds ? 1 : 0
                }
                balance += holds(correction.to) - holds(correction.from)
            }
        }
        return 1.2 * Double(balance)
    }

    /// How much more usual the value meant is than the one typed, log₁₀: on log(1 + y) by a Student's t of three degrees of freedom about the body's other years of the cell, in proportion
    /// to the applications of the year, or, where there are none, as 1/(1 + y), which has no scale. A total is what its parts make it and says nothing of its own.
    private func usual(_ correction: ErrorLocalization.Correction) -> Double {
        let id = rules.system.variables[correction.variable].id
        guard !CellAddress.isTotal(id), correction.from >= 0, correction.to >= 0 else { return 0 }
        let (typed, meant) = (RobustPanelFit.log1p(Double(correction.from)), RobustPanelFit.log1p(Double(correction.to)))
        let applications = applications(year)
        let others = history.years.compactMap { other -> Double? in
            guard other != year, let value = history.count(id, other), value >= 0 else { return nil }
            guard let applications, let then = self.applications(other) else { return RobustPanelFit.log1p(Double(value)) }
            return RobustPanelFit.log1p(Double(value)) + applications - then
        }
        var ratio = (typed - meant) / Self.logOfTen
        if !others.isEmpty {
            let center = max((Median.of(others) ?? 0), 0)
            let variance = VariancePrior.reference.variance + 1 / (1 + RobustPanelFit.expm1(center))
            func density(_ z: Double) -> Double { 1 + (z - center) * (z - center) / (3 * variance) }
            ratio += 2 * RobustPanelFit.log(density(typed) / density(meant)) / Self.logOfTen
        }
        return min(max(ratio, -Self.mostUsual), Self.mostUsual)
    }

    /// log(1 + applications received), the size of a year.
    private func applications(_ year: Int) -> Double? {
        ["applications.received.total", "stats.applications.received", "legacy.applications.received"].lazy
            .compactMap { history.count($0, year) }.first { $0 >= 0 }.map { RobustPanelFit.log1p(Double($0)) }
    }

    private static let logOfTen = 2.302585092994046
    /// What other years say counts for no more than this, lest a real change outweigh the slip that explains all.
    private static let mostUsual = 2.0

    private func slip(_ correction: ErrorLocalization.Correction) -> (Finding.Mechanism, Double) {
        let id = rules.system.variables[correction.variable].id
        var best: (Finding.Mechanism, Double) = CellAddress.isTotal(id) ? (.totalMistyped, 0.7) : (.none, 0)
        func offer(_ mechanism: Finding.Mechanism, _ odds: Double) { if odds > best.1 { best = (mechanism, odds) } }
        // Numbers of one digit are an edit away from each other and recur by chance.
        guard max(correction.from.magnitude, correction.to.magnitude) > 9 else { return singleDigit(correction, id, best) }
        switch DigitEdit.between(typed: correction.from, meant: correction.to) {
        case .transposed: offer(.transposedDigits, 2.5)
        case .dropped: offer(.droppedDigit, 2)
        case .extra: offer(.extraDigit, 2)
        case .sign: offer(.sign, 2.5)
        case .powerOfTen(let exponent):
            switch exponent.magnitude {
            case 1: offer(.factor10, 2)
            case 2: offer(.factor100, 2)
            case 4: offer(.factor10000, 2.5)
            default: break
            }
        case .substituted: offer(best.0, best.1 + 0.8)
        case nil: break
        }
        if correction.from != 0, let last = history.count(id, year - 1), last == correction.from { offer(.copiedFromLastYear, 1.8) }
        if correction.from != 0, neighbors(id).contains(correction.from) { offer(.shiftedRow, 1) }
        if statedNumbers.contains(correction.to), correction.to > 9 { best.1 += 2 }
        return best
    }

    /// A small number entered twice, in its own row and in the next: taking it out leaves nothing.
    private func singleDigit(
        _ correction: ErrorLocalization.Correction, _ id: String, _ start: (Finding.Mechanism, Double)
    ) -> (Finding.Mechanism, Double) {
        guard correction.from != 0 && correction.to == 0 else { return start }
        return neighbors(id).contains(correction.from) ? (.shiftedRow, max(start.1, 0.8) + 0.3) : (start.0, start.1 + 0.3)
    }

    /// The values of the cells over and under a cell of the same column.
    private func neighbors(_ id: String) -> [Int] {
        let (row, column) = CellAddress.split(id)
        let rows = CellAddress.rows(rules.edition)
        guard let position = rows.firstIndex(of: row) else { return [] }
        return [position - 1, position + 1].filter(rows.indices.contains).compactMap { history.count("\(rows[$0]).\(column)", year) }
    }
}

/// Row and column of a cell's id.
enum CellAddress {
    /// The id without its last part, and the last part.
    static func split(_ id: String) -> (row: String, column: String) {
        guard let dot = id.lastIndex(of: ".") else { return (id, "") }
        return (String(id[..<dot]), String(id[id.index(after: dot)...]))
    }

    /// Whether the cell is a 总计, of a row, of a column, or of both.
    static func isTotal(_ id: String) -> Bool { id.hasSuffix(".total") || id.hasPrefix("outcome.total.") || id.hasSuffix(".received") }

    /// The rows of Table 3 in the printed order; empty for an edition without it.
    static func rows(_ edition: Edition) -> [String] { tables[edition] }

    private static let tables = PerEdition { edition in Form.of(edition).tables.first { $0.section == .applications }?.rows.map(\.id) ?? [] }
}
