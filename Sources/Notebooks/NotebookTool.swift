/// A program beside `analyze` that commands of notebooks may pipe through: it reads, and prints what it read.
///
/// Only options that are listed are taken, so that none can write a file or start another program.
public struct NotebookTool: Sendable {
    /// Its name.
    let name: String
    /// Options without a value, a letter each.
    var flags = ""
    /// Options with a value, a letter each.
    var valued = ""
    /// Whether what is no option names files to read, or is a pattern or a text.
    var takesOperands = true
    /// Arguments put before those of the command.
    var prefix: [String] = []

    static let all: [NotebookTool] = [
        NotebookTool(name: "cat", flags: "n"),
        NotebookTool(name: "cut", flags: "s", valued: "bcdf"),
        NotebookTool(name: "echo", flags: "n"),
        NotebookTool(name: "grep", flags: "EFPchinovwx", valued: "ABCem"),
        NotebookTool(name: "head", flags: "0123456789q", valued: "cn"),
        NotebookTool(name: "ls", flags: "1"),
        NotebookTool(name: "paste", flags: "s", valued: "d"),
        // Without the sandbox, a script of sed can write files and start programs.
        NotebookTool(name: "sed", flags: "En", valued: "e", prefix: ["--sandbox"]),
        NotebookTool(name: "sort", flags: "bfgnruV", valued: "kt"),
        NotebookTool(name: "tail", flags: "0123456789q", valued: "cn"),
        NotebookTool(name: "tr", flags: "cds"),
        NotebookTool(name: "uniq", flags: "cdu", takesOperands: false),
        NotebookTool(name: "wc", flags: "clmw"),
    ]

    /// The names of all of them.
    public static var names: String { all.map(\.name).joined(separator: ", ") }

    /// Checks the arguments of the program.
    ///
    /// - Throws: ``NotebookError`` for an option that is not listed.
    func check(_ arguments: [String]) throws(NotebookError) {
        // `echo` prints what it does not know.
        if name == "echo" { return }
        var isValue = false
        var areOptionsOver = false
        for argument in arguments {
            if isValue {
                isValue = false
            } else if areOptionsOver || !argument.hasPrefix("-") || argument == "-" {
                if !takesOperands { throw .option(argument, of: name) }
            } else if argument == "--" {
                areOptionsOver = true
            } else {
                isValue = try endsInValue(argument)
            }
        }
    }

    /// Whether the value of a group of options is the argument behind it.
    private func endsInValue(_ argument: String) throws(NotebookError) -> Bool {
        let letters = Array(argument.dropFirst())
        for (index, letter) in letters.enumerated() {
            if valued.contains(letter) { return index == letters.count - 1 }
            if !flags.contains(letter) { throw .option(argument, of: name) }
        }
        return false
    }
}
