/// Chooses a split for every row of Table 3 such that the column identities hold: outcomes add up to （七）, and 一 + 二 = （七）+ 四.
struct ApplicationsSolver {
    private let rows: [(id: String, candidates: [[Int]])]
    private let total: Int?
    private let outcomes: [Int]
    private let balance: (received: Int, carriedIn: Int, carriedOut: Int)?

    /// Steps of the search before it gives up and lists what it has not settled.
    private static let steps = 2_000_000

    init(rows: [(id: String, candidates: [[Int]])]) {
        self.rows = rows
        func position(_ id: String) -> Int? { rows.firstIndex { $0.id == id } }
        total = position("outcome.total")
        outcomes = rows.indices.filter { rows[$0].id.hasPrefix("outcome.") && rows[$0].id != "outcome.total" }
        if let received = position("applications.received"), let carriedIn = position("applications.carried_in"),
            let carriedOut = position("applications.carried_out")
        {
            balance = (received, carriedIn, carriedOut)
        } else {
            balance = nil
        }
    }

    /// For every row the ways that occur in some solution; `nil` when there is no solution, or the search is too long.
    func agreement() -> [[[Int]]]? {
        guard let total, rows.allSatisfy({ !$0.candidates.isEmpty }) else { return nil }
        var used: [Set<[Int]>] = rows.map { _ in [] }
        var found = false
        var steps = 0
        // Rows with one way are part of every sum; the others are searched, those with fewest ways first.
        let open = outcomes.filter { rows[$0].candidates.count > 1 }.sorted { rows[$0].candidates.count < rows[$1].candidates.count }
        let fixed = outcomes.filter { rows[$0].candidates.count == 1 }.reduce(into: [Int](repeating: 0, count: 7)) { sum, row in
            for column in 0..<7 { sum[column] += rows[row].candidates[0][column] }
        }

        func search(_ depth: Int, _ rest: [Int]) -> Bool {
            steps += 1
            if steps > Self.steps { return false }
            if depth == open.count { return rest.allSatisfy { $0 == 0 } }
            var reached = false
            for way in rows[open[depth]].candidates {
                var left = rest
                var fits = true
                for column in 0..<7 {
                    left[column] -= way[column]
                    if left[column] < 0 { fits = false }
                }
                guard fits, search(depth + 1, left) else { continue }
                used[open[depth]].insert(way)
                reached = true
            }
            return reached
        }

        for sum in rows[total].candidates {
            guard let balanced = balancedChoices(total: sum) else { continue }
            let rest = (0..<7).map { sum[$0] - fixed[$0] }
            guard rest.allSatisfy({ $0 >= 0 }), search(0, rest) else { continue }
            found = true
            used[total].insert(sum)
            if let balance {
                for (received, carriedIn, carriedOut) in balanced {
                    used[balance.received].insert(received)
                    used[balance.carriedIn].insert(carriedIn)
                    used[balance.carriedOut].insert(carriedOut)
                }
            }
        }
        guard found, steps <= Self.steps else { return nil }
        return rows.indices.map { index in
            rows[index].candidates.count == 1 ? rows[index].candidates : rows[index].candidates.filter { used[index].contains($0) }
        }
    }

    /// The ways of 一, 二 and 四 that balance a total; `nil` when there is none. Without the three rows nothing is asked.
    private func balancedChoices(total: [Int]) -> [([Int], [Int], [Int])]? {
        guard let balance else { return [] }
        var choices: [([Int], [Int], [Int])] = []
        func balances(_ received: [Int], _ carriedIn: [Int], _ carriedOut: [Int]) -> Bool {
            for column in 0..<7 where received[column] + carriedIn[column] != total[column] + carriedOut[column] { return false }
            return true
        }
        for received in rows[balance.received].candidates {
            for carriedIn in rows[balance.carriedIn].candidates {
                for carriedOut in rows[balance.carriedOut].candidates where balances(received, carriedIn, carriedOut) {
                    choices.append((received, carriedIn, carriedOut))
                }
            }
        }
        return choices.isEmpty ? nil : choices
    }
}
