"""The server's settings: one frozen dataclass from MODERATION_* variables."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from dotenv import dotenv_values

PREFIX = "MODERATION_"
HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(:[0-9]{1,5})?")
LOOPBACK = re.compile(r"(localhost|127(\.[0-9]{1,3}){3}|\[::1\])(:[0-9]+)?\Z")


class SettingsError(Exception):
    """A setting is unknown or malformed; the message names it."""


@dataclass(frozen=True)
class Settings:
    """What the server is told from outside. Rules of a site are not here: see ``policies``."""

    data_dir: Path = Path("instance")
    database_url: str = ""
    secret_key: str = ""
    base_url: str = "http://127.0.0.1:8000"
    replica_url: str = ""
    replica_lag: int = 5
    grouped_writes: bool = True
    ready_cache: int = 64 << 20
    purge_urls: tuple[tuple[str, str], ...] = ()
    purge_token: str = ""
    redis_url: str = ""
    trusted_proxies: int = 0
    mail_url: str = ""
    mail_from: str = ""
    log_format: str = "text"
    metrics_token: str = ""
    private_hosts: tuple[str, ...] = ()
    dictionaries: Path = Path("/usr/share/hunspell")
    network_days: int = 90
    author_days: int = 730

    @property
    def database(self) -> str:
        """SQLAlchemy's address of the database; SQLite in the data folder by default."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'moderation.sqlite3'}"

    @property
    def is_embedded(self) -> bool:
        return self.database.startswith("sqlite")

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def origin(self) -> str:
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def path(self) -> str:
        """The path the service is mounted under, without a slash at its end."""
        return urlsplit(self.base_url).path.rstrip("/")

    def private_among(self, hosts: Iterable[str]) -> frozenset[str]:
        """Those hosts that may be asked though their addresses are not public.

        A service on loopback serves sites on loopback: somebody is trying it out.
        """
        tried = LOOPBACK.match(urlsplit(self.base_url).netloc)
        return frozenset(
            host for host in hosts if host in self.private_hosts or (tried and LOOPBACK.match(host))
        )


def load_settings(environ: Mapping[str, str] = os.environ, env_file: str = ".env") -> Settings:
    """The settings of the environment, and below it of ``.env``; raises ``SettingsError``."""
    from_file = {name: text for name, text in dotenv_values(env_file).items() if text is not None}
    given = {
        name.removeprefix(PREFIX): text
        for name, text in {**from_file, **environ}.items()
        if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in ELSEWHERE
    }
    values: dict[str, Any] = {}
    for name, text in given.items():
        if name not in READERS:
            raise SettingsError(f"{PREFIX}{name}: there is no such setting")
        if text.strip():
            values[name.lower()] = READERS[name](PREFIX + name, text.strip())
    return _with_secret(replace(Settings(), **values))


def _with_secret(settings: Settings) -> Settings:
    if settings.secret_key:
        return settings
    if not settings.is_embedded:
        raise SettingsError(f"{PREFIX}SECRET_KEY: needed when the database is not the embedded one")
    kept = settings.data_dir / "secret_key"
    if not kept.exists():
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        _keep(kept, secrets.token_urlsafe(48))
    return replace(settings, secret_key=kept.read_text().strip())


