public import Disclosure

/// A sheet of a workbook that people fill in: some of the columns of a result, in their language, before the sheet that has everything.
public struct WorksheetForm: Sendable, Hashable {
    /// The name of the sheet: without what Excel forbids in it, and not the name of a command, which the sheet behind it has.
    public var title: LocalizedText
    /// The keys of its columns in their order.
    public var keys: [String]
    /// The column that takes one of its codes, from a list; one of `keys`.
    public var choice: String

    /// A sheet.
    public init(title: LocalizedText, keys: [String], choice: String) {
        (self.title, self.keys, self.choice) = (title, keys, choice)
    }
}
