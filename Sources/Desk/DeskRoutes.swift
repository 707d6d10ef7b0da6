import Disclosure
import FlyingFox
import Foundation
import Persistence
import Synchronization

/// What the desk answers to each address. Every request gets an answer, and none ends the program.
///
/// | address | what |
/// |---|---|
/// | `GET /` | the page |
/// | `GET /api/state` | verdicts with who decided; whether the store has other reports than the page |
/// | `GET /api/seen` | when each finding was there for the first time |
/// | `GET /api/history` | every decision about a finding |
/// | `POST /api/verdict` | decides; 409 when the verdict is another one than the page shows |
/// | `POST /api/export`, `/api/check`, `/api/rules` | findings as a file; a draft is checked; rules are tried |
final class DeskRoutes: HTTPHandler {
    private enum Route: String {
        case page = "/"
        case state = "/api/state"
        case seen = "/api/seen"
        case history = "/api/history"
        case verdict = "/api/verdict"
        case export = "/api/export"
        case check = "/api/check"
        case rules = "/api/rules"

        var method: HTTPMethod {
            switch self {
            case .page, .state, .seen, .history: .GET
            case .verdict, .export, .check, .rules: .POST
            }
        }

        /// The media type of its request; a foreign form can send none of them.
        var type: String? {
            switch self {
            case .page, .state, .seen, .history: nil
            case .check: "application/octet-stream"
            case .verdict, .export, .rules: "application/json"
            }
        }
    }

    private let settings: DeskSettings
    private let source: any DeskSource
    private let watch: StoreWatch
    private let service: VerdictService
    /// Known once the server listens.
    private let gate = Mutex<DeskGate?>(nil)

    init(_ settings: DeskSettings, source: any DeskSource) {
        (self.settings, self.source) = (settings, source)
        watch = StoreWatch(settings.store, source: source)
        service = VerdictService(store: settings.store, author: settings.author)
    }

    func open(_ gate: DeskGate) { self.gate.withLock { $0 = gate } }

