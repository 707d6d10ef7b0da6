import Disclosure

/// Where an indicator of an imported panel stands for each body: population, product or staff beside the reports they are an exposure of.
///
/// An entity of the panel that has the indicator stands for itself. A body of reports has the entity with the region code that it bore in the year, else with
/// its present code, else with its name.
struct PanelJoin: Sendable {
    private let own: Set<Int>
    private let byCode: [String: Int]
    private let byName: [String: Int]

    /// A join of what the imported panels of a corpus say of an indicator; `nil` when none has it.
    init?(_ indicator: String, in corpus: Corpus) {
        var own: Set<Int> = []
        var byCode: [String: Int] = [:]
        var byName: [String: Int] = [:]
        for part in corpus.imports where part.variables.contains(indicator) {
            for body in part.bodies {
                own.insert(body)
                let identity = corpus.bodies[body]
                if let code = identity.regionCode, byCode[code] == nil { byCode[code] = body }
                if byName[identity.name] == nil { byName[identity.name] = body }
            }
        }
        guard !own.isEmpty else { return nil }
        self.own = own
        self.byCode = byCode
        self.byName = byName
    }

    /// The position among the corpus's bodies of the entity that stands for a body in a year; `nil` when the panel has none.
    func position(of body: Int, year: Int, in corpus: Corpus) -> Int? {
        if own.contains(body) { return body }
        let identity = corpus.body(body, year: year)
        let codes = [identity.regionCode, corpus.bodies[body].regionCode].compactMap { $0 }
        return codes.lazy.compactMap { byCode[$0] }.first ?? byName[identity.name] ?? byName[corpus.bodies[body].name]
    }
}
