public import Disclosure

/// What a report is to say: title, filled forms and prose, before it takes the shape of a page, a text or a file.
public struct ReportDraft: Sendable {
    /// The title over the report.
    public var title: String
    /// The line under the title, such as the date of publication; empty for none.
    public var subtitle: String
    /// The forms, the statutory one first.
    public var forms: [FilledForm]
    /// The prose of the statutory sections: `prose[1]` are the paragraphs of section 一.
    public var prose: [Int: [String]]
    /// Labels printed instead of the official ones, by row id, column id (`made`, `natural_person`) or official label.
    public var labels: [String: String]

    /// A report to be rendered.
    public init(title: String, subtitle: String = "", forms: [FilledForm], prose: [Int: [String]] = [:], labels: [String: String] = [:]) {
        self.title = title
        self.subtitle = subtitle
        self.forms = forms
        self.prose = prose
        self.labels = labels
    }
}

/// One part of a draft in printing order.
public enum DraftElement: Sendable {
    case title(String)
    case heading(String)
    case paragraph(String)
    case table(TableLayout)
}

extension ReportDraft {
    /// The parts in printing order: the six statutory sections for the forms of 2019 and 2021, sections and an annex for the older ones.
    public var elements: [DraftElement] {
        var elements: [DraftElement] = [.title(title)]
        if !subtitle.isEmpty { elements.append(.paragraph(subtitle)) }
        func paragraphs(_ section: Int) { elements += (prose[section] ?? []).map { .paragraph($0) } }
        paragraphs(0)
        for (index, form) in forms.enumerated() {
            let layouts = FormLayout(form: form, labels: labels).tables
            if form.edition.hasStatutoryTables {
                let headings = [
                    "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况",
                    "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
                ]
                for (section, heading) in headings.enumerated() {
                    elements.append(.heading(labels[heading] ?? heading))
                    paragraphs(section + 1)
                    if (1...3).contains(section) { elements.append(.table(layouts[section - 1])) }
                }
            } else {
                if index == 0 {
                    elements.append(.heading("一、概述"))
                    paragraphs(1)
                    elements.append(.heading("二、政府信息公开情况统计表"))
                } else {
                    elements.append(.heading("附件"))
                    elements.append(.heading("政府信息公开情况统计表"))
                }
                elements += layouts.map { .table($0) }
            }
        }
        return elements
    }
}
