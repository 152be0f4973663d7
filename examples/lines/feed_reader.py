"""A server in Python sends readings; a Java core reads the socket; Python's for sees one reading a step."""

import socket
import struct
import threading

import feed


def serve(sent: bytes) -> int:
    """Sends bytes to whoever connects first, in pieces that end anywhere."""
    server = socket.create_server(("127.0.0.1", 0))

    def send() -> None:
        with server, server.accept()[0] as connection:
            for start in range(0, len(sent), 7):
                connection.sendall(sent[start : start + 7])

    threading.Thread(target=send).start()
    port: int = server.getsockname()[1]
    return port


port = serve(b"21.5\n22.0\n22.8\n")
with feed.lines("127.0.0.1", port) as readings:
    degrees = [float(line) for line in readings]
print(degrees, "warmest:", max(degrees))

pictures = [bytes(64), bytes(range(256)), b""]
port = serve(b"".join(struct.pack(">I", len(picture)) + picture for picture in pictures))
for view in feed.messages("127.0.0.1", port):  # a memoryview a message: nothing is copied
    print(len(view), "bytes, the last are", view[-3:].tolist())
