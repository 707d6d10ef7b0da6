public import ColumnStore
import Dispatch
public import Disclosure
import Foundation
import GRDB
import Synchronization

/// The numbers of all current reports, without their texts.
public struct PanelContents: Sendable {
    /// The bodies; a position in it is a series of `panel`.
    public let bodies: [Body]
    /// What each was before its region got another name or code, the oldest first.
    public let former: [[BodyRegister.Former]]
    /// The numbers. States are the raw values of `CellState`.
    public let panel: Panel
    /// The forms of each report, the principal one first: `forms[body * yearCount + year − first]`; empty where there is no report.
    public let forms: [[Edition]]
    /// The number of each report in the store, at the same positions; `nil` where there is none.
    public let reportIDs: [Int?]
}

extension Store {
    /// Loads the numbers of the newest version of every report into a panel.
    ///
    /// Raw texts, places and prose stay on disk. O(cells); the blobs are unpacked by all cores, eight bodies (one tile of the columns) at a time.
    public func loadPanel() throws(StoreError) -> PanelContents {
        let (bodies, reports, layouts, blobs) = try read { db in
            (try Self.fetchBodies(db), try Self.fetchReports(db), try Self.fetchLayouts(db), try Self.fetchBlobs(db))
        }
        let years = (reports.map(\.year).min() ?? 0)...(reports.map(\.year).max() ?? 0)
        let register = BodyRegister(
            try reports.map { (report) throws(StoreError) in
                guard var body = bodies[report.body] else { throw .damaged("report \(report.id) of an unknown body") }
                body.scope = report.scope
                return (body, report.year)
            })
        let kept = register.bodies
        let seriesOfBody = bodies.compactMapValues { register.knownPosition(of: $0) }
        var forms = [[Edition]](repeating: [], count: kept.count * years.count)
        var ids = [Int?](repeating: nil, count: kept.count * years.count)
        var slotOfReport: [Int64: Int] = [:]
        slotOfReport.reserveCapacity(reports.count)
        for report in reports {
            let slot = seriesOfBody[report.body]! * years.count + report.year - years.lowerBound
            ids[slot] = Int(report.id)
            slotOfReport[report.id] = slot
        }
        let slots = try blobs.place(slotOfReport, yearCount: years.count, seriesCount: kept.count)
        var used: [Int64: Layout] = [:]
        for index in slots.order {
            guard let layout = layouts[blobs.layout[index]] else { throw .damaged("a form of an unknown layout") }
            used[blobs.layout[index]] = layout
            forms[slots.slot[index]].append(layout.edition)
        }
        let (variables, codes) = Self.variables(of: used)
        let panel = try Panel(entities: kept.map(\.key), years: years, variables: variables) { (writer) throws(StoreError) in
            try Self.unpack(blobs, slots, codes: codes, yearCount: years.count, into: writer)
        }
        return PanelContents(bodies: kept, former: register.former, panel: panel, forms: forms, reportIDs: ids)
    }

    private struct ReportRow {
        let id: Int64
        let body: Int64
        let year: Int
        let scope: Body.Scope
    }

    private struct Layout {
        let edition: Edition
        let indicators: [String]
    }

    private static func fetchReports(_ db: Database) throws -> [ReportRow] {
        let (current, scope) = (StoreTable.report["current"], StoreTable.report["scope"])
        var reports: [ReportRow] = []
        try VerifiedScan.forEach(.report, db) { row in
            guard row.int(current) == 1 else { return }
            let stated = Body.Scope(rawValue: row.text(scope)) ?? .unknown
            reports.append(ReportRow(id: row.integer(0), body: row.integer(1), year: row.int(2), scope: stated))
        }
        return reports
    }

    private static func fetchLayouts(_ db: Database) throws -> [Int64: Layout] {
        var layouts: [Int64: Layout] = [:]
        try VerifiedScan.forEach(.layout, db) { row in
            guard let edition = Edition(rawValue: row.text(1)) else { throw StoreError.damaged("a form of an unknown edition") }
            layouts[row.integer(0)] = Layout(edition: edition, indicators: row.text(2).split(separator: "\n").map(String.init))
        }
        return layouts
    }

    /// One variable for each indicator of any layout, in the order of the catalog, and for each layout the variables of its cells.
    private static func variables(of layouts: [Int64: Layout]) -> (names: [String], codes: [Int64: [Int]]) {
        let names = Catalog.standard.ordered(layouts.values.lazy.flatMap(\.indicators))
        let codeOf = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        return (names, layouts.mapValues { $0.indicators.map { codeOf[$0]! } })
    }

