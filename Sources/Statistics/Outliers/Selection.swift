/// Order statistics by selection, in place: faster than to sort where one of them is wanted.
enum Selection {
    /// The median of the first `count` values, which are left in another order; of an even number the mean of the middle two.
    static func median(_ values: inout [Double], count: Int) -> Double {
        let middle = count / 2
        if count <= 24 {
            sort(&values, count)
            return count % 2 == 1 ? values[middle] : values[middle - 1] / 2 + values[middle] / 2
        }
        let upper = place(middle, in: &values, count)
        if count % 2 == 1 { return upper }
        var lower = values[0]
        for index in 1..<middle where values[index] > lower { lower = values[index] }
        return lower / 2 + upper / 2
    }

    /// The value of a rank (from 0) among the first `count`; smaller ones stand before it afterwards.
    static func place(_ rank: Int, in values: inout [Double], _ count: Int) -> Double {
        values.withUnsafeMutableBufferPointer { values in
            var (low, high) = (0, count - 1)
            while high > low {
                // The median of three as the pivot: sorted values are no worst case.
                let middle = low + (high - low) / 2
                if values[middle] < values[low] { values.swapAt(middle, low) }
                if values[high] < values[low] { values.swapAt(high, low) }
                if values[high] < values[middle] { values.swapAt(high, middle) }
                let pivot = values[middle]
                var (left, right) = (low, high)
                while left <= right {
                    while values[left] < pivot { left += 1 }
                    while values[right] > pivot { right -= 1 }
                    if left <= right {
                        values.swapAt(left, right)
                        left += 1
                        right -= 1
                    }
                }
                if rank <= right { high = right } else if rank >= left { low = left } else { break }
            }
            return values[rank]
        }
    }

    private static func sort(_ values: inout [Double], _ count: Int) {
        values.withUnsafeMutableBufferPointer { values in
            for index in stride(from: 1, to: count, by: 1) {
                let value = values[index]
                var hole = index
                while hole > 0, values[hole - 1] > value {
                    values[hole] = values[hole - 1]
                    hole -= 1
                }
                values[hole] = value
            }
        }
    }
}
