import FilePaths
import Foundation
import ReportRendering

/// A store and files in which every name that can be given is hostile: each tells a terminal, a page or a spreadsheet to do something.
struct HostileNames {
    /// Escape sequences that colour, clear, set titles and clipboards; the bell; C1; turned directions; line ends; markup; formulas; options.
    static let texts = [
        "\u{1B}[31m\u{1B}[2J红", "\u{1B}]8;;http://example.org\u{7}链\u{1B}]8;;\u{7}", "\u{1B}]52;c;cm0=\u{7}夹", "铃\u{7}\u{7F}",
        "\u{9B}31m\u{9D}0;x\u{9C}旧",
        "反\u{202E}fdp\u{2066}向\u{200F}", "行\nanalyze: 假的一行\r覆盖\t表", "线\u{2028}段\u{2029}\u{85}", "<script>alert(1)</script>&\"'", "=cmd|' /C calc'!A0",
        "--help",
        String(repeating: "长", count: 3000),
    ]

    let analyze: AnalyzeProgram

    /// A name of a file made of a text; `/` and what is too long for a file system is left out.
    static func fileName(_ text: String) -> [UInt8] { Array(text.utf8.filter { $0 != 0 && $0 != UInt8(ascii: "/") }.prefix(200)) }

    /// Writes the files into `in/`, the panel, its rules and the map of bodies, and reads all but the direct ones into the store.
    init(_ analyze: AnalyzeProgram) throws {
        self.analyze = analyze
        var map = "path,entity,region_code,year\n"
        for (index, text) in Self.texts.enumerated() {
            let year = 2021 + index % 4
            var report = SampleReport.consistent(year: year, received: 12 + index, granted: 9)
            report.cells["outcome.denied.state_secret.natural_person"] = "\u{9B}1\u{1B}[31mx\u{202E}"
            let name = Self.fileName("\(index)" + text) + Array(".html".utf8)
            // One of them lies in a folder whose name is no UTF-8, one in an archive.
            let bytes = Array(report.html.utf8)
            switch index {
            case 0: try write(Array("in/\u{1B}[41m".utf8) + [0xB1, 0xA8, 0xFF], name, bytes)
            case 1: try write(Array("in".utf8), Array("\u{7}packed.zip".utf8), ZipContainer.pack([(String(decoding: name, as: UTF8.self), bytes)]))
            default: try write(Array("in".utf8), name, bytes)
            }
            // The map is one line a file: line ends cannot stand in it.
            let pattern = FilePath(bytes: name).shown
            let fields = [pattern, "县" + text, "320800", ""]
            if !pattern.contains(where: \.isNewline), !text.contains(where: \.isNewline), !text.contains("\"") {
                map += fields.map { "\"\($0)\"" }.joined(separator: ",") + "\n"
            }
        }
        try write(Array("in".utf8), Array("空\u{1B}]0;x\u{7}\u{9B}\n.html".utf8), [32])
        try write(Array("in".utf8), [0xFF, 0x1B, 0x5B, 0x6D], [32])
        try analyze.write("map.csv", map)
        var panel = "entity,year,indicator,value,region\n"
        for (index, text) in Self.texts.enumerated() {
            for year in 2019...2024 {
                for indicator in ["a", "b\(index)" + text] {
                    let fields = ["体" + text, "\(year)", indicator, "\(year % 7 + index)", text]
                    panel += fields.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\n"
                }
            }
        }
        try analyze.write("panel\u{1B}[5m.csv", panel)
        try analyze.write("rules.txt", "a <= 2   # \u{1B}[31m注\u{202E}\n")
        try analyze.write("broken\u{1B}[5m.txt", "a <= \u{1B}]0;x\u{7}\u{9B}zz\u{202E}\n")
    }

    private func write(_ folder: [UInt8], _ name: [UInt8], _ bytes: [UInt8]) throws {
        let path = FilePath(analyze.folder.url.path).appending(FilePath(bytes: folder))
        _ = path.withCString { mkdir($0, 0o755) }
        let descriptor = path.appending(FilePath(bytes: name)).withCString { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644) }
        guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        defer { close(descriptor) }
        guard bytes.withUnsafeBytes({ Foundation.write(descriptor, $0.baseAddress!, $0.count) }) == bytes.count else { throw POSIXError(.EIO) }
    }
}
