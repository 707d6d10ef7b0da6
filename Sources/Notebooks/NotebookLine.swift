/// A line of a notebook as it is understood: pipelines one after the other.
///
/// It looks like a line of the shell and is a small part of one: words with quotes, `$SCRATCH`, `$?` and `${PIPESTATUS[n]}`, `|`, `;`, `2>&1`, and `> FILE` at the end
/// of a pipeline. Nothing else is understood, so that a page from elsewhere can start no program but those of ``NotebookTool``.
struct NotebookLine: Hashable {
    /// A piece of a word.
    enum Piece: Hashable {
        case text(String)
        /// The folder in which the page is run.
        case scratch
        /// The exit status of a stage of the last pipeline; of its last stage for `nil`.
        case status(Int?)
    }

    /// A word in its pieces.
    typealias Word = [Piece]

    /// A program with its arguments.
    struct Stage: Hashable {
        var words: [Word] = []
        /// Whether what it says on standard error goes where its output goes; else it is dropped.
        var joinsErrors = false
    }

    /// Programs of which each reads what the one before it prints.
    struct Pipeline: Hashable {
        var stages = [Stage()]
        /// The file that the output goes to, in place of the page.
        var target: Word?
    }

    let pipelines: [Pipeline]

    /// What a line means.
    ///
    /// - Throws: ``NotebookError`` for what is not understood.
    init(_ line: String) throws(NotebookError) {
        var reader = Reader(line)
        pipelines = try reader.all()
    }
}

extension NotebookLine {
    fileprivate struct Reader {
        private let characters: [Character]
        private var position = 0
        private var pipelines: [Pipeline] = []
        private var pipeline = Pipeline()

        init(_ line: String) { characters = Array(line) }

        private var current: Character? { position < characters.count ? characters[position] : nil }

        mutating func all() throws(NotebookError) -> [Pipeline] {
            while let character = current {
                switch character {
                case " ": position += 1
                case "|":
                    position += 1
                    try end(stage: "|")
                    pipeline.stages.append(Stage())
                case ";":
                    position += 1
                    try end(stage: ";")
                    pipelines.append(pipeline)
                    pipeline = Pipeline()
                case ">":
                    position += 1
                    while current == " " { position += 1 }
                    guard pipeline.target == nil, let word = try word() else { throw .notUnderstood(">") }
                    pipeline.target = word
                default:
                    if take("2>&1") {
                        pipeline.stages[pipeline.stages.count - 1].joinsErrors = true
                    } else if let word = try word() {
                        guard pipeline.target == nil else { throw .notUnderstood(">") }
                        pipeline.stages[pipeline.stages.count - 1].words.append(word)
                    }
                }
            }
            try end(stage: "|")
            return pipelines + [pipeline]
        }

        private func end(stage sign: String) throws(NotebookError) {
            if pipeline.stages[pipeline.stages.count - 1].words.isEmpty { throw .notUnderstood(sign) }
            if sign == "|", pipeline.target != nil, position < characters.count { throw .notUnderstood(">") }
        }

        private mutating func take(_ sign: String) -> Bool {
            guard characters[position...].starts(with: sign) else { return false }
            position += sign.count
            return true
        }

        /// The word that begins here; `nil` when there is none.
        private mutating func word() throws(NotebookError) -> Word? {
            var pieces: Word = []
            var text = ""
            var isThere = false
            while let character = current, !" |;>".contains(character) {
                isThere = true
                switch character {
                case "'":
                    position += 1
                    while let quoted = current, quoted != "'" {
                        text.append(quoted)
                        position += 1
                    }
                    guard current == "'" else { throw .notUnderstood("'") }
                    position += 1
                case "\"":
                    position += 1
                    while let quoted = current, quoted != "\"" {
                        if quoted == "\\", position + 1 < characters.count, "\"\\$`".contains(characters[position + 1]) {
                            text.append(characters[position + 1])
                            position += 2
                        } else if quoted == "$" {
                            try variable(into: &pieces, after: &text)
                        } else if quoted == "`" {
                            throw .notUnderstood("`")
                        } else {
                            text.append(quoted)
                            position += 1
                        }
                    }
                    guard current == "\"" else { throw .notUnderstood("\"") }
                    position += 1
                case "\\":
                    guard position + 1 < characters.count else { throw .notUnderstood("\\") }
                    text.append(characters[position + 1])
                    position += 2
                case "$": try variable(into: &pieces, after: &text)
                case "`", "<", "&", "(", ")", "*", "?", "[", "{", "~", "#", "!": throw .notUnderstood(String(character))
                default:
                    text.append(character)
                    position += 1
                }
            }
            if !text.isEmpty || isThere && pieces.isEmpty { pieces.append(.text(text)) }
            return isThere ? pieces : nil
        }

        private mutating func variable(into pieces: inout Word, after text: inout String) throws(NotebookError) {
            let piece: Piece
            if take("$SCRATCH") {
                piece = .scratch
            } else if take("$?") {
                piece = .status(nil)
            } else if take("${PIPESTATUS[") {
                guard let digit = current?.wholeNumberValue, (0...9).contains(digit) else { throw .notUnderstood("$") }
                position += 1
                guard take("]}") else { throw .notUnderstood("$") }
                piece = .status(digit)
            } else {
                throw .notUnderstood("$")
            }
            if !text.isEmpty { pieces.append(.text(text)) }
            text = ""
            pieces.append(piece)
        }
    }
}
