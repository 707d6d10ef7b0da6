import Mustache

/// The Mustache template of letters, bundled or a person's own: of a page as it is, of a Word document its main part.
public struct NoticeTemplate: Sendable {
    /// What the letters are.
    public enum Form: String, Sendable, CaseIterable {
        case docx, html
    }

    /// Why a text is no template.
    public struct Mistake: Error, Sendable {
        /// The line, from 1.
        public let line: Int
        /// What the library says.
        public let reason: String
    }

    /// The text of the template.
    public let text: String
    private let template: MustacheTemplate

    /// The bundled template of a form.
    public static func bundled(_ form: Form) -> NoticeTemplate {
        // Constants of the program: that they parse is checked by the tests.
        switch form {
        case .html: try! NoticeTemplate(NoticePageTemplate.source)
        case .docx: try! NoticeTemplate(NoticeDocumentTemplate.source)
        }
    }

    /// A template of a person's own.
    ///
    /// - Parameters: text: Mustache.  isMarkup: whether tags that a word processor cut apart are to be joined.
    /// - Throws: ``Mistake``.
    public init(_ text: String, isMarkup: Bool = false) throws {
        self.text = isMarkup ? Self.joiningTags(text) : text
        do {
            template = try MustacheTemplate(string: self.text)
        } catch let error as MustacheTemplate.ParserError {
            throw Mistake(line: error.context.lineNumber, reason: "\(error.error)")
        }
    }

    /// The letter.
    public func filled(with notice: Notice, _ language: Language, version: String) -> String {
        template.render(notice.values(language, version: version))
    }

    /// The text with `{{…}}` in one piece: word processors put markup between its characters, which is taken out.
    static func joiningTags(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            result += rest[..<open]
            rest = rest[open...]
            guard let opened = afterBrace("{", in: rest.dropFirst()), let close = closing(opened) else {
                result.append(rest.removeFirst())
                continue
            }
            result += "{{" + withoutMarkup(opened[..<close.name]) + "}}"
            rest = opened[close.end...]
        }
        return result + rest
    }

    /// What follows a brace with nothing but markup before it; `nil` when something else comes first.
    private static func afterBrace(_ brace: Character, in text: Substring) -> Substring? {
        var rest = text
        while rest.first == "<" {
            guard let end = rest.firstIndex(of: ">") else { return nil }
            rest = rest[rest.index(after: end)...]
        }
        return rest.first == brace ? rest.dropFirst() : nil
    }

    /// Where the name of a tag ends, and the tag: within a short stretch, or it is none.
    private static func closing(_ text: Substring) -> (name: String.Index, end: String.Index)? {
        var at = text.startIndex
        let bound = text.index(at, offsetBy: 4000, limitedBy: text.endIndex) ?? text.endIndex
        while at < bound {
            if text[at] == "}" {
                guard let behind = afterBrace("}", in: text[text.index(after: at)...]) else { return nil }
                return (at, behind.startIndex)
            }
            if text[at] == "{" { return nil }
            at = text.index(after: at)
        }
        return nil
    }

    private static func withoutMarkup(_ text: Substring) -> String {
        var result = ""
        var isMarkup = false
        for character in text {
            if character == "<" { isMarkup = true }
            if !isMarkup { result.append(character) }
            if character == ">" { isMarkup = false }
        }
        return result
    }
}

/// The bundled page.
enum NoticePageTemplate {
    static let source = """
        <!DOCTYPE html>
        <html lang="{{lang}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>{{t.title}} · {{entity}}</title>
        <style>
        body { max-width: 46rem; margin: 2rem auto; padding: 0 1.2rem; color: #21211e; background: #fff; font: 15px/1.65 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
        h1 { font-size: 1.4rem; text-align: center; } h2 { font-size: 1.1rem; margin-top: 2rem; border-top: 1px solid #21211e; padding-top: .5rem; }
        table { border-collapse: collapse; width: 100%; margin: .8rem 0 1.2rem; break-inside: avoid; }
        th, td { border: 1px solid #777; padding: .35rem .6rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
        th { width: 8.5em; font-weight: 600; background: #f4f4ef; } .answer { height: 5.5em; } ul { margin: 0; padding-left: 1.1em; }
        caption { text-align: left; font-weight: 600; padding-bottom: .2rem; } .soft { color: #55554f; font-size: .86rem; }
        @page { size: A4; margin: 18mm; } @media print { body { margin: 0; max-width: none; } }
        </style>
        </head>
        <body>
        <h1>{{t.title}}</h1>
        <p><b>{{t.to}}{{t.colon}}{{entity}}</b>{{#region_code}} <span class="soft">{{region_code}}</span>{{/region_code}}</p>
        <p>{{t.lead}}</p>
        <p>{{t.years}}{{t.colon}}{{years}}</p>
        {{#has_open}}
        <h2>{{t.open}}</h2>
        {{#open}}
        <table>
        <caption>{{number}}. {{cell}} <span class="soft">{{place}} · {{t.reference}} {{fingerprint}}</span></caption>
        {{#has_stands}}
        <tr><th scope="row">{{t.stands}}</th><td>{{stands}}</td></tr>
        {{/has_stands}}
        <tr><th scope="row">{{t.found}}</th><td>{{message}}</td></tr>
        {{#has_against}}
        <tr><th scope="row">{{t.against}}</th><td><ul>{{#against}}<li>{{.}}</li>{{/against}}</ul></td></tr>
        {{/has_against}}
        <tr><th scope="row">{{t.question}}</th><td>{{question}}</td></tr>
        <tr><th scope="row">{{t.answer}}</th><td class="answer"></td></tr>
        </table>
        {{/open}}
        {{/has_open}}
        {{#has_confirmed}}
        <h2>{{t.confirmed}}</h2>
        {{#confirmed}}
        <table>
        <caption>{{number}}. {{cell}} <span class="soft">{{place}} · {{t.reference}} {{fingerprint}}</span></caption>
        {{#has_stands}}
        <tr><th scope="row">{{t.stands}}</th><td>{{stands}}</td></tr>
        {{/has_stands}}
        <tr><th scope="row">{{t.found}}</th><td>{{message}}</td></tr>
        <tr><th scope="row">{{t.correction}}</th><td>{{#correction}}{{.}} {{/correction}}</td></tr>
        </table>
        {{/confirmed}}
        {{/has_confirmed}}
        <p>{{t.signed}}</p>
        <p class="soft">{{t.footer}}</p>
        </body>
        </html>

        """
}

