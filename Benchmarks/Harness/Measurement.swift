import Foundation

/// Time and memory of a piece of work.
struct Measurement {
    /// Seconds, one for each execution.
    var seconds: [Double]
    /// Largest resident memory while it ran, input included.
    var peakBytes: Int

    /// The middle execution.
    var median: Double { seconds.sorted()[seconds.count / 2] }
    /// The quickest execution.
    var best: Double { seconds.min() ?? .nan }

    /// Runs `work` once unmeasured, then `repetitions` times.
    init(repetitions: Int, _ work: () -> Void) {
        work()
        Memory.resetPeak()
        let clock = ContinuousClock()
        seconds = (0..<repetitions).map { _ in
            let spent = clock.measure(work).components
            return Double(spent.seconds) + Double(spent.attoseconds) * 1e-18
        }
        peakBytes = Memory.peakBytes
    }

    init(seconds: [Double], peakBytes: Int) {
        self.seconds = seconds
        self.peakBytes = peakBytes
    }
}

/// Resident memory of this process as Linux counts it.
enum Memory {
    /// Forgets the largest resident size so far.
    static func resetPeak() { try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .ascii) }

    /// The largest resident size since the last reset; 0 where the system does not tell.
    static var peakBytes: Int { status("VmHWM:") }

    /// The resident size now; 0 where the system does not tell.
    static var residentBytes: Int { status("VmRSS:") }

    private static func status(_ field: String) -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .ascii)) ?? ""
        guard let line = status.split(whereSeparator: \.isNewline).first(where: { $0.hasPrefix(field) }) else { return 0 }
        return (line.split(separator: " ").compactMap { Int($0) }.first ?? 0) * 1024
    }
}

/// Time of this process on all cores, which other processes change little.
enum Processor {
    /// Seconds since the start of the process.
    static var seconds: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }
}

/// The machine a table was measured on.
enum Machine {
    /// The machine and the average number of others' runnable tasks over the last minute, for below a table.
    static var state: String {
        let load = (try? String(contentsOfFile: "/proc/loadavg", encoding: .ascii))?.split(separator: " ").first ?? "unknown"
        return "\(description); load \(load) at the start."
    }

    static var description: String {
        let information = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        func field(_ name: String) -> String? {
            information.split(whereSeparator: \.isNewline).first { $0.hasPrefix(name) }?.split(separator: ":").last?.trimmingCharacters(
                in: .whitespaces)
        }
        let flags = Set((field("flags") ?? "").split(separator: " "))
        let vectors = flags.contains("avx512f") ? "AVX-512" : flags.contains("avx2") ? "AVX2" : "no AVX2"
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let gigabytes = Double(ProcessInfo.processInfo.physicalMemory) / 1e9
        return "\(field("model name") ?? "unknown processor"), \(cores) processors, \(vectors), \(Int(gigabytes.rounded())) GB"
    }
}
