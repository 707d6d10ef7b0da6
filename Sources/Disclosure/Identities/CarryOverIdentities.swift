import Rules

/// What is carried out of a year is carried into the next, column by column.
enum CarryOverIdentities {
    static func of(_ edition: Edition) -> [Identity] {
        Applicant.allCases.map { applicant in
            let column = applicant.rawValue
            return Identity(
                LinearRule(
                    "y2y.carry.\(column)",
                    [.init("applications.carried_out.\(column)", lag: -1), .init("applications.carried_in.\(column)", coefficient: -1)], .equals),
                edition, .definitional,
                label: LocalizedText(
                    zh: "\(applicant.label)：上年“结转下年度继续办理”等于本年“上年结转”",
                    en: "\(applicant.columnEnglish): last year's carried out is this year's carried in"),
                source: "两项的定义；机构调整、统计口径变化时可以不等")
        }
    }
}
