import Disclosure

/// Whom a body is compared with, as text: kind, then level, then place.
struct PeerGroup: Hashable {
    let key: String

    init(_ body: Body, peers: RankOptions.Peers) {
        let code = body.regionCode ?? ""
        switch peers {
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
