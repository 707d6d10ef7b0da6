/// A list of cells, the surest error first, and how many of them are expected to be sound.
///
/// **Definition.** The rate at a cell is the mean probability of soundness of all that are as sure or surer. A list of those with a rate of at most α holds a share α of false alarms,
/// in expectation, if the probabilities are right.
/// - References: Newton, Noueiry, Sarkar & Ahlquist (2004), *Biostatistics* 5, 155–176.
public enum FalseDiscoveryList {
    /// The rate at each probability of soundness, in the order given; equal probabilities have equal rates. O(*m* log *m*).
    public static func rates(_ soundness: [Double]) -> [Double] {
        let order = soundness.indices.sorted { soundness[$0] < soundness[$1] }
        var rates = [Double](repeating: 0, count: soundness.count)
        var sum = 0.0
        var start = 0
        while start < order.count {
            var end = start
            while end < order.count, soundness[order[end]] == soundness[order[start]] {
                sum += soundness[order[end]]
                end += 1
            }
            for place in start..<end { rates[order[place]] = sum / Double(end) }
            start = end
        }
        return rates
    }
}
