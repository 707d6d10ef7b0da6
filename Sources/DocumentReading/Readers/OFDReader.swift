/// OFD, the national format of fixed pages (GB/T 33190): the texts of each page set back into lines by their places, as those of a PDF are.
enum OFDReader: DocumentReader {
    static let format = "ofd"

    static func recognizes(_ content: FileContent) -> Bool { OfficePackage.kind(of: content) == .ofd }

    static func read(_ content: FileContent, limits: ReadingLimits) async throws(ReadingError) -> Document {
        try document(content, limits: limits)
    }

    static func document(_ content: FileContent, limits: ReadingLimits) throws(ReadingError) -> Document {
        let package = try OfficePackage(content: content, format: "OFD", limits: limits)
        var blocks: [Document.Block] = []
        var line = 0
        var number = 0
        var pictures = 0
        for root in try roots(package) {
            let folder = folder(of: root)
            for (base, location) in try pages(package, document: root) {
                number += 1
                let page = OFDPage(content: content, limits: limits)
                guard try package.scan(resolved(location, in: base.isEmpty ? folder : base), handle: page.take) else {
                    throw content.failure(.damaged(format: "OFD", .missingPart(location)))
                }
                pictures += page.pictures
                let lines = page.lines()
                for (index, text) in lines.enumerated() {
                    line += 1
                    if PDFReader.isPageNumber(text, page: number, atEdge: index == 0 || index == lines.count - 1) { continue }
                    blocks.append(.paragraph(.init(text: text, line: line, page: number)))
                }
            }
        }
        guard !blocks.isEmpty else {
            if pictures > 0 { throw content.failure(.needsRecognition(install: OutsideProgram.tesseract.installation)) }
            throw content.failure(.empty)
        }
        return Document(blocks: blocks, layout: .lines, format: format, warnings: pictures > 0 ? [.pictures(pictures)] : [])
    }

    /// The documents that the entry part names.
    private static func roots(_ package: OfficePackage) throws(ReadingError) -> [String] {
        let found = try texts(of: "DocRoot", in: "OFD.xml", package)
        return found.map { resolved($0, in: "") }
    }

    /// The pages of a document in their order, each with the folder that its place is counted from.
    private static func pages(_ package: OfficePackage, document: String) throws(ReadingError) -> [(base: String, location: String)] {
        final class Found { var locations: [String] = [] }
        let found = Found()
        try package.scan(document) { event throws(ReadingError) in
            if case .start("Page", let attributes) = event, let location = attributes["BaseLoc"] { found.locations.append(location) }
        }
        return found.locations.map { (folder(of: document), $0) }
    }

    /// The texts of the elements of a name in a part.
    private static func texts(of name: String, in part: String, _ package: OfficePackage) throws(ReadingError) -> [String] {
        final class Found {
            var texts: [String] = []
            var isOpen = false
        }
        let found = Found()
        try package.scan(part) { event throws(ReadingError) in
            switch event {
            case .start(name, _):
                found.texts.append("")
                found.isOpen = true
            case .end(name): found.isOpen = false
            case .text(let text): if found.isOpen { found.texts[found.texts.count - 1] += text }
            default: break
            }
        }
        return found.texts.map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
    }

    private static func folder(of part: String) -> String { part.split(separator: "/").dropLast().joined(separator: "/") }

    private static func resolved(_ location: String, in folder: String) -> String {
        var parts = location.hasPrefix("/") ? [] : folder.split(separator: "/").map(String.init)
        for part in location.split(separator: "/") {
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(String(part)) }
        }
        return parts.joined(separator: "/")
    }
}

/// The texts of one page of an OFD with their places.
final class OFDPage {
    /// Characters in a row, in millimeters from the upper left corner.
    private struct Run {
        var x: Double
        var end: Double
        var baseline: Double
        var size: Double
        var text: String
    }

    /// Pictures met.
    private(set) var pictures = 0
    private var runs: [Run] = []
    private var boundary = (x: 0.0, y: 0.0)
    private var size = 3.0
    private var transform: [Double] = []
    private var place = (x: 0.0, y: 0.0)
    private var advances: [Double] = []
    private var text = ""
    private var isText = false
    private var hiddenDepth = 0
    private let content: FileContent
    private let limits: ReadingLimits

    init(content: FileContent, limits: ReadingLimits) {
        self.content = content
        self.limits = limits
    }

    func take(_ event: XMLEvent) throws(ReadingError) {
        switch event {
        case .start(let name, let attributes):
            if hiddenDepth > 0 || attributes["Visible"] == "false" && !content.includesHidden {
                hiddenDepth += 1
                return
            }
            try start(name, attributes)
        case .end(let name):
            if hiddenDepth > 0 {
                hiddenDepth -= 1
                return
            }
            if name == "TextCode" { close() }
        case .text(let part): if isText, hiddenDepth == 0 { text += part }
        }
    }

