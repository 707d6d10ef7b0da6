import Dispatch
import Synchronization

/// Packs blocks of bodies beside the thread that makes the next ones: packing takes about as long as making, and needs nothing but the block.
///
/// The texts come in the order of the blocks, whichever was packed first.
final class BlockPacker: Sendable {
    private let texts = Mutex<[String]>([])
    private let group = DispatchGroup()

    /// Begins to pack a block; one without bodies is none.
    func pack(_ block: PackedBlock) {
        guard block.count > 0 else { return }
        let number = texts.withLock { texts in
            texts.append("")
            return texts.count - 1
        }
        DispatchQueue.global().async(group: group) {
            let text = PackedPart.element("b\(number)", block.value)
            self.texts.withLock { $0[number] = text }
        }
    }

    /// The blocks as they stand in the page, once all are packed.
    var packed: String {
        group.wait()
        return texts.withLock { $0.joined() }
    }
}
