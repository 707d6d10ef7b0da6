/// The seven columns of Table 3: who applied. The order is the form's and is fixed.
public enum Applicant: String, Sendable, Hashable, CaseIterable {
    case naturalPerson = "natural_person"
    case enterprise = "enterprise"
    case research = "research"
    case publicWelfare = "public_welfare"
    case legalService = "legal_service"
    case otherOrganization = "other_org"
    case total = "total"

    /// The six columns that add up to `total`.
    public static let parts: [Applicant] = [
        .naturalPerson, .enterprise, .research, .publicWelfare, .legalService, .otherOrganization,
    ]

    /// The column's label on the form.
    public var label: String {
        switch self {
        case .naturalPerson: "自然人"
        case .enterprise: "商业企业"
        case .research: "科研机构"
        case .publicWelfare: "社会公益组织"
        case .legalService: "法律服务机构"
        case .otherOrganization: "其他"
        case .total: "总计"
        }
    }

    /// The label with the group it stands under.
    public var path: String {
        switch self {
        case .naturalPerson, .total: label
        default: "法人或其他组织/\(label)"
        }
    }
}
