import CTableScan
import Foundation
import Testing

@testable import PanelReading

/// The scanner of plain tables and the reader of all others say the same of every table.
@Suite struct TidyScanTests {
    /// A tidy table in which about one row in ten is odd: blanks around names, quotes, other years, flags, ragged rows, other line ends.
    private func table(seed: UInt64, lineEnd: String) -> [UInt8] {
        var state = seed
        func draw(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        let values = [
            "0", "17", "-3", "+4", "2.5", "1.234", "", "123456789012345", "1234567890123456", "1e5", "<5", "12 p", "1,5", ".5", "5.", "-", "-.5",
            "007",
        ]
        var lines = ["entity,year,indicator,value"]
        for _ in 0..<(50 + draw(400)) {
            let isOdd = draw(10) == 0
            var fields = ["body \(draw(7))", String(2010 + draw(6)), "指标\(draw(5))", draw(3) == 0 ? values[draw(values.count)] : String(draw(1000))]
            if isOdd {
                switch draw(9) {
                case 0: fields[0] = " " + fields[0] + "\u{A0}"
                case 1: fields[0] = "\"" + fields[0] + "\""
                case 2: fields[1] = "2015年"
                case 3: fields.append("extra")
                case 4: fields.removeLast()
                case 5: fields[2] = ""
                case 6: fields[1] = "20x"
                case 7: lines.append("")
                default: fields[3] = " 5 "
                }
            }
            lines.append(fields.joined(separator: ","))
        }
        return Array((lines.joined(separator: lineEnd) + (draw(2) == 0 ? lineEnd : "")).utf8)
    }

    @Test(arguments: 0..<60)
    func scannerAndReaderAgree(seed: Int) throws {
        let bytes = TableBytes(table(seed: UInt64(seed), lineEnd: ["\n", "\r\n", "\r"][seed % 3]))
        let records = try DelimitedRecords(bytes, shape: TableShape.found(in: bytes), isLenient: true)
        let roles = try ColumnRoles(records, columns: [:])
        var one = PanelPass(table: records, roles: roles, spanYear: .start)
        var other = one
        other.scans = false
        #expect(one.plainColumns != nil && other.plainColumns == nil)
        for count in [1, 4] {
            while true {
                let (scanned, read) = (try one.observations(pieces: count), try other.observations(pieces: 1))
                #expect(scanned.oddYears == read.oddYears)
                if !scanned.oddYears.isEmpty {
                    one.learnYears(scanned.oddYears)
                    other.learnYears(read.oddYears)
                    continue
                }
                #expect(scanned.entities.names == read.entities.names && scanned.variables.names == read.variables.names)
                #expect(scanned.leftOut == read.leftOut && scanned.shortLines == read.shortLines && scanned.lines == read.lines)
                #expect(scanned.points[0].three == read.points[0].three && scanned.points[0].other == read.points[0].other)
                func rows(_ table: ObservationTable) -> [String] {
                    table.observations.pieces.joined().map { row in
                        let value = row.state == ObservationTable.odd ? table.oddTexts.names[Int(row.value)] : "\(row.value)"
                        return "\(row.entity) \(row.variable) \(row.year) \(row.state) \(row.period) \(row.line) \(value)"
                    }
                }
                #expect(rows(scanned) == rows(read))
                break
            }
        }
    }
}
