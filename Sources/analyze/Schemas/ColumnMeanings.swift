import Analyses
import Disclosure
import Reporting

/// What the columns of all results mean, for their schemas: one entry a key, and one with the name of the result before it where a key means something else there.
///
/// A column without an entry has no schema: `analyze schema` and its test say which.
enum ColumnMeanings {
    /// What a column of a result means.
    ///
    /// - Parameters:
    ///   - key: the column's key.
    ///   - result: the name of the result, such as `trends`.
    static func meaning(of key: String, in result: String) -> ColumnMeaning? { own["\(result).\(key)"] ?? common[key] }

    /// Every key that is described; those of one result with its name and a point before them.
    static var keys: Set<String> { Set(own.keys).union(common.keys) }

    private static let own = [analyses, store, panels].reduce(into: [String: ColumnMeaning]()) { all, part in
        all.merge(part) { _, _ in preconditionFailure("a column is described twice") }
    }

    private static let common: [String: ColumnMeaning] = [
        "entity": .init(.text, "The body's name."),
        "region_code": .init(.text.orNull, "The body's region code, or that of its region; null when it is not known."),
        "level": .init(.code, "The body's level."),
        "year": .init(.integer, "The year reported on."),
        "edition": .init(.code.orNull, "The edition of the form; null for what is on none."),
        "indicator": .init(.text, "The id of the indicator, concept or ratio."),
        "label": .init(.text.orNull, "The official Chinese name."),
        "label_en": .init(.text.orNull, "The English name."),
        "unit": .init(.text.orNull, "What the numbers are in; money is in 万元."),
        "value": .init(.number.orNull, "The number; null for a cell that holds none."),
        "state": .init(.code, "What the cell holds. A blank is never 0."),
        "raw": .init(.text.orNull, "The text as published."),
        "source": .init(.text.orNull, "The file."),
        "table": .init(.integer.orNull, "The table of the document, from 1; 0 when the place is not in a table."),
        "row": .init(.integer.orNull, "The row of the table, from 1; the line of the file for a panel."),
        "column": .init(.integer.orNull, "The column of the table, from 1."),
        "page": .init(.integer.orNull, "The page, from 1, of documents that have pages."),
        "format": .init(.text.orNull, "The format, told from the content."),
        "cells": .init(.integer.orNull, "Cells of all forms of the report."),
        "blank": .init(.integer.orNull, "Blank cells among them."),
        "sha256": .init(.text.orNull, "SHA-256 of the file, in hexadecimal digits; empty for a panel."),
        "note": .init(.text.orNull, "A remark, and why a number cannot be told."),
        "message": .init(.text, "One sentence for people, in the language asked for."),
        "rule": .init(.text, "The id of the rule or check."),
        "severity": .init(.code, "How serious it is."),
        "kind": .init(.code, "What kind of finding it is."),
        "fingerprint": .init(.text, "The finding's fingerprint: 16 hexadecimal digits that stay the same from run to run."),
        "verdict": .init(.code, "What a reader decided."),
        "verdict_note": .init(.text.orNull, "What the reader wrote to it; null without."),
        "low": .init(.number.orNull, "Lower end of the interval."),
        "high": .init(.number.orNull, "Upper end of the interval."),
        "p_value": .init(.number.orNull, "The p-value, two-sided."),
        "q_value": .init(.number.orNull, "The p-value adjusted for many tests."),
        "reason": .init(.text.orNull, "Why, in one sentence; null when there is nothing to explain."),
        "path": .init(.text, "The file."),
        "version": .init(.integer.orNull, "1 for the first file of a body and year, 2 for the next."),
    ]

    /// A cell that a finding speaks of.
    static func cell(labelFirst: Bool) -> ValueShape {
        let english = ValueShape.Member("label_en", .text.orNull, "The English name.")
        let label = ValueShape.Member("label", .text, "The official Chinese name.")
        return .object(
            [.init("indicator", .text, "The id of the cell.")] + (labelFirst ? [label, english] : [label]) + [
                .init("value", .number.orNull, "The number; null for a cell that holds none."), .init("raw", .text, "The text as published."),
                .init("source", .text, "The file."), .init("table", .integer, "The table of the document, from 1; 0 when it is in none."),
                .init("row", .integer, "The row, from 1."), .init("column", .integer, "The column, from 1."), .init("year", .integer, "The year."),
            ] + (labelFirst ? [] : [english]))
    }
}
