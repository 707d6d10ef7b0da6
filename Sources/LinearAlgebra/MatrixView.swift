/// A rectangle of a matrix that shares its elements: a block of rows and columns without a copy.
///
/// Products accept views; `Matrix(view)` copies one out. The view keeps the elements alive and unchanged: changing the matrix later copies it first.
public struct MatrixView: Sendable {
    /// Number of rows.
    public let rows: Int
    /// Number of columns.
    public let columns: Int
    /// Distance in elements from one column to the next.
    public let leadingDimension: Int
    let offset: Int
    let storage: [Double]

    /// The element in a row and a column of the view.
    public subscript(row: Int, column: Int) -> Double {
        precondition(row >= 0 && row < rows && column >= 0 && column < columns, "element (\(row), \(column)) outside \(rows) × \(columns)")
        return storage[offset + column * leadingDimension + row]
    }

    /// Calls `body` with a pointer to the first element; element (i, j) is at `j * leadingDimension + i`.
    public func withElements<Result>(_ body: (UnsafePointer<Double>?) -> Result) -> Result {
        storage.withUnsafeBufferPointer { body($0.baseAddress.map { $0 + offset }) }
    }
}

extension Matrix {
    /// The whole matrix as a view.
    public var view: MatrixView { MatrixView(rows: rows, columns: columns, leadingDimension: max(rows, 1), offset: 0, storage: elements) }

    /// A block of rows and columns as a view.
    public subscript(rows rowRange: Range<Int>, columns columnRange: Range<Int>) -> MatrixView {
        precondition(
            rowRange.lowerBound >= 0 && rowRange.upperBound <= rows && columnRange.lowerBound >= 0 && columnRange.upperBound <= columns,
            "block \(rowRange) × \(columnRange) outside \(rows) × \(columns)")
        return MatrixView(
            rows: rowRange.count, columns: columnRange.count, leadingDimension: max(rows, 1),
            offset: columnRange.lowerBound * rows + rowRange.lowerBound, storage: elements)
    }

    /// A copy of a view.
    public init(_ view: MatrixView) {
        self.init(rows: view.rows, columns: view.columns) { buffer in
            for j in 0..<view.columns {
                for i in 0..<view.rows { buffer[j * view.rows + i] = view.storage[view.offset + j * view.leadingDimension + i] }
            }
        }
    }
}
