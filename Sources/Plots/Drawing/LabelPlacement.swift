/// Finds places for names beside points, so that none lies over another.
struct LabelPlacement {
    let width: Double
    let top: Double
    let bottom: Double
    private let size = 11.0
    private var taken: [(left: Double, right: Double, top: Double, bottom: Double)] = []

    init(width: Double, top: Double, bottom: Double) {
        (self.width, self.top, self.bottom) = (width, top, bottom)
    }

    /// The base line of a name beside a point, and whether the name ends there; `nil` where there is no room. O(names that have a place).
    mutating func place(_ name: String, beside point: (x: Double, y: Double)) -> (x: Double, y: Double, isEnd: Bool)? {
        let length = Drawing.width(of: name, size: size)
        for rise in [4.0, -5, 13] {
            for isEnd in [false, true] {
                let x = point.x + (isEnd ? -6 : 6)
                let box = (left: isEnd ? x - length : x, right: isEnd ? x : x + length, top: point.y + rise - size, bottom: point.y + rise + 2)
                guard box.left >= 4, box.right <= width - 4, box.top >= top, box.bottom <= bottom else { continue }
                let isFree = taken.allSatisfy { $0.right < box.left || $0.left > box.right || $0.bottom < box.top || $0.top > box.bottom }
                if isFree {
                    taken.append(box)
                    return (x, point.y + rise, isEnd)
                }
            }
        }
        return nil
    }
}
