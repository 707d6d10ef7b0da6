import DocumentReading

/// What a page says of itself beside the text: label and value, in small tables or lines above the report.
enum PageData {
    /// A label with what stands behind it, folded.
    struct Item {
        let label: String
        let value: String
    }

    /// The values of the given labels, in reading order; those of table cells stand in the cell behind the label or in the label's own.
    static func items(_ labels: [String], of document: Document) -> [Item] {
        var items: [Item] = []
        func read(_ pieces: [String]) {
            for (index, piece) in pieces.enumerated() where piece.utf8.count < 400 {
                let folded = LabelNormalization.folded(piece)
                for label in labels {
                    guard let range = folded.firstRange(of: label) else { continue }
                    var value = folded[range.upperBound...].drop { ":(-".contains($0) }
                    if value.isEmpty, index + 1 < pieces.count { value = LabelNormalization.folded(pieces[index + 1])[...] }
                    if !value.isEmpty { items.append(Item(label: label, value: String(value.prefix(60)))) }
                    break
                }
            }
        }
        let blocks = document.blocks
        for block in blocks.count <= 80 ? blocks[...] : blocks.prefix(60) + blocks.suffix(6) {
            switch block {
            case .paragraph(let paragraph): read([paragraph.text])
            case .table(let table) where table.rows.count <= 8: for row in table.rows where row.cells.count <= 8 { read(row.cells.map(\.text)) }
            case .table: break
            }
        }
        return items
    }

    /// The bodies that the page names as its publisher.
    static func publishers(of document: Document) -> [String] {
        let printed = items(["发布机构", "发布单位", "发文机关", "发文单位", "公开主体", "公开机构", "编制单位", "信息来源", "来源"], of: document).map(\.value)
        // The names of the state's own standard for pages of authorities.
        let stated = document.metadata["contentsource"].map { [LabelNormalization.folded($0)] } ?? []
        return (printed + stated).compactMap { value in
            let name = value.prefix { !"。,; 0123456789".contains($0) }
            let ended = ["发布", "成文", "浏览", "点击", "作者", "字体", "字号", "索引"].reduce(name) { rest, word in
                rest.firstRange(of: word).map { rest[..<$0.lowerBound] } ?? rest
            }
            // 来源：淮安市财政局网站
            let body = ["门户网站", "官方网站", "网站", "官网", "网"].first(where: ended.hasSuffix).map { ended.dropLast($0.count) } ?? ended
            return (3...30).contains(body.count) ? String(body) : nil
        }
    }

    /// The names of the site that the page belongs to: behind the title of the page, or in its head.
    static func sites(of document: Document) -> [String] {
        let behind = (document.title ?? "").split(whereSeparator: { "-_|—–·>".contains($0) }).dropFirst().map(String.init)
        return behind + (document.metadata["sitename"].map { [$0] } ?? [])
    }
}
