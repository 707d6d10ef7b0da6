import ColumnStore
import Disclosure

/// Whom a body is compared with, as text: kind, then level, then place; or the value of an attribute.
struct PeerGroup: Hashable {
    /// The group's name; empty for a body that has no value of the attribute.
    let key: String
    /// Whether it is everything that has neither kind nor level: entities from elsewhere.
    let isEverything: Bool

    init(_ index: Int, of corpus: Corpus, peers: RankOptions.Peers) {
        let body = corpus.bodies[index]
        let code = body.regionCode ?? ""
        isEverything = if case .attribute = peers { false } else { body.kind == .unknown && body.level == .unknown }
        switch peers {
        case .attribute(let name): key = corpus.panel.attributes[name]?[index] ?? ""
        // Entities from elsewhere have neither kind nor level: there is nothing to tell them apart by.
        case _ where isEverything: key = RankOptions.Peers.all.name
        case .all: key = body.kind.rawValue
        case .level: key = "\(body.kind.rawValue)/\(body.level.rawValue)"
        case .province: key = "\(body.kind.rawValue)/\(body.level.rawValue)/\(Self.padded(code.prefix(2)))"
        case .prefecture: key = "\(body.kind.rawValue)/\(body.level.rawValue)/\(Self.padded(code.prefix(4)))"
        }
    }

    private static func padded(_ prefix: Substring) -> String {
        prefix.isEmpty ? "-" : prefix + String(repeating: "0", count: 6 - prefix.count)
    }
}
