import Foundation
import Testing

/// A file of reference values beside the tests.
enum ReferenceFile {
    /// Decodes `ReferenceValues/<name>.json`.
    static func load<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "ReferenceValues")
        return try JSONDecoder().decode(type, from: Data(contentsOf: folder.appending(path: "\(name).json")))
    }
}

/// Whether two doubles agree to a relative error, or both are zero or the same infinity.
func agrees(_ found: Double, _ expected: Double, relative: Double = 1e-10, absolute: Double = 0) -> Bool {
    if found == expected { return true }
    return (found - expected).magnitude <= max(relative * expected.magnitude, absolute)
}
