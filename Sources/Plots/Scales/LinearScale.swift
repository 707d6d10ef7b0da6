/// A scale on which equal differences are equal lengths.
struct LinearScale: Scale {
    let domain: ClosedRange<Double>
    let range: (start: Double, end: Double)

    /// A scale; a domain of one point is widened to have a length.
    init(domain: ClosedRange<Double>, range: (start: Double, end: Double)) {
        precondition(domain.lowerBound.isFinite && domain.upperBound.isFinite, "a domain of \(domain)")
        let isPoint = domain.lowerBound == domain.upperBound
        let margin = domain.lowerBound == 0 ? 1 : abs(domain.lowerBound) / 2
        self.domain = isPoint ? domain.lowerBound - margin...domain.upperBound + margin : domain
        self.range = range
    }

    /// A scale whose domain is widened to round numbers at both ends.
    static func nice(_ values: some Sequence<Double>, including zero: Bool = false, ticks count: Int = 5, range: (start: Double, end: Double))
        -> LinearScale
    {
        var low = Double.infinity
        var high = -Double.infinity
        for value in values where value.isFinite {
            low = min(low, value)
            high = max(high, value)
        }
        if zero || low > high {
            low = min(low, 0)
            high = max(high, low > 0 ? low : 0)
        }
        let raw = LinearScale(domain: min(low, high)...max(low, high), range: range)
        let step = NiceStep.step(raw.domain.upperBound - raw.domain.lowerBound, count: count)
        let domain = (raw.domain.lowerBound / step).rounded(.down) * step...(raw.domain.upperBound / step).rounded(.up) * step
        return LinearScale(domain: zero && low >= 0 ? 0...domain.upperBound : domain, range: range)
    }

    func position(_ value: Double) -> Double {
        range.start + (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound) * (range.end - range.start)
    }

    func ticks(_ count: Int) -> [Double] {
        let step = NiceStep.step(domain.upperBound - domain.lowerBound, count: count)
        let first = (domain.lowerBound / step - 1e-9).rounded(.up)
        let last = (domain.upperBound / step + 1e-9).rounded(.down)
        guard first <= last else { return [] }
        return stride(from: first, through: last, by: 1).map { $0 == 0 ? 0 : $0 * step }
    }

    func label(_ tick: Double, among ticks: [Double]) -> String {
        let step = ticks.count > 1 ? ticks[1] - ticks[0] : NiceStep.step(domain.upperBound - domain.lowerBound, count: 5)
        return DrawnNumber.label(tick, places: NiceStep.places(step))
    }
}