def _keep(path: Path, secret: str) -> None:
    """Write a file that only we can read, whole or not at all; the first of several wins."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
        file.write(secret)
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()


def _path(_name: str, text: str) -> Path:
    return Path(text)


def _secret(name: str, text: str) -> str:
    if len(text) < 16:
        raise SettingsError(f"{name}: at least 16 characters")
    return text


def _database(name: str, text: str) -> str:
    if not re.match(r"sqlite:///[^:]|postgresql(\+psycopg)?://", text) or not _has_port(
        urlsplit(text)
    ):
        raise SettingsError(f"{name}: such as sqlite:////path/to/file or postgresql://host/name")
    return text


def _replica(name: str, text: str) -> str:
    if not text.startswith("postgresql"):
        raise SettingsError(f"{name}: such as postgresql://host/name; only PostgreSQL has replicas")
    return _database(name, text)


def _base_url(name: str, text: str) -> str:
    parts = urlsplit(text)
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or parts.query
        or parts.fragment
        or not _has_port(parts)
    ):
        raise SettingsError(
            f"{name}: an address such as https://talk.example or https://news.example/comments"
        )
    return text.rstrip("/")


def _address(*schemes: str) -> Callable[[str, str], str]:
    def read(name: str, text: str) -> str:
        parts = urlsplit(text)
        host = parts.path if parts.scheme == "unix" else parts.hostname  # a socket has no host
        if parts.scheme not in schemes or not host or not _has_port(parts):
            raise SettingsError(
                f"{name}: begins with {' or '.join(f'{scheme}://' for scheme in schemes)}"
                " and names a host"
            )
        return text

    return read


def _redis(name: str, text: str) -> str:
    """One server, or several sentinels and the name under which they know the master."""
    if not text.startswith("redis+sentinel://"):
        return _address("redis", "rediss", "unix", "redis+sentinel")(name, text)
    if not re.fullmatch(r"redis\+sentinel://([^@/\s]+@)?[^@/,\s]+(,[^@/,\s]+)*/[^/\s]+", text):
        raise SettingsError(f"{name}: such as redis+sentinel://host:26379,other:26379/mymaster")
    return text


def _has_port(parts: SplitResult) -> bool:
    """Whether the port, if there is one, is a number that a port can have."""
    try:
        return parts.port != 0
    except ValueError:
        return False


def _mailbox(name: str, text: str) -> str:
    if not re.fullmatch(r"[^<>@\x00-\x1f]*<?[^\s<>@]+@[^\s<>@]+>?", text):
        raise SettingsError(f"{name}: an address such as News <moderation@news.example>")
    return text


def _number(name: str, text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,2}", text):
        raise SettingsError(f"{name}: a whole number from 0 to 99")
    return int(text)


def _seconds(name: str, text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,3}", text):
        raise SettingsError(f"{name}: seconds, a whole number from 1 to 9999")
    return int(text)


def _switch(name: str, text: str) -> bool:
    if text not in ("on", "off"):
        raise SettingsError(f"{name}: on or off")
    return text == "on"


def _days(name: str, text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", text):
        raise SettingsError(f"{name}: days, a whole number from 0 to 99999; 0: for ever")
    return int(text)


def _megabytes(name: str, text: str) -> int:
    if not (found := re.fullmatch(r"off|([1-9][0-9]{0,5}) ?MB", text)):
        raise SettingsError(f"{name}: off, or such as 64 MB")
    return int(found[1] or 0) << 20


def _caches(name: str, text: str) -> tuple[tuple[str, str], ...]:
    found = [tuple(each.split()) for each in text.split(",") if each.strip()]
    for one in found:
        if len(one) != 2 or one[0] not in ("PURGE", "BAN", "POST"):
            raise SettingsError(f"{name}: such as PURGE http://127.0.0.1:6081/, by commas")
        _address("http", "https")(name, one[1])
    return tuple((method, url) for method, url in found)


def _format(name: str, text: str) -> str:
    if text not in ("text", "json"):
        raise SettingsError(f"{name}: text or json")
    return text


def _hosts(name: str, text: str) -> tuple[str, ...]:
    hosts = [host.strip().lower() for host in text.split(",") if host.strip()]
    if not all(HOST.fullmatch(host) for host in hosts):
        raise SettingsError(f"{name}: hosts separated by commas, such as intranet.example:8080")
    return tuple(dict.fromkeys(re.sub(r":(80|443)$", "", host) for host in hosts))


READERS: dict[str, Callable[[str, str], object]] = {
    "DATA_DIR": _path,
    "DATABASE_URL": _database,
    "SECRET_KEY": _secret,
    "BASE_URL": _base_url,
    "REPLICA_URL": _replica,
    "REPLICA_LAG": _seconds,
    "REDIS_URL": _redis,
    "GROUPED_WRITES": _switch,
    "READY_CACHE": _megabytes,
    "PURGE_URLS": _caches,
    "PURGE_TOKEN": _secret,
    "TRUSTED_PROXIES": _number,
    "MAIL_URL": _address("smtp", "smtps"),
    "MAIL_FROM": _mailbox,
    "LOG_FORMAT": _format,
    "METRICS_TOKEN": _secret,
    "PRIVATE_HOSTS": _hosts,
    "DICTIONARIES": _path,
    "NETWORK_DAYS": _days,
    "AUTHOR_DAYS": _days,
}
ELSEWHERE = frozenset({"CORPORA"})  # read by the tests alone
