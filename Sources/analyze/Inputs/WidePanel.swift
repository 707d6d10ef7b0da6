import Analyses
import ColumnStore
import Disclosure
import Reporting

/// The cells of a tidy panel with a row for each body and year and a column for each indicator that any of them has, made while they are written.
struct WidePanel: WideSheet {
    private let corpus: Corpus
    private let columns: [Column]

    private struct Column: Sendable {
        let cells: TidyPanel.Column
        let indicator: WideIndicator
    }

    /// - Parameter panel: what is exported.
    init(_ panel: TidyPanel) {
        corpus = panel.corpus
        var named: [String: (cells: TidyPanel.Column, forms: Set<Edition>)] = [:]
        var order: [String] = []
        for column in panel.makeColumns() {
            // A variable may be left in the panel by reports that were not chosen.
            guard let forms = Self.forms(of: column, in: panel.corpus) else { continue }
            order.append(column.name)
            named[column.name] = (column, forms)
        }
        let known = order.filter { !Catalog.standard.indicators($0).isEmpty }
        let names = Catalog.standard.ordered(known) + order.filter { Catalog.standard.indicators($0).isEmpty }
        let indicators = names.map { Self.describe($0, forms: named[$0]!.forms, in: panel.corpus) }
        let apart = Self.toldApart(names, indicators, forms: names.map { named[$0]!.forms })
        columns = zip(names, apart).map { Column(cells: named[$0]!.cells, indicator: $1) }
    }

    var title: LocalizedText { LocalizedText(zh: "宽表", en: "wide") }
    var frozen: Int { 2 }
    var keys: [ResultColumn] { ResultColumn.bodyAndYear }
    var indicators: [WideIndicator] { columns.map(\.indicator) }

    func forEachRow(_ body: ([ResultValue], [WideValue]) throws -> Void) rethrows {
        for series in corpus.bodies.indices {
            let imported = corpus.imported(series)
            for year in corpus.years {
                let period = year - corpus.years.lowerBound
                let forms = corpus.forms[series * corpus.panel.yearCount + period]
                var isThere = false
                let values = columns.map { column -> WideValue in
                    guard let (_, state) = column.cells.cell(series, period, forms: forms) else { return .absent }
                    isThere = true
                    return value(of: column.cells, state, imported, series, year)
                }
                guard isThere else { continue }
                let one = corpus.body(series, year: year)
                try body(
                    [
                        .text(one.name), .integer(year), .text(one.regionCode), .text(imported == nil ? one.level.rawValue : nil),
                        .text(forms.first?.rawValue),
                    ], values)
            }
        }
    }

    private func value(
        of column: TidyPanel.Column, _ state: CellState, _ imported: (part: ImportedPart, entity: Int)?, _ series: Int, _ year: Int
    ) -> WideValue {
        let number =
            imported.map { $0.part.panel.value(column.name, entity: $0.entity, year: year) } ?? column.values[series, year - corpus.years.lowerBound]
        if state == .number, let number { return .number(number) }
        if state == .blank { return .blank }
        let raw = imported.flatMap { $0.part.panel.remark(column.name, entity: $0.entity, year: year)?.raw }
        return raw.map(WideValue.text) ?? .state(state)
    }

    /// The forms on which the variable has a cell that is wanted; `nil` where there is none at all.
    private static func forms(of column: TidyPanel.Column, in corpus: Corpus) -> Set<Edition>? {
        var (isThere, found) = (false, Set<Edition>())
        for body in corpus.bodies.indices {
            for period in 0..<corpus.panel.yearCount {
                guard let (edition, _) = column.cell(body, period, forms: corpus.forms[body * corpus.panel.yearCount + period]) else { continue }
                isThere = true
                if let edition { found.insert(edition) }
            }
        }
        return isThere ? found : nil
    }

    /// The name and unit of a variable: of the newest form in use, else those of the panel from elsewhere.
    private static func describe(_ name: String, forms: Set<Edition>, in corpus: Corpus) -> WideIndicator {
        let all = Catalog.standard.indicators(name, among: Array(forms))
        if let indicator = all.last(where: { forms.contains($0.edition) }) { return WideIndicator(label: indicator.labels, unit: indicator.unit) }
        let own = corpus.imports.first { $0.panel.column(name) != nil }?.panel.description(of: name)
        let label = own?.label ?? name
        return WideIndicator(label: LocalizedText(zh: label, en: label), unit: own?.unit)
    }

    /// The same with the form, or where that does not do the id, behind a name that several have.
    private static func toldApart(_ names: [String], _ indicators: [WideIndicator], forms: [Set<Edition>]) -> [WideIndicator] {
        let groups = Dictionary(grouping: names.indices) { indicators[$0].label.zh }.values.filter { $0.count > 1 }
        var apart = indicators
        for group in groups {
            let newest = group.map { index in Edition.allCases.last { forms[index].contains($0) } }
            let told = !newest.contains(nil) && Set(newest).count == group.count
            for (index, form) in zip(group, newest) {
                let label = indicators[index].label
                let mark = told ? form?.profile.name : nil
                apart[index].label = LocalizedText(
                    zh: "\(label.zh)（\(mark?.zh ?? names[index])）", en: "\(label.en) (\(mark?.en ?? names[index]))")
            }
        }
        return apart
    }
}
