import DocumentReading
import Foundation
import ReportParsing

/// What one reading may cost here: bounds small enough that reaching them is quick.
private let limits: ReadingLimits = {
    var limits = ReadingLimits()
    limits.fileBytes = 1 << 20
    limits.archiveBytes = 4 << 20
    limits.elements = 20_000
    limits.markupElements = 100_000
    limits.childSeconds = 5
    return limits
}()

private let parser = ReportParser()

/// libFuzzer's entry: reads the bytes as a file and parses what comes out. Any trap is a finding; a thrown reason is not.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    // Outside programs have fuzzers of their own.
    if bytes.prefix(1024).firstRange(of: Array("%PDF-".utf8)) != nil || bytes.starts(with: [0xFF, 0xD8]) || bytes.starts(with: [0x89, 0x50]) { return 0 }
    let done = DispatchSemaphore(value: 0)
    Task.detached {
        _ = await ReportFile.read(bytes: bytes, path: "fuzz", parser: parser, limits: limits)
        done.signal()
    }
    done.wait()
    return 0
}
