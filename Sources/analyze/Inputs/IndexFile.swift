import Analyses
import Disclosure
import Rules

/// The file of an index, checked key by key: what it does not know is an error that names line, key and what was meant.
struct IndexFile {
    let path: String

    /// Reads the file (`docs/schemas/index.json` is its schema).
    /// - Throws: ``UsageError`` with the file, the line and the key.
    func definition() throws -> IndexDefinition {
        let members = try object(root(), keys: ["$schema", "name", "caveat", "indicators"])
        let name = try text(required("name", members.found, members.line))
        guard case .array(let nodes) = try required("indicators", members.found, members.line).value else {
            throw wrong(members.found["indicators"]!, key: "indicators", expected: LocalizedText(zh: "列表", en: "a list"))
        }
        return IndexDefinition(
            name: name, indicators: try nodes.map(indicator), caveat: try members.found["caveat"].map { try text($0) })
    }

    /// Reads a file that is a list of weights.
    func weights() throws -> [Double] {
        let node = try root()
        guard case .array(let nodes) = node.value else { throw wrong(node, key: nil, expected: LocalizedText(zh: "数字列表", en: "a list of numbers")) }
        return try nodes.map { try number($0, key: nil) }
    }

    private func indicator(_ node: JSONSource.Node) throws -> IndexDefinition.Indicator {
        let (found, line) = try object(node, keys: ["on", "per", "scale", "direction", "weight", "worst", "best"])
        var exposure: RankOptions.Exposure?
        let scale = try found["scale"].map { try number($0, key: "scale") }
        if let per = found["per"] {
            exposure = RankOptions.Exposure(try text(per), scale: scale ?? 1)
            if let scale, scale <= 0 { throw failure(found["scale"]!.line, zh: "scale 应大于 0", en: "scale must be above 0") }
        } else if let node = found["scale"] {
            throw failure(node.line, zh: "scale 需与 per 一起使用", en: "scale goes with per")
        }
        var direction: IndexDefinition.Direction?
        if let node = found["direction"] {
            let word = try text(node)
            direction = IndexDefinition.Direction(rawValue: word)
            if direction == nil {
                let known = IndexDefinition.Direction.allCases.map(\.rawValue)
                throw failure(
                    node.line, zh: "direction “\(word)”无效，应为 \(known.joined(separator: " 或 "))\(meant(word, known).zh)",
                    en: "direction \"\(word)\" is not \(known.joined(separator: " or "))\(meant(word, known).en)")
            }
        }
        let weight = try found["weight"].map { try number($0, key: "weight") }
        if let weight, weight < 0 { throw failure(found["weight"]!.line, zh: "weight 不能为负", en: "a weight must be 0 or more") }
        return IndexDefinition.Indicator(
            on: try text(required("on", found, line)), exposure: exposure, direction: direction, weight: weight,
            worst: try found["worst"].map { try number($0, key: "worst") }, best: try found["best"].map { try number($0, key: "best") })
    }

    private func root() throws -> JSONSource.Node {
        do {
            return try JSONSource.parse(TextFile(path: path).text)
        } catch let error as JSONSource.Failure {
            throw failure(error.line, zh: error.problem.zh, en: error.problem.en)
        }
    }

    /// The members of an object, each of a known key.
    private func object(_ node: JSONSource.Node, keys: [String]) throws -> (found: [String: JSONSource.Node], line: Int) {
        guard case .object(let members) = node.value else { throw wrong(node, key: nil, expected: LocalizedText(zh: "对象", en: "an object")) }
        for member in members where !keys.contains(member.key) {
            let hint = meant(member.key, keys)
            throw failure(
                member.line, zh: "没有键“\(member.key)”\(hint.zh)，可用的是 \(keys.joined(separator: "、"))",
                en: "there is no key \"\(member.key)\"\(hint.en); there are \(keys.joined(separator: ", "))")
        }
        return (Dictionary(uniqueKeysWithValues: members.map { ($0.key, $0.node) }), node.line)
    }

    private func meant(_ word: String, _ known: [String]) -> LocalizedText {
        guard let nearest = EditDistance.nearest(to: word, among: known) else { return LocalizedText(zh: "", en: "") }
        return LocalizedText(zh: "，是否为“\(nearest)”？", en: "; did you mean \"\(nearest)\"?")
    }

    private func required(_ key: String, _ found: [String: JSONSource.Node], _ line: Int) throws -> JSONSource.Node {
        guard let node = found[key] else { throw failure(line, zh: "缺少键“\(key)”", en: "the key \"\(key)\" is missing") }
        return node
    }

    private func text(_ node: JSONSource.Node) throws -> String {
        guard case .text(let text) = node.value else { throw wrong(node, key: nil, expected: LocalizedText(zh: "文字", en: "a text")) }
        return text
    }

    private func number(_ node: JSONSource.Node, key: String?) throws -> Double {
        guard case .number(let number) = node.value else { throw wrong(node, key: key, expected: LocalizedText(zh: "数字", en: "a number")) }
        return number
    }

    private func wrong(_ node: JSONSource.Node, key: String?, expected: LocalizedText) -> UsageError {
        let (zh, en) = key.map { ("\($0) ", "\($0) is ") } ?? ("此处", "here is ")
        return failure(node.line, zh: "\(zh)应为\(expected.zh)，实为\(node.kind.zh)", en: "\(en)\(node.kind.en), not \(expected.en)")
    }

    private func failure(_ line: Int, zh: String, en: String) -> UsageError {
        UsageError(zh: "\(path) 第 \(line) 行：\(zh)", en: "\(path), line \(line): \(en)")
    }
}
