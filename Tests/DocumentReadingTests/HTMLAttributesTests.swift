import FilePaths
import Foundation
import TestSupport
import Testing

@testable import DocumentReading

/// Leaving out the attributes that nobody reads changes nothing of the document: neither texts nor spans, lines or reasons.
@Suite struct HTMLAttributesTests {
    private struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    private static func document(_ page: [CChar]) -> Result<Document, ReadingError> {
        let content = FileContent(bytes: [], path: "page.html")
        return Result { () throws(ReadingError) in try HTMLReader.document(page: page, content: content, limits: .standard) }
    }

    private func isSame(_ page: [UInt8]) -> Bool {
        Self.document(page.map { CChar(bitPattern: $0) }) == Self.document(HTMLReader.withoutUnreadAttributes(page))
    }

    private static let bundled: [[UInt8]] = {
        let folder = ProjectFiles.root.appending(path: "datasets/reports")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().filter { $0.hasSuffix(".html") }.compactMap { try? Array(Data(contentsOf: folder.appending(path: $0))) }
    }()

    private static let attributes = [
        " style=\"a:b;c:d\"", " class='x y'", " width=100", " nowrap", "\n  id=\"q\"", " rowspan=\"2\"", " colspan=3", " title=\"a > b\"",
        " data-x='\"'",
        " href=\"/a?b=1&amp;c=2\"", " valign = \"top\"", " SRC='f.htm'", "\nrowspan=2", "\ncolspan=\"2\"", " x='a\nb'", " ROWSPAN=2",
        " name=SiteName", " content='甲 乙'",
    ]
    private static let disturbances = [
        "<", ">", "\"", "'", "=", "/", " ", "\n", "<!--", "-->", "--!>", "<script>", "</script>", "<style>", "</style>", "<title>", "</title>", "<td",
        "<?", "<!", "<![CDATA[", "<textarea>", "<iframe src='b'>", "<plaintext>", "</scriptx>", "<SCRIPT ", " x=\"", " y='", " a=b\"c",
        " a='1'b='2'",
    ]

    /// A page of tags in no order, with attributes of every kind.
    private static func soup(_ generator: inout Generator) -> String {
        let tags = ["td", "td", "td", "tr", "table", "p", "span", "o:p", "div", "br", "a", "th", "b", "img", "frame", "meta", "h1"]
        var page = "<!DOCTYPE html PUBLIC \"-//W3C//DTD\" \"x\">\n<html><head><title>t</title><style>p{a:b} <!-- x --></style>"
        page += "<script>if(a<b)\"<\"</script></head><body>"
        for _ in 0..<60 {
            let tag = tags.randomElement(using: &generator)!
            if generator.next() % 3 == 0 {
                page += "</\(tag)>"
            } else {
                let count = Int(generator.next() % 4)
                page += "<\(tag)" + (0..<count).map { _ in attributes.randomElement(using: &generator)! }.joined()
                page += [">", ">", "/>", " >"].randomElement(using: &generator)!
            }
            page += ["text", "\n", "12", "&nbsp;", "<!-- c -->", "<![endif]-->", "a < b", ""].randomElement(using: &generator)!
        }
        return page
    }

    @Test func bundledPages() {
        #expect(!Self.bundled.isEmpty)
        for page in Self.bundled { #expect(isSame(page)) }
    }

    @Test func pagesWithEveryKindOfAttribute() {
        var generator = Generator(state: 1)
        var (full, lean) = (0, 0)
        for _ in 0..<300 {
            let page = Array(Self.soup(&generator).utf8)
            full += page.count
            lean += HTMLReader.withoutUnreadAttributes(page).count
            #expect(isSame(page), "\(String(decoding: page, as: UTF8.self))")
        }
        // Some pages hold early what not all parsers read alike.
        #expect(lean < full * 9 / 10)
    }

    @Test func damagedPages() {
        var generator = Generator(state: 2)
        for round in 0..<1500 {
            var page: [UInt8]
            if round % 3 == 0 {
                page = Self.bundled.randomElement(using: &generator)!
                let start = Int.random(in: 0..<page.count, using: &generator)
                page = Array(page[start..<min(page.count, start + 3000)])
                // Bytes in the middle of a character are no text, and never come to the parser.
                page = Array(String(decoding: page, as: UTF8.self).utf8)
            } else {
                page = Array(Self.soup(&generator).utf8)
            }
            for _ in 0...Int.random(in: 0..<4, using: &generator) {
                let place = Int.random(in: 0...page.count, using: &generator)
                page.insert(contentsOf: Self.disturbances.randomElement(using: &generator)!.utf8, at: place)
            }
            #expect(isSame(page), "\(String(decoding: page, as: UTF8.self))")
        }
    }

    @Test(arguments: [
        "<td rowspan=2 style='x'>a</td>": "<td rowspan=2>a</td>", "<TD STYLE=x ColSpan='3'>": "<TD ColSpan='3'>",
        "<p class=\"a>b\">c": "<p>c", "<p a\nb=c\n>": "<p\n\n>", "<frame name=a src=b.htm/>": "<frame src=b.htm/>", "<img src='x'/>": "<img />",
        "<td colspan=3 id=a/>": "<td colspan=3>",
        "<td colspan=3 id='a'/>": "<td colspan=3 />", "<td\nrowspan=2\nid=a>": "<td\nrowspan=2\n>",
        // What parsers do not read alike stays, with all that follows.
        "<p a=\"x\"b=c><p d=e>": "<p a=\"x\"b=c><p d=e>", "<p a='x><p d=e>": "<p a='x><p d=e>",
        "<!-- --!><p a=b>": "<!-- --!><p a=b>", "<script><p a=b></script><p a=b>": "<script><p a=b></script><p>",
        "<title><p a=b></title><p a=b>": "<title><p a=b></title><p a=b>",
    ])
    func pageWithoutAttributes(page: String, lean: String) {
        let written = HTMLReader.withoutUnreadAttributes(Array(page.utf8)).map { UInt8(bitPattern: $0) }
        #expect(String(decoding: written, as: UTF8.self).replacing("  ", with: " ") == lean)
    }
}
