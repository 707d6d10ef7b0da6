import ColumnStore
import Statistics

/// How large each body is among its peers, as all its figures but one tell: what one report lets expect of a cell beyond the peers' level.
///
/// **Definition.** For each of the indicators that most bodies have (``most`` at most), d = (median of log(1 + y) over the years − that of the peers) over the spread of
/// the peers' levels. The size of a body for an indicator is the median of its d over the other ones, `nil` with fewer than ``fewest``: one wrong cell
/// moves it little, and the indicator itself not at all.
/// - Complexity: O(bodies · years · indicators), and the medians.
struct BodySizes: Sendable {
    /// Fewest indicators that tell a size.
    static let fewest = 4
    private static let most = 15
    /// Indicators whose usual value is smaller than this hardly tell large from small.
    private static let leastLevel = 1.8

    private let positions: [String: Int]
    /// d by body and indicator.
    private let deviations: [[Double?]]
    private let whole: [Double?]

    /// The sizes of bodies.
    /// - Parameters:
    ///   - columns: the indicators that the model judges.
    ///   - groups: for each body the peers to compare with, from the closest kind to all.
    init(_ columns: [(variable: String, column: SeriesColumn)], groups: [[Int]]) {
        var told: [(variable: String, count: Int, deviations: [Double?])] = []
        for (variable, column) in columns {
            guard let deviations = Self.deviations(column, groups) else { continue }
            told.append((variable, deviations.count { $0 != nil }, deviations))
        }
        told.sort { ($1.count, $0.variable) < ($0.count, $1.variable) }
        told = Array(told.prefix(Self.most))
        positions = Dictionary(uniqueKeysWithValues: told.enumerated().map { ($1.variable, $0) })
        let bodies = groups.first?.count ?? 0
        let table = (0..<bodies).map { body in told.map { $0.deviations[body] } }
        deviations = table
        whole = table.map { Self.size($0) }
    }

    /// The size of each body as the indicators other than one tell it.
    func sizes(leavingOut variable: String) -> [Double?] {
        guard let position = positions[variable] else { return whole }
        return deviations.map { row in
            var rest = row
            rest.remove(at: position)
            return Self.size(rest)
        }
    }

    private static func size(_ deviations: [Double?]) -> Double? {
        let known = deviations.compactMap { $0 }
        return known.count >= fewest ? (Median.of(known) ?? 0) : nil
    }

    /// d of each body that has a positive value; `nil` for an indicator that too few have, or that is too small to tell.
    private static func deviations(_ column: SeriesColumn, _ groups: [[Int]]) -> [Double?]? {
        let bodies = column.seriesCount
        let levels = (0..<bodies).map { body -> Double? in
            let values = (0..<column.periodCount).compactMap { column[body, $0] }.filter { $0 > 0 }
            return values.isEmpty ? nil : RobustPanelFit.log1p((Median.of(values) ?? 0))
        }
        let known = levels.compactMap { $0 }
        guard known.count >= RobustPanelFit.fewestPeers, (Median.of(known) ?? 0) >= leastLevel else { return nil }
        var deviations = [Double?](repeating: nil, count: bodies)
        for labels in groups {
            var members: [Int: [Int]] = [:]
            for body in 0..<bodies where levels[body] != nil && deviations[body] == nil { members[labels[body], default: []].append(body) }
            var everyone: [Int: [Double]] = [:]
            for body in 0..<bodies { if let level = levels[body] { everyone[labels[body], default: []].append(level) } }
            for (label, list) in members {
                guard let peers = everyone[label], peers.count >= RobustPanelFit.fewestPeers else { continue }
                let center = (Median.of(peers) ?? 0)
                let spread = max(0.5, 1.4826 * (Median.of(peers.map { ($0 - center).magnitude }) ?? 0))
                for body in list { deviations[body] = (levels[body]! - center) / spread }
            }
        }
        return deviations
    }
}
