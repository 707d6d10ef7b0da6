public import Analyses
public import Disclosure

/// One report for `analyze show`: as tables for people, as rows for programs, each finding at its cell.
public struct ReportTables {
    private let report: Report
    private let findings: [Finding]

    /// The tables of a report with the findings of its year.
    public init(_ report: Report, findings: [Finding]) {
        self.report = report
        self.findings = findings
    }

    /// The cells of a report without rows.
    public static let layout = ResultTable(
        schema: "analyze.show/1", title: LocalizedText(zh: "报告", en: "Report"),
        columns: [
            .text("edition", zh: "版本", en: "Edition", .extra, codes: Codes.editions), .text("indicator", zh: "指标", en: "Indicator", .extra),
            .text("label", zh: "名称", en: "Label", codes: Codes.labels), .number("value", zh: "数值", en: "Value"),
            .text("unit", zh: "单位", en: "Unit", codes: Codes.units),
            .text("state", zh: "状态", en: "State", codes: Codes.states), .text("raw", zh: "原文", en: "Raw", .extra),
            .text("findings", zh: "异常", en: "Findings"), .text("label_en", zh: "英文名称", en: "English label", .machine),
        ])

    /// Every cell as a row, with the findings that speak of it.
    public var cells: ResultTable {
        var table = Self.layout
        table.title = title
        for form in report.forms {
            for cell in form.cells {
                let indicator = Catalog.standard.indicator(cell.indicator, edition: form.edition)
                table.append([
                    .text(form.edition.rawValue), .text(cell.indicator), .text(indicator?.label), .decimal(cell.value), .text(indicator?.unit),
                    .text(cell.state.name), .text(cell.raw), .texts(numbers(cell.indicator).map { findings[$0 - 1].fingerprint }),
                    .text(indicator?.labelEnglish),
                ])
            }
        }
        table.notes = findings.map(\.message)
        return table
    }

    /// What the report was taken for and why, one table for each table of the forms, then the findings by number.
    public var pages: [ResultTable] {
        var pages = [about]
        for form in report.forms {
            let cells = Dictionary(form.cells.map { ($0.indicator, $0) }) { first, _ in first }
            let layout = Form.of(form.edition)
            for table in layout.tables + layout.extensions where table.indicators(edition: form.edition).contains(where: { cells[$0.id] != nil }) {
                pages.append(page(table, form.edition, cells))
            }
        }
        if !findings.isEmpty { pages.append(list) }
        return pages
    }

    private var title: LocalizedText {
        LocalizedText(zh: "\(report.body.name) \(report.year) 年", en: "\(report.body.name) \(report.year)")
    }

    /// Whose report of which year it is, on which form, and every voice that spoke for it; then what is doubtful about the reading.
    private var about: ResultTable {
        let body = report.body
        let regions = Regions.standard
        var table = ResultTable(
            schema: "analyze.show/1", title: title,
            columns: [
                .text("subject", zh: "项目", en: "What", codes: Codes.evidenceSubjects), .text("value", zh: "认定", en: "Taken for"),
                .text("source", zh: "依据", en: "Seen in", codes: Codes.evidenceSources), .text("text", zh: "原文", en: "Words"),
            ])
        for evidence in report.evidence {
            let value: ResultValue =
                switch evidence.subject {
                case .edition: .localized(Codes.editions[evidence.value])
                case .scope: .localized(Codes.scopes[evidence.value])
                case .region: .text("\(evidence.value) \(regions.fullName(of: evidence.value) ?? "")")
                default: .text(evidence.value)
                }
            table.append([.text(evidence.subject.rawValue), value, .text(evidence.source.rawValue), .text(Self.cut(evidence.text))])
        }
        let parent = regions.parentCode(of: body, year: report.year)
        func part(_ language: KeyPath<LocalizedText, String>) -> String {
            [Codes.bodyKinds[body.kind.rawValue], Codes.levels[body.level.rawValue], Codes.scopes[body.scope.rawValue]].compactMap {
                $0?[keyPath: language]
            }
            .joined(separator: language == \.zh ? "，" : ", ")
        }
        let code = body.regionCode.map { " \($0)" } ?? ""
        let above = parent.flatMap { regions.fullName(of: $0) }
        table.notes = [
            LocalizedText(
                zh: "\(body.name)\(code)：\(part(\.zh))\(above.map { "，上级为\($0)" } ?? "")。",
                en: "\(body.name)\(code): \(part(\.en))\(above.map { ", under \($0)" } ?? "").")
        ]
        table.notes += report.notes.prefix(Self.doubtsShown).map(\.text)
        if report.notes.count > Self.doubtsShown {
            let more = report.notes.count - Self.doubtsShown
            table.notes.append(
                LocalizedText(
                    zh: "另有 \(more) 条阅读疑点，见 reports --format json。", en: "\(more) more doubts of the reading: see reports --format json."))
        }
        return table
    }

