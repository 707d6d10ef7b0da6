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
        if let stray = reports.first(where: { bodies[$0.body] == nil }) { throw .damaged("report \(stray.id) of an unknown body") }
        let register = BodyRegister(reports.lazy.map { (bodies[$0.body]!, $0.year) })
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
        let (variables, codes) = Self.variables(of: layouts)
        let slots = try blobs.place(slotOfReport, yearCount: years.count, seriesCount: kept.count)
        for index in slots.order { forms[slots.slot[index]].append(layouts[blobs.layout[index]]!.edition) }
        let panel = try Panel(entities: kept.map(\.key), years: years, variables: variables) { (writer) throws(StoreError) in
            try Self.unpack(blobs, slots, codes: codes, yearCount: years.count, into: writer)
        }
        return PanelContents(bodies: kept, former: register.former, panel: panel, forms: forms, reportIDs: ids)
    }

    private struct ReportRow {
        let id: Int64
        let body: Int64
        let year: Int
    }

    private struct Layout {
        let edition: Edition
        let indicators: [String]
    }

    private static func fetchBodies(_ db: Database) throws -> [Int64: Body] {
        var bodies: [Int64: Body] = [:]
        let rows = try Row.fetchCursor(db, sql: "SELECT id, name, kind, level, region_code, scope FROM body")
        while let row = try rows.next() { bodies[row["id"]] = body(row) }
        return bodies
    }

    private static func fetchReports(_ db: Database) throws -> [ReportRow] {
        var reports: [ReportRow] = []
        let rows = try Row.fetchCursor(db, sql: "SELECT id, body_id, year FROM report WHERE current = 1 ORDER BY body_id, year")
        while let row = try rows.next() { reports.append(ReportRow(id: row[0], body: row[1], year: row[2])) }
        return reports
    }

    private static func fetchLayouts(_ db: Database) throws -> [Int64: Layout] {
        var layouts: [Int64: Layout] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT id, edition, indicators FROM layout ORDER BY id") {
            guard let edition = Edition(rawValue: row["edition"]) else { throw StoreError.damaged("a form of an unknown edition") }
            layouts[row["id"]] = Layout(edition: edition, indicators: (row["indicators"] as String).split(separator: "\n").map(String.init))
        }
        return layouts
    }

    /// One variable for each indicator of any layout, and for each layout the variables of its cells.
    private static func variables(of layouts: [Int64: Layout]) -> (names: [String], codes: [Int64: [Int]]) {
        var names: [String] = []
        var codeOf: [String: Int] = [:]
        var codes: [Int64: [Int]] = [:]
        for (id, layout) in layouts.sorted(by: { $0.key < $1.key }) {
            codes[id] = layout.indicators.map { indicator in
                if let code = codeOf[indicator] { return code }
                codeOf[indicator] = names.count
                names.append(indicator)
                return names.count - 1
            }
        }
        return (names, codes)
    }

    private static func fetchBlobs(_ db: Database) throws -> PackedForms {
        var forms = PackedForms()
        let total = try Int.fetchOne(db, sql: "SELECT sum(length(packed)) FROM report_cells") ?? 0
        forms.bytes.reserveCapacity(total)
        let rows = try Row.fetchCursor(db, sql: "SELECT report_id, layout_id, packed FROM report_cells ORDER BY report_id, form")
        while let row = try rows.next() {
            try row.withUnsafeData(atIndex: 2) { data in
                data?.withUnsafeBytes { forms.append(report: row[0], layout: row[1], $0) }
            }
        }
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
