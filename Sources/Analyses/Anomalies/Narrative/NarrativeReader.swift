import Disclosure

/// Reads the quantities that prose states: clause by clause, by the words before and behind each number. No regular expressions.
struct NarrativeReader {
    /// The report's year: 2021年结转 in a report of 2022 is 上年结转.
    let year: Int
    private let carriedIn: [Cue]
    private let carriedOut: [Cue]

    init(year: Int) {
        self.year = year
        carriedIn = Self.carriedInCues + ["\(year - 1)年结转", "\(year - 1)年度结转"].map { Cue($0) }
        carriedOut = Self.carriedOutCues + ["\(year + 1)年度", "\(year + 1)年"].map { Cue($0) }
    }

    /// What passages state, folded, in reading order.
    func mentions(in texts: [[Unicode.Scalar]]) -> [NarrativeMention] {
        texts.enumerated().flatMap { index, text in mentions(in: text, passage: index) }
    }

    /// What one passage states.
    func mentions(in text: String) -> [NarrativeMention] { mentions(in: ChineseText(text).scalars, passage: 0) }

    private func mentions(in scalars: [Unicode.Scalar], passage: Int) -> [NarrativeMention] {
        var found: [NarrativeMention] = []
        var dispute = Dispute.none
        for sentence in Self.sentences(scalars[...]) {
            for clause in Self.clauses(sentence) {
                if let zero = ZeroStatements.quantities(clause) {
                    found += zero.map { mention($0, 0, .exact, clause, scalars, passage) }
                    continue
                }
                if let all = resultOfAll(clause, dispute, found.last) {
                    found.append(mention(all.quantity, all.value, .exact, clause, scalars, passage))
                }
                for token in StatedNumber.scan(Array(clause)) where !token.isPercent {
                    guard let value = token.integer else { continue }
                    let lead = clause[clause.startIndex..<clause.startIndex + token.start]
                    let behind = clause.startIndex + token.end + (token.measure == nil ? 0 : 1)
                    let tail = clause[min(behind, clause.endIndex)...]
                    guard let quantity = quantity(lead: lead, tail: tail, token: token, sentence: sentence, dispute: &dispute) else { continue }
                    found.append(mention(quantity, value, token.bound, clause, scalars, passage))
                    // 行政复议、行政诉讼均为3件 counts both.
                    if quantity == .litigation, lead.holds("复议"), lead.holds(anyOf: ["均", "各"]) {
                        found.append(mention(.review, value, token.bound, clause, scalars, passage))
                    }
                }
            }
        }
        return found
    }

    private enum Dispute { case none, review, litigation }

    private func mention(
        _ quantity: NarrativeQuantity, _ value: Int, _ bound: NumberBound, _ clause: ArraySlice<Unicode.Scalar>, _ all: [Unicode.Scalar],
        _ passage: Int
    ) -> NarrativeMention {
        let from = max(0, clause.startIndex - 12)
        let to = min(all.count, clause.endIndex + 12)
        return NarrativeMention(
            quantity: quantity, value: value, bound: bound, isScoped: clause.holds(anyOf: quantity.isOfAChannel ? Self.partCues : Self.scopeCues),
            isOfOtherYears: clause.holds(anyOf: Self.otherYearCues), passage: passage, excerpt: all[from..<to].text)
    }

    // MARK: Clauses

    private static func sentences(_ text: ArraySlice<Unicode.Scalar>) -> [ArraySlice<Unicode.Scalar>] {
        split(text) { mark, _ in
            switch mark {
            case "。", ";", "；", "!", "?": true
            default: false
            }
        }
    }

    private static func clauses(_ text: ArraySlice<Unicode.Scalar>) -> [ArraySlice<Unicode.Scalar>] {
        split(text) { mark, index in
            switch mark {
            case ",": !isBetweenDigits(text, index)
            // A pause between words of one phrase (行政复议、行政诉讼) does not end it; one after a measured number does.
            case "、": endsMeasured(text, index)
            case "，", ":", "：": true
            default: false
            }
        }
    }