    private func start(_ name: String, _ attributes: [String: String]) throws(ReadingError) {
        switch name {
        case "TextObject":
            let box = Self.numbers(attributes["Boundary"])
            boundary = box.count >= 2 ? (box[0], box[1]) : (0, 0)
            size = attributes["Size"].flatMap { Double($0) } ?? 3
            transform = Self.numbers(attributes["CTM"])
            place = (0, 0)
        case "TextCode":
            guard runs.count < limits.elements else { throw content.failure(.beyondLimit(name: "elements", limit: limits.elements)) }
            // A place that is not given goes on from the one before.
            place = (attributes["X"].flatMap { Double($0) } ?? place.x, attributes["Y"].flatMap { Double($0) } ?? place.y)
            advances = Self.advances(attributes["DeltaX"])
            (text, isText) = ("", true)
        case "ImageObject": pictures += 1
        default: break
        }
    }

    private func close() {
        isText = false
        let scalars = Array(text.unicodeScalars.filter { $0 != "\n" && $0 != "\r" })
        guard !scalars.isEmpty, place.x.isFinite, place.y.isFinite, size.isFinite, size > 0 else { return }
        let matrix = transform.count == 6 && transform.allSatisfy(\.isFinite) ? transform : [1, 0, 0, 1, 0, 0]
        let scale = abs(matrix[3]) > 0 ? abs(matrix[3]) : 1
        var offset = 0.0
        var piece = Run(x: 0, end: 0, baseline: 0, size: size * scale, text: "")
        func point(_ x: Double) -> (Double, Double) {
            (boundary.x + matrix[0] * x + matrix[2] * place.y + matrix[4], boundary.y + matrix[1] * x + matrix[3] * place.y + matrix[5])
        }
        for (index, scalar) in scalars.enumerated() {
            let (x, baseline) = point(place.x + offset)
            let width = (scalar.isASCII ? 0.5 : 1) * size * abs(matrix[0])
            // A character further away begins a run of its own: the columns of a table are one object in some files.
            if !piece.text.isEmpty, x - piece.end > size * scale * 0.6 {
                runs.append(piece)
                piece.text = ""
            }
            if piece.text.isEmpty { (piece.x, piece.baseline) = (x, baseline) }
            piece.text.unicodeScalars.append(scalar)
            piece.end = x + width
            offset += index < advances.count ? advances[index] : (scalar.isASCII ? 0.5 : 1) * size
        }
        runs.append(piece)
    }

    private static func numbers(_ text: String?) -> [Double] { (text ?? "").split(whereSeparator: \.isWhitespace).compactMap { Double($0) } }

    /// The distances between characters; `g 5 3.2` stands for five of 3.2.
    private static func advances(_ text: String?) -> [Double] {
        var result: [Double] = []
        var words = (text ?? "").split(whereSeparator: \.isWhitespace)[...]
        while let word = words.popFirst(), result.count < 1 << 16 {
            if word == "g" {
                guard let count = words.popFirst().flatMap({ Int($0) }), let step = words.popFirst().flatMap({ Double($0) }) else { break }
                result += Array(repeating: step, count: min(max(0, count), 1 << 16))
            } else if let step = Double(word) {
                result.append(step)
            }
        }
        return result
    }

    /// The lines from top to bottom: what stands on one baseline, with spaces where there is room; what is smaller and higher than the number before it is a mark.
    func lines() -> [String] {
        let sorted = runs.sorted { ($0.baseline, $0.x) < ($1.baseline, $1.x) }
        var lines: [[Run]] = []
        for run in sorted {
            if let last = lines.indices.last, let base = lines[last].max(by: { $0.size < $1.size }),
                abs(run.baseline - base.baseline) <= 0.6 * max(base.size, run.size)
            {
                lines[last].append(run)
            } else {
                lines.append([run])
            }
        }
        return lines.map { line in
            var text = ""
            var end: Double?
            let size = line.map(\.size).max() ?? 0
            let baseline = line.filter { $0.size == size }.map(\.baseline).max() ?? 0
            for run in line.sorted(by: { $0.x < $1.x }) {
                let isRaised = run.size < 0.8 * size && baseline - run.baseline > 0.15 * size
                if let end, run.x - end > 0.25 * size, !run.text.hasPrefix(" ") { text += run.x - end > 2 * size ? "  " : " " }
                text += RaisedText.written(run.text, isRaised ? .raised : .onLine)
                end = run.end
            }
            return text
        }.filter { $0.contains { !$0.isWhitespace } }
    }
}
