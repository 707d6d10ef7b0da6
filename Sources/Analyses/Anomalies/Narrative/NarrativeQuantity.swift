import Disclosure

/// A quantity that prose states about the tables.
enum NarrativeQuantity: Sendable, Hashable {
    case received, handled, closed, carriedIn, carriedOut
    case granted, partial, grantedAndPartial, denied, unable, notProcessed, otherHandling
    case review, litigation
    /// A result under the review or the lawsuits named before it: `upheld`, `corrected`, `other`, `pending`.
    case reviewResult(String)
    case litigationResult(String)
    case applicant(Applicant)
    /// 法人或其他组织: the five columns together.
    case organizations
    /// One of the two kinds of lawsuits: `direct`, `after_review`.
    case lawsuits(String)
    case rulesMade, rulesInForce
    case pressConferences, policyReadings
    case disclosed, viaWebsite, viaWechat, viaWeibo
    case normativeInForce, normativeMade

    /// The id in the list of rules.
    var rule: String {
        switch self {
        case .received, .handled: "text.received"
        case .closed: "text.closed"
        case .carriedIn: "text.carried_in"
        case .carriedOut: "text.carried_out"
        case .granted: "text.outcome.granted"
        case .partial: "text.outcome.partial"
        case .grantedAndPartial: "text.outcome.granted_and_partial"
        case .denied: "text.outcome.denied"
        case .unable: "text.outcome.unable"
        case .notProcessed: "text.outcome.not_processed"
        case .otherHandling: "text.outcome.other_handling"
        case .review: "text.review"
        case .reviewResult(let result): "text.review.\(result)"
        case .litigation: "text.litigation"
        case .litigationResult(let result): "text.litigation.\(result)"
        case .applicant(let applicant): applicant == .naturalPerson ? "text.applicant_types" : "text.applicant_types.\(applicant.rawValue)"
        case .organizations: "text.applicant_types.organizations"
        case .lawsuits(let kind): "text.litigation.\(kind)"
        case .rulesMade: "text.rules.made"
        case .rulesInForce: "text.rules.in_force"
        case .pressConferences: "text.press_conferences"
        case .policyReadings: "text.policy_readings"
        case .disclosed: "text.disclosed"
        case .viaWebsite: "text.channels.website"
        case .viaWechat: "text.channels.wechat"
        case .viaWeibo: "text.channels.weibo"
        case .normativeInForce: "text.normative_docs.in_force"
        case .normativeMade: "text.normative_docs.made"
        }
    }

    /// The id under which an edition declares the check of its own cells; `nil` for what is checked under ``rule`` everywhere.
    private var declared: String? {
        self == .disclosed ? "gz.text_total" : isOfAChannel ? "gz.text_channels" : nil
    }

    /// Whether it is what one channel published: the name of the channel does not make it a figure of a part of the body.
    var isOfAChannel: Bool { [.viaWebsite, .viaWechat, .viaWeibo].contains(self) }

    /// The check that speaks of it in a report of some editions: the one that an edition declares, else ``rule``. The subject tells quantities of one check apart.
    func check(in editions: [Edition]) -> (rule: String, subject: [String]) {
        guard let declared, editions.contains(where: { IdentityCatalog.identity(declared, edition: $0) != nil }) else { return (rule, []) }
        return (declared, [rule])
    }

    /// What it is called.
    var name: LocalizedText {
        switch self {
        case .received: LocalizedText(zh: "收到申请", en: "applications received")
        case .handled: LocalizedText(zh: "办理申请", en: "applications handled")
        case .closed: LocalizedText(zh: "答复（办结）", en: "applications answered")
        case .carriedIn: LocalizedText(zh: "上年结转", en: "carried in")
        case .carriedOut: LocalizedText(zh: "结转下年度", en: "carried out")
        case .granted: LocalizedText(zh: "予以公开", en: "granted")
        case .partial: LocalizedText(zh: "部分公开", en: "granted in part")
        case .grantedAndPartial: LocalizedText(zh: "予以公开及部分公开", en: "granted in full or in part")
        case .denied: LocalizedText(zh: "不予公开", en: "denied")
        case .unable: LocalizedText(zh: "无法提供", en: "unable to provide")
        case .notProcessed: LocalizedText(zh: "不予处理", en: "not processed")
        case .otherHandling: LocalizedText(zh: "其他处理", en: "other handling")
        case .review: LocalizedText(zh: "行政复议", en: "reviews")
        case .reviewResult(let result): LocalizedText(zh: "行政复议\(Self.resultName(result))", en: "reviews \(result)")
        case .litigation: LocalizedText(zh: "行政诉讼", en: "lawsuits")
        case .litigationResult(let result): LocalizedText(zh: "行政诉讼\(Self.resultName(result))", en: "lawsuits \(result)")
        case .applicant(let applicant): LocalizedText(zh: "\(applicant.label)申请", en: "applications by \(applicant.labelEnglish)")
        case .organizations: LocalizedText(zh: "法人或其他组织申请", en: "applications by organizations")
        case .lawsuits("direct"): LocalizedText(zh: "未经复议直接起诉", en: "lawsuits without review")
        case .lawsuits: LocalizedText(zh: "复议后起诉", en: "lawsuits after review")
        case .rulesMade: LocalizedText(zh: "制发规章", en: "rules made")
        case .rulesInForce: LocalizedText(zh: "现行有效规章", en: "rules in force")
        case .pressConferences: LocalizedText(zh: "新闻发布会", en: "press conferences")
        case .policyReadings: LocalizedText(zh: "政策解读", en: "policy readings")
        case .disclosed: LocalizedText(zh: "主动公开信息", en: "items disclosed")
        case .viaWebsite: LocalizedText(zh: "网站公开信息", en: "items on the website")
        case .viaWechat: LocalizedText(zh: "微信公开信息", en: "items on WeChat")
        case .viaWeibo: LocalizedText(zh: "微博公开信息", en: "items on Weibo")
        case .normativeInForce: LocalizedText(zh: "现行有效规范性文件", en: "normative documents in force")
        case .normativeMade: LocalizedText(zh: "制发规范性文件", en: "normative documents made")
        }
    }

    private static func resultName(_ result: String) -> String {
        switch result {
        case "upheld": "结果维持"
        case "corrected": "结果纠正"
        case "pending": "尚未审结"
        default: "其他结果"
        }
    }
}

/// One statement of a quantity in the prose.
struct NarrativeMention: Sendable {
    /// What it is about.
    let quantity: NarrativeQuantity
    /// The number stated; 0 for "none were received".
    let value: Int
    /// Whether it is exact, a bound or an estimate.
    let bound: NumberBound
    /// Whether the clause speaks of a part of the body only (a website, the townships).
    let isScoped: Bool
    /// Whether the clause compares with another year, or adds years up.
    let isOfOtherYears: Bool
    /// The position of the passage among the report's.
    let passage: Int
    /// The words around it.
    let excerpt: String

    /// Whether it is a bound or an estimate.
    var isApproximate: Bool { bound != .exact }
}
