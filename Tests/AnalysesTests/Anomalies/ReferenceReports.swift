import FilePaths
import Foundation
import TestSupport

@testable import Analyses
@testable import Disclosure

/// Reports built from the transcribed cells of the reference material, with prose of the tests' own.
enum ReferenceReports {
    /// The report of a transcription, such as `pingtan_2020`; money with its unit is converted to 万元 as the parser does.
    static func report(_ names: String..., passages: [String] = [], level: Body.Level = .prefecture) throws -> Report {
        let folder = SharedMaterial.root!.appending(path: "reports/expected")
        var forms: [FilledForm] = []
        var head: [String: Any] = [:]
        for name in names {
            let data = try Data(contentsOf: folder.appending(path: "\(name).json"))
            let object = try JSONSerialization.jsonObject(with: data) as! [String: Any]
            if forms.isEmpty { head = object }
            let edition = Edition(rawValue: object["edition"] as! String)!
            let values = object["cells"] as! [String: Any]
            let order = Form.of(edition).indicators.map(\.id).filter { values[$0] != nil }
            forms.append(
                FilledForm(
                    edition: edition,
                    cells: order.enumerated().map { cell($1, values[$1]!, CellPlace(table: 1, row: $0 + 1, column: 1)) }))
        }
        let name = head["entity"] as! String
        let isOffice = name.hasSuffix("办公厅")
        let body = Body(
            name: name, kind: isOffice ? .office : name.hasSuffix("区") ? .zone : .government, level: isOffice ? .province : level,
            regionCode: head["region_code"] as? String)
        return Report(
            body: body, year: head["year"] as! Int, title: "\(name)年度报告", forms: forms,
            passages: passages.enumerated().map { Passage(section: 1, text: $1, paragraph: $0 + 1) },
            source: ReportSource(path: FilePath("\(names[0]).html"), sha256: "0", format: "html"))
    }

    static func cell(_ id: String, _ value: Any, _ place: CellPlace) -> Cell {
        switch value {
        case let number as NSNumber where id == "disclosure.procurement.amount":
            // The transcription gives it in 元.
            return Cell(indicator: id, state: .number, value: ExactDecimal("\(number)")!.scaledDown(by: 4)!, raw: "\(number)", place: place)
        case let number as NSNumber:
            return Cell(indicator: id, state: .number, value: ExactDecimal("\(number)")!, raw: "\(number)", place: place)
        case let text as String:
            if text.hasSuffix("万元"), let value = ExactDecimal(text.dropLast(2)) {
                return Cell(indicator: id, state: .number, value: value, raw: text, place: place)
            }
            if text.hasSuffix("元"), let value = ExactDecimal(text.dropLast(1))?.scaledDown(by: 4) {
                return Cell(indicator: id, state: .number, value: value, raw: text, place: place)
            }
            if let value = ExactDecimal(text) { return Cell(indicator: id, state: .number, value: value, raw: text, place: place) }
            return Cell(indicator: id, state: .text, raw: text, place: place)
        default:
            return Cell(indicator: id, state: .blank, raw: "", place: place)
        }
    }

    static func findings(_ reports: [Report]) throws -> [Finding] {
        try AnomalyAnalysis().findings(in: Corpus(reports: reports))
    }

    static func dump(_ findings: [Finding]) -> String {
        findings.map {
            "\($0.severity) \($0.kind.rawValue) \($0.rule) \($0.year) \($0.mechanism.rawValue) \($0.certainty.rawValue) \($0.message.zh) \($0.suggestions.count)"
        }.joined(separator: "\n")
    }
}
