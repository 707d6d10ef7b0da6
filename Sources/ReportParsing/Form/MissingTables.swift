import Disclosure
import DocumentReading

/// Tells a report whose tables are pictures or attachments from a page that is no report.
enum MissingTables {
    private static let hints = ["附件", "相关附件", "下载", "图片版", "图解", "点击查看", ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps"]

    /// Why a document without a form gave no report: at least two statutory headings and a title make it a report without its tables.
    static func reason(_ document: Document, regions: Regions) -> ReportParsingError {
        guard let title = TitleDetection.title(of: document, regions: regions)?.text else { return .noForm }
        var sections: Set<Int> = []
        var found: [String] = []
        for block in document.blocks {
            guard case .paragraph(let paragraph) = block else { continue }
            if let section = Prose.section(ofHeading: paragraph.text) { sections.insert(section) }
            let text = LabelNormalization.folded(paragraph.text)
            if text.count < 60, found.count < 3, hints.contains(where: { text.holds($0) }), !found.contains(text) { found.append(text) }
        }
        guard sections.count >= 2 || !found.isEmpty && LabelNormalization.folded(title).holds("信息公开") else { return .noForm }
        return .tablesElsewhere(title: title, hints: found)
    }
}
