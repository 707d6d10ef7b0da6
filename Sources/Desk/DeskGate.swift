import FlyingFox

/// Who may speak to the desk: a browser or program of this machine that names it by its loopback address, comes from no other page, and knows the token.
///
/// | what is checked | against |
/// |---|---|
/// | `Host` is the loopback address with the port | DNS rebinding: a foreign name that leads here |
/// | `Origin`, and `Sec-Fetch-Site` where a browser sends it, are the desk's own | a foreign page that reads or writes |
/// | the token, in a cookie that no script reads and no foreign page sends, or in a header | other people of this machine |
struct DeskGate: Sendable {
    /// Why a request is refused.
    enum Refusal: Sendable, Hashable {
        case host, origin, token
    }

    let token: String
    let port: UInt16

    /// The header in which a program sends the token.
    static let tokenHeader = HTTPHeader("X-Analyze-Token")
    private static let origin = HTTPHeader("Origin")
    private static let site = HTTPHeader("Sec-Fetch-Site")

    /// A token of 160 random bits.
    static func newToken() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<20).map { _ in
            let byte = UInt8.random(in: .min ... .max, using: &generator)
            return (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    /// The cookie's name; cookies know no ports, and two desks may run.
    var cookieName: String { "analyze_desk_\(port)" }

    /// The cookie that a browser is given with the page.
    var cookie: String { "\(cookieName)=\(token); Path=/; HttpOnly; SameSite=Strict" }

    private var hosts: [String] { ["127.0.0.1:\(port)", "localhost:\(port)"] }

    /// Whether a request is refused, and why.
    ///
    /// - Parameter isOpening: whether it is the page that is asked for, which a link may lead to from anywhere: its answer is shown, and no other page can read it.
    func refusal(of request: HTTPRequest, isOpening: Bool) -> Refusal? {
        guard let host = request.headers[.host]?.lowercased(), hosts.contains(host) else { return .host }
        if let origin = request.headers[Self.origin], origin.lowercased() != "http://\(host)" { return .origin }
        if let site = request.headers[Self.site]?.lowercased(), !isOpening, site != "same-origin", site != "none" { return .origin }
        if let given = request.headers[Self.tokenHeader] { return isToken(given) ? nil : .token }
        if isOpening, let given = request.query["token"] { return isToken(given) ? nil : .token }
        guard let given = cookies(request.headers[.cookie] ?? "").first(where: { $0.name == cookieName })?.value, isToken(given) else {
            return .token
        }
        // What a browser writes with a cookie says where it comes from.
        if request.method != .GET, request.headers[Self.origin] == nil { return .origin }
        return nil
    }

    /// Compared in a time that does not tell how much of it was right.
    private func isToken(_ given: String) -> Bool {
        let (mine, theirs) = (Array(token.utf8), Array(given.utf8))
        guard mine.count == theirs.count else { return false }
        return zip(mine, theirs).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private func cookies(_ header: String) -> [(name: String, value: String)] {
        header.split(separator: ";").compactMap { part in
            let parts = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { return nil }
            return (String(parts[0].drop { $0 == " " }), String(parts[1]))
        }
    }
}
