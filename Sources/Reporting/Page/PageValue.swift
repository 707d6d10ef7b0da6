import MarkupText
import Output

/// What a template is filled with: in this program, or by the script of the page.
///
/// A text is made visible when it is taken in, so that none turns the direction of its neighbours or hides; templates and scripts escape it.
indirect enum PageValue: Sendable {
    case text(String)
    case number(Double)
    case flag(Bool)
    case list([PageValue])
    case object([(key: String, value: PageValue)])
    /// Markup of this program's own making here, numbers for the script.
    case drawing(any PageDrawing)

    /// A text of whoever wrote it, as one line.
    static func shown(_ text: String) -> PageValue { .text(PageText.visible(text)) }

    /// A section of the template that stands once when there is a text.
    static func optional(_ text: String?) -> PageValue { .list(text.map { [shown($0)] } ?? []) }

    /// The value as Mustache takes it.
    var mustache: Any {
        switch self {
        case .text(let text): text
        case .number(let number): PageText.plain(number)
        case .flag(let flag): flag
        case .list(let list): list.map(\.mustache)
        case .object(let members): Dictionary(members.map { ($0.key, $0.value.mustache) }) { first, _ in first }
        case .drawing(let drawing): drawing.html
        }
    }

    subscript(_ key: String) -> PageValue? {
        if case .object(let members) = self { members.first { $0.key == key }?.value } else { nil }
    }
}

/// Something drawn: as markup, and as the numbers from which the script makes the same.
protocol PageDrawing: Sendable {
    var html: String { get }
    var data: PageValue { get }
}

extension PageValue {
    /// JSON without spaces, in which nothing can end the element that holds it.
    var json: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return bytes
    }

    func append(to bytes: inout [UInt8]) {
        switch self {
        case .text(let text): Self.append(text, to: &bytes)
        case .number(let number): bytes += Array(PageText.plain(number).utf8)
        case .flag(let flag): bytes += Array((flag ? "true" : "false").utf8)
        case .list(let list):
            bytes.append(UInt8(ascii: "["))
            for (index, value) in list.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                value.append(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.append(member.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.append(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        case .drawing(let drawing): drawing.data.append(to: &bytes)
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "\n"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
            case 0x0C: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "f")]
            case 0x08: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "b")]
            case 0..<0x20, UInt8(ascii: "<"):
                bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
