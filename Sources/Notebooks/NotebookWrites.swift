/// What commands of a notebook write, told from their arguments.
enum NotebookWrites {
    /// Options of `analyze` whose value is written.
    private static let options: Set<String> = ["-o", "--output", "--store", "--truth", "--quarantine"]
    /// Commands of `analyze` whose arguments name what they write.
    private static let writers: Set<String> = ["simulate", "backup"]
    /// Commands of `analyze` that do not end by themselves, or run pages.
    private static let refused: Set<String> = ["serve", "notebook"]

    /// The paths that a run of `analyze` writes.
    static func paths(of arguments: [String]) -> [String] {
        var paths: [String] = []
        for (index, argument) in arguments.enumerated() {
            if index > 0, options.contains(arguments[index - 1]) {
                paths.append(argument)
            } else if let option = options.first(where: { argument.hasPrefix($0 + "=") }) {
                paths.append(String(argument.dropFirst(option.count + 1)))
            } else if argument.hasPrefix("-o"), argument.count > 2 {
                paths.append(String(argument.dropFirst(2)))
            } else if let command = arguments.first, writers.contains(command), index > 0, !argument.hasPrefix("-") {
                paths.append(argument)
            }
        }
        return paths
    }

    /// Checks the arguments of a run of `analyze`: the command ends by itself, and no argument leads out of the folder.
    ///
    /// - Throws: ``NotebookError``.
    static func check(_ arguments: [String], in folder: String) throws(NotebookError) {
        if let command = arguments.first(where: { !$0.hasPrefix("-") }), refused.contains(command) { throw .subcommand(command) }
        for argument in arguments {
            let value = argument.hasPrefix("-") ? argument.split(separator: "=", maxSplits: 1).dropFirst().first.map(String.init) ?? "" : argument
            try check(path: value, in: folder)
        }
        for path in paths(of: arguments) { try check(path: path, in: folder) }
    }

    /// Checks that a path lies in the folder: it is relative, or begins with the folder, and does not go up.
    ///
    /// - Throws: ``NotebookError``.
    static func check(path: String, in folder: String) throws(NotebookError) {
        let isOutside = path.hasPrefix("/") && !path.hasPrefix(folder + "/")
        if isOutside || path.split(separator: "/").contains("..") { throw .outside(path) }
    }
}
