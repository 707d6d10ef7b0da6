/// A scale on which equal ratios are equal lengths, for values above 0.
struct LogScale: Scale {
    let domain: ClosedRange<Double>
    let range: (start: Double, end: Double)
    private let low: Double
    private let high: Double

    /// A scale of a domain above 0.
    init(domain: ClosedRange<Double>, range: (start: Double, end: Double)) {
        precondition(domain.lowerBound > 0 && domain.upperBound.isFinite, "a logarithmic domain of \(domain)")
        let isPoint = domain.lowerBound == domain.upperBound
        self.domain = isPoint ? domain.lowerBound / 2...domain.upperBound * 2 : domain
        self.range = range
        low = Logarithm10.of(self.domain.lowerBound)
        high = Logarithm10.of(self.domain.upperBound)
    }

    func position(_ value: Double) -> Double {
        range.start + (Logarithm10.of(value) - low) / (high - low) * (range.end - range.start)
    }

    /// Powers of ten, with 2 and 5 times them where there is room.
    func ticks(_ count: Int) -> [Double] {
        let decades = high - low
        let multiples: [Double] = decades * 3 <= Double(count) ? [1, 2, 5] : [1]
        let stride = max(1, Int((decades / Double(max(count, 1))).rounded(.up)))
        var ticks: [Double] = []
        for power in Swift.stride(from: Int(low.rounded(.down)), through: Int(high.rounded(.up)), by: stride) {
            for multiple in multiples {
                let tick = multiple * Logarithm10.power(power)
                if tick >= domain.lowerBound * (1 - 1e-12) && tick <= domain.upperBound * (1 + 1e-12) { ticks.append(tick) }
            }
        }
        return ticks
    }

    func label(_ tick: Double, among ticks: [Double]) -> String {
        DrawnNumber.label(tick, places: max(0, -Int(Logarithm10.of(tick).rounded(.down))))
    }
}