/// The bundled Word document: its main part.
enum NoticeDocumentTemplate {
    static let source =
        """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
        \(paragraph("{{t.title}}", size: 32, bold: true, centered: true))
        \(paragraph("{{t.to}}{{t.colon}}{{entity}} {{region_code}}", bold: true))
        \(paragraph("{{t.lead}}"))
        \(paragraph("{{t.years}}{{t.colon}}{{years}}"))
        {{#has_open}}
        \(paragraph("{{t.open}}", size: 26, bold: true))
        {{#open}}
        \(paragraph("{{number}}. {{cell}}　{{place}} · {{t.reference}} {{fingerprint}}", bold: true))
        \(table([
            "{{#has_stands}}" + row("{{t.stands}}", [paragraph("{{stands}}")]) + "{{/has_stands}}", row("{{t.found}}", [paragraph("{{message}}")]),
            "{{#has_against}}" + row("{{t.against}}", ["{{#against}}", paragraph("{{.}}"), "{{/against}}"]) + "{{/has_against}}",
            row("{{t.question}}", [paragraph("{{question}}")]), row("{{t.answer}}", [paragraph(""), paragraph(""), paragraph("")]),
        ]))
        {{/open}}
        {{/has_open}}
        {{#has_confirmed}}
        \(paragraph("{{t.confirmed}}", size: 26, bold: true))
        {{#confirmed}}
        \(paragraph("{{number}}. {{cell}}　{{place}} · {{t.reference}} {{fingerprint}}", bold: true))
        \(table([
            "{{#has_stands}}" + row("{{t.stands}}", [paragraph("{{stands}}")]) + "{{/has_stands}}", row("{{t.found}}", [paragraph("{{message}}")]),
            row("{{t.correction}}", [paragraph("{{#correction}}{{.}} {{/correction}}")]),
        ]))
        {{/confirmed}}
        {{/has_confirmed}}
        \(paragraph("{{t.signed}}"))
        \(paragraph("{{t.footer}}", size: 18))
        <w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1200" w:right="1200" w:bottom="1200" w:left="1200" w:header="600" w:footer="600" w:gutter="0"/></w:sectPr>
        </w:body></w:document>

        """

    private static func paragraph(_ text: String, size: Int = 21, bold: Bool = false, centered: Bool = false) -> String {
        let alignment = centered ? "<w:jc w:val=\"center\"/>" : ""
        let run =
            text.isEmpty
            ? "" : "<w:r><w:rPr>\(bold ? "<w:b/>" : "")<w:sz w:val=\"\(size)\"/></w:rPr><w:t xml:space=\"preserve\">\(text)</w:t></w:r>"
        return "<w:p><w:pPr>\(bold ? "<w:keepNext/>" : "")<w:spacing w:before=\"60\" w:after=\"60\"/>\(alignment)</w:pPr>\(run)</w:p>"
    }

    private static func row(_ label: String, _ content: [String]) -> String {
        func cell(_ width: Int, _ content: String) -> String { "<w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"dxa\"/></w:tcPr>\(content)</w:tc>" }
        return "<w:tr><w:trPr><w:cantSplit/></w:trPr>" + cell(1800, paragraph(label, bold: true)) + cell(7700, content.joined()) + "</w:tr>"
    }

    private static func table(_ rows: [String]) -> String {
        let borders = ["top", "left", "bottom", "right", "insideH", "insideV"].map {
            "<w:\($0) w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"777777\"/>"
        }
        return "<w:tbl><w:tblPr><w:tblW w:w=\"9500\" w:type=\"dxa\"/><w:tblBorders>\(borders.joined())</w:tblBorders></w:tblPr>"
            + "<w:tblGrid><w:gridCol w:w=\"1800\"/><w:gridCol w:w=\"7700\"/></w:tblGrid>\(rows.joined())</w:tbl><w:p/>"
    }
}
