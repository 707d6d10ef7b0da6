import FlyingFox
import FlyingSocks
import Foundation
import Glibc
import Synchronization

/// The desk in the browser: the page of a store, alive, on the loopback address.
public struct DeskServer: Sendable {
    /// Why the desk cannot be opened.
    public enum Failure: Error, Sendable, Hashable {
        /// Another program has the port.
        case portInUse(UInt16)
        /// The system does not give the port, in its words.
        case noPort(UInt16, String)
    }

    private let settings: DeskSettings
    private let routes: DeskRoutes
    private let token: String

    /// A desk of a store.
    public init(_ settings: DeskSettings, source: any DeskSource) {
        self.settings = settings
        routes = DeskRoutes(settings, source: source)
        token = DeskGate.newToken()
    }

    /// Opens the desk and answers until the task is cancelled.
    ///
    /// - Parameter ready: called once with the address to open, when the desk answers there.
    /// - Throws: ``Failure``, and what `ready` throws.
    public func run(ready: @Sendable (_ address: String) async throws -> Void) async throws {
        var port = settings.port
        var isAnnounced = false
        while true {
            let server = try server(port)
            let failure = FirstError()
            let listening = Task {
                do { try await server.run() } catch {
                    failure.note(error)
                    throw error
                }
            }
            do {
                port = try await portOf(server, failure, port)
                routes.open(DeskGate(token: token, port: port))
                let watch = Task { [port] in await ConnectionWatch(port: port).run() }
                defer { watch.cancel() }
                if !isAnnounced { try await ready("http://127.0.0.1:\(port)/?token=\(token)") }
                isAnnounced = true
                try await withTaskCancellationHandler {
                    try await listening.value
                } onCancel: {
                    listening.cancel()
                }
            } catch let error where isAnnounced && !Task.isCancelled && !(error is Failure) {
                // The system refused a connection, such as for want of descriptors: those that are open have ended, and the desk goes on.
                try await Task.sleep(nanoseconds: 200_000_000)
            } catch {
                listening.cancel()
                throw error
            }
        }
    }

    /// Makes the page before anybody asks for it.
    ///
    /// - Throws: what keeps the store from being read.
    public func prepare() async throws { try await routes.prepare() }

    private func server(_ port: UInt16) throws -> HTTPServer {
        HTTPServer(
            config: HTTPServer.Configuration(
                address: try sockaddr_in.inet(ip4: "127.0.0.1", port: port), timeout: 600, sharedRequestBufferSize: 4096, sharedRequestReplaySize: 0,
                logger: .disabled), handler: routes)
    }

    /// The port on which a server listens.
    private func portOf(_ server: HTTPServer, _ failure: FirstError, _ port: UInt16) async throws -> UInt16 {
        for _ in 0..<1000 {
            if case .ip4(_, let given) = await server.listeningAddress { return given }
            if let error = failure.error { throw Self.failure(error, port) }
            try await Task.sleep(nanoseconds: 10_000_000)
        }
        throw Failure.noPort(port, "no answer")
    }

    private static func failure(_ error: any Error, _ port: UInt16) -> any Error {
        guard case .failed(_, let code, let message)? = error as? SocketError else { return error }
        return code == EADDRINUSE ? Failure.portInUse(port) : Failure.noPort(port, message)
    }
}

/// The first error of something that runs meanwhile.
private final class FirstError: Sendable {
    private let kept = Mutex<(any Error)?>(nil)

    var error: (any Error)? { kept.withLock { $0 } }

    func note(_ error: any Error) { kept.withLock { if $0 == nil { $0 = error } } }
}
