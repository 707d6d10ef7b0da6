/// A page of prose with commands and what they print.
///
/// In a block fenced as `console`, a line that begins with `$ ` is a command, and the lines below it, to the next command or the end of the block, are its output.
///
/// ```swift
/// let notebook = Notebook(text)
/// notebook.steps.map(\.command)
/// ```
public struct Notebook: Sendable, Hashable {
    /// A command with the output that the page shows under it.
    public struct Step: Sendable, Hashable {
        /// The line of the command, from 1.
        public var line: Int
        /// The command, without the `$ ` before it.
        public var command: String
        /// What the page shows: each line with its end, nothing when there is none.
        public var output: String

        /// A step of a page.
        public init(line: Int, command: String, output: String) {
            self.line = line
            self.command = command
            self.output = output
        }
    }

    private static let fence = "```"
    private static let opening = "```console"
    private static let prompt = "$ "

    /// The whole text of the page.
    public let text: String
    /// Its commands in their order.
    public let steps: [Step]

    /// The notebook of a text. Lines end with a line feed. Time and memory grow with the text.
    public init(_ text: String) {
        var steps: [Step] = []
        var isInside = false
        // Lines of a block before its first command belong to none.
        var isBelowCommand = false
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix(Self.fence) {
                (isInside, isBelowCommand) = (line == Self.opening, false)
            } else if isInside, line.hasPrefix(Self.prompt) {
                isBelowCommand = true
                steps.append(Step(line: index + 1, command: String(line.dropFirst(Self.prompt.count)), output: ""))
            } else if isBelowCommand {
                steps[steps.count - 1].output += line + "\n"
            }
        }
        self.text = text
        self.steps = steps
    }

    /// The page with other outputs under its commands; everything else stays as it is.
    ///
    /// - Parameter outputs: what each step printed, in the order of ``steps`` and as many. A missing line end is added.
    public func text(showing outputs: [String]) -> String {
        precondition(outputs.count == steps.count, "\(outputs.count) outputs for \(steps.count) commands")
        var lines: [Substring] = []
        var isInside = false
        var isBelowCommand = false
        var next = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix(Self.fence) {
                (isInside, isBelowCommand) = (line == Self.opening, false)
                lines.append(line)
            } else if isInside, line.hasPrefix(Self.prompt) {
                isBelowCommand = true
                lines.append(line)
                var printed = outputs[next].split(separator: "\n", omittingEmptySubsequences: false)
                if printed.last == "" { printed.removeLast() }
                lines += printed
                next += 1
            } else if !isBelowCommand {
                lines.append(line)
            }
        }
        return lines.joined(separator: "\n")
    }
}
