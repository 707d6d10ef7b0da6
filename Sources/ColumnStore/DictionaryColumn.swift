/// A column of strings held as dense codes into a dictionary: attributes of entities such as level, province or kind.
///
/// **Missing values.** The code of a missing value is −1.
public struct DictionaryColumn: Sendable, Equatable {
    /// The distinct values in the order of their first appearance.
    public private(set) var dictionary: [String] = []
    /// The code of each element; −1 where it is missing.
    public private(set) var codes: [Int32] = []
    private var codeOf: [String: Int32] = [:]

    /// An empty column.
    public init() {}

    /// A column of the given values.
    public init(_ values: some Sequence<String?>) {
        for value in values { append(value) }
    }

    /// Number of elements.
    public var count: Int { codes.count }

    /// The value of an element; `nil` when it is missing.
    public subscript(index: Int) -> String? { codes[index] < 0 ? nil : dictionary[Int(codes[index])] }

    /// The code of a value; `nil` when no element has it.
    public func code(of value: String) -> Int32? { codeOf[value] }

    /// Appends an element.
    public mutating func append(_ value: String?) {
        guard let value else { return codes.append(-1) }
        if let code = codeOf[value] { return codes.append(code) }
        let code = Int32(dictionary.count)
        codeOf[value] = code
        dictionary.append(value)
        codes.append(code)
    }

    /// The given elements, in the given order.
    public func gathering(_ indices: [Int]) -> DictionaryColumn { DictionaryColumn(indices.map { self[$0] }) }
}
