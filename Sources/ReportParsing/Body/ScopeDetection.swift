import Disclosure

/// Whether the figures of a report cover the body alone (本级) or all bodies below it (全市, 全县), by the words of the prose.
///
/// What the report says of its figures comes first (统计范围为市本级; 全市各级行政机关), then who it says received the applications (全市共收到…,
/// 我局收到…), then the words it uses at all. A department, township or office speaks for itself unless it says otherwise.
enum ScopeDetection {
    private static let areas = ["全市", "全区", "全县", "全省", "全州", "全旗", "全盟"]
    private static let own = ["本机关", "本级", "我局", "本局", "我办", "本办", "我委", "本委", "我厅", "本厅", "我院", "我中心", "本单位"]
    private static let ofAllBodies = ["各级行政机关", "各级政府", "各级各部门", "各行政机关", "各县(市、区)", "各县市区", "各县区", "各乡镇", "汇总"]

    /// The scope and the words that tell it; `nil` when nothing does.
    static func scope(of body: Body, passages: [Passage]) -> (scope: Body.Scope, words: String)? {
        let texts = passages.prefix(60).map { LabelNormalization.folded($0.text) }
        if body.kind == .department || body.kind == .township { return (.own, body.kind.rawValue) }
        if let stated = stated(texts) { return stated }
        if let counted = counted(texts) { return counted }
        let text = texts.joined()
        let (area, own) = (areas.filter { text.holds($0) } + ofAllBodies.prefix(1).filter { text.holds($0) }, own.filter { text.holds($0) })
        if body.kind == .office { return (.own, own.isEmpty ? body.kind.rawValue : own.joined(separator: " ")) }
        if !area.isEmpty { return (.area, area.joined(separator: " ")) }
        return own.isEmpty ? nil : (.own, own.joined(separator: " "))
    }

    /// A sentence about what the figures cover.
    private static func stated(_ texts: [String]) -> (scope: Body.Scope, words: String)? {
        for text in texts {
            for sentence in text.split(whereSeparator: { "。;".contains($0) })
            where ["统计范围", "数据范围", "统计口径", "数据口径", "数据为", "数据均为", "数据包括", "数据含", "数据涵盖"].contains(where: { sentence.holds($0) }) {
                if let word = (areas + ofAllBodies).first(where: { sentence.holds($0) }), !sentence.holds("不含"), !sentence.holds("不包括") {
                    return (.area, word)
                }
                if let word = ["本级", "本机关", "不含", "不包括"].first(where: { sentence.holds($0) }) { return (.own, word) }
            }
        }
        return nil
    }

    /// The sentence that counts the applications: whose they are.
    private static func counted(_ texts: [String]) -> (scope: Body.Scope, words: String)? {
        for text in texts where text.holds("申请") {
            for verb in ["收到", "受理", "新收", "办理"] {
                guard let range = text.firstRange(of: verb), text[range.upperBound...].prefix(20).holds("申请"),
                    text[range.upperBound...].prefix(40).contains(where: { $0.isASCII && $0.isNumber })
                else { continue }
                let before = text[..<range.lowerBound].split(whereSeparator: { "。;".contains($0) }).last?.suffix(24) ?? ""
                if let word = (areas + ofAllBodies).first(where: { before.holds($0) }) { return (.area, word) }
                if let word = own.first(where: { before.holds($0) }) { return (.own, word) }
            }
        }
        return nil
    }
}
