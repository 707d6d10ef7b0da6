import ArgumentParser
import Desk
import Disclosure
import FilePaths
import Foundation
import Output
import Persistence
import Reporting

/// The desk in the browser.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "The page of the store, alive in the browser: findings are decided by click or key.",
        discussion: """
            Prints an address to open, and answers on this machine alone until Ctrl-C. Findings are confirmed and dismissed with notes, drafts are checked,
            rules are tried; every decision is in the store before it is acknowledged, and other windows and a running ingest see it.

              analyze serve
              analyze serve --store province.sqlite --author 审核组 --locale zh
            """)

    @OptionGroup(title: "What is read") var store: StoreOption
    @OptionGroup var cache: CacheOption
    @OptionGroup var roster: RosterOption

    @Option(help: "The port on the loopback address; 0 for any that is free.")
    var port: UInt16 = 8420

    @Flag(name: .customLong("read-only"), help: "Show everything and write nothing.")
    var readOnly = false

    @Option(help: ArgumentHelp("Who decides; else $ANALYZE_AUTHOR.", valueName: "name"))
    var author: String?

    @Option(help: ArgumentHelp("What bodies are ranked on; repeatable.", valueName: "id|ratio"))
    var on: [String] = ["substantive_disclosure_rate", "conclusion_rate"]

    @Option(help: "The page's heading.")
    var title: String?

    @OptionGroup(title: "How it is printed") var output: OutputOptions

    func validate() throws {
        if output.output != nil || output.format != nil {
            throw ValidationError(
                zh: "serve 不写文件：用 analyze report -o FILE 写出页面，所显示的内容可在页面上导出",
                en: "serve writes no file: analyze report -o FILE makes the page, and the desk exports what is shown")
        }
    }

    func run() async throws {
        let source = StoreDesk(
            store: store, cache: cache, output: output, subjects: on, title: title, isReadOnly: readOnly, author: VerdictAuthor.name(author),
            expected: try roster.file)
        // What is no store is said at once, not in the browser.
        try store.open().close()
        let server = DeskServer(
            DeskSettings(
                store: store.path, port: port, isReadOnly: readOnly, author: VerdictAuthor.name(author), isChinese: output.language == .zh),
            source: source)
        do {
            try await server.run { address in
                try say(address)
                try await server.prepare()
            }
        } catch let error as DeskServer.Failure {
            throw UsageError(error)
        }
    }

    private func say(_ address: String) throws {
        let file = try OutputFile(.standardOutput)
        try file.write(address + "\n")
        try file.commit()
        output.remark(
            LocalizedText(zh: "请在浏览器中打开上面的地址；按 Ctrl-C 结束。", en: "Open this address in a browser; Ctrl-C ends the desk."))
    }
}

extension UsageError {
    fileprivate init(_ failure: DeskServer.Failure) {
        switch failure {
        case .portInUse(let port):
            self.init(
                zh: "端口 \(port) 已被占用，可能另有一个裁定台在运行：请用 --port 另选，--port 0 任取一个空闲的",
                en: "port \(port) is in use, perhaps by another desk: choose another with --port, or any free one with --port 0")
        case .noPort(let port, let reason):
            self.init(zh: "无法使用端口 \(port)：\(reason)", en: "port \(port) cannot be used: \(reason)")
        }
    }
}
