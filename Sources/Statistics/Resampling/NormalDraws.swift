internal import Glibc

extension Philox {
    /// Two independent standard normal numbers, by the transformation of Box and Muller.
    mutating func normalPair() -> (Double, Double) {
        let radius = (-2 * log(uniform())).squareRoot()
        let angle = 2 * Double.pi * uniform()
        return (radius * cos(angle), radius * sin(angle))
    }

    /// Fills a buffer with independent standard normal numbers.
    mutating func fillNormal(_ buffer: UnsafeMutableBufferPointer<Double>) {
        var i = 0
        while i + 1 < buffer.count {
            (buffer[i], buffer[i + 1]) = normalPair()
            i += 2
        }
        if i < buffer.count { buffer[i] = normalPair().0 }
    }

    /// An exponential number of mean one.
    mutating func exponential() -> Double { -log(uniform()) }
}

extension Philox {
    /// A gamma number of a shape and scale 1, by the method of Marsaglia and Tsang (2000).
    mutating func gamma(shape: Double) -> Double {
        precondition(shape >= 0, "shape \(shape)")
        if shape == 0 { return 0 }
        if shape < 1 { return gamma(shape: shape + 1) * pow(uniform(), 1 / shape) }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normalPair().0
            let root = 1 + c * x
            guard root > 0 else { continue }
            let v = root * root * root
            if log(uniform()) < x * x / 2 + d * (1 - v + log(v)) { return d * v }
        }
    }
}
