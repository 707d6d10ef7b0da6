import Foundation
import TestSupport
import Testing

/// The validator itself.
@Suite struct JSONSchemaTests {
    private func mistakes(_ schema: String, _ value: String) throws -> [String] {
        let value = try JSONSerialization.jsonObject(with: Data(value.utf8), options: .fragmentsAllowed)
        return try JSONSchema(Data(schema.utf8)).mistakes(in: value)
    }

    @Test(arguments: [
        (#"{"type": "string"}"#, #""a""#, true), (#"{"type": "string"}"#, "1", false), (#"{"type": "integer"}"#, "1", true),
        (#"{"type": "integer"}"#, "1.0", true), (#"{"type": "integer"}"#, "1.5", false), (#"{"type": "integer"}"#, "true", false),
        (#"{"type": "boolean"}"#, "true", true), (#"{"type": "boolean"}"#, "0", false), (#"{"type": "number"}"#, "1", true),
        (#"{"type": ["number", "null"]}"#, "null", true), (#"{"type": "number"}"#, "null", false), (#"{"enum": ["a", null]}"#, "null", true),
        (#"{"enum": ["a", null]}"#, #""b""#, false), (#"{"const": "a"}"#, #""a""#, true), (#"{"const": "a"}"#, #""b""#, false),
        (#"{"const": 1}"#, "1", true), (#"{"const": 1}"#, "true", false), (#"{"type": "array", "items": {"type": "integer"}}"#, "[1, 2]", true),
        (#"{"type": "array", "items": {"type": "integer"}}"#, #"[1, "2"]"#, false), (#"{"minItems": 2}"#, "[1]", false),
        (#"{"properties": {"a": {}}, "required": ["a"]}"#, "{}", false), (#"{"properties": {"a": {}}, "required": ["a"]}"#, #"{"a": null}"#, true),
        (#"{"additionalProperties": false}"#, #"{"a": 1}"#, false), (#"{"additionalProperties": {"type": "string"}}"#, #"{"a": 1}"#, false),
        (#"{"additionalProperties": {"type": "string"}}"#, #"{"a": "1"}"#, true), (#"{"pattern": "^[0-9a-f]{4}$"}"#, #""12af""#, true),
        (#"{"pattern": "^[0-9a-f]{4}$"}"#, #""12ag""#, false), (#"{"minimum": 1}"#, "0", false), (#"{"exclusiveMinimum": 0}"#, "0", false),
        (#"{"maximum": 1}"#, "2", false), (#"{"dependentRequired": {"a": ["b"]}}"#, #"{"a": 1}"#, false),
        (##"{"$defs": {"x": {"type": "string"}}, "items": {"$ref": "#/$defs/x"}}"##, "[1]", false),
    ])
    func valuesAreJudged(_ schema: String, _ value: String, _ isValid: Bool) throws {
        #expect(try mistakes(schema, value).isEmpty == isValid)
    }

    @Test func aMistakeHasItsPlace() throws {
        let schema = #"{"properties": {"rows": {"items": {"properties": {"year": {"type": "integer"}}, "additionalProperties": false}}}}"#
        #expect(
            try mistakes(schema, #"{"rows": [{"year": 2020}, {"year": "x", "no": 1}]}"#) == [
                "$.rows[1].no is not known", "$.rows[1].year is string, not integer",
            ])
    }

    /// What the validator does not know would pass in silence.
    @Test(arguments: [
        #"{"anyOf": []}"#, #"{"type": "text"}"#, #"{"enum": []}"#, #"{"required": ["a"]}"#, "[]", #"{"properties": {"a": {"format": "date"}}}"#,
    ])
    func aSchemaBeyondTheSubsetIsRefused(_ schema: String) {
        #expect(throws: JSONSchema.Mistake.self) { try JSONSchema(Data(schema.utf8)) }
    }
}