    private static func fetchBlobs(_ db: Database) throws -> PackedForms {
        var forms = PackedForms()
        try VerifiedScan.forEach(.cells, db) { row in forms.append(report: row.integer(0), layout: row.integer(2), row.bytes(3)) }
        return forms
    }

    /// Unpacks tile by tile: a thread takes all reports of eight bodies, whose cells lie together in every column.
    private static func unpack(
        _ forms: PackedForms, _ slots: PackedForms.Slots, codes: [Int64: [Int]], yearCount: Int, into writer: PanelWriter
    ) throws(StoreError) {
        let failure = Mutex<StoreError?>(nil)
        let tiles = slots.tileOffsets.count - 1
        let workers = max(1, min(tiles, ProcessInfo.processInfo.activeProcessorCount))
        DispatchQueue.concurrentPerform(iterations: workers) { worker in
            do throws(StoreError) {
                for tile in tiles * worker / workers..<tiles * (worker + 1) / workers {
                    for position in slots.tileOffsets[tile]..<slots.tileOffsets[tile + 1] {
                        let index = slots.order[position]
                        let (entity, period) = slots.slot[index].quotientAndRemainder(dividingBy: yearCount)
                        try unpack(forms, index, codes: codes[forms.layout[index]]!, entity: entity, period: period, into: writer)
                    }
                }
            } catch { failure.withLock { $0 = error } }
        }
        if let error = failure.withLock({ $0 }) { throw error }
    }

    private static func unpack(
        _ forms: PackedForms, _ index: Int, codes: [Int], entity: Int, period: Int, into writer: PanelWriter
    ) throws(StoreError) {
        let outcome: Result<Bool, StoreError> = forms.bytes.withUnsafeBytes { all in
            codes.withUnsafeBufferPointer { codes in
                let blob = UnsafeRawBufferPointer(rebasing: all[forms.offsets[index]..<forms.offsets[index + 1]])
                do throws(StoreError) {
                    guard blob.count >= 3, Int(blob.loadUnaligned(fromByteOffset: 1, as: UInt16.self).littleEndian) == codes.count else {
                        throw .damaged("a form whose cells do not fit its layout")
                    }
                    try PackedValues.forEach(blob) { cell, state, mantissa, scale in
                        if state == .number {
                            let value = scale == 0 ? Double(mantissa) : ExactDecimal(mantissa: mantissa, scale: scale).doubleValue
                            writer.set(variable: codes[cell], entity: entity, period: period, value: value, state: CellState.number.rawValue)
                        } else {
                            writer.set(variable: codes[cell], entity: entity, period: period, state: state.rawValue)
                        }
                    }
                    return .success(true)
                } catch { return .failure(error) }
            }
        }
        _ = try outcome.get()
    }
}

/// The packed forms of many reports, one after the other in memory.
private struct PackedForms {
    var bytes: [UInt8] = []
    var offsets: [Int] = [0]
    var report: [Int64] = []
    var layout: [Int64] = []

    mutating func append(report: Int64, layout: Int64, _ blob: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: blob)
        offsets.append(bytes.count)
        self.report.append(report)
        self.layout.append(layout)
    }

    /// Which forms go where: the slot (body × year) of each form, and the wanted forms ordered by tiles of bodies.
    struct Slots {
        var slot: [Int]
        var order: [Int]
        var tileOffsets: [Int]
    }

    func place(_ slotOfReport: [Int64: Int], yearCount: Int, seriesCount: Int) throws(StoreError) -> Slots {
        let tileCount = (seriesCount + SeriesColumn.lanes - 1) / SeriesColumn.lanes
        let slot = report.map { slotOfReport[$0] ?? -1 }
        var offsets = [Int](repeating: 0, count: tileCount + 1)
        for slot in slot where slot >= 0 { offsets[slot / yearCount / SeriesColumn.lanes + 1] += 1 }
        for tile in 0..<tileCount { offsets[tile + 1] += offsets[tile] }
        var next = offsets
        var order = [Int](repeating: 0, count: offsets[tileCount])
        for (index, slot) in slot.enumerated() where slot >= 0 {
            let tile = slot / yearCount / SeriesColumn.lanes
            order[next[tile]] = index
            next[tile] += 1
        }
        return Slots(slot: slot, order: order, tileOffsets: offsets)
    }
}
