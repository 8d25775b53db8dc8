"""A web server in a thread that answers as a test wants, byte for byte, however badly."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Answering = Callable[[socket.socket, str], None]  # the connection, and the path asked for


@dataclass
class Naughty:
    """Where the server is, and what it was asked, one head of a request each."""

    port: int
    name: str
    heads: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    @property
    def host(self) -> str:
        """The host as a site would register it."""
        return f"{self.name}:{self.port}"

    def url(self, path: str = "/") -> str:
        """An address on the server."""
        return f"http://{self.host}{path}"

    def header(self, name: str) -> str:
        """What the last request said under a name, or nothing."""
        found = (line.partition(": ") for line in self.heads[-1].split("\r\n")[1:])
        return next((text for said, _, text in found if said.lower() == name.lower()), "")


def say(status: str, *headers: str, body: bytes = b"", whole: bool = True) -> Answering:
    """An answer with these headers and this body; its length is told when it is whole."""
    lines = [f"HTTP/1.1 {status}", *headers, "Connection: close"]
    if whole:
        lines.append(f"Content-Length: {len(body)}")
    head = "".join(f"{line}\r\n" for line in lines).encode()
    return lambda connection, _path: connection.sendall(head + b"\r\n" + body)


def html(body: str | bytes, *, charset: str = "utf-8") -> Answering:
    """An ordinary page."""
    raw = body.encode(charset) if isinstance(body, str) else body
    return say("200 OK", f"Content-Type: text/html; charset={charset}", body=raw)


def drip(piece: bytes, *, start: bytes = b"", every: float = 0.05) -> Answering:
    """An answer that never ends, a little at a time."""

    def answer(connection: socket.socket, _path: str) -> None:
        connection.sendall(start)
        connection.settimeout(every)
        while True:
            with contextlib.suppress(TimeoutError):
                if not connection.recv(1):
                    return  # the other side has hung up
            connection.sendall(piece)

    return answer


@contextmanager
def naughty(
    answer: Answering, tls: ssl.SSLContext | None = None, *, at: str = "127.0.0.1"
) -> Iterator[Naughty]:
    """A server on loopback for as long as the block lasts."""
    family = socket.AF_INET6 if ":" in at else socket.AF_INET
    with socket.create_server((at, 0), family=family) as listening:
        server = Naughty(listening.getsockname()[1], f"[{at}]" if ":" in at else at)
        args = (listening, server, answer, tls)
        thread = threading.Thread(target=_serve, args=args, daemon=True)
        thread.start()
        yield server
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()


def _serve(
    listening: socket.socket, server: Naughty, answer: Answering, tls: ssl.SSLContext | None
) -> None:
    with contextlib.suppress(OSError):
        while True:
            connection, _ = listening.accept()
            threading.Thread(
                target=_meet, args=(connection, server, answer, tls), daemon=True
            ).start()


def _meet(
    connection: socket.socket, server: Naughty, answer: Answering, tls: ssl.SSLContext | None
) -> None:
    with connection, contextlib.suppress(OSError):
        spoken = tls.wrap_socket(connection, server_side=True) if tls else connection
        with spoken:
            answer(spoken, _hear(spoken, server))


def _hear(connection: socket.socket, server: Naughty) -> str:
    heard = b""
    while b"\r\n\r\n" not in heard:
        piece = connection.recv(65536)
        if not piece:
            raise OSError("hung up")
        heard += piece
    head, _, body = heard.partition(b"\r\n\r\n")
    server.heads.append(head.decode("latin-1"))
    wanted = int(server.header("Content-Length") or 0)
    while len(body) < wanted:
        body += connection.recv(65536)
    server.bodies.append(body)
    return head.decode("latin-1").split(" ")[1]


def certified(host: str, folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's certificate for a host, signed by nobody else, and the file to trust it by."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([_named(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file, secret = folder / "certificate.pem", folder / "key.pem"
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, secret)
    return context, file


def _named(host: str) -> x509.GeneralName:
    with contextlib.suppress(ValueError):
        return x509.IPAddress(ip_address(host))
    return x509.DNSName(host)
