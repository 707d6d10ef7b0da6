/// What the command line asks for.
struct Arguments {
    static let usage = """
        usage: Benchmarks [W1 W2 …] [options]
          --list             the workloads
          --small            a hundredth of the size, to see that everything works
          --no-peers         this package only
          --repetitions N    executions measured (median); default: each workload's own
          --write-results    also write what was measured into its sections of Benchmarks/RESULTS.md
          --decoding         what the identities of Table 3 tell of wrong cells, by kind of error
          --detection        planted errors that are found, and by which method
          --seeds N          --detection with so many seeds and no peers: its spread, and the rate of false discoveries
          --damage [FORMAT]  what becomes of reports damaged at every line, cell and row and at sampled bytes
          --injections [FORMAT]  what becomes of reports with remarks, footnotes, hidden parts, cuts and the like
          --places N         at most N places of each kind of damage in a file
          --keep FOLDER      where --damage and --injections write the copies that nothing told of
          --duplicates       time, memory and recall of looking for copied reports
          --scale            time and memory of the anomaly report of up to 200,000 bodies
          --smoke            instructions of each small workload under callgrind, beside the recorded ones; fails beyond 20 % more
          --executions N     only execute the named workloads N times, small
          --country          a year's work on up to 51,000 mixed reports, by the command
          --bodies N         bodies of the simulated panels of --detection (default 300), --duplicates (3000), --scale (200000) and --country (3000)
          --seed N           another seed than that of the published tables of --detection
          --nist             correct digits on NIST's certified regressions, beside R, numpy and statsmodels
          --calibration      rejection rates, coverage and power of the trend models on simulated series
          --groups N         groups of series for each cell of the calibration (default 300)
          --curves           time and memory against series and years
        Peers run with `python3` and `Rscript` from PATH; BENCHMARK_PYTHON and BENCHMARK_RSCRIPT name others.
        """

    var workloads: [String] = []
    var small = false
    var peers = true
    var repetitions: Int?
    var groups: Int?
    var duplicates = false
    var scale = false
    var country = false
    var smoke = false
    var executions: Int?
    var bodies: Int?
    var places: Int?
    var keep: String?
    var seed: Int?
    var seeds: Int?
    var writesResults = false
    var calibration = false
    var curves = false
    var decoding = false
    var detection = false
    var nist = false
    var damage = false
    var injections = false
    var formats: [String] = []
    var list = false
    var help = false

    struct Invalid: Error, CustomStringConvertible {
        let description: String
    }

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        func number(after option: String) throws -> Int {
            guard let text = rest.popFirst(), let value = Int(text), value > 0 else {
                throw Invalid(description: "\(option) needs a positive number")
            }
            return value
        }
        while let argument = rest.popFirst() {
            switch argument {
            case "--small": small = true
            case "--no-peers": peers = false
            case "--write-results": writesResults = true
            case "--curves": curves = true
            case "--decoding": decoding = true
            case "--detection": detection = true
            case "--duplicates": duplicates = true
            case "--scale": scale = true
            case "--country": country = true
            case "--smoke": smoke = true
            case "--executions": executions = try number(after: argument)
            case "--bodies": bodies = try number(after: argument)
            case "--seeds": seeds = try number(after: argument)
            case "--places": places = try number(after: argument)
            case "--keep": keep = rest.popFirst()
            case "--seed": seed = try number(after: argument)
            case "--nist": nist = true
            case "--damage", "--injections":
                damage = damage || argument == "--damage"
                injections = injections || argument == "--injections"
                while let format = rest.first, !format.hasPrefix("-") {
                    formats.append(format)
                    rest.removeFirst()
                }
            case "--calibration": calibration = true
            case "--groups": groups = try number(after: argument)
            case "--list": list = true
            case "--help", "-h": help = true
            case "--repetitions": repetitions = try number(after: argument)
            default:
                let known = WorkloadRegistry.all(small: true).map(\.id)
                guard known.contains(argument) else {
                    throw Invalid(description: "unknown argument \(argument); workloads: \(known.joined(separator: " "))")
                }
                workloads.append(argument)
            }
        }
    }
}
