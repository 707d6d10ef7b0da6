/// A chart of a known size.
public protocol Chart: Sendable {
    /// Its width in pixels of 1/96 inch.
    var width: Double { get }
    /// Its height in the same unit.
    var height: Double { get }
    /// The drawing, an `svg` element of that size.
    var svg: String { get }
}
