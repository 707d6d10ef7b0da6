public import Rules

/// Every rule of every edition, as the profiles of the editions declare them.
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

    private static let byEdition = PerEdition { IdentityText($0.profile.checks($0), edition: $0).identities }

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
        Dictionary(uniqueKeysWithValues: of(edition).compactMap { identity in identity.rule.map { (identity.id, $0) } })
    }
}
