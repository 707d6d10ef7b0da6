import Disclosure

/// A small report on the form of 2021 as a page: every cell 0 but those given.
struct SampleReport {
    var entity = "淮安市"
    var year = 2023
    var cells: [String: String] = [:]

    /// A report in which every identity holds.
    static func consistent(_ entity: String = "淮安市", year: Int, received: Int, granted: Int) -> SampleReport {
        var report = SampleReport(entity: entity, year: year)
        for column in ["natural_person", "total"] {
            report.cells["applications.received.\(column)"] = "\(received)"
            report.cells["outcome.granted.\(column)"] = "\(granted)"
            report.cells["outcome.unable.not_held.\(column)"] = "\(received - granted)"
            report.cells["outcome.total.\(column)"] = "\(received)"
        }
        return report
    }

    var html: String {
        let title = "\(entity)人民政府\(year)年政府信息公开工作年度报告"
        var page =
            "<html><head><meta charset=\"utf-8\"><title>\(title)</title></head><body><h1>\(title)</h1>\n<p>本报告的数据期限为\(year)年1月1日至\(year)年12月31日。</p>\n"
        let tables = Form.of(.fmt2021).tables
        for table in tables where table.section != .remedies {
            page += "<table>"
            if !table.heading.isEmpty { page += "<tr><td colspan=\"\(table.columns.count + 1)\">\(table.heading)</td></tr>" }
            page += "<tr><td>信息内容</td>" + table.columns.map { "<td>\($0.label)</td>" }.joined() + "</tr>\n"
            for row in table.rows {
                let values = table.columns.map { column in "<td>\(cells[table.cellID(row: row, column: column)] ?? "0")</td>" }
                page += "<tr><td>\(row.label)</td>\(values.joined())</tr>\n"
            }
            page += "</table>\n"
        }
        return page + remedies(tables.filter { $0.section == .remedies }) + "</body></html>"
    }

    /// Table 4: three blocks side by side over one row of fifteen cells.
    private func remedies(_ blocks: [FormTable]) -> String {
        var labels = ""
        var values = ""
        for block in blocks {
            for column in block.columns {
                labels += "<td>\(column.label)</td>"
                values += "<td>\(cells[block.cellID(row: block.rows[0], column: column)] ?? "0")</td>"
            }
        }
        return "<table><tr><td colspan=\"5\">行政复议</td><td colspan=\"10\">行政诉讼</td></tr>"
            + "<tr><td colspan=\"5\"></td><td colspan=\"5\">未经复议直接起诉</td><td colspan=\"5\">复议后起诉</td></tr>"
            + "<tr>\(labels)</tr><tr>\(values)</tr></table>"
    }
}
