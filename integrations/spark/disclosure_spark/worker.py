"""The process of one task that reads documents: it is started again behind a document that kills it."""

import struct
import subprocess
import tempfile
import threading

import pyarrow as pa

from . import program as programs


class Worker:
    """`analyze read --frames`, one document at a time, so that the one in flight is always known."""

    def __init__(self, program, options, seconds):
        self.command = [programs.find(program), "read", "--frames", *options]
        self.seconds = seconds
        self.process = None
        self.schema = None

    def start(self):
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, env=programs.environment())
        try:
            self.stream = pa.ipc.open_stream(self.process.stdout)
        except (pa.ArrowInvalid, OSError):
            raise RuntimeError(f"analyze does not start: {self.stop()}") from None
        self.schema = self.stream.schema

    def stop(self):
        """Ends the process; what it said, or how it ended."""
        if self.process is None:
            return ""
        self.process.kill()
        status = self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            try:
                pipe.close()
            except OSError:
                pass
        self.process = None
        self.errors.seek(0)
        said = self.errors.read().decode(errors="replace").strip()
        self.errors.close()
        return said.splitlines()[-1] if said else f"status {status}"

    def finish(self):
        """Ends the stream as the program expects it."""
        if self.process is None:
            return
        self.process.stdin.close()
        self.process.wait()
        self.stop()

    def read(self, name, content):
        """The rows of one document; of one that kills the process, or takes too long, a row of kind error that names it."""
        if self.process is None:
            self.start()
        late = threading.Event()

        def end(process=self.process):
            late.set()
            process.kill()

        watch = threading.Timer(self.seconds, end)
        watch.daemon = True
        watch.start()
        try:
            encoded = name.encode("utf-8", "surrogateescape")
            self.process.stdin.write(struct.pack(">I", len(encoded)) + encoded + struct.pack(">Q", len(content)))
            self.process.stdin.write(content)
            self.process.stdin.flush()
            return self.stream.read_next_batch()
        except (StopIteration, OSError, pa.ArrowInvalid):
            said = self.stop()
        finally:
            watch.cancel()
        if late.is_set():
            return self.failure(name, "timeout", f"读取超过 {self.seconds} 秒", f"reading took more than {self.seconds} seconds")
        return self.failure(name, "killed", f"读取时程序中断（{said}）", f"the program ended while it read the file ({said})")

    def failure(self, name, code, chinese, english):
        row = dict.fromkeys(self.schema.names)
        row.update(file=name, position=0, kind="error", path=name, code=code, text_zh=chinese, text_en=english)
        return pa.RecordBatch.from_pylist([row], schema=self.schema)
