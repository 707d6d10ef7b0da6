/// Where bytes of a PDF were lost or added, told from its cross-reference tables: the objects behind that place stand elsewhere than they should, all by the same number of bytes.
///
/// A table that is wrong in other ways says nothing: one object alone that is elsewhere, everything moved alike (bytes before the file), or so many different moves that
/// whoever wrote the table cannot have counted.
struct PDFShifts {
    /// In the order of the file: where the parts stand between which bytes were lost or added: from the beginning of one to that of the next that is known.
    private(set) var moved: [Range<Int>] = []
    /// Numbers of objects that a table knows and the file does not have.
    private(set) var missing: Set<Int> = []
    /// Whether a table is wrong in any way.
    private(set) var isWrong = false

    init(_ objects: PDFObjects) {
        var starts: [Int: [Int]] = [:]
        for object in objects.objects { starts[object.number, default: []].append(object.start) }
        var shifts: [Int: [Int]] = [:]
        for claim in objects.claims {
            guard let place = starts[claim.number].map({ Self.nearest($0, to: claim.place) }) else {
                missing.insert(claim.number)
                continue
            }
            shifts[place, default: []].append(place - claim.place)
        }
        let sections = objects.sections.sorted()
        for claim in objects.sectionClaims where !sections.isEmpty {
            let place = Self.nearest(sections, to: claim)
            shifts[place, default: []].append(place - claim)
        }
        let places = shifts.keys.sorted()
        var steps: [(place: Int, shift: Int)] = []
        for place in places {
            // Of several tables one that goes on as before is right.
            let last = steps.last?.shift
            steps.append((place, shifts[place]!.first { $0 == last } ?? shifts[place]![0]))
        }
        isWrong = steps.contains { $0.shift != steps[0].shift } || !missing.isEmpty || steps.isEmpty
        for index in steps.indices.dropFirst() where steps[index].shift != steps[index - 1].shift {
            let isAlone = index + 1 < steps.count && steps[index + 1].shift == steps[index - 1].shift
            if isAlone { steps[index].shift = steps[index - 1].shift } else { moved.append(steps[index - 1].place..<steps[index].place) }
        }
        if moved.count * 2 > steps.count { moved = [] }
    }

    /// Whether bytes were lost or added within the part that begins at a place, or behind it before the next that is known.
    func holds(_ place: Int) -> Bool {
        var (low, high) = (0, moved.count)
        while low < high {
            let middle = (low + high) / 2
            if moved[middle].upperBound <= place { low = middle + 1 } else { high = middle }
        }
        return low < moved.count && moved[low].contains(place)
    }

    private static func nearest(_ sorted: [Int], to place: Int) -> Int {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < place { low = middle + 1 } else { high = middle }
        }
        guard low < sorted.count else { return sorted[low - 1] }
        return low > 0 && place - sorted[low - 1] < sorted[low] - place ? sorted[low - 1] : sorted[low]
    }
}
