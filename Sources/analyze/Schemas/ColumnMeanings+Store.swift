import Disclosure
import Persistence
import Reporting

extension ColumnMeanings {
    /// What is in the store, what was done with it, the catalog.
    static let store: [String: ColumnMeaning] = [
        "ingest.status": .init(.code, "What was done with the file."),
        "ingest.entity": .init(.text.orNull, "The body; null for a file without a report."),
        "ingest.year": .init(.integer.orNull, "The year reported on."),
        "ingest.reason": .init(.text.orNull, "Why it was not stored, or what is doubtful."),
        "reports.exact_rules": .init(.integer.orNull, "Exact identities that could be tried; null for a report that is missing."),
        "reports.violated": .init(.integer.orNull, "Those that do not hold."),
        "reports.versions": .init(.integer.orNull, "Files that there are for the body and year."),
        "reports.kind": .init(.code, "What kind of body it is."), "reports.scope": .init(.code, "Whom the numbers are about."),
        "reports.parent_code": .init(.text.orNull, "The region code of the level above, in that year."),
        "reports.current_region_code": .init(.text.orNull, "The region's code today."),
        "reports.title": .init(.text.orNull, "The report's title."),
        "reports.evidence": .init(
            .list(
                .object([
                    .init("subject", .cases(of: Evidence.Subject.self), "What it tells."), .init("source", .text, "Where it was seen."),
                    .init("value", .text, "What it was taken for."), .init("text", .text, "The words."),
                ])
            ).orNull, "What tells whose report of which year on which form it is; null for a report that is missing."),
        "reports.doubts": .init(
            .list(
                .object([
                    .init("kind", .text, "What kind of doubt."), .init("message", .text, "One sentence."),
                    .init("indicators", .list(.text), "The cells concerned."), .init("table", .integer.orNull), .init("row", .integer.orNull),
                    .init("column", .integer.orNull),
                ])
            ).orNull, "What is doubtful about the reading."),
        "reports.published": .init(.text.orNull, "The day of publication, YYYY-MM-DD; null where the report does not say it."),
        "reports.days_late": .init(.integer.orNull, "Days from the deadline to publication; negative before it, null where either is not known."),
        "reports.current": .init(.flag.orNull, "Whether this version is used."),
        "indicators.id": .init(.text, "The id."), "indicators.label": .init(.text, "The official Chinese name."),
        "indicators.label_en": .init(.text, "The English name."), "indicators.edition": .init(.code, "The edition of the form."),
        "indicators.table": .init(.cases(of: FormSection.self), "The part of the form."),
        "indicators.unit": .init(.text, "What the numbers are in."), "indicators.kind": .init(.code, "What kind of quantity it is."),
        "indicators.concept": .init(.text.orNull, "The concept that joins it with cells of other editions."),
        "indicators.direction": .init(.cases(of: Direction.self).orNull, "What is better, where that can be said."),
        "rules.id": .init(.text, "The rule's id."), "rules.strength": .init(.code, "What it rests on."),
        "rules.expression": .init(.text, "The rule in ids; native for a check that no line can say."),
        "rules.label": .init(.text, "The rule in the form's words."),
        "rules_check.kind": .init(.code, "What is said of the lines."),
        "rules_check.lines": .init(.list(.integer), "The lines of the file that it is said of."),
        "rules_check.message": .init(.text, "One sentence, or the rule itself."),
        "rules_check.variable": .init(.text.orNull, "The indicator that has bounds or one value."),
        "rules_check.low": .init(.text.orNull, "Its least value, as an exact fraction."),
        "rules_check.high": .init(.text.orNull, "Its largest value, as an exact fraction."),
        "rules_check.because": .init(.list(.integer).orNull, "The lines that it follows from."),
        "rules_check.rules": .init(.list(.text), "The ids of the rules."),
        "rules_check.pass": .init(.integer.orNull, "Records that obey, with --on.", isAlwaysThere: false),
        "rules_check.fail": .init(.integer.orNull, "Records that do not.", isAlwaysThere: false),
        "rules_check.vacuous": .init(.integer.orNull, "Records that the rule is not about.", isAlwaysThere: false),
        "rules_check.unknown": .init(.integer.orNull, "Records of which it cannot be told.", isAlwaysThere: false),
        "verdict.note": .init(.text, "Why."), "verdicts.note": .init(.text, "Why."),
        "verdicts.entity": .init(.text.orNull, "The body of the finding, when it is known."),
        "verdicts.year": .init(.integer.orNull, "The year of the finding."), "verdicts.rule": .init(.text.orNull, "Its rule."),
        "verdicts.message": .init(.text.orNull, "Its sentence."),
        "verdicts.found": .init(.flag, "Whether the last run of anomalies found it."),
        "verdict_import.rows": .init(.integer, "Rows of the table."), "verdict_import.added": .init(.integer, "New verdicts."),
        "verdict_import.changed": .init(.integer, "Verdicts that are others now."),
        "verdict_import.withdrawn": .init(.integer, "Verdicts that were taken back."),
        "merge.kind": .init(.code, "What differs."), "merge.entity": .init(.text.orNull, "The body or panel."),
        "merge.year": .init(.integer.orNull, "The year."), "merge.subject": .init(.text.orNull, "The file, finding or panel."),
        "merge.store": .init(.text, "The store that holds."), "merge.kept": .init(.text.orNull, "What it says."),
        "merge.replaced": .init(.text.orNull, "What the other said."),
        "forget.entity": .init(.text, "The body, or the panel."), "forget.year": .init(.integer.orNull, "The year; null for a panel."),
        "forget.status": .init(.code, "What was done with it."),
        "backup.reports": .init(.integer, "Reports in the copy, every version."), "backup.verdicts": .init(.integer, "Verdicts in the copy."),
        "backup.panels": .init(.integer, "Panels in the copy."), "backup.bytes": .init(.integer, "Bytes of the copy."),
        "doctor.check": .init(.text, "What was looked at."), "doctor.status": .init(.code, "How it is."),
        "doctor.value": .init(.text.orNull, "What was found."), "doctor.note": .init(.text.orNull, "What can be done."),
        "repair.what": .init(.code, "What part of the store it was."), "repair.entity": .init(.text.orNull, "The body or panel."),
        "repair.year": .init(.integer.orNull, "The year reported on."),
        "repair.status": .init(.code, "What became of it."), "repair.note": .init(.text.orNull, "What was lost besides."),
        "schemas.name": .init(.text, "The name, also of the file in docs/schemas."), "schemas.schema": .init(.text, "Name and version."),
        "schemas.command": .init(.text, "The command whose result it is."), "schemas.rows": .init(.text, "What a row is."),
    ]
}
