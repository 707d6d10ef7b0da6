/// Where something was seen that speaks for whose report it is, of which year, or on which form.
public enum EvidenceSource: String, Sendable, Hashable, CaseIterable {
    /// The title.
    case title
    /// The period that the report covers.
    case period
    /// The preface, where it names the report.
    case preface
    /// The prose, where it names its author or years.
    case text
    /// Whom to ask.
    case contact
    /// What the page says of itself.
    case page
    /// The name of the site.
    case site
    /// The signature.
    case signature
    /// The day of publication.
    case publication
    /// The file's name and the folders above it.
    case path
    /// The labels of the form.
    case labels
    /// What the caller said.
    case entityMap = "entity_map"

    /// Whether it is the report's own statement of its year.
    public var statesYear: Bool { self == .title || self == .period || self == .preface }

    /// Whether it stands beside the report and not in it: the site of a city has its departments' reports too.
    public var isBesideReport: Bool { self == .site || self == .path }

    /// What it is called.
    public var name: LocalizedText {
        switch self {
        case .title: LocalizedText(zh: "标题", en: "title")
        case .period: LocalizedText(zh: "统计期限", en: "period")
        case .preface: LocalizedText(zh: "前言", en: "preface")
        case .text: LocalizedText(zh: "正文", en: "text")
        case .contact: LocalizedText(zh: "联系方式", en: "whom to ask")
        case .page: LocalizedText(zh: "页面信息", en: "page data")
        case .site: LocalizedText(zh: "网站名", en: "site name")
        case .signature: LocalizedText(zh: "落款", en: "signature")
        case .publication: LocalizedText(zh: "发布日期", en: "day of publication")
        case .path: LocalizedText(zh: "路径", en: "path")
        case .labels: LocalizedText(zh: "表内标签", en: "labels")
        case .entityMap: LocalizedText(zh: "主体对照表", en: "entity map")
        }
    }
}
