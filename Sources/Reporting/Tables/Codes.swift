import Analyses
import Disclosure

/// What codes of results are called for people.
enum Codes {
    static let editions = Edition.allCases.reduce(into: [String: LocalizedText]()) { $0[$1.rawValue] = $1.profile.name }

    static let levels = codes(Body.Level.self) { level in
        switch level {
        case .nation: ("国家", "nation")
        case .province: ("省级", "province")
        case .prefecture: ("地级", "prefecture")
        case .county: ("县级", "county")
        case .township: ("乡级", "township")
        case .unknown: ("未定", "unknown")
        }
    }

    static let bodyKinds = codes(Body.Kind.self) { kind in
        switch kind {
        case .government: ("政府", "government")
        case .office: ("办公厅（室）", "office")
        case .department: ("部门", "department")
        case .township: ("乡镇（街道）", "township")
        case .zone: ("功能区", "zone")
        case .unknown: ("类别未定", "kind unknown")
        }
    }

    /// Official labels of cells, concepts and ratios, with their English names.
    static let labels: [String: LocalizedText] = {
        var labels: [String: LocalizedText] = [:]
        for indicator in Catalog.standard.indicators { labels[indicator.label] = indicator.labels }
        for concept in Concept.all { labels[concept.label] = LocalizedText(zh: concept.label, en: concept.labelEnglish) }
        for ratio in Ratio.all { labels[ratio.label] = LocalizedText(zh: ratio.label, en: ratio.labelEnglish) }
        return labels
    }()

    /// Ids of cells, with their names on the newest form that has them.
    static let indicators = Catalog.standard.indicators.reduce(into: [String: LocalizedText]()) { $0[$1.id] = $1.labels }

    /// Models of trends.
    static let models = TrendModel.allCases.reduce(into: [String: LocalizedText]()) { $0[$1.rawValue] = $1.name }

    /// Units of the forms.
    static let units = Indicator.englishUnits.reduce(into: [String: LocalizedText]()) { $0[$1.key] = LocalizedText(zh: $1.key, en: $1.value) }

    static let scopes = codes(Body.Scope.self) { scope in
        switch scope {
        case .own: ("本级", "own figures")
        case .area: ("全辖区", "whole area")
        case .unknown: ("范围未定", "scope unknown")
        }
    }

    static let evidenceSubjects = codes(Evidence.Subject.self) { subject in
        switch subject {
        case .body: ("主体", "body")
        case .year: ("年度", "year")
        case .edition: ("表格", "form")
        case .scope: ("统计范围", "scope")
        case .region: ("区划代码", "region code")
        case .publication: ("发布日期", "published")
        }
    }

    static let evidenceSources = EvidenceSource.allCases.reduce(into: [String: LocalizedText]()) { $0[$1.rawValue] = $1.name }

    static let states: [String: LocalizedText] = [
        "number": LocalizedText(zh: "数字", en: "number"), "blank": LocalizedText(zh: "空白", en: "blank"),
        "not_applicable": LocalizedText(zh: "不适用", en: "not applicable"), "text": LocalizedText(zh: "文字", en: "text"),
        "absent": LocalizedText(zh: "无此格", en: "absent"), "bound": LocalizedText(zh: "界限", en: "bound"),
    ]

    static let changes = codes(ReportComparison.Change.self) { change in
        switch change {
        case .same: ("未变", "same")
        case .changed: ("改动", "changed")
        case .filled: ("填入", "filled")
        case .cleared: ("清空", "cleared")
        case .marked: ("改为文字或符号", "marked")
        case .onlyBefore: ("后无此格", "only before")
        case .onlyAfter: ("前无此格", "only after")
        }
    }

    static let severities = codes(Finding.Severity.self) { severity in
        switch severity {
        case .error: ("错误", "error")
        case .warning: ("警告", "warning")
        case .info: ("提示", "info")
        }
    }
    static let severityTints: [String: ResultColumn.Tint] = ["error": .red, "warning": .yellow, "info": .blue]

    static let kinds = codes(Finding.Kind.self) { kind in
        switch kind {
        case .identity: ("勾稽关系", "identity")
        case .carryOver: ("上下年结转", "carry-over")
        case .stockFlow: ("存量与增减", "stock and flow")
        case .rollUp: ("上下级汇总", "roll-up")
        case .narrative: ("正文与表格", "prose against table")
        case .unit: ("计量单位", "unit")
        case .implausible: ("不合常理", "implausible")
        case .outlier: ("异常值", "outlier")
        case .duplicate: ("雷同", "duplicate")
        case .edition: ("表格版本", "edition")
        case .format: ("格式", "format")
        case .missing: ("缺失", "missing")
        }
    }

    static let mechanisms = codes(Finding.Mechanism.self) { mechanism in
        switch mechanism {
        case .transposedDigits: ("数字颠倒", "transposed digits")
        case .droppedDigit: ("漏一位数", "dropped digit")
        case .extraDigit: ("多一位数", "extra digit")
        case .shiftedRow: ("错行", "shifted row")
        case .shiftedColumn: ("错列", "shifted column")
        case .sign: ("正负号", "sign")
        case .factor10: ("差 10 倍", "factor 10")
        case .factor100: ("差 100 倍", "factor 100")
        case .factor10000: ("差 1 万倍（元与万元）", "factor 10,000 (元 for 万元)")
        case .moneyInCount: ("金额填入数量栏", "money in a count")
        case .itemsForDecisions: ("项目数当作决定数", "items for decisions")
        case .copiedFromLastYear: ("照抄上年", "copied from last year")
        case .blankTotal: ("总计空白", "blank total")
        case .totalMistyped: ("总计误填", "total mistyped")
        case .halvedDuplicate: ("全年数平分后重复", "halved duplicate")
        case .levelShift: ("水平改变", "level shift")
        case .restated: ("前后年衔接不上", "restated")
        case .none: ("", "")
        }
    }

    static let certainties = codes(Finding.Certainty.self) { certainty in
        switch certainty {
        case .exact: ("确定", "exact")
        case .candidates: ("有多种可能", "candidates")
        case .detected: ("未能定位", "detected")
        }
    }

    static let verdicts = codes(Finding.Verdict.self) { verdict in
        switch verdict {
        case .open: ("未裁定", "open")
        case .confirmed: ("属实", "confirmed")
        case .dismissed: ("排除", "dismissed")
        }
    }

    static let betterDirections = [
        "higher": LocalizedText(zh: "越高越好", en: "higher is better"), "lower": LocalizedText(zh: "越低越好", en: "lower is better"),
    ]

    static let indicatorKinds = codes(Indicator.Kind.self) { kind in
        switch kind {
        case .flow: ("当年量", "flow")
        case .stock: ("期末存量", "stock")
        case .change: ("增减", "change")
        case .money: ("金额", "money")
        }
    }

    private static func codes<Code: RawRepresentable<String> & CaseIterable>(
        _: Code.Type, _ name: (Code) -> (zh: String, en: String)
    ) -> [String: LocalizedText] {
        var codes: [String: LocalizedText] = [:]
        for code in Code.allCases {
            let name = name(code)
            codes[code.rawValue] = LocalizedText(zh: name.zh, en: name.en)
        }
        return codes
    }
}
