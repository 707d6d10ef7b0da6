import Disclosure
import Foundation
import TestSupport
import Testing

/// The transcribed cells of a real report: a number, a blank (`null`), or a text for money with its unit.
struct ExpectedCells: Sendable, CustomTestStringConvertible {
    var name: String
    var entity: String
    var regionCode: String
    var year: Int
    var edition: Edition
    var cells: [String: ExpectedCell]

    enum ExpectedCell: Sendable, Equatable {
        case number(String)
        case blank
        case text(String)
    }

    var testDescription: String { name }

    /// Reads `<name>.json` of the shared material.
    static func load(_ name: String) throws -> ExpectedCells {
        let url = SharedMaterial.root!.appending(path: "reports/expected/\(name).json")
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as! [String: Any]
        let cells = object["cells"] as! [String: Any]
        return ExpectedCells(
            name: name, entity: object["entity"] as! String, regionCode: object["region_code"] as! String, year: object["year"] as! Int,
            edition: Edition(rawValue: object["edition"] as! String)!,
            cells: cells.mapValues { value in
                if value is NSNull { return .blank }
                if let text = value as? String { return .text(text) }
                return .number((value as! NSNumber).stringValue)
            })
    }

    /// What differs between a filled form and these cells, one line a cell.
    func differences(from form: FilledForm) -> [String] {
        var lines: [String] = []
        let read = Dictionary(form.cells.map { ($0.indicator, $0) }) { first, _ in first }
        for (id, expected) in cells.sorted(by: { $0.key < $1.key }) {
            guard let cell = read[id] else {
                lines.append("\(id): missing")
                continue
            }
            let same =
                switch expected {
                case .blank: cell.state == .blank
                case .number(let text): cell.state == .number && cell.value == ExactDecimal(text)
                case .text(let text): cell.raw == text && cell.state == .number
                }
            if !same { lines.append("\(id): \(expected) but read \(cell.state.name) \(cell.value?.description ?? "") “\(cell.raw)”") }
        }
        for cell in form.cells where cells[cell.indicator] == nil { lines.append("\(cell.indicator): not expected, read “\(cell.raw)”") }
        return lines
    }
}
