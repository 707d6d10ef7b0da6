/// A mapping of data onto a length of the drawing.
protocol Scale: Sendable {
    /// The data's ends, the first at the start of the range.
    var domain: ClosedRange<Double> { get }
    /// Where the domain's ends are drawn; may run backwards, as upright axes do.
    var range: (start: Double, end: Double) { get }
    /// The place of a value; values outside the domain fall outside the range.
    func position(_ value: Double) -> Double
    /// Round values to label, within the domain, about as many as asked for.
    func ticks(_ count: Int) -> [Double]
    /// A tick's label, with the digits that tell neighbors apart.
    func label(_ tick: Double, among ticks: [Double]) -> String
}