    private static func split(
        _ text: ArraySlice<Unicode.Scalar>, at isEnd: (Unicode.Scalar, Int) -> Bool
    ) -> [ArraySlice<Unicode.Scalar>] {
        var parts: [ArraySlice<Unicode.Scalar>] = []
        var start = text.startIndex
        for index in text.indices where isEnd(text[index], index) {
            if index > start { parts.append(text[start..<index]) }
            start = index + 1
        }
        if start < text.endIndex { parts.append(text[start...]) }
        return parts
    }

    private static func isBetweenDigits(_ text: ArraySlice<Unicode.Scalar>, _ index: Int) -> Bool {
        index > text.startIndex && index + 1 < text.endIndex && text[index - 1].properties.numericType != nil
            && text[index - 1].value < 0x80 && text[index + 1].properties.numericType != nil && text[index + 1].value < 0x80
    }

    private static func endsMeasured(_ text: ArraySlice<Unicode.Scalar>, _ index: Int) -> Bool {
        guard index > text.startIndex else { return false }
        let before = text[index - 1]
        return ["件", "份", "条", "宗", "起", "次", "个", "项", "篇", "%"].contains(before)
            || before.value < 0x80 && before.properties.numericType != nil
    }

    // MARK: What a number is

    private static let receivingCues: [Cue] = ["收到", "受理", "接收", "新收", "承办"]
    private static let handlingCues: [Cue] = ["办理", "收办", "处理"]
    private static let closingCues: [Cue] = ["答复", "办结", "办理完成", "办理完毕"]
    private static let disputeCues: [Cue] = ["复议", "诉讼", "举报", "投诉", "信访", "提案", "建议", "咨询", "证书", "许可"]
    static let kindCues: [Cue] = ["网络", "网上", "网站", "信函", "邮寄", "快递", "当面", "传真", "邮件", "自然人", "法人", "企业", "组织"]
    private static let carriedInCues: [Cue] = ["上年度结转", "上年结转", "上一年度结转", "上一年结转"]
    private static let carriedOutCues: [Cue] = ["下年度", "下一年度", "下一年", "下年"]
    private static let otherYearCues: [Cue] = ["去年", "较上年", "比上年", "上年同期", "同比", "以来", "累计", "历年", "近年"]
    private static let scopeCues: [Cue] = ["网站", "微信", "微博", "平台", "公众号"] + partCues
    /// The parts of a body: what they did is no figure of a channel of the body either.
    private static let partCues: [Cue] = ["单位", "乡镇", "街道", "部门", "专栏", "公报"]

    private func quantity(
        lead: ArraySlice<Unicode.Scalar>, tail: ArraySlice<Unicode.Scalar>, token: StatedNumber, sentence: ArraySlice<Unicode.Scalar>,
        dispute: inout Dispute
    ) -> NarrativeQuantity? {
        if tail.begins(with: "年") && token.measure == nil { return nil }
        let lead = Self.withoutGloss(lead)
        if let found = outcome(lead) { return found }
        if token.measure == "条", let found = disclosed(lead) { return found }
        guard token.measure != nil else { return nil }
        if let found = disputed(lead, tail, &dispute) { return found }
        if let found = carried(lead, tail) { return found }
        if let found = documents(lead, sentence) { return found }
        if let found = applicant(lead) { return found }
        if lead.ends(with: "新闻发布会") { return .pressConferences }
        if lead.ends(with: "政策解读") || lead.ends(with: "政策解读稿件") || lead.ends(with: "政策解读材料") { return .policyReadings }
        return application(lead, tail, sentence)
    }

    /// The words before a number without a bracketed gloss at their end.
    private static func withoutGloss(_ lead: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        guard lead.last == ")", let open = lead.lastIndex(of: "(") else { return lead }
        return lead[lead.startIndex..<open]
    }

    private static func dropping(_ lead: ArraySlice<Unicode.Scalar>, endings: [Cue]) -> ArraySlice<Unicode.Scalar> {
        var lead = lead
        var shortened = true
        while shortened {
            shortened = false
            for ending in endings where lead.ends(with: ending) && lead.count > ending.count {
                lead = lead.dropLast(ending.count)
                shortened = true
            }
        }
        return lead
    }

