internal import LinearAlgebra

/// One tree of an ``IsolationForest``: nodes in an array, children side by side.
struct IsolationTree: Sendable, Equatable {
    private struct Node: Sendable, Equatable {
        /// The variable that is split, −1 for a leaf.
        var variable: Int32
        /// The first of two children.
        var child: Int32
        /// The value up to which observations go left; for a leaf the depth where its observations end.
        var value: Double
        /// Share of the observations with a value that went left.
        var leftShare: Double
    }

    private var nodes: [Node] = []

    /// Grows a tree from `sampleSize` observations of a table with missing cells as NaN.
    init(_ data: Matrix, sampleSize: Int, generator: Philox) {
        var generator = generator
        var rows = Self.sample(sampleSize, of: data.rows, &generator)
        var limit = 0
        while 1 << limit < sampleSize { limit += 1 }
        var variables = [Int](repeating: 0, count: data.columns)
        struct Pending { var node: Int, start: Int, end: Int, depth: Int }
        nodes.append(Node(variable: -1, child: 0, value: 0, leftShare: 0))
        var pending = [Pending(node: 0, start: 0, end: rows.count, depth: 0)]
        data.elements.withUnsafeBufferPointer { values in
            while let item = pending.popLast() {
                let size = item.end - item.start
                guard size > 1, item.depth < limit,
                    let split = Self.split(rows[item.start..<item.end], values, rows: data.rows, &variables, &generator)
                else {
                    nodes[item.node].value = Double(item.depth) + IsolationForest.averagePathLength(size)
                    continue
                }
                let (left, middle) = Self.partition(&rows, item.start, item.end, values, split, rows: data.rows, &generator)
                let child = nodes.count
                nodes[item.node] = Node(variable: Int32(split.variable), child: Int32(child), value: split.value, leftShare: left)
                for _ in 0..<2 { nodes.append(Node(variable: -1, child: 0, value: 0, leftShare: 0)) }
                pending.append(Pending(node: child, start: item.start, end: middle, depth: item.depth + 1))
                pending.append(Pending(node: child + 1, start: middle, end: item.end, depth: item.depth + 1))
            }
        }
    }

    /// The depth at which an observation ends, averaged over both sides where its value is missing.
    func depth(of row: Int, in values: UnsafeBufferPointer<Double>, rows: Int) -> Double { depth(of: row, in: values, rows: rows, from: 0) }

    private func depth(of row: Int, in values: UnsafeBufferPointer<Double>, rows: Int, from start: Int) -> Double {
        nodes.withUnsafeBufferPointer { nodes in
            var at = start
            while nodes[at].variable >= 0 {
                let node = nodes[at]
                let value = values[Int(node.variable) * rows + row]
                if value.isNaN {
                    return node.leftShare * depth(of: row, in: values, rows: rows, from: Int(node.child))
                        + (1 - node.leftShare) * depth(of: row, in: values, rows: rows, from: Int(node.child) + 1)
                }
                at = Int(node.child) + (value <= node.value ? 0 : 1)
            }
            return nodes[at].value
        }
    }

    /// Some of `count` rows without replacement, all of them in order when as many are asked for.
    private static func sample(_ size: Int, of count: Int, _ generator: inout Philox) -> [Int] {
        guard size < count else { return Array(0..<count) }
        // Floyd's algorithm: one draw for each that is taken, whatever the number of rows.
        var taken = Set<Int>()
        var result: [Int] = []
        result.reserveCapacity(size)
        for last in (count - size)..<count {
            let drawn = Int.random(in: 0...last, using: &generator)
            let row = taken.insert(drawn).inserted ? drawn : last
            taken.insert(row)
            result.append(row)
        }
        return result
    }

    /// A variable drawn among those that vary and a value uniform between its extremes; `nil` when none varies.
    private static func split(
        _ rows: ArraySlice<Int>, _ values: UnsafeBufferPointer<Double>, rows count: Int, _ variables: inout [Int],
        _ generator: inout Philox
    ) -> (variable: Int, value: Double)? {
        for k in variables.indices { variables[k] = k }
        var left = variables.count
        while left > 0 {
            let k = left == 1 ? 0 : Int.random(in: 0..<left, using: &generator)
            let variable = variables[k]
            var (low, high) = (Double.infinity, -Double.infinity)
            for row in rows {
                let value = values[variable * count + row]
                // Comparisons with NaN are false: missing cells take no part.
                if value < low { low = value }
                if value > high { high = value }
            }
            if low < high {
                let u = generator.uniform()
                let value = low * (1 - u) + high * u
                return (variable, value >= high || value < low ? low : value)
            }
            left -= 1
            variables.swapAt(k, left)
        }
        return nil
    }

    /// Brings the rows that go left to the front; returns their share among those with a value, and where the others begin.
    private static func partition(
        _ rows: inout [Int], _ start: Int, _ end: Int, _ values: UnsafeBufferPointer<Double>, _ split: (variable: Int, value: Double),
        rows count: Int,
        _ generator: inout Philox
    ) -> (leftShare: Double, middle: Int) {
        var (smaller, present) = (0, 0)
        for slot in start..<end {
            let value = values[split.variable * count + rows[slot]]
            present += value.isNaN ? 0 : 1
            smaller += value <= split.value ? 1 : 0
        }
        let share = Double(smaller) / Double(present)
        var middle = start
        for slot in start..<end {
            let value = values[split.variable * count + rows[slot]]
            if value.isNaN ? generator.uniform() < share : value <= split.value {
                rows.swapAt(slot, middle)
                middle += 1
            }
        }
        return (share, middle)
    }
}
