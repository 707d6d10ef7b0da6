import Testing

/// The trials of `Reliability/`, each in a small form.
@Suite(.enabled(if: Trials.canRun), .serialized) struct ReliabilityHeavyTests {
    @Test("Failed calls of every command that writes")
    func failedCalls() throws {
        let outcome = try Trials.run("inject", "--trials", "12")
        #expect(outcome.isClean, "\(outcome.text)")
    }

    @Test("Allocations, programs that share a store, a soak", arguments: ["allocations", "concurrency", "soak"])
    func others(part: String) throws {
        let outcome = try Trials.run(part, "--sample")
        #expect(outcome.isClean, "\(outcome.text)")
    }
}