    /// Makes the page before anybody asks for it.
    func prepare() async throws { _ = try await watch.currentPage() }

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
        var reply = await reply(to: request)
        // A body that nobody read must not be taken for the next request; a long connection is not worth its risks.
        if request.method != .GET, reply.status.code >= 400 || (request.bodySequence.count ?? .max) > 1 << 16 { reply.isLast = true }
        if request.method == .GET, (request.bodySequence.count ?? .max) > 0 { reply.isLast = true }
        return reply.response
    }

    private func reply(to request: HTTPRequest) async -> DeskReply {
        guard let gate = gate.withLock({ $0 }) else { return .text("", .serviceUnavailable) }
        let route = Route(rawValue: request.path)
        if let refusal = gate.refusal(of: request, isOpening: route == .page && request.method == .GET) { return refused(refusal) }
        guard let route else { return .message(settings.say("没有这个地址", "there is no such address"), .notFound) }
        guard request.method == route.method else {
            return .message(settings.say("应为 \(route.method.rawValue) 请求", "this takes \(route.method.rawValue)"), .methodNotAllowed)
        }
        if let type = route.type {
            let given = request.headers[.contentType]?.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
            guard given == type else { return .message(settings.say("内容类型应为 \(type)", "this takes \(type)"), .unsupportedMediaType) }
        }
        do {
            return try await answer(route, request, gate)
        } catch {
            return failed(error)
        }
    }

    private func answer(_ route: Route, _ request: HTTPRequest, _ gate: DeskGate) async throws -> DeskReply {
        switch route {
        case .page: return try await page(gate)
        case .state: return try await state(request)
        case .seen: return try await seen()
        case .history: return .json(try service.history(of: request.query["fingerprint"] ?? ""))
        case .verdict: return try await verdict(request)
        case .export: return try await export(request)
        case .check: return try await check(request)
        case .rules: return try await rules(request)
        }
    }

    // MARK: Reading

    private func page(_ gate: DeskGate) async throws -> DeskReply {
        let page = try await watch.currentPage()
        return DeskReply(
            type: "text/html; charset=utf-8", bytes: page.html, policy: page.policy + "; frame-ancestors 'none'",
            cookie: gate.cookie)
    }

    private struct State: Encodable, Sendable {
        var revision: Int
        var page: Int
        var stale: Bool
        /// Left out when the asker has them already.
        var verdicts: [String: VerdictService.Entry]?
    }

    private func state(_ request: HTTPRequest) async throws -> DeskReply {
        let state = try await watch.state()
        let isKnown = request.query["revision"] == String(state.revision)
        return .json(State(revision: state.revision, page: state.page, stale: state.isStale, verdicts: isKnown ? nil : state.verdicts))
    }

    private struct Seen: Encodable, Sendable {
        var times: [String] = []
        /// For each finding of the page the position of its time.
        var at: [String: Int] = [:]
    }

    private func seen() async throws -> DeskReply {
        var seen = Seen()
        var positions: [String: Int] = [:]
        for (fingerprint, time) in try await watch.firstSeen() {
            let position = positions[time] ?? seen.times.count
            if position == seen.times.count {
                positions[time] = position
                seen.times.append(time)
            }
            seen.at[fingerprint] = position
        }
        return .json(seen)
    }

    // MARK: Writing

    private func verdict(_ request: HTTPRequest) async throws -> DeskReply {
        let wish = try await decoded(VerdictService.Request.self, request)
        guard !settings.isReadOnly else {
            return .message(settings.say("只读：裁定未保存（--read-only）", "read-only: the verdict was not saved (--read-only)"), .forbidden)
        }
        switch try await Background.run({ [service] in try service.decide(wish) }) {
        case .stored(let entry): return .json(entry)
        case .changed(let entry): return .json(entry, .conflict)
        }
    }

    // MARK: Work

    private struct ExportWish: Decodable, Sendable {
        var format: String
        var fingerprints: [String]
    }

    private func export(_ request: HTTPRequest) async throws -> DeskReply {
        let wish = try await decoded(ExportWish.self, request)
        let file = try await Background.run { [source] in try source.export(wish.fingerprints, format: wish.format) }
        return DeskReply(type: file.type, bytes: file.bytes, fileName: file.name)
    }

    private func check(_ request: HTTPRequest) async throws -> DeskReply {
        let draft = try await RequestBody.read(request, limit: settings.draftBytes)
        return DeskReply(bytes: try await source.check(draft, name: request.query["name"] ?? ""))
    }

    private struct RulesWish: Decodable, Sendable {
        var rules: String
    }

    private func rules(_ request: HTTPRequest) async throws -> DeskReply {
        let wish = try await decoded(RulesWish.self, request)
        return DeskReply(bytes: try await Background.run { [source] in try source.tryRules(wish.rules) })
    }

    private func decoded<Wish: Decodable>(_ type: Wish.Type, _ request: HTTPRequest) async throws -> Wish {
        let body = try await RequestBody.read(request, limit: settings.requestBytes)
        do {
            return try JSONDecoder().decode(type, from: Data(body))
        } catch {
            throw DeskProblem(LocalizedText(zh: "请求不是应有的 JSON", en: "the request is not the JSON that is expected here"))
        }
    }

    // MARK: Refusals and failures

    private func refused(_ refusal: DeskGate.Refusal) -> DeskReply {
        switch refusal {
        case .host:
            .text(settings.say("此处只应答 127.0.0.1 与 localhost", "this answers to 127.0.0.1 and localhost alone"), .misdirectedRequest)
        case .origin: .text(settings.say("其他网页不能使用裁定台", "no other page may use the desk"), .forbidden)
        case .token:
            .text(
                settings.say("请打开 analyze serve 打印的地址", "open the address that analyze serve printed"), .unauthorized)
        }
    }

    private func failed(_ error: any Error) -> DeskReply {
        switch error {
        case let error as DeskProblem: .message(settings.say(error.message), .unprocessableContent)
        case let error as RequestBody.TooLarge:
            .message(
                settings.say("内容超过 \(error.limit >> 20) MB，未接收", "this is larger than \(error.limit >> 20) MB, and was not taken"), .payloadTooLarge)
        case let error as StoreError: .message(settings.say(error.chinese, error.description), .serviceUnavailable)
        default: .message(settings.say("未能完成：\(error)", "this could not be done: \(error)"), .internalServerError)
        }
    }
}