    private static let doubtsShown = 8

    private static func cut(_ text: String) -> String { text.count > 48 ? text.prefix(47) + "…" : text }

    private func page(_ table: FormTable, _ edition: Edition, _ cells: [String: Cell]) -> ResultTable {
        func heading(_ words: String) -> String { [report.body.name, "\(report.year)", words].filter { !$0.isEmpty }.joined(separator: " · ") }
        let columns = table.columns.map { column in
            let label = Applicant(rawValue: column.suffix)?.label ?? column.label
            return ResultColumn.number(column.suffix.isEmpty ? "value" : column.suffix, zh: label, en: table.english(column), .plain)
        }
        var page = ResultTable(
            schema: "analyze.show/1",
            title: LocalizedText(
                zh: heading(table.heading.isEmpty ? Self.name(table, edition).zh : table.heading),
                en: heading(table.heading.isEmpty ? Self.name(table, edition).en : table.headingEnglish)),
            columns: [.text("row", zh: "", en: "")] + columns)
        var groups: [String] = []
        for row in table.rows {
            let ids = table.columns.map { table.cellID(row: row, column: $0) }
            guard ids.contains(where: { cells[$0] != nil }) else { continue }
            // A heading of the form stands once, above the rows it holds.
            for (depth, group) in row.groups.enumerated() where Array(groups.prefix(depth + 1)) != Array(row.groups.prefix(depth + 1)) {
                page.append([.localized(indented(group, FormTable.englishGroup(group), depth))] + ids.map { _ in .null })
            }
            groups = row.groups
            page.append([.localized(indented(row.label, Self.english(row), row.groups.count))] + ids.map { value(cells[$0]) })
        }
        return page
    }

    /// What a table without a printed heading is called.
    static func name(_ table: FormTable, _ edition: Edition) -> LocalizedText {
        switch table.section {
        case .applications: LocalizedText(zh: "收到和处理政府信息公开申请", en: "Applications")
        case .remedies:
            LocalizedText(
                zh: table.rows.first.map { ($0.groups + [$0.label]).joined(separator: "·") } ?? "", en: table.rows.first?.labelEnglish ?? "")
        default: Codes.editions[edition.rawValue] ?? LocalizedText(zh: "", en: "")
        }
    }

    private func indented(_ chinese: String, _ english: String, _ depth: Int) -> LocalizedText {
        LocalizedText(zh: String(repeating: "　", count: depth) + chinese, en: String(repeating: "\u{2003}", count: depth) + english)
    }

    /// The row's English name, without the group's that stands above it.
    static func english(_ row: FormTable.Row) -> String {
        let name = row.labelEnglish
        guard let group = row.groups.last.map(FormTable.englishGroup), name.hasPrefix(group + ": ") else { return name }
        let own = name.dropFirst(group.count + 2)
        return own.prefix(1).uppercased() + own.dropFirst()
    }

    private func value(_ cell: Cell?) -> ResultValue {
        guard let cell else { return .null }
        let text =
            switch cell.state {
            case .number: cell.value!.description
            case .blank, .absent: "□"
            case .notApplicable, .text, .bound: cell.raw
            }
        let marks = numbers(cell.indicator)
        return .text(marks.isEmpty ? text : "⚠\(marks.map(String.init).joined(separator: ",")) \(text)")
    }

    /// The numbers, from 1, of the findings that speak of a cell of this year.
    private func numbers(_ indicator: String) -> [Int] {
        findings.indices.filter { index in findings[index].cells.contains { $0.indicator == indicator && $0.year == report.year } }.map { $0 + 1 }
    }

    private var list: ResultTable {
        // A column of verdicts once there are any.
        let isDecided = findings.contains { $0.verdict != .open }
        var columns: [ResultColumn] = [
            .number("number", zh: "⚠", en: "⚠", .plain),
            .text("severity", zh: "程度", en: "Severity", codes: Codes.severities, tints: Codes.severityTints),
            .text("message", zh: "说明", en: "Message"),
        ]
        if isDecided { columns.append(.text("verdict", zh: "裁定", en: "Verdict", codes: Codes.verdicts)) }
        return ResultTable(
            schema: "analyze.show/1", title: LocalizedText(zh: "异常", en: "Findings"), columns: columns,
            rows: findings.enumerated().map { index, finding in
                let row: [ResultValue] = [.integer(index + 1), .text(finding.severity.rawValue), .localized(finding.message)]
                return isDecided ? row + [.text(finding.verdict.rawValue)] : row
            })
    }
}
