public import Analyses
import ColumnStore
import Disclosure
public import Persistence
import Rules

extension Corpus {
    /// The corpus with the entities of imported panels behind its bodies, each panel's in the order of their names. They have no forms, and no reports.
    /// - Throws: ``RuleTextErrors`` of the rules that came with a panel.
    public func joined(with panels: [ImportedPanel]) throws(RuleTextErrors) -> Corpus {
        var corpus = self
        for panel in panels { corpus = try corpus.joined(with: panel.ordered) }
        return corpus
    }

    /// The corpus with the entities of an imported panel behind its bodies. They have no forms, and no reports.
    private func joined(with imported: ImportedPanel) throws(RuleTextErrors) -> Corpus {
        let entities = imported.panel.entities.indices.map { imported.body($0) }
        // A name that a report's body has already stays apart from it by the panel's name.
        let prefixed = Panel(renaming: imported.panel, entities: imported.panel.entities.map { "\(imported.name):\($0)" })
        let panel = panel.joined(with: prefixed)
        var forms: [[Edition]] = []
        forms.reserveCapacity(panel.entities.count * panel.yearCount)
        for body in bodies.indices { for year in panel.years { forms.append(self.editions(body: body, year: year)) } }
        forms += [[Edition]](repeating: [], count: entities.count * panel.yearCount)
        let part = ImportedPart(
            bodies: Array(bodies.count..<bodies.count + entities.count), panel: imported.panel, variables: imported.panel.variables,
            rules: try Rule.parsed(imported.rules, source: imported.name, variables: imported.panel.variables),
            parents: ImportedPart.parents(of: imported.panel, names: imported.panel.entities), repetitions: imported.repetitions,
            source: imported.source)
        return Corpus(bodies: bodies + entities, panel: panel, forms: forms, provider: provider, imports: imports + [part], former: former)
    }

    private func editions(body: Int, year: Int) -> [Edition] {
        years.contains(year) ? forms[body * self.panel.yearCount + year - years.lowerBound] : []
    }
}

extension ImportedPanel {
    /// The panel with entities, variables and repetitions in the order of their names, whatever that of the rows of its file was.
    fileprivate var ordered: ImportedPanel {
        let bodies = panel.entities.indices.map { (position: $0, body: body($0)) }
        var ordered = self
        ordered.panel = panel.selecting(
            entities: bodies.sorted { $0.body.precedes($1.body) }.map(\.position), variables: panel.variables.sorted())
        ordered.repetitions.sort { ($0.entity, $0.variable, $0.year) < ($1.entity, $1.variable, $1.year) }
        return ordered
    }

    /// An entity of the panel as a body: its level and region when the panel has such attributes.
    fileprivate func body(_ index: Int) -> Body {
        func attribute(_ names: [String]) -> String? { names.lazy.compactMap { panel.attributes[$0]?[index] }.first }
        return Body(
            name: panel.entities[index], kind: attribute(["kind"]).flatMap(Body.Kind.init) ?? .unknown,
            level: attribute(["level"]).flatMap(Body.Level.init) ?? .unknown, regionCode: attribute(["region_code", "region"]))
    }
}
