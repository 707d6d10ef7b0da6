import Analyses
import Disclosure

/// A finding as the report page shows it: what, where, why, and what to check.
struct FindingCard {
    let language: Language
    private static let mostCells = 12

    func values(_ finding: Finding) -> [String: Any] {
        var values: [String: Any] = [
            "severity": finding.severity.rawValue, "severityLabel": Codes.severities[finding.severity.rawValue]![language],
            "kind": Codes.kinds[finding.kind.rawValue]![language], "entity": finding.entity, "year": String(finding.year),
            "message": finding.message[language], "rule": finding.rule, "fingerprint": finding.fingerprint,
            "certainty": [Codes.certainties[finding.certainty.rawValue]![language]],
            "verdict": finding.verdict == .open ? [] : [Codes.verdicts[finding.verdict.rawValue]![language]],
            "hasCells": !finding.cells.isEmpty, "cells": finding.cells.prefix(Self.mostCells).map(cell),
            "hasSuggestions": !finding.suggestions.isEmpty, "suggestions": finding.suggestions.map { suggestion($0, in: finding) },
            "hasReadings": !finding.readings.isEmpty, "readings": finding.readings.map { $0[language] },
        ]
        if finding.cells.count > Self.mostCells {
            let more = finding.cells.count - Self.mostCells
            values["cellsMore"] = [language == .zh ? "另有 \(more) 个单元格。" : "\(more) more cell\(more == 1 ? "" : "s")."]
        }
        if finding.mechanism != .none { values["mechanism"] = [Codes.mechanisms[finding.mechanism.rawValue]![language]] }
        return values
    }

    private func cell(_ cell: Finding.CellReference) -> [String: String] {
        let blank = language == .zh ? "（空白）" : "(blank)"
        return [
            "label": cell.name[language], "raw": cell.raw.allSatisfy(\.isWhitespace) ? blank : cell.raw,
            "place": Self.place(cell, language), "source": cell.source,
        ]
    }

    private func suggestion(_ suggestion: Finding.Suggestion, in finding: Finding) -> [String: String] {
        let named = finding.cells.first { $0.indicator == suggestion.indicator }?.name
        let label = named ?? Codes.indicators[suggestion.indicator] ?? LocalizedText(zh: suggestion.indicator, en: suggestion.indicator)
        let blank = language == .zh ? "（空白）" : "(blank)"
        return ["label": label[language], "from": suggestion.from?.description ?? blank, "to": suggestion.to.description]
    }

    /// Where a cell stands, in words.
    static func place(_ cell: Finding.CellReference, _ language: Language) -> String {
        switch language {
        case .zh:
            cell.table > 0 ? "\(cell.year) 年，表 \(cell.table) 第 \(cell.row) 行第 \(cell.column) 列" : "\(cell.year) 年，第 \(cell.row) 行第 \(cell.column) 个数"
        case .en:
            cell.table > 0
                ? "\(cell.year), table \(cell.table), row \(cell.row), column \(cell.column)" : "\(cell.year), line \(cell.row), value \(cell.column)"
        }
    }
}
