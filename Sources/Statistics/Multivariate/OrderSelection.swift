internal import CKernels

/// Order statistics by partition, without sorting.
enum OrderSelection {
    /// Rearranges so that the element at `k` is the one sorting would put there, smaller ones before it; returns it.
    @discardableResult
    static func select(_ values: UnsafeMutableBufferPointer<Double>, _ k: Int) -> Double {
        var (low, high) = (0, values.count - 1)
        while low < high {
            let middle = low + (high - low) / 2
            if values[middle] < values[low] { values.swapAt(middle, low) }
            if values[high] < values[low] { values.swapAt(high, low) }
            if values[high] < values[middle] { values.swapAt(high, middle) }
            let pivot = values[middle]
            var (i, j) = (low, high)
            while i <= j {
                while values[i] < pivot { i += 1 }
                while values[j] > pivot { j -= 1 }
                if i <= j {
                    values.swapAt(i, j)
                    i += 1
                    j -= 1
                }
            }
            if k <= j { high = j } else if k >= i { low = i } else { break }
        }
        return values[k]
    }

    /// The median, using `buffer` up.
    static func median(_ buffer: UnsafeMutableBufferPointer<Double>) -> Double {
        let n = buffer.count
        let upper = select(buffer, n / 2)
        if n % 2 == 1 { return upper }
        var lower = buffer[0]
        for i in 1..<max(n / 2, 1) { lower = max(lower, buffer[i]) }
        return lower / 2 + upper / 2
    }

    /// The median of finite values, or of their magnitudes, which stay as they are.
    static func median(of values: UnsafeBufferPointer<Double>, magnitudes: Bool = false) -> Double {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * (values.count + 8)) { scratch in
            kernel_median(values.baseAddress, values.count, magnitudes ? 1 : 0, scratch.baseAddress)
        }
    }

    /// Median and median absolute deviation times 1.4826; NaN without values.
    static func medianAndDeviation(_ values: UnsafeBufferPointer<Double>) -> (median: Double, deviation: Double) {
        var (center, deviation) = (Double.nan, Double.nan)
        withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * (values.count + 8)) { scratch in
            kernel_median_spread(values.baseAddress, values.count, scratch.baseAddress, &center, &deviation)
        }
        return (center, 1.482602218505602 * deviation)
    }

    /// Median and median absolute deviation times 1.4826; NaN without values.
    static func medianAndDeviation(_ values: ArraySlice<Double>) -> (median: Double, deviation: Double) {
        values.withUnsafeBufferPointer { medianAndDeviation($0) }
    }

    /// The indices of the `count` smallest values, in ascending order of index; ties go to the lower index.
    static func smallest(_ values: [Double], count: Int) -> [Int] {
        var copy = values
        let cut = copy.withUnsafeMutableBufferPointer { select($0, count - 1) }
        var equal = count - values.reduce(0) { $1 < cut ? $0 + 1 : $0 }
        var result: [Int] = []
        result.reserveCapacity(count)
        for (i, value) in values.enumerated() {
            if value < cut {
                result.append(i)
            } else if value == cut && equal > 0 {
                equal -= 1
                result.append(i)
            }
        }
        return result
    }
}