    private func outcome(_ lead: ArraySlice<Unicode.Scalar>) -> NarrativeQuantity? {
        let lead = Self.dropping(lead, endings: ["的", "答复", "共", "申请", "有", "为", "作出"])
        for joined: Cue in ["予以公开及部分公开", "予以公开和部分公开", "予以公开或部分公开", "公开及部分公开"] where lead.ends(with: joined) {
            return .grantedAndPartial
        }
        if lead.ends(with: "部分公开") { return lead.ends(with: "及部分公开") || lead.ends(with: "和部分公开") ? nil : .partial }
        if lead.ends(with: "不予公开") { return .denied }
        if lead.ends(with: "予以公开") { return .granted }
        if lead.ends(with: "无法提供") { return .unable }
        if lead.ends(with: "不予处理") { return .notProcessed }
        if lead.ends(with: "其他处理") { return .otherHandling }
        return nil
    }

    private func disclosed(_ lead: ArraySlice<Unicode.Scalar>) -> NarrativeQuantity? {
        let bare = Self.dropping(lead, endings: ["总数", "共计", "累计", "数量", "共", "数", "达", "为"])
        if bare.ends(with: "微信") || bare.holds("微信") && bare.ends(with: "信息") { return .viaWechat }
        if bare.ends(with: "微博") || bare.holds("微博") && bare.ends(with: "信息") { return .viaWeibo }
        if bare.holds("网站") && (bare.ends(with: "发布") || bare.ends(with: "发布信息")) && !bare.holds("报送") { return .viaWebsite }
        guard bare.ends(with: "信息"), let cue = bare.end(ofLast: "主动公开") else { return nil }
        return bare.endIndex - cue <= 8 && !bare.holds("类信息") ? .disclosed : nil
    }

    private func disputed(
        _ lead: ArraySlice<Unicode.Scalar>, _ tail: ArraySlice<Unicode.Scalar>, _ dispute: inout Dispute
    ) -> NarrativeQuantity? {
        if lead.ends(with: "收到") || lead.ends(with: "受理") {
            // 收到 1 份有关政府信息公开行政复议申请: the number comes first.
            let near = tail.prefix(16)
            if near.holds("复议") { return .review }
            if near.holds("诉讼") { return .litigation }
        }
        let bare = Self.dropping(lead, endings: ["案件", "案", "申请", "共计", "共", "的", "被", "数量", "为", "均", "各"])
        if bare.holds(anyOf: ["审理", "举报", "投诉"]) { return nil }
        // 复议后起诉 N 件 is a column of its own, not all lawsuits.
        if bare.ends(with: "复议后起诉") || bare.ends(with: "复议后提起行政诉讼") { return .lawsuits("after_review") }
        if bare.ends(with: "直接起诉") || bare.holds("未经复议") && bare.ends(with: "诉讼") { return .lawsuits("direct") }
        if bare.ends(with: "起诉") || bare.holds("未经复议") { return nil }
        if bare.ends(with: "诉讼") {
            dispute = .litigation
            return bare.holds("复议、") && !lead.holds(anyOf: ["均", "各"]) ? nil : .litigation
        }
        if bare.ends(with: "复议") {
            dispute = .review
            return .review
        }
        let results: [(Cue, String)] = [
            ("结果维持", "upheld"), ("维持", "upheld"), ("结果纠正", "corrected"), ("纠正", "corrected"), ("其他结果", "other"), ("尚未审结", "pending"),
        ]
        for (cue, result) in results where bare.ends(with: cue) {
            switch dispute {
            case .none: return nil
            case .review: return .reviewResult(result)
            case .litigation: return .litigationResult(result)
            }
        }
        return nil
    }

    private func carried(_ lead: ArraySlice<Unicode.Scalar>, _ tail: ArraySlice<Unicode.Scalar>) -> NarrativeQuantity? {
        for cue in carriedIn {
            if let end = lead.end(ofLast: cue), lead.endIndex - end <= 14 { return .carriedIn }
        }
        for cue in carriedOut {
            if let end = lead.end(ofLast: cue), lead.endIndex - end <= 10,
                lead[lead.startIndex..<end].holds(anyOf: ["结转", "顺延", "转"])
            {
                return .carriedOut
            }
        }
        let near = tail.prefix(24)
        if near.holds(anyOf: ["结转", "顺延"]), carriedOut.contains(where: { near.holds($0) }) { return .carriedOut }
        return nil
    }

