/// The pairs of one series that are there, checked: what every estimator of a trend starts from.
struct SeriesObservations {
    /// Abscissae of the observations.
    private(set) var x: [Double] = []
    /// Ordinates of the observations.
    private(set) var y: [Double] = []

    /// The pairs whose ordinate is not `nil`.
    ///
    /// - Throws: `invalidValue` for an abscissa or ordinate that is not finite, `tooFewObservations`, `constantAbscissa`.
    init(x: [Double], y: [Double?], needed: Int) throws(EstimationError) {
        precondition(x.count == y.count, "\(x.count) abscissae for \(y.count) ordinates")
        for index in y.indices {
            guard x[index].isFinite else { throw .invalidValue(index: index, value: x[index]) }
            guard let value = y[index] else { continue }
            guard value.isFinite else { throw .invalidValue(index: index, value: value) }
            self.x.append(x[index])
            self.y.append(value)
        }
        guard self.x.count >= needed else { throw .tooFewObservations(needed: needed, found: self.x.count) }
        if let first = self.x.first, !self.x.contains(where: { $0 != first }) { throw .constantAbscissa(value: first) }
    }

    /// Number of pairs.
    var count: Int { x.count }
}
