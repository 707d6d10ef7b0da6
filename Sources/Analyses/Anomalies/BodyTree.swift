import Disclosure

/// Which body stands right above which: regions and the governments within them, and the entities of panels that name the one above.
struct BodyTree {
    /// For each body of the corpus the one right above it.
    let parents: [Int?]
    /// For each body those right below it, ascending.
    let children: [[Int]]

    init(_ corpus: Corpus) {
        var parents = [Int?](repeating: nil, count: corpus.bodies.count)
        var governments: [String: Int] = [:]
        for (index, body) in corpus.bodies.enumerated() where body.kind == .government {
            if let code = body.regionCode { governments[code] = index }
        }
        for (code, index) in governments {
            let above = [code.prefix(4) + "00", code.prefix(2) + "0000"].lazy.map(String.init).filter { $0 != code }
            parents[index] = above.compactMap { governments[$0] }.first
        }
        for part in corpus.imports where !part.parents.isEmpty {
            let positions = Dictionary(part.bodies.map { (corpus.bodies[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
            for body in part.bodies { parents[body] = part.parents[corpus.bodies[body].name].flatMap { positions[$0] } }
        }
        var children = [[Int]](repeating: [], count: parents.count)
        for (index, parent) in parents.enumerated() { if let parent { children[parent].append(index) } }
        self.parents = parents
        self.children = children
    }
}
