import Glibc

/// Calls of the system on an open file that try again when a signal came between, and throw what the system says.
struct Descriptor {
    let number: Int32
    /// What the file is called in messages.
    let name: String

    /// Writes all bytes.
    func write(_ bytes: [UInt8]) throws(OutputError) {
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes { Glibc.write(number, $0.baseAddress! + done, $0.count - done) }
            if written >= 0 {
                done += written
            } else if errno == EAGAIN {
                // Another program made the stream non-blocking: wait until it takes more.
                var wait = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
                poll(&wait, 1, -1)
            } else if errno != EINTR {
                throw failure
            }
        }
    }

    /// Makes the bytes last over a loss of power. What cannot be flushed, such as a pipe, needs no flushing.
    func flush() throws(OutputError) {
        while fsync(number) != 0 {
            if errno == EINVAL || errno == EROFS || errno == ENOTSUP { return }
            if errno != EINTR { throw failure }
        }
    }

    /// Closes; network file systems tell only now that the bytes did not arrive.
    func close() throws(OutputError) {
        if Glibc.close(number) != 0, errno != EINTR { throw failure }
    }

    /// What the system just said.
    private var failure: OutputError { .failed(path: name, code: errno) }
}
