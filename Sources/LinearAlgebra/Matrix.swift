/// A dense matrix of doubles in column-major order.
///
/// ```swift
/// let x = Matrix(columns: [[1, 1, 1], [2012, 2013, 2014]])   // 3 × 2
/// let gram = x.crossProduct()                                // 2 × 2
/// ```
///
/// **Layout.** Element (i, j) is `elements[j * rows + i]`; a column is contiguous. Shapes are contracts: a mismatch traps with the shapes in the message.
public struct Matrix: Sendable, Equatable {
    /// Number of rows.
    public let rows: Int
    /// Number of columns.
    public let columns: Int
    /// The elements, column by column; `rows * columns` of them.
    public private(set) var elements: [Double]

    /// A matrix over elements given column by column.
    public init(rows: Int, columns: Int, elements: [Double]) {
        precondition(rows >= 0 && columns >= 0, "negative shape \(rows) × \(columns)")
        precondition(elements.count == rows * columns, "\(elements.count) elements for \(rows) × \(columns)")
        self.rows = rows
        self.columns = columns
        self.elements = elements
    }

    /// A matrix with the same number everywhere.
    public init(rows: Int, columns: Int, repeating value: Double = 0) {
        self.init(rows: rows, columns: columns, elements: [Double](repeating: value, count: rows * columns))
    }

    /// A matrix whose elements are written by `body` into fresh memory, column by column; `body` must write all of them.
    public init(rows: Int, columns: Int, writing body: (UnsafeMutableBufferPointer<Double>) -> Void) {
        precondition(rows >= 0 && columns >= 0, "negative shape \(rows) × \(columns)")
        self.rows = rows
        self.columns = columns
        elements = [Double](unsafeUninitializedCapacity: rows * columns) { buffer, count in
            body(UnsafeMutableBufferPointer(rebasing: buffer[0..<(rows * columns)]))
            count = rows * columns
        }
    }

    /// A matrix from its columns, all of one length; at least one column.
    public init(columns: [[Double]]) {
        precondition(!columns.isEmpty, "a matrix from columns needs at least one")
        let rows = columns[0].count
        for column in columns { precondition(column.count == rows, "columns of lengths \(rows) and \(column.count)") }
        self.init(rows: rows, columns: columns.count, elements: Array(columns.joined()))
    }

    /// A matrix from its rows, all of one length; at least one row.
    public init(rows: [[Double]]) {
        precondition(!rows.isEmpty, "a matrix from rows needs at least one")
        let columns = rows[0].count
        for row in rows { precondition(row.count == columns, "rows of lengths \(columns) and \(row.count)") }
        self.init(rows: rows.count, columns: columns) { buffer in
            for (i, row) in rows.enumerated() {
                for j in 0..<columns { buffer[j * rows.count + i] = row[j] }
            }
        }
    }

    /// The identity of a given order.
    public static func identity(_ order: Int) -> Matrix {
        var result = Matrix(rows: order, columns: order)
        for i in 0..<order { result[i, i] = 1 }
        return result
    }

    /// A diagonal matrix.
    public static func diagonal(_ values: [Double]) -> Matrix {
        var result = Matrix(rows: values.count, columns: values.count)
        for (i, value) in values.enumerated() { result[i, i] = value }
        return result
    }

    /// The element in a row and a column.
    public subscript(row: Int, column: Int) -> Double {
        get {
            precondition(row >= 0 && row < rows && column >= 0 && column < columns, "element (\(row), \(column)) outside \(rows) × \(columns)")
            return elements[column * rows + row]
        }
        set {
            precondition(row >= 0 && row < rows && column >= 0 && column < columns, "element (\(row), \(column)) outside \(rows) × \(columns)")
            elements[column * rows + row] = newValue
        }
    }

    /// A column, as an array.
    public func column(_ index: Int) -> [Double] {
        precondition(index >= 0 && index < columns, "column \(index) outside \(columns)")
        return Array(elements[(index * rows)..<((index + 1) * rows)])
    }

    /// A row, as an array.
    public func row(_ index: Int) -> [Double] {
        precondition(index >= 0 && index < rows, "row \(index) outside \(rows)")
        return (0..<columns).map { elements[$0 * rows + index] }
    }

    /// The diagonal, from the top left.
    public var diagonal: [Double] { (0..<min(rows, columns)).map { elements[$0 * rows + $0] } }

    /// The transpose, copied.
    public func transposed() -> Matrix {
        Matrix(rows: columns, columns: rows) { buffer in
            for j in 0..<columns {
                for i in 0..<rows { buffer[i * columns + j] = elements[j * rows + i] }
            }
        }
    }

    /// The matrix with one more column at the right.
    public func appending(column: [Double]) -> Matrix {
        precondition(column.count == rows, "a column of length \(column.count) for \(rows) rows")
        return Matrix(rows: rows, columns: columns + 1, elements: elements + column)
    }

    /// The matrix with a column of ones at the left: a design with an intercept.
    public func prependingIntercept() -> Matrix {
        Matrix(rows: rows, columns: columns + 1, elements: [Double](repeating: 1, count: rows) + elements)
    }

    /// The matrix of the given columns, in the given order.
    public func selecting(columns indices: [Int]) -> Matrix {
        Matrix(rows: rows, columns: indices.count, elements: indices.flatMap { column($0) })
    }

    /// The matrix of the given rows, in the given order.
    public func selecting(rows indices: [Int]) -> Matrix {
        for i in indices { precondition(i >= 0 && i < rows, "row \(i) outside \(rows)") }
        return Matrix(rows: indices.count, columns: columns) { buffer in
            var slot = 0
            for j in 0..<columns {
                for i in indices {
                    buffer[slot] = elements[j * rows + i]
                    slot += 1
                }
            }
        }
    }

    /// The matrix with every element replaced.
    public func mapElements(_ transform: (Double) -> Double) -> Matrix {
        Matrix(rows: rows, columns: columns, elements: elements.map(transform))
    }

    /// The matrix with each row multiplied by its factor.
    public func scalingRows(by factors: [Double]) -> Matrix {
        precondition(factors.count == rows, "\(factors.count) factors for \(rows) rows")
        return Matrix(rows: rows, columns: columns) { buffer in
            for j in 0..<columns {
                for i in 0..<rows { buffer[j * rows + i] = elements[j * rows + i] * factors[i] }
            }
        }
    }

    /// Whether no element is NaN or infinite.
    public var isFinite: Bool { elements.allSatisfy(\.isFinite) }

    /// Calls `body` with the elements, to be changed in place.
    public mutating func withMutableElements<Result>(_ body: (UnsafeMutableBufferPointer<Double>) -> Result) -> Result {
        elements.withUnsafeMutableBufferPointer { body($0) }
    }

    /// Adds `factor` times another matrix of the same shape.
    public mutating func add(_ other: Matrix, times factor: Double = 1) {
        precondition(other.rows == rows && other.columns == columns, "\(other.rows) × \(other.columns) added to \(rows) × \(columns)")
        for i in elements.indices { elements[i] += factor * other.elements[i] }
    }

    /// Multiplies every element.
    public mutating func scale(by factor: Double) {
        for i in elements.indices { elements[i] *= factor }
    }
}
