/// Recognizes the text of pictures and scanned pages through Tesseract, with how sure it is of every word.
enum Recognition {
    /// Numbers recognized with less confidence than this (of 100) are told of.
    static let certainConfidence = 80.0

    /// A word as Tesseract places it on the page.
    struct Word {
        var text: String
        var confidence: Double
        var line: [Int]
        var top = 0
        var left: Int
        var right: Int
        var height: Int
    }

    /// What a picture holds.
    enum Mode {
        /// A page: one column of lines of different sizes.
        case page
        /// Cells under each other.
        case characters
        /// Cells under each other, digits and signs only.
        case digits

        var arguments: [String] {
            switch self {
            case .page: ["-l", "chi_sim", "--psm", "4"]
            case .characters: ["-l", "chi_sim", "--psm", "6"]
            case .digits: ["-l", "eng", "--psm", "6", "-c", "tessedit_char_whitelist=0123456789.,-+"]
            }
        }
    }

    /// The text of one picture: lines whose columns are parted by two spaces, and the numbers that are not certain.
    static func lines(
        of picture: [UInt8], page: Int, content: FileContent, limits: ReadingLimits
    ) async throws(ReadingError) -> (blocks: [Document.Block], doubts: [Document.Warning])? {
        try await words(of: picture, .page, content: content, limits: limits).map { arranged($0, page: page) }
    }

    /// The words of one picture; `nil` when the program cannot read it.
    static func words(
        of picture: [UInt8], _ mode: Mode, content: FileContent, limits: ReadingLimits
    ) async throws(ReadingError) -> [Word]? {
        let output: ChildProcess.Output
        do throws(ReadingError) {
            output = try await OutsideProgram.tesseract.run(
                ["stdin", "stdout"] + mode.arguments + ["tsv"], input: picture, content: content, limits: limits)
        } catch {
            guard case .missingProgram = error.reason else { throw error }
            throw content.failure(.needsRecognition(install: OutsideProgram.tesseract.installation))
        }
        if !output.succeeded && output.messages.contains("chi_sim") {
            throw content.failure(.needsRecognition(install: OutsideProgram.tesseract.installation))
        }
        return output.succeeded ? words(of: output.bytes) : nil
    }

    /// The words of Tesseract's table: twelve fields separated by tabs, of which the last is the word.
    static func words(of table: [UInt8]) -> [Word] {
        TextReader.lines(of: table).compactMap { line in
            let fields = String(decoding: line, as: UTF8.self).split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count >= 12, fields[0] == "5", let left = Int(fields[6]), let top = Int(fields[7]), let width = Int(fields[8]),
                let height = Int(fields[9]),
                let confidence = Double(fields[10])
            else { return nil }
            let text = fields[11].filter { !$0.isWhitespace }
            guard !text.isEmpty else { return nil }
            return Word(
                text: text, confidence: confidence, line: fields[2...4].map { Int($0) ?? 0 }, top: top, left: left, right: left + width,
                height: height)
        }
    }

    /// Joins the words of each line: what stands close together is one text, wider gaps part columns.
    static func arranged(_ words: [Word], page: Int) -> (blocks: [Document.Block], doubts: [Document.Warning]) {
        var blocks: [Document.Block] = []
        var doubts: [Document.Warning] = []
        var number = 0
        var rest = words[...]
        while let first = rest.first {
            let line = rest.prefix { $0.line == first.line }
            rest = rest.dropFirst(line.count)
            number += 1
            let size = line.map(\.height).sorted()[line.count / 2]
            var text = ""
            var end: Int?
            for word in line {
                if let end, word.left - end > size { text += "  " }
                text += word.text
                end = word.right
                if word.confidence < certainConfidence, word.text.contains(where: \.isNumber) {
                    doubts.append(.uncertainWord(word.text, page: page, line: number, confidence: Int(word.confidence)))
                }
            }
            blocks.append(.paragraph(.init(text: text, line: number, page: page)))
        }
        return (blocks, doubts)
    }
}
