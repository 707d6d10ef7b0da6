public import Foundation

/// A terminal that a program may write to, and what it wrote: a pseudo-terminal in raw mode, so that the bytes come through as they are.
public final class PseudoTerminal: @unchecked Sendable {
    /// The end that the program is given as its standard streams.
    public let end: FileHandle
    private let master: Int32
    private var reader: Thread?
    private var bytes: [UInt8] = []
    private let finished = DispatchSemaphore(value: 0)

    /// A terminal of a width in columns; `nil` where the system has none to give.
    public init?(columns: UInt16 = 100) {
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard master >= 0 else { return nil }
        var unlocked: Int32 = 0
        var number: Int32 = -1
        // TIOCSPTLCK and TIOCGPTN of Linux: the other end is made usable, and named.
        guard ioctl(master, 0x4004_5431, &unlocked) == 0, ioctl(master, 0x8004_5430, &number) == 0 else { return nil }
        let slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard slave >= 0 else { return nil }
        var settings = termios()
        tcgetattr(slave, &settings)
        cfmakeraw(&settings)
        tcsetattr(slave, TCSANOW, &settings)
        var size = winsize(ws_row: 40, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(slave, UInt(TIOCSWINSZ), &size)
        end = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
        let thread = Thread { [self] in
            var part = [UInt8](repeating: 0, count: 65536)
            while true {
                let count = read(master, &part, part.count)
                if count < 0 && errno == EINTR { continue }
                // The last program closed its end.
                if count <= 0 { break }
                bytes += part[..<count]
            }
            finished.signal()
        }
        reader = thread
        thread.start()
    }

    /// Everything that was written; to be called once, when the program has ended.
    public func text() -> [UInt8] {
        try? end.close()
        finished.wait()
        close(master)
        return bytes
    }

    /// The characters of a terminal's text that a terminal obeys or that turn the direction of their neighbours, but for line ends, this
    /// program's own colours, and the tabs between the columns of TSV where there are some: with a little of what stands around each.
    public static func acting(_ bytes: [UInt8], hasTabs: Bool = false) -> [String] {
        let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
        let colours = ["\u{1B}[0m", "\u{1B}[2m", "\u{1B}[31m", "\u{1B}[32m", "\u{1B}[33m", "\u{1B}[34m"].map { Array($0.unicodeScalars) }
        var found: [String] = []
        var index = 0
        while index < scalars.count {
            if let colour = colours.first(where: { scalars[index...].starts(with: $0) }) {
                index += colour.count
                continue
            }
            switch scalars[index].value {
            // Line ends of this program: LF, in CSV CRLF.
            case 0x0A: break
            case 0x09 where hasTabs: break
            case 0x0D where index + 1 < scalars.count && scalars[index + 1] == "\n": break
            case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2067, 0x206A...0x206F, 0xFFFD:
                let around = scalars[max(0, index - 12)..<min(scalars.count, index + 12)]
                found.append("U+" + String(scalars[index].value, radix: 16) + " in " + around.map { $0.escaped(asASCII: false) }.joined())
            default: break
            }
            index += 1
        }
        return found
    }
}
