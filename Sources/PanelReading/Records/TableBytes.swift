import Foundation

/// The bytes of a table in UTF-8, mapped from a file or held in memory; shared by all that read them.
final class TableBytes: Sendable {
    private let data: Data
    private let array: [UInt8]
    private let isArray: Bool

    init(_ array: [UInt8]) {
        self.array = array
        data = Data()
        isArray = true
    }

    init(mapping data: Data) {
        self.data = data
        array = []
        isArray = false
    }

    var count: Int { isArray ? array.count : data.count }

    /// Calls `body` with the bytes.
    func withBytes<Result, Failure: Error>(_ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result) throws(Failure) -> Result {
        func outcome(_ bytes: UnsafeBufferPointer<UInt8>) -> Swift.Result<Result, Failure> {
            do { return .success(try body(bytes)) } catch { return .failure(error) }
        }
        let result: Swift.Result<Result, Failure> =
            isArray
            ? array.withUnsafeBufferPointer { outcome($0) }
            : data.withUnsafeBytes { outcome($0.bindMemory(to: UInt8.self)) }
        return try result.get()
    }
}
