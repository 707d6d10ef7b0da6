import ArgumentParser

@main
struct Analyze: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyze", abstract: "Statistics on the annual disclosure reports of Chinese public bodies.")
}