    private func documents(_ lead: ArraySlice<Unicode.Scalar>, _ sentence: ArraySlice<Unicode.Scalar>) -> NarrativeQuantity? {
        let isNormative = lead.ends(with: "规范性文件")
        guard isNormative || lead.ends(with: "规章") && !lead.ends(with: "规章制度") else { return nil }
        if lead.holds("现行有效") { return isNormative ? .normativeInForce : .rulesInForce }
        // The verb may stand before the first of several kinds: 制定规章13件，行政规范性文件60件.
        let before = sentence[sentence.startIndex..<lead.endIndex]
        let verb = before.end(ofLastOf: ["制发", "制定", "印发", "出台"]) ?? before.startIndex
        let isMade = verb > before.startIndex && lead.endIndex - verb <= 24
        return isMade && !before.holds(anyOf: ["废止", "修订", "修改", "清理", "累计", "备案"]) ? (isNormative ? .normativeMade : .rulesMade) : nil
    }

    /// 诉讼9件，均获维持: the clause gives the number before it to a result.
    private func resultOfAll(
        _ clause: ArraySlice<Unicode.Scalar>, _ dispute: Dispute, _ last: NarrativeMention?
    ) -> (quantity: NarrativeQuantity, value: Int)? {
        guard let last, clause.holds(anyOf: ["均获维持", "均维持", "均予维持", "均为结果维持", "全部维持"]) else { return nil }
        switch (dispute, last.quantity) {
        case (.review, .review): return (.reviewResult("upheld"), last.value)
        case (.litigation, .litigation): return (.litigationResult("upheld"), last.value)
        default: return nil
        }
    }

    private func applicant(_ lead: ArraySlice<Unicode.Scalar>) -> NarrativeQuantity? {
        let bare = Self.dropping(lead, endings: ["提出的申请", "提交的申请", "提出申请", "申请", "提出", "的", "共"])
        if bare.ends(with: "法人或其他组织") || bare.ends(with: "法人或者其他组织") || bare.ends(with: "法人和其他组织") { return .organizations }
        // The last column is called 其他, which is no name in a sentence.
        return Applicant.parts.dropLast().first { bare.ends(with: Cue($0.label)) }.map { .applicant($0) }
    }

    private func application(
        _ lead: ArraySlice<Unicode.Scalar>, _ tail: ArraySlice<Unicode.Scalar>, _ sentence: ArraySlice<Unicode.Scalar>
    ) -> NarrativeQuantity? {
        if lead.holds(anyOf: Self.disputeCues) || tail.prefix(8).holds(anyOf: Self.disputeCues) { return nil }
        if let end = lead.end(ofLastOf: Self.closingCues), closes(lead[end...]) {
            // A hotline closes cases too.
            guard sentence.holds("申请") else { return nil }
            return lead[lead.startIndex..<end].holds("予以公开答复") ? nil : .closed
        }
        let mentionsApplications = { (words: ArraySlice<Unicode.Scalar>) in words.holds("申请") }
        if let end = lead.end(ofLastOf: Self.receivingCues) {
            let between = lead[end...]
            if between.holds(anyOf: Self.kindCues) && !between.holds("共计") { return nil }
            if between.isEmpty || between.equals("了") || between.equals("共") {
                return mentionsApplications(tail.prefix(12)) && !tail.prefix(12).holds(anyOf: Self.kindCues) ? .received : nil
            }
            return between.count <= 30 && mentionsApplications(between) ? .received : nil
        }
        if let end = lead.end(ofLastOf: Self.handlingCues), !lead.ends(with: "处理") || lead.ends(with: "申请") {
            let between = lead[end...]
            return between.count <= 24 && mentionsApplications(between) && !between.holds(anyOf: Self.kindCues) ? .handled : nil
        }
        return nil
    }

    /// Whether only fillers stand between 答复 and the number.
    private func closes(_ between: ArraySlice<Unicode.Scalar>) -> Bool {
        var rest = between
        let fillers: [Cue] = ["政府信息公开申请", "政府信息", "依申请公开", "公开申请", "申请公开", "申请", "公开", "答复", "共计", "合计", "共", "了", "案件", "件", "信息"]
        while !rest.isEmpty {
            guard let filler = fillers.first(where: { rest.begins(with: $0) }) else { return false }
            rest = rest.dropFirst(filler.count)
        }
        return true
    }
}
