/// The pages of a PDF, and which objects each is drawn with.
struct PDFPages {
    /// Numbers of the page objects, in the order of the pages; empty when the tree of pages is not there.
    private(set) var numbers: [Int] = []
    /// Numbers of the streams that are the programs of pages.
    private(set) var programs: Set<Int> = []
    /// For every object that pages are drawn with, the objects that refer to it.
    private var users: [Int: [Int]] = [:]

    /// What a page or a node above it is drawn with; other entries lead to notes, links and other pages.
    private static let keysOfPages: Set<String> = ["Contents", "Resources", "Parent", "MediaBox", "CropBox", "Rotate"]
    /// What leads from anything else away from what is drawn.
    private static let keysElsewhere: Set<String> = ["Parent", "P", "Metadata", "PieceInfo"]

    /// - Complexity: O(*n*) in the bytes of the objects that pages are drawn with.
    init(_ objects: PDFObjects) {
        guard let root = objects.trailers.last(where: { $0["Root"]?.reference != nil })?["Root"]?.reference,
            let tree = objects.value(root)?["Pages"]?.reference
        else { return }
        users[tree] = []
        users[root, default: []].append(tree)
        var open = [tree]
        var seen: Set<Int> = [root, tree]
        while let number = open.popLast() {
            guard let node = objects.value(number) else { continue }
            if let kids = objects.resolved(node["Kids"]) {
                for kid in kids.elements.reversed() { if let kid = kid.reference, seen.insert(kid).inserted { open.append(kid) } }
            } else {
                numbers.append(number)
                users[number] = []
            }
        }
        var queue = numbers
        var visited = Set(queue)
        while let number = queue.popLast() {
            guard let value = objects.value(number) else { continue }
            var parts: [Int] = []
            let kind = value["Type"]?.name
            if kind == "Page" || kind == "Pages" || seen.contains(number) {
                for key in Self.keysOfPages { parts += value[key]?.references(without: Self.keysElsewhere) ?? [] }
                programs.formUnion((objects.resolved(value["Contents"])?.elements ?? []).compactMap(\.reference))
                if let program = value["Contents"]?.reference { programs.insert(program) }
            } else {
                parts = value.references(without: Self.keysElsewhere)
                if value["Subtype"]?.name == "Form" { programs.insert(number) }
            }
            for part in parts {
                users[part, default: []].append(number)
                if visited.insert(part).inserted { queue.append(part) }
            }
        }
    }

    /// Numbers of all objects that pages are drawn with.
    var parts: Dictionary<Int, [Int]>.Keys { users.keys }

    /// The pages, from 1, that are drawn with any of some objects.
    func pages(drawnWith numbers: Set<Int>) -> [Int] {
        var open = Array(numbers)
        var seen = numbers
        while let number = open.popLast() {
            for user in users[number] ?? [] where seen.insert(user).inserted { open.append(user) }
        }
        return self.numbers.indices.filter { seen.contains(self.numbers[$0]) }.map { $0 + 1 }
    }
}
