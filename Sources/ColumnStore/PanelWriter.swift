/// Fills a new panel from several threads at once, before anybody else can see it.
///
/// ```swift
/// let panel = Panel(entities: keys, years: 2009...2025, variables: ids) { writer in
///     writer.set(variable: 0, entity: 0, period: 3, value: 41, state: 1)
/// }
/// ```
/// All variables lie in one buffer. Two threads may write at the same time when they write different tiles, that is, entities of different
/// blocks of ``SeriesColumn/lanes``; the cells of a tile share bytes of validity.
public struct PanelWriter: @unchecked Sendable {
    private let values: UnsafeMutablePointer<Double>
    private let validity: UnsafeMutablePointer<UInt8>
    private let states: UnsafeMutablePointer<UInt8>
    private let slotsPerVariable: Int
    private let periodCount: Int

    fileprivate init(
        values: UnsafeMutablePointer<Double>, validity: UnsafeMutablePointer<UInt8>, states: UnsafeMutablePointer<UInt8>, slotsPerVariable: Int,
        periodCount: Int
    ) {
        self.values = values
        self.validity = validity
        self.states = states
        self.slotsPerVariable = slotsPerVariable
        self.periodCount = periodCount
    }

    /// Sets a number with its state. Positions are not checked: they are codes that the caller has just made.
    @inline(__always)
    public func set(variable: Int, entity: Int, period: Int, value: Double, state: UInt8) {
        let slot = variable * slotsPerVariable + (entity >> 3) * periodCount + period
        let lane = entity & 7
        values[slot << 3 | lane] = value
        validity[slot] |= 1 << UInt8(lane)
        states[slot << 3 | lane] = state
    }

    /// Sets the state of a cell without a number.
    @inline(__always)
    public func set(variable: Int, entity: Int, period: Int, state: UInt8) {
        let slot = variable * slotsPerVariable + (entity >> 3) * periodCount + period
        states[slot << 3 | entity & 7] = state
    }
}

extension Panel {
    /// A panel of known variables, filled by `fill` before it is returned.
    public init<Failure: Error>(
        entities: [String], years: ClosedRange<Int>, variables: [String], filling fill: (PanelWriter) throws(Failure) -> Void
    ) throws(Failure) {
        let slots = SeriesColumn.slotCount(seriesCount: entities.count, periodCount: years.count)
        let values = TileBuffer<Double>(count: slots * SeriesColumn.lanes * variables.count)
        let validity = TileBuffer<UInt8>(count: slots * variables.count)
        let states = TileBuffer<UInt8>(count: slots * SeriesColumn.lanes * variables.count)
        try fill(
            PanelWriter(
                values: values.start, validity: validity.start, states: states.start, slotsPerVariable: slots, periodCount: years.count))
        self.init(
            entities: entities, years: years, variables: variables,
            columns: variables.indices.map {
                SeriesColumn(
                    seriesCount: entities.count, periodCount: years.count, values: values, validity: validity, firstSlot: $0 * slots)
            },
            states: variables.indices.map {
                StateColumn(
                    seriesCount: entities.count, periodCount: years.count, bytes: states, first: $0 * slots * SeriesColumn.lanes)
            })
    }
}
