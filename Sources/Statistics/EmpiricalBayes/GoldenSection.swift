/// The section search of a single maximum.
enum GoldenSection {
    /// Where a function of one maximum has it; of several, one of them. O(steps) values of the function, two more.
    static func maximum(from low: Double, to high: Double, steps: Int, _ function: (Double) -> Double) -> Double {
        let golden = 0.618_033_988_749_895
        var (low, high) = (low, high)
        var (left, right) = (high - golden * (high - low), low + golden * (high - low))
        var (atLeft, atRight) = (function(left), function(right))
        for _ in 0..<steps {
            if atLeft >= atRight {
                (high, right, atRight) = (right, left, atLeft)
                left = high - golden * (high - low)
                atLeft = function(left)
            } else {
                (low, left, atLeft) = (left, right, atRight)
                right = low + golden * (high - low)
                atRight = function(right)
            }
        }
        return (low + high) / 2
    }
}
