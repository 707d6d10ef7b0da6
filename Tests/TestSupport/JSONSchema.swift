public import Foundation

/// The part of JSON Schema (draft 2020-12) that the project's schemas use. A keyword outside of it is an error of the schema, not something to pass over.
public struct JSONSchema {
    /// The schema says something that this validator does not know, or says it wrongly.
    public struct Mistake: Error, CustomStringConvertible {
        /// What, and where in the schema.
        public let description: String
    }

    private let root: [String: Any]
    private static let keywords: Set<String> = [
        "$schema", "$ref", "$defs", "title", "description", "type", "enum", "const", "required", "properties", "additionalProperties", "items",
        "minItems", "pattern", "minimum", "exclusiveMinimum", "maximum", "dependentRequired",
    ]
    private static let types: Set<String> = ["string", "number", "integer", "boolean", "null", "array", "object"]

    /// Reads a schema.
    ///
    /// - Throws: ``Mistake``, and what keeps the bytes from being JSON.
    public init(_ bytes: Data) throws {
        guard let object = try JSONSerialization.jsonObject(with: bytes) as? [String: Any] else {
            throw Mistake(description: "a schema is an object")
        }
        root = object
        try Self.check(object, at: "#")
    }

    private static func check(_ schema: Any, at place: String) throws {
        if schema is Bool || (schema as? NSNumber).map(isBoolean) == true { return }
        guard let schema = schema as? [String: Any] else { throw Mistake(description: "\(place) is no schema") }
        for key in schema.keys where !keywords.contains(key) { throw Mistake(description: "\(place)/\(key) is not known") }
        let names = (schema["type"] as? [String]) ?? (schema["type"] as? String).map { [$0] } ?? []
        if schema["type"] != nil, names.isEmpty || !Set(names).isSubset(of: types) { throw Mistake(description: "\(place)/type") }
        if let list = schema["enum"], (list as? [Any])?.isEmpty != false { throw Mistake(description: "\(place)/enum is no list, or empty") }
        for key in ["properties", "$defs"] {
            for (name, member) in schema[key] as? [String: Any] ?? [:] { try check(member, at: "\(place)/\(key)/\(name)") }
        }
        let properties = schema["properties"] as? [String: Any] ?? [:]
        for name in schema["required"] as? [String] ?? [] where properties[name] == nil {
            throw Mistake(description: "\(place)/required names \(name), which is no property")
        }
        for key in ["items", "additionalProperties"] { if let member = schema[key] { try check(member, at: "\(place)/\(key)") } }
    }

    /// What is wrong in a value, each with its place; empty when it follows the schema.
    ///
    /// - Parameter limit: how many mistakes are told.
    public func mistakes(in value: Any, limit: Int = 20) -> [String] {
        var mistakes: [String] = []
        collect(value, root, "$", limit, &mistakes)
        return mistakes
    }

    private func collect(_ value: Any, _ schema: Any, _ place: String, _ limit: Int, _ mistakes: inout [String]) {
        guard mistakes.count < limit else { return }
        guard let schema = schema as? [String: Any] else {
            if let isAllowed = schema as? Bool, !isAllowed { mistakes.append("\(place) must not be there") }
            return
        }
        if let name = schema["$ref"] as? String {
            guard let target = (root["$defs"] as? [String: Any])?[name.replacingOccurrences(of: "#/$defs/", with: "")] else {
                return mistakes.append("\(place): no \(name)")
            }
            collect(value, target, place, limit, &mistakes)
        }
        let names = (schema["type"] as? [String]) ?? (schema["type"] as? String).map { [$0] } ?? []
        if !names.isEmpty, !names.contains(where: { Self.is(value, $0) }) {
            return mistakes.append("\(place) is \(Self.name(of: value)), not \(names.joined(separator: " or "))")
        }
        if let constant = schema["const"], !Self.areEqual(constant, value) { mistakes.append("\(place) is not \(constant)") }
        if let list = schema["enum"] as? [Any], !list.contains(where: { Self.areEqual($0, value) }) {
            mistakes.append("\(place) is \(value), which is none of the \(list.count) values")
        }
        if let text = value as? String, let pattern = schema["pattern"] as? String, text.range(of: pattern, options: .regularExpression) == nil {
            mistakes.append("\(place) is \(text), which does not match \(pattern)")
        }
        if let number = value as? NSNumber, !Self.isBoolean(number) {
            if let least = schema["minimum"] as? Double, number.doubleValue < least { mistakes.append("\(place) is below \(least)") }
            if let most = schema["maximum"] as? Double, number.doubleValue > most { mistakes.append("\(place) is above \(most)") }
            if let bound = schema["exclusiveMinimum"] as? Double, number.doubleValue <= bound { mistakes.append("\(place) is not above \(bound)") }
        }
        if let list = value as? [Any] {
            if let least = schema["minItems"] as? Int, list.count < least { mistakes.append("\(place) has fewer than \(least) items") }
            if let items = schema["items"] {
                for (index, item) in list.enumerated() { collect(item, items, "\(place)[\(index)]", limit, &mistakes) }
            }
        }
        if let object = value as? [String: Any] { collect(members: object, schema, place, limit, &mistakes) }
    }

    private func collect(members: [String: Any], _ schema: [String: Any], _ place: String, _ limit: Int, _ mistakes: inout [String]) {
        for name in schema["required"] as? [String] ?? [] where members[name] == nil { mistakes.append("\(place) has no \(name)") }
        for (name, others) in schema["dependentRequired"] as? [String: [String]] ?? [:] where members[name] != nil {
            for other in others where members[other] == nil { mistakes.append("\(place) has \(name) but no \(other)") }
        }
        let properties = schema["properties"] as? [String: Any] ?? [:]
        for name in members.keys.sorted() {
            if let known = properties[name] {
                collect(members[name]!, known, "\(place).\(name)", limit, &mistakes)
            } else if let others = schema["additionalProperties"] {
                if others as? Bool == false {
                    mistakes.append("\(place).\(name) is not known")
                } else {
                    collect(members[name]!, others, "\(place).\(name)", limit, &mistakes)
                }
            }
        }
    }

    private static func isBoolean(_ number: NSNumber) -> Bool { CFNumberIsBoolean(number) }

    private static func `is`(_ value: Any, _ type: String) -> Bool {
        switch type {
        case "number": name(of: value) == "integer" || name(of: value) == "number"
        default: name(of: value) == type
        }
    }

    private static func name(of value: Any) -> String {
        switch value {
        case is NSNull: "null"
        case is String: "string"
        case is [Any]: "array"
        case is [String: Any]: "object"
        case let number as NSNumber:
            isBoolean(number) ? "boolean" : number.doubleValue == number.doubleValue.rounded() ? "integer" : "number"
        default: "\(type(of: value))"
        }
    }

    private static func areEqual(_ one: Any, _ other: Any) -> Bool {
        name(of: one) == name(of: other) && (one as? NSObject)?.isEqual(other) == true || one as? String == other as? String && one is String
            || one is NSNull && other is NSNull
    }
}

/// Whether a number of `JSONSerialization` was `true` or `false`: the only ones that are kept as characters.
private func CFNumberIsBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
