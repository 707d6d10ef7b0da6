import Testing

/// Some calls by which the program changes files fail, or are the last thing that it does. `make reliability` tries all of them.
@Suite(.enabled(if: Trials.canRun)) struct FailedCallsHeavyTests {
    @Test(arguments: ["export csv", "verdict list"])
    func aFailedCallLosesNothing(command: String) throws {
        let outcome = try Trials.run("inject", "--only", command, "--trials", "6", "--jobs", "1")
        #expect(outcome.isClean, "\(outcome.text)")
    }
}
