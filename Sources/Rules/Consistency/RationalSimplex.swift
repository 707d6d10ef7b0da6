/// The least value of a linear form over the nonnegative solutions of linear equations, in exact arithmetic.
///
/// Minimizes c·y under M·y = d, y ≥ 0, by the two-phase simplex method with Bland's rule, which ends. A number that leaves 128 bits, or more work than allowed, ends the
/// search without an answer: there is no wrong one.
/// - References: Bland (1977), *Mathematics of Operations Research* 2, 103–107.
struct RationalSimplex {
    enum Outcome: Equatable {
        /// The least value, with a vertex at which it is taken.
        case optimal(Rational, [Rational])
        /// No solution.
        case infeasible
        /// The form has no least value.
        case unbounded
        /// Not decided within 128 bits and the work allowed.
        case undecided
    }

    private enum Stop: Error {
        case undecided, unbounded
    }

    private var rows: [[Rational]]
    private var right: [Rational]
    /// The column that each row is solved for; from `count` on, the row's artificial one.
    private var basis: [Int]
    private let count: Int

    /// - Parameters:
    ///   - columns: the nonzero entries of each column of M.
    ///   - right: d, one number a row.
    private init(columns: [[(row: Int, value: Rational)]], right: [Rational]) {
        count = columns.count
        rows = [[Rational]](repeating: [Rational](repeating: .zero, count: columns.count), count: right.count)
        self.right = right.map(\.magnitude)
        basis = right.indices.map { columns.count + $0 }
        for (column, entries) in columns.enumerated() {
            for entry in entries { rows[entry.row][column] = right[entry.row].sign < 0 ? entry.value.negated : entry.value }
        }
    }

    /// Minimizes.
    /// - Parameter work: entries that may still be touched; less by those that were.
    static func minimize(_ costs: [Rational], columns: [[(row: Int, value: Rational)]], right: [Rational], work: inout Int) -> Outcome {
        var simplex = RationalSimplex(columns: columns, right: right)
        do {
            guard try simplex.findVertex(&work) else { return .infeasible }
            var reduced = costs
            var value = Rational.zero
            for (row, column) in simplex.basis.enumerated() where column < simplex.count && costs[column] != .zero {
                try simplex.subtract(costs[column], row, from: &reduced, &value)
            }
            try simplex.descend(&reduced, &value, &work)
            var solution = [Rational](repeating: .zero, count: columns.count)
            for (row, column) in simplex.basis.enumerated() where column < simplex.count { solution[column] = simplex.right[row] }
            return .optimal(value.negated, solution)
        } catch {
            return error == .unbounded ? .unbounded : .undecided
        }
    }

    /// Phase one: makes the artificial columns leave; `false` when they cannot.
    private mutating func findVertex(_ work: inout Int) throws(Stop) -> Bool {
        var reduced = [Rational](repeating: .zero, count: count)
        var value = Rational.zero
        for row in rows.indices { try subtract(.one, row, from: &reduced, &value) }
        try descend(&reduced, &value, &work)
        guard value == .zero else { return false }
        // An artificial column left at zero gives way to any other; a row without one says nothing.
        for row in rows.indices.reversed() where basis[row] >= count {
            if let column = rows[row].firstIndex(where: { $0 != .zero }) {
                var none: [Rational] = []
                var zero = Rational.zero
                try pivot(row, column, &none, &zero, &work)
            } else {
                rows.remove(at: row)
                right.remove(at: row)
                basis.remove(at: row)
            }
        }
        return true
    }

    /// Pivots until no column lowers the value.
    private mutating func descend(_ reduced: inout [Rational], _ value: inout Rational, _ work: inout Int) throws(Stop) {
        while let column = reduced.firstIndex(where: { $0.sign < 0 }) {
            var leaving: (row: Int, ratio: Rational)?
            for row in rows.indices where rows[row][column].sign > 0 {
                guard let ratio = right[row].divided(by: rows[row][column]) else { throw .undecided }
                if leaving.map({ ratio < $0.ratio || ratio == $0.ratio && basis[row] < basis[$0.row] }) ?? true { leaving = (row, ratio) }
            }
            guard let leaving else { throw .unbounded }
            try pivot(leaving.row, column, &reduced, &value, &work)
        }
    }

    private mutating func pivot(_ row: Int, _ column: Int, _ reduced: inout [Rational], _ value: inout Rational, _ work: inout Int) throws(Stop) {
        let head = rows[row][column]
        for index in rows[row].indices where rows[row][index] != .zero {
            guard let quotient = rows[row][index].divided(by: head) else { throw .undecided }
            rows[row][index] = quotient
        }
        guard let quotient = right[row].divided(by: head) else { throw .undecided }
        right[row] = quotient
        for other in rows.indices where other != row && rows[other][column] != .zero {
            let factor = rows[other][column]
            work -= count
            guard work > 0 else { throw .undecided }
            for index in rows[row].indices where rows[row][index] != .zero {
                guard let product = rows[row][index].multiplied(by: factor), let rest = rows[other][index].subtracting(product) else {
                    throw .undecided
                }
                rows[other][index] = rest
            }
            guard let product = right[row].multiplied(by: factor), let rest = right[other].subtracting(product) else { throw .undecided }
            right[other] = rest
        }
        if !reduced.isEmpty, reduced[column] != .zero { try subtract(reduced[column], row, from: &reduced, &value) }
        basis[row] = column
    }

    /// Subtracts a multiple of a row from the row of reduced costs.
    private func subtract(_ factor: Rational, _ row: Int, from reduced: inout [Rational], _ value: inout Rational) throws(Stop) {
        for index in rows[row].indices where rows[row][index] != .zero {
            guard let product = rows[row][index].multiplied(by: factor), let rest = reduced[index].subtracting(product) else { throw .undecided }
            reduced[index] = rest
        }
        guard let product = right[row].multiplied(by: factor), let rest = value.subtracting(product) else { throw .undecided }
        value = rest
    }
}
