import Analyses
import ArgumentParser
import Disclosure
import Persistence
import Reporting

/// Whether errors that readers confirmed are corrected before numbers are followed or compared.
struct CorrectionOptions: ParsableArguments {
    @Flag(help: "Take errors that a verdict confirmed out of the numbers, or the values that were meant in; a note says how many.")
    var corrected = false

    @OptionGroup var cache: CacheOption

    /// The corpus as the option wants it, and what was done to it; `nil` when nothing was asked for.
    ///
    /// - Throws: ``UsageError`` without a store, which the verdicts are in.
    func numbers(of loaded: CorpusInput, _ output: OutputOptions) throws -> CorrectedNumbers? {
        guard corrected else { return nil }
        guard let store = loaded.store else {
            throw UsageError(
                zh: "--corrected：裁定记在库中，直接读取的报告没有裁定", en: "--corrected: verdicts are in a store, and reports that are read directly have none")
        }
        guard try store.verdicts().values.contains(where: { $0.verdict == Finding.Verdict.confirmed.rawValue }) else {
            return CorrectedNumbers(loaded.corpus, by: [])
        }
        return CorrectedNumbers(loaded.corpus, by: try JudgedFindings(in: loaded, cache: cache, output: output).findings)
    }

    /// The option as the parameter of a result.
    var parameter: ResultField { ResultField("corrected", .flag(corrected)) }
}
