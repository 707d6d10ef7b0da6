/// Round steps of an axis: 1, 2 or 5 times a power of ten.
enum NiceStep {
    /// The round step that cuts a length into about `count` parts.
    static func step(_ length: Double, count: Int) -> Double {
        precondition(length > 0 && count > 0, "\(count) steps in \(length)")
        let raw = length / Double(count)
        let power = Logarithm10.power(Int(Logarithm10.of(raw).rounded(.down)))
        switch raw / power {
        case ..<1.5: return power
        case ..<3.5: return 2 * power
        case ..<7.5: return 5 * power
        default: return 10 * power
        }
    }

    /// Digits behind the point that multiples of a step need.
    static func places(_ step: Double) -> Int {
        var places = 0
        var scaled = step
        while places < 12 && abs(scaled - scaled.rounded()) > 1e-6 * scaled {
            scaled *= 10
            places += 1
        }
        return places
    }
}
