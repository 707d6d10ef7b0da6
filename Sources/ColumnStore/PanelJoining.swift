extension Panel {
    /// A panel with other keys for its entities, in their order.
    public init(renaming panel: Panel, entities: [String]) {
        precondition(entities.count == panel.entities.count, "\(entities.count) names for \(panel.entities.count) entities")
        self.init(
            entities: entities, years: panel.years, variables: panel.variables, columns: panel.variables.map { panel.column($0)! },
            states: panel.variables.map { panel.states($0)! }, attributes: panel.attributes)
        for variable in panel.variables {
            setRemarks(variable, panel.remarks(variable))
            describe(variable, as: panel.description(of: variable))
        }
        for (name, detail) in panel.details { setDetail(name, detail) }
    }

    /// This panel with the entities, years and variables of another beside its own. O(cells of both).
    ///
    /// Numbers, states and attributes of the entities are joined. Remarks, descriptions and details stay with the panels they came with: two panels may call
    /// different things by one name.
    /// - Precondition: The panels have no entity in common.
    public func joined(with other: Panel) -> Panel {
        if other.entities.isEmpty { return self }
        if entities.isEmpty { return other }
        let span = min(years.lowerBound, other.years.lowerBound)...max(years.upperBound, other.years.upperBound)
        var joined = Panel(entities: entities + other.entities, years: span)
        for (panel, offset) in [(self, 0), (other, entities.count)] {
            for variable in panel.variables {
                for entity in panel.entities.indices {
                    for year in panel.years {
                        let state = panel.state(variable, entity: entity, year: year)
                        guard state != 0 else { continue }
                        joined.set(
                            variable, entity: offset + entity, year: year, value: panel.value(variable, entity: entity, year: year), state: state)
                    }
                }
            }
        }
        for name in Set(attributes.keys).union(other.attributes.keys) {
            func values(_ panel: Panel) -> [String?] {
                panel.entities.indices.map { index in panel.attributes[name].flatMap { $0[index] } }
            }
            joined.setAttribute(name, DictionaryColumn(values(self) + values(other)))
        }
        return joined
    }
}
