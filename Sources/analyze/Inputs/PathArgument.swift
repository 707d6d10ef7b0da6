public import ArgumentParser
import DocumentReading
public import FilePaths
import Foundation

/// The command line as the operating system hands it over: bytes, which need not be UTF-8.
enum CommandLineBytes {
    /// The arguments without the program's name, each as text: UTF-8 as it is, else the shown form of its bytes.
    static let arguments: [String] = raw.map(\.text)

    /// The texts that stand for arguments that were no UTF-8, also behind the `=` of an option.
    static let escaped: Set<String> = {
        var texts: Set<String> = []
        for argument in raw where argument.isEscaped {
            texts.insert(argument.text)
            if let equals = argument.text.firstIndex(of: "=") { texts.insert(String(argument.text[argument.text.index(after: equals)...])) }
        }
        return texts
    }()

    private static let raw: [(text: String, isEscaped: Bool)] = (1..<max(1, Int(CommandLine.argc))).compactMap { index in
        guard let argument = CommandLine.unsafeArgv[index] else { return nil }
        let bytes = UnsafeBufferPointer(start: argument, count: strlen(argument)).map { UInt8(bitPattern: $0) }
        let path = FilePath(bytes: bytes)
        return path.isText ? (String(decoding: bytes, as: UTF8.self), false) : (path.shown, true)
    }
}

extension FilePath: ExpressibleByArgument {
    /// A path as it was typed, or as this program shows it.
    ///
    /// A name that is no UTF-8 can be given as its bytes or, copied from a table, in its shown form. A file that really bears the name of a shown form goes
    /// before one that the form stands for.
    public init(argument: String) {
        let literal = FilePath(argument)
        let decoded = FilePath(shown: argument)
        let isEscape = CommandLineBytes.escaped.contains(argument) || !literal.isThere && decoded.isThere
        self = isEscape ? decoded : literal
    }

    /// Whether there is something at the path, a link to nothing included.
    var isThere: Bool {
        var status = stat()
        return withCString { lstat($0, &status) } == 0
    }
}
