import CTableScan
/// Which rows speak of which cell: the last one of each, and from each the one before it.
struct CellIndex {
    let yearCount: Int
    private let firstYear: Int
    private let entityCount: Int
    private(set) var last: [Int32]
    private var before: [Int32]

    init(_ observations: ObservationTable.Rows, entities: Int, years: ClosedRange<Int>, variables: Int) {
        yearCount = years.count
        firstYear = years.lowerBound
        entityCount = entities
        last = [Int32](repeating: -1, count: entities * years.count * variables)
        before = [Int32](repeating: -1, count: observations.count)
        observations.forEach { position, observation in
            let cell = cell(observation)
            before[position] = last[cell]
            last[cell] = Int32(position)
        }
    }

    /// Years of one entity and variable lie side by side.
    func cell(_ observation: ObservationTable.Observation) -> Int {
        (Int(observation.variable) * entityCount + Int(observation.entity)) * yearCount + Int(observation.year) - firstYear
    }

    func previous(_ position: Int) -> Int? { before[position] < 0 ? nil : Int(before[position]) }

    /// The rows of a cell in the order of the file.
    func chain(_ cell: Int) -> [Int] {
        var chain: [Int] = []
        var next = last[cell]
        while next >= 0 {
            chain.append(Int(next))
            next = before[Int(next)]
        }
        return chain.reversed()
    }
}
