public import Disclosure

extension ReadingNote {
    /// The sentence for people.
    public var text: LocalizedText {
        LocalizedText(zh: (ReadingDoubts.chinese[kind] ?? kind) + ReadingDoubts.details(self), en: message)
    }
}

/// The doubts of the reading in Chinese: the reader words them in English, and their kind decides the Chinese.
private enum ReadingDoubts {

    static let chinese: [String: String] = [
        "reading": "文件读取有疑点", "label_variant": "标签写法与表样不同", "label_by_position": "标签无法辨认，按位置认定", "row_out_of_order": "行的次序与表样不同",
        "extra_row": "表样之外的行", "doubled_row": "同一行两次出现，数值不同", "missing_row": "缺少表样中的行",
        "missing_total": "有分项而无总计，可能缺格", "irregular_row": "该行与其他行或表头不齐",
        "padded_row": "该行格数多于表样", "uncertain_cells": "数值与栏目无法对应，保留原文", "ambiguous_cells": "数值与栏目的对应不唯一", "glued_cells": "单元格粘连，按勾稽关系拆分",
        "repaired_text": "数字中有多余字符，已剔除", "recognition": "扫描识别没有把握", "obsolete_template": "表样不是当年版本", "wrong_document": "引用的文号不是当年依据",
        "template_text": "文中残留表样说明", "year_conflict": "标题、期限与正文的年度不一致", "ambiguous_region": "名称对应多个区划，可用 --entity-map 指明",
        "region_by_context": "区划按上下文认定", "region_of_year": "区划代码按报告年度认定", "unknown_region": "名称中没有区划",
    ]

    /// What of the doubt needs no translation: the place, the cells, codes with the names of regions.
    static func details(_ note: ReadingNote) -> String {
        var parts: [String] = []
        if let place = note.place { parts.append(place.table == 0 ? "第\(place.row)段" : "表\(place.table)第\(place.row)行") }
        if let first = note.indicators.first, let entry = Catalog.standard.indicators(first).first {
            parts.append("“\(entry.label)”" + (note.indicators.count > 1 ? "等\(note.indicators.count)格" : ""))
        }
        if note.kind.hasSuffix("_region") || note.kind.hasPrefix("region_") {
            let pieces = note.message.split(whereSeparator: { ",;".contains($0) }).flatMap { $0.split(separator: " ") }
            parts += pieces.filter { $0.contains { !$0.isASCII } || $0.count == 6 && $0.allSatisfy(\.isNumber) }.map(String.init)
        }
        return parts.isEmpty ? "。" : "：" + parts.joined(separator: "，") + "。"
    }
}
