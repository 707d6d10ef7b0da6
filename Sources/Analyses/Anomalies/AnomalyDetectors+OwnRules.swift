public import Rules

extension AnomalyDetectors {
    /// The detectors of rules of the user's own, and nothing else: what is broken of them, without what this program looks for by itself.
    public static func own(_ rules: [Rule]) -> AnomalyDetectors {
        let rules = RuleSetCheck(rules, contradictionsOnly: true).consistent
        let reachesOverBodies = rules.contains { $0.reachesOverMembers }
        return AnomalyDetectors(perBody: [RuleSetDetector(reachesOverBodies ? [] : rules)], perCorpus: [FamilyRuleDetector(rules)])
    }
}
