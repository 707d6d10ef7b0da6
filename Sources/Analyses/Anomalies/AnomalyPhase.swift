public import Disclosure

/// What an analysis is at work on.
public enum AnomalyPhase: Int, Sendable, Hashable, CaseIterable {
    /// The reports of one body after the other.
    case bodies = 1
    /// Bodies against each other: the model of the panel, copies, regions and their parts.
    case comparison
    /// One finding of several that one mistake explains.
    case merging

    /// What it is called.
    public var label: LocalizedText {
        switch self {
        case .bodies: LocalizedText(zh: "逐一核对各主体", en: "checking each body")
        case .comparison: LocalizedText(zh: "主体之间比较", en: "comparing bodies")
        case .merging: LocalizedText(zh: "归并", en: "merging")
        }
    }
}
