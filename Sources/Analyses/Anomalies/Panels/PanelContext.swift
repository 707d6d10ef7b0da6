import ColumnStore
import Disclosure

/// A panel from elsewhere within a corpus, with what findings about it have in common.
struct PanelContext {
    /// The numbers of its entities and variables only.
    let panel: Panel
    /// Its entities.
    let bodies: [Body]
    /// Where each of them stands in the corpus.
    let positions: [Int]
    /// The file.
    let source: String

    /// The parts of a corpus that came from elsewhere, each with its context.
    static func of(_ corpus: Corpus) -> [(context: PanelContext, part: ImportedPart)] {
        corpus.imports.filter { !$0.bodies.isEmpty }.map { part in
            let context = PanelContext(
                panel: corpus.panel.selecting(entities: part.bodies, variables: part.variables), bodies: part.bodies.map { corpus.bodies[$0] },
                positions: part.bodies, source: part.source)
            return (context, part)
        }
    }

    /// A finding about the entity at a position of the panel.
    func finding(
        _ kind: Finding.Kind, rule: String, definition: String, severity: Finding.Severity, entity: Int, year: Int, subject: [String],
        message: LocalizedText
    ) -> Finding {
        let body = bodies[entity]
        return Finding(
            body: positions[entity], fingerprint: Fingerprint.of(body: body, year: year, rule: rule, definition: definition, subject: subject),
            kind: kind, rule: rule, severity: severity, entity: body.name, regionCode: body.regionCode, year: year, message: message,
            formerFingerprints: Fingerprint.former(body: body, year: year, rule: rule, definition: definition, subject: subject))
    }

    func reference(_ variable: String, value: Double?, year: Int, line: Int = 0) -> Finding.CellReference {
        Finding.CellReference(
            indicator: variable, label: variable, value: value.flatMap(ExactRecord.decimal), raw: value.map(ExactRecord.text) ?? "",
            source: source, table: 0, row: line, column: 0, year: year)
    }
}
