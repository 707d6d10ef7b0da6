import Disclosure
import FilePaths

/// A reproducible source of random numbers (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}

/// Reports filled with random cells of every state and size of number.
enum SyntheticReports {
    static func cell(_ indicator: String, row: Int, using generator: inout SeededGenerator) -> Cell {
        let place = CellPlace(
            table: Int.random(in: 1...3, using: &generator), row: row, column: Int.random(in: 1...9, using: &generator),
            page: Bool.random(using: &generator) ? 2 : nil)
        func number(_ value: ExactDecimal, raw: String? = nil) -> Cell {
            Cell(indicator: indicator, state: .number, value: value, raw: raw ?? value.description, place: place)
        }
        switch Int.random(in: 0..<12, using: &generator) {
        case 0: return Cell(indicator: indicator, state: .blank, raw: "", place: place)
        case 1: return Cell(indicator: indicator, state: .blank, raw: "\u{a0}", place: place)
        case 2: return Cell(indicator: indicator, state: .notApplicable, raw: "——", place: place)
        case 3: return Cell(indicator: indicator, state: .text, raw: "见附件", place: place)
        case 4, 5: return number(ExactDecimal(0))
        case 6: return number(ExactDecimal(Int.random(in: 1...300, using: &generator)))
        case 7: return number(ExactDecimal(Int.random(in: 1...100_000, using: &generator)), raw: "１，２３")
        case 8: return number(ExactDecimal(-Int.random(in: 1...70_000, using: &generator)))
        case 9: return number(ExactDecimal(mantissa: Int64.random(in: -9_999_999_999...9_999_999_999, using: &generator), scale: 4))
        case 10: return number(ExactDecimal(mantissa: Int64.random(in: Int64.min / 2...Int64.max, using: &generator)))
        default: return number(ExactDecimal(1))
        }
    }

    static func report(_ name: String, year: Int, edition: Edition = .fmt2021, sha256: String, seed: UInt64) -> Report {
        var generator = SeededGenerator(state: seed)
        var forms = [FilledForm(edition: edition, cells: [])]
        if edition == .fmt2019 { forms.append(FilledForm(edition: .gzAnnex2019, cells: [])) }
        for index in forms.indices {
            forms[index].cells = Form.of(forms[index].edition).cells.enumerated().map { cell($1.id, row: $0 / 7, using: &generator) }
        }
        return Report(
            body: Body(name: name, kind: .government, level: .county, regionCode: "520181", scope: .area), year: year, title: "\(name)\(year)年度报告",
            forms: forms,
            passages: [Passage(section: 1, text: "共收到申请 \(seed) 件。", paragraph: 3, page: 1), Passage(section: nil, text: "", paragraph: 0)],
            evidence: [Evidence(.year, source: .title, value: "\(year)", text: "\(year)年度")],
            notes: [
                ReadingNote(
                    kind: .extraRow, message: LocalizedText(zh: "多一行", en: "a row more"), indicators: ["a", "b"],
                    place: CellPlace(table: 1, row: 0, column: -1, page: 4)),
                ReadingNote(kind: .yearConflict, message: LocalizedText(zh: "", en: "")),
            ], source: ReportSource(path: FilePath("in/\(name)-\(year).html"), sha256: sha256, format: "html"))
    }
}
