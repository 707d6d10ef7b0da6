import Foundation
import Glibc
import Testing

@testable import Output

@Suite struct StandardErrorTests {
    /// Of threads that are silenced at the same time, the last brings the stream back, whichever began.
    @Test func theStreamComesBack() {
        func device() -> UInt64 {
            var status = stat()
            fstat(2, &status)
            return UInt64(status.st_ino) ^ UInt64(status.st_rdev) << 40
        }
        let before = device()
        let (first, second) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        Thread.detachNewThread {
            StandardError.silenced {
                first.signal()
                second.wait()
            }
            first.signal()
        }
        first.wait()
        // Begins while the other is silenced, and ends after it.
        StandardError.silenced {
            second.signal()
            first.wait()
        }
        // Others may be silenced by the tests beside this one.
        for _ in 0..<200 where device() != before { usleep(10_000) }
        #expect(device() == before)
    }
}
