import Disclosure

/// Zeros in words: 未收到政府信息公开申请, 未发生行政复议、行政诉讼案件, 无结转下年度办理的申请.
enum ZeroStatements {
    private static let denials: [Cue] = ["未收到", "没有收到", "未接到", "未发生", "没有发生", "未受理", "未产生", "没有产生", "未出现", "未有"]
    private static let noughts: [Cue] = ["无", "没有"]
    /// Words in which 无 denies something else.
    private static let others: [Cue] = ["无法", "无正当", "无理由", "无关", "无需", "无偿", "无障碍", "有无", "无故", "没有法", "没有现成"]

    /// The quantities that a clause says are zero; `nil` when it says nothing of the kind.
    static func quantities(_ clause: ArraySlice<Unicode.Scalar>) -> [NarrativeQuantity]? {
        guard !clause.holds("%"), StatedNumber.scan(Array(clause)).allSatisfy({ $0.value.integer == 0 || isYear($0, clause) }) else { return nil }
        let isDenied = clause.holds(anyOf: denials)
        guard isDenied || saysNone(clause) else { return nil }
        var zeros: [NarrativeQuantity] = []
        if clause.holds("复议") { zeros.append(.review) }
        if clause.holds("诉讼") { zeros.append(.litigation) }
        if zeros.isEmpty && clause.holds("结转") {
            if clause.holds(anyOf: ["下年", "下一年"]) {
                zeros.append(.carriedOut)
            } else if clause.holds(anyOf: ["上年", "上一年"]) {
                zeros.append(.carriedIn)
            }
        } else if zeros.isEmpty && clause.holds("申请") && !clause.holds(anyOf: NarrativeReader.kindCues) && (isDenied || clause.holds("公开")) {
            zeros.append(.received)
        }
        return zeros.isEmpty ? nil : zeros
    }

    /// 无 or 没有 right before what is counted.
    private static func saysNone(_ clause: ArraySlice<Unicode.Scalar>) -> Bool {
        guard !clause.holds(anyOf: others), let end = clause.end(ofLastOf: noughts) else { return false }
        let behind = clause[end...].prefix(12)
        return behind.holds(anyOf: ["复议", "诉讼", "公开申请", "结转"]) && !clause.holds(anyOf: ["问题", "投诉", "举报", "败诉", "纠错", "逾期", "超期"])
    }

    /// 2022年未收到申请 states no number.
    private static func isYear(_ token: StatedNumber, _ clause: ArraySlice<Unicode.Scalar>) -> Bool {
        clause[(clause.startIndex + token.end)...].begins(with: "年")
    }
}
