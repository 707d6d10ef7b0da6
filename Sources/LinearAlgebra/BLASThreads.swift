internal import COpenBLAS

/// The threads that the BLAS underneath uses, and what that BLAS is.
///
/// Many small fits want one BLAS thread and parallelism above it; a few large products want as many as there are cores. The setting holds for the
/// whole process.
public enum BLASThreads {
    /// Number of threads the BLAS uses for a large product.
    public static var count: Int { Int(openblas_get_num_threads()) }

    /// Sets the number of threads.
    /// - Parameter count: at least 1.
    public static func set(_ count: Int) {
        precondition(count >= 1, "thread count \(count) < 1")
        openblas_set_num_threads(Int32(count))
    }

    /// Runs `body` with the given number of threads and restores the former number.
    public static func with<Result, Failure: Error>(_ count: Int, _ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        let before = self.count
        set(count)
        defer { set(before) }
        return try body()
    }

    /// Version, build options and kernel of the BLAS, as it describes itself.
    public static var configuration: String {
        let config = String(cString: openblas_get_config())
        let core = String(cString: openblas_get_corename())
        return config.contains(core) ? config : "\(config) core \(core)"
    }
}
