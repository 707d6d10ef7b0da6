public import Analyses
public import Disclosure
import FilePaths
import Foundation
import TestSupport

/// The figures of the bundled reports (`datasets/figures`) as reports, without reading a document.
public enum Figures {
    /// Every bundled report.
    public static let reports: [Report] = {
        var reports = (2011...2018).map { report(pingtan, $0, [(.fjStats, "pingtan_\($0)")]) }
        reports += (2019...2020).map { report(pingtan, $0, [(.fmt2019, "pingtan_\($0)")]) }
        reports += (2021...2025).map { report(pingtan, $0, [(.fmt2021, "pingtan_\($0)")]) }
        reports.append(report(huaian, 2024, [(.fmt2021, "huaian_2024")]))
        reports.append(report(qingzhen, 2020, [(.fmt2019, "qingzhen_2020"), (.gzAnnex2019, "qingzhen_2020_annex")]))
        reports.append(report(shanghaiOffice, 2019, [(.fmt2019, "shanghai_office_2019")]))
        return reports
    }()

    /// The corpus of them.
    public static let corpus = Corpus(reports: reports)

    /// The four bodies.
    public static let pingtan = Body(name: "平潭综合实验区", kind: .zone, level: .county, regionCode: "350128", scope: .area)
    /// A prefecture.
    public static let huaian = Body(name: "淮安市", kind: .government, level: .prefecture, regionCode: "320800", scope: .area)
    /// A county.
    public static let qingzhen = Body(name: "清镇市", kind: .government, level: .county, regionCode: "520181", scope: .area)
    /// An office.
    public static let shanghaiOffice = Body(name: "上海市人民政府办公厅", kind: .office, level: .province, regionCode: "310000", scope: .own)

    /// A report with the given numbers on the form of an edition; every other cell is blank.
    public static func report(_ body: Body, _ year: Int, edition: Edition, _ numbers: [String: Int]) -> Report {
        let cells = Form.of(edition).cells.enumerated().map { index, indicator in
            let place = CellPlace(table: 1, row: index + 1, column: 1)
            guard let number = numbers[indicator.id] else { return Cell(indicator: indicator.id, state: .blank, raw: "", place: place) }
            return Cell(indicator: indicator.id, state: .number, value: ExactDecimal(number), raw: String(number), place: place)
        }
        return Report(
            body: body, year: year, title: "", forms: [FilledForm(edition: edition, cells: cells)],
            source: ReportSource(path: FilePath("\(body.name)-\(year)"), sha256: String(repeating: "0", count: 64), format: "csv"))
    }

    private static func report(_ body: Body, _ year: Int, _ forms: [(Edition, String)]) -> Report {
        Report(
            body: body, year: year, title: "\(body.name)\(year)年政府信息公开工作年度报告",
            forms: forms.map { FilledForm(edition: $0, cells: cells($1)) },
            source: ReportSource(path: FilePath("datasets/figures/\(forms[0].1).csv"), sha256: String(repeating: "0", count: 64), format: "csv"))
    }

    private static func cells(_ name: String) -> [Cell] {
        let url = ProjectFiles.root.appending(path: "datasets/figures/\(name).csv")
        let lines = (try! String(contentsOf: url, encoding: .utf8)).split(whereSeparator: \.isNewline).dropFirst()
        return lines.enumerated().map { index, line in
            let fields = line.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let raw = fields[1].trimmingCharacters(in: CharacterSet(charactersIn: "\""))
            let place = CellPlace(table: 1, row: index + 1, column: 1)
            if raw.isEmpty { return Cell(indicator: fields[0], state: .blank, raw: "", place: place) }
            if let value = number(raw) { return Cell(indicator: fields[0], state: .number, value: value, raw: raw, place: place) }
            return Cell(indicator: fields[0], state: ["/", "-", "—", "无"].contains(raw) ? .notApplicable : .text, raw: raw, place: place)
        }
    }

    private static func number(_ raw: String) -> ExactDecimal? {
        if raw.hasSuffix("万元") { return ExactDecimal(raw.dropLast(2)) }
        if raw.hasSuffix("元") { return ExactDecimal(raw.dropLast(1))?.scaledDown(by: 4) }
        return ExactDecimal(raw)
    }
}
