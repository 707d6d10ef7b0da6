/// What the values of a column look like in JSON: the part of a result's contract that a column's heading does not tell.
public indirect enum ValueShape: Sendable, Hashable {
    /// A string.
    case text
    /// One of the codes that the column itself names.
    case code
    /// One of these strings.
    case oneOf([String])
    /// True or false.
    case flag
    /// A whole number.
    case integer
    /// A number.
    case number
    /// Any number of values of one shape.
    case list(ValueShape)
    /// An object with these keys, all of them there and no other.
    case object([Member])
    /// An object whose keys are ids, with values of one shape.
    case map(ValueShape)
    /// A value, or null where nothing can be told.
    case optional(ValueShape)
    /// A string, a number, or null.
    case optionalScalar

    /// A key of an object with what stands there.
    public struct Member: Sendable, Hashable {
        let key: String
        let shape: ValueShape
        let text: String?
        let isRequired: Bool

        /// A key of an object.
        ///
        /// - Parameters:
        ///   - text: one sentence for the reader of the schema.
        ///   - isRequired: whether the key is always there.
        public init(_ key: String, _ shape: ValueShape, _ text: String? = nil, isRequired: Bool = true) {
            (self.key, self.shape, self.text, self.isRequired) = (key, shape, text, isRequired)
        }
    }

    /// The codes of a Swift enumeration.
    public static func cases<Code: RawRepresentable<String> & CaseIterable>(of _: Code.Type) -> ValueShape { .oneOf(Code.allCases.map(\.rawValue)) }

    /// The same values, or null.
    public var orNull: ValueShape { .optional(self) }

    /// The shape as a JSON Schema.
    ///
    /// - Parameters:
    ///   - codes: the codes of the column, for ``code``.
    ///   - text: the description.
    func schema(codes: [String], text: String? = nil) -> [ResultField] {
        var fields = schema(codes: codes, isNullable: false)
        if let text { fields.append(ResultField("description", .text(text))) }
        return fields
    }

    private func schema(codes: [String], isNullable: Bool) -> [ResultField] {
        func type(_ name: String) -> ResultField {
            ResultField("type", isNullable ? .texts([name, "null"]) : .text(name))
        }
        switch self {
        case .text: return [type("string")]
        case .optionalScalar: return [ResultField("type", .texts(["string", "number", "null"]))]
        case .flag: return [type("boolean")]
        case .integer: return [type("integer")]
        case .number: return [type("number")]
        case .code: return ValueShape.oneOf(codes).schema(codes: codes, isNullable: isNullable)
        case .oneOf(let names):
            return [type("string"), ResultField("enum", .list(names.map { .text($0) } + (isNullable ? [.null] : [])))]
        case .list(let element): return [type("array"), ResultField("items", .object(element.schema(codes: codes, isNullable: false)))]
        case .map(let value):
            return [type("object"), ResultField("additionalProperties", .object(value.schema(codes: codes, isNullable: false)))]
        case .object(let members): return [type("object")] + Self.schema(of: members, codes: codes)
        case .optional(let shape): return shape.schema(codes: codes, isNullable: true)
        }
    }

    private static func schema(of members: [Member], codes: [String]) -> [ResultField] {
        [
            ResultField("additionalProperties", .flag(false)), ResultField("required", .texts(members.filter(\.isRequired).map(\.key))),
            ResultField("properties", .object(members.map { ResultField($0.key, .object($0.shape.schema(codes: codes, text: $0.text))) })),
        ]
    }
}
