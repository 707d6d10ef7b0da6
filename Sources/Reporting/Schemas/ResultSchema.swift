/// What a column means: its shape in JSON, and one sentence about it.
public struct ColumnMeaning: Sendable, Hashable {
    /// The shape of its values.
    public let shape: ValueShape
    /// One sentence for the reader of the schema.
    public let text: String
    /// Whether every row has the key.
    public let isAlwaysThere: Bool

    /// What a column means.
    public init(_ shape: ValueShape, _ text: String, isAlwaysThere: Bool = true) {
        (self.shape, self.text, self.isAlwaysThere) = (shape, text, isAlwaysThere)
    }
}

/// The JSON Schema (draft 2020-12) of a result: keys and codes come from the columns of the table itself, shapes and descriptions from their meanings.
public struct ResultSchema: Sendable {
    /// Name and version, as the result's `schema` says it: `analyze.trends/2`.
    public let id: String
    /// What a row is.
    public let description: String
    /// What the result's `command` says.
    public let command: String
    private let columns: [(column: ResultColumn, meaning: ColumnMeaning)]
    /// What other keys a row may have; `nil` where it has none.
    private let others: ValueShape?

    /// The schema of a table, which needs no rows.
    ///
    /// - Parameters:
    ///   - others: the shape of further keys, for a table whose columns depend on what was read.
    ///   - meaning: what a column means; `nil` for a column that nobody described.
    /// - Throws: ``Undescribed`` with the keys that have no meaning.
    public init(
        of table: any TableSource, command: String, description: String, others: ValueShape? = nil, meaning: (ResultColumn) -> ColumnMeaning?
    ) throws {
        let described = table.columns.map { ($0, meaning($0)) }
        let missing = described.filter { $0.1 == nil }.map(\.0.key)
        guard missing.isEmpty else { throw Undescribed(schema: table.schema, keys: missing) }
        (id, self.command, self.description, self.others) = (table.schema, command, description, others)
        columns = described.compactMap { column, meaning in meaning.map { (column, $0) } }
    }

    /// Columns that have no meaning yet.
    public struct Undescribed: Error, Sendable, CustomStringConvertible {
        /// The table's schema.
        public let schema: String
        /// The columns' keys.
        public let keys: [String]
        /// What is missing where.
        public var description: String { "\(schema): no meaning of \(keys.joined(separator: ", "))" }
    }

    /// The name: `trends` of `analyze.trends/2`; also that of the file in `docs/schemas`.
    public var name: String { Self.name(ofID: id) }

    /// The name in the id of a schema.
    public static func name(ofID id: String) -> String { String(id.drop { $0 != "." }.dropFirst().prefix { $0 != "/" }) }

    /// The schema as a JSON text.
    public var text: String {
        func string(_ more: [ResultField] = []) -> ResultValue { .object([ResultField("type", .text("string"))] + more) }
        func list(of items: [ResultField], _ text: String) -> ResultValue {
            .object([ResultField("type", .text("array")), ResultField("items", .object(items)), ResultField("description", .text(text))])
        }
        let row = ValueShape.object(
            columns.map { column, meaning in
                ValueShape.Member(column.key, meaning.shape, meaning.text, isRequired: meaning.isAlwaysThere)
            })
        var rowSchema = row.schema(codes: [])
        // The codes are those of each column.
        rowSchema[rowSchema.count - 1] = ResultField(
            "properties",
            .object(
                columns.map { column, meaning in
                    ResultField(column.key, .object(meaning.shape.schema(codes: column.codes.keys.sorted(), text: meaning.text)))
                }))
        if let others {
            rowSchema[1] = ResultField("additionalProperties", .object(others.schema(codes: [])))
        }
        let input = ValueShape.object([
            .init("path", .text, "The path as given."),
            .init("sha256", .text.orNull, "SHA-256 of the bytes, in hexadecimal digits; null for a store."),
        ])
        let properties = [
            ResultField("schema", .object([ResultField("const", .text(id))])),
            ResultField("command", .object([ResultField("const", .text(command))])),
            ResultField("version", string([ResultField("description", .text("The version of the program."))])),
            ResultField("inputs", list(of: input.schema(codes: []), "The files and stores that were read.")),
            ResultField(
                "parameters",
                .object([
                    ResultField("type", .text("object")), ResultField("required", .texts(["seed"])),
                    ResultField("properties", .object([ResultField("seed", .object([ResultField("type", .text("integer"))]))])),
                    ResultField("description", .text("The options in force, defaults included.")),
                ])), ResultField("rows", list(of: rowSchema, description)),
            ResultField("notes", list(of: ValueShape.text.schema(codes: []), "Remarks on the whole result, in the language asked for.")),
        ]
        return JSONText.indented(
            .object([
                ResultField("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
                ResultField("title", .text("analyze \(command): \(id)")),
                ResultField("description", .text(description)), ResultField("type", .text("object")),
                ResultField("additionalProperties", .flag(false)),
                ResultField("required", .texts(properties.map(\.key))), ResultField("properties", .object(properties)),
            ])) + "\n"
    }
}
