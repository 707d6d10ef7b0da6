import Foundation
import Glibc

/// Keeps the connections of the desk within bounds: whoever sends without end, sends nothing, or opens one after the other is hung up on.
///
/// The server takes a request line and its headers as they come. What a connection has received so far, and when it did last, is known to the kernel; a
/// look a second costs a few calls of the system.
struct ConnectionWatch: Sendable {
    let port: UInt16
    /// Bytes that a connection may send, all of its requests together.
    var bytes: UInt64 = 160 << 20
    /// Milliseconds in which a connection must send something.
    var idle: UInt32 = 120_000
    /// Connections at a time.
    var count = 128

    /// Looks once a second until its task is cancelled.
    func run() async {
        while !Task.isCancelled {
            look()
            do { try await Task.sleep(nanoseconds: 1_000_000_000) } catch { return }
        }
    }

    /// Hangs up on every connection that is beyond a bound. A descriptor that was closed meanwhile, and is another file now, refuses the call.
    func look() {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") else { return }
        var open = 0
        for number in names.compactMap({ Int32($0) }).sorted() where isOwn(number) {
            open += 1
            let traffic = traffic(of: number)
            if open > count || traffic.received > bytes || traffic.silence > idle { shutdown(number, Int32(SHUT_RDWR)) }
        }
    }

    /// Whether a descriptor is a connection to the desk.
    private func isOwn(_ number: Int32) -> Bool {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(number, $0, &length) }
        }
        guard status == 0, address.sin_family == sa_family_t(AF_INET), address.sin_port == port.bigEndian else { return false }
        var isListening: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(number, SOL_SOCKET, SO_ACCEPTCONN, &isListening, &size) == 0 && isListening == 0
    }

    /// What the kernel says of a connection (`struct tcp_info`); nothing where it does not say it.
    private func traffic(of number: Int32) -> (received: UInt64, silence: UInt32) {
        var info = [UInt8](repeating: 0, count: 256)
        var length = socklen_t(info.count)
        guard getsockopt(number, Int32(IPPROTO_TCP), TCP_INFO, &info, &length) == 0 else { return (0, 0) }
        func value<Number: FixedWidthInteger>(at offset: Int, _: Number.Type) -> Number {
            guard Int(length) >= offset + MemoryLayout<Number>.size else { return 0 }
            return info.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Number.self) }
        }
        // tcpi_bytes_received and tcpi_last_data_recv.
        return (value(at: 128, UInt64.self), value(at: 52, UInt32.self))
    }
}
