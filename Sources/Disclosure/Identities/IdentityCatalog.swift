public import Rules

/// Every rule of every edition: the registry of this folder.
public enum IdentityCatalog {
    /// All rules, edition by edition.
    public static let standard: [Identity] = Edition.allCases.flatMap(of)

    /// The rules of one edition.
    public static func of(_ edition: Edition) -> [Identity] { byEdition[edition] }

    /// The rule of an id in an edition; `nil` when there is none.
    public static func identity(_ id: String, edition: Edition) -> Identity? { of(edition).first { $0.id == id } }

    /// The exact equalities of one edition within one report: what error localization works on. Lagged rules are left out.
    public static func localSystem(_ edition: Edition) -> RuleSystem { localSystems[edition] }

    /// Whether each variable of an edition's local system is only ever a part, never a total.
    ///
    /// On forms whose rows differ from year to year a part that the year's form does not print adds nothing to a sum.
    public static func parts(_ edition: Edition) -> [Bool] { partsOfSystems[edition] }

    /// The families of rules that every form with the three statutory tables obeys.
    public static func statutory(_ edition: Edition) -> [Identity] {
        ApplicationsIdentities.of(edition) + RemediesIdentities.of(edition) + CarryOverIdentities.of(edition)
            + NarrativeIdentities.of(edition) + CrossReportIdentities.of(edition)
    }

    private static let byEdition = PerEdition { $0.profile.checks($0) }

    private static let localSystems = PerEdition { edition in
        RuleSystem(
            of(edition).filter(\.isExact).flatMap(\.rules)
                .filter { $0.terms.count > 1 && $0.relation == .equals && $0.terms.allSatisfy { $0.lag == 0 } })
    }

    private static let partsOfSystems = PerEdition { edition in
        let system = localSystem(edition)
        var parts = [Bool](repeating: true, count: system.variables.count)
        for row in system.terms { for term in row where term.coefficient < 0 { parts[term.variable] = false } }
        return parts
    }

    /// The line of an identity as a rule over the cells of its edition; `nil` where no line can say it.
    public static func rule(_ id: String, edition: Edition) -> Rule? { rulesOfEditions[edition][id] }

    private static let rulesOfEditions = PerEdition { edition in
        let cells = Form.of(edition).cells.map(\.id)
        let rules = of(edition).compactMap { identity in
            RuleText.read("\(identity.id): \(identity.expression)", variables: cells).rules.first
        }
        return Dictionary(uniqueKeysWithValues: rules.map { ($0.id, $0) })
    }
}
