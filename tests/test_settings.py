"""The server's settings: what is unknown or malformed stops the start with its name."""

from pathlib import Path

import pytest

from moderation.settings import READERS, Settings, SettingsError, load_settings

GOOD = {
    "DATA_DIR": "somewhere",
    "DATABASE_URL": "postgresql://me@db.example/moderation",
    "SECRET_KEY": "sixteen characters at least",
    "BASE_URL": "https://news.example/comments",
    "REPLICA_URL": "postgresql://me@replica.example/moderation",
    "REPLICA_LAG": "2",
    "GROUPED_WRITES": "off",
    "READY_CACHE": "128 MB",
    "PURGE_URLS": "PURGE http://127.0.0.1:6081/, POST https://cdn.example/purge",
    "PURGE_TOKEN": "sixteen characters at least",
    "REDIS_URL": "redis://cache.example:6379/0",
    "TRUSTED_PROXIES": "2",
    "MAIL_URL": "smtps://me:pw@mail.example:465",
    "MAIL_FROM": "News <moderation@news.example>",
    "LOG_FORMAT": "json",
    "METRICS_TOKEN": "sixteen characters at least",
    "DICTIONARIES": "/usr/share/myspell/dicts",
    "NETWORK_DAYS": "30",
    "AUTHOR_DAYS": "0",
    "PRIVATE_HOSTS": "Intranet.example:80, [fd00::7]:8080",
}
BAD = [
    ("DATABASE_URL", "mysql://db.example/moderation"),
    ("DATABASE_URL", "sqlite://"),
    ("DATABASE_URL", "sqlite:///:memory:"),
    ("DATABASE_URL", "postgresql://db.example:port/moderation"),
    ("SECRET_KEY", "short"),
    ("BASE_URL", "news.example"),
    ("BASE_URL", "ftp://news.example"),
    ("BASE_URL", "https://news.example/?q=1"),
    ("BASE_URL", "https://news.example:port"),
    ("BASE_URL", "https://news.example:70000"),
    ("PRIVATE_HOSTS", "http://intranet.example"),
    ("REDIS_URL", "cache.example"),
    ("REDIS_URL", "unix://"),
    ("REDIS_URL", "redis+sentinel://one.example:26379,two.example:26379"),
    ("REDIS_URL", "redis+sentinel:///mymaster"),
    ("REPLICA_URL", "sqlite:////srv/copy.sqlite3"),
    ("REPLICA_LAG", "0"),
    ("REPLICA_LAG", "a while"),
    ("GROUPED_WRITES", "yes"),
    ("READY_CACHE", "on"),
    ("READY_CACHE", "64 KB"),
    ("PURGE_URLS", "http://127.0.0.1:6081/"),
    ("PURGE_URLS", "DELETE http://127.0.0.1:6081/"),
    ("PURGE_URLS", "PURGE 127.0.0.1"),
    ("PURGE_TOKEN", "short"),
    ("TRUSTED_PROXIES", "one"),
    ("TRUSTED_PROXIES", "-1"),
    ("MAIL_URL", "mail.example:25"),
    ("MAIL_URL", "smtp://"),
    ("MAIL_URL", "smtp://mail.example:smtp"),
    ("MAIL_FROM", "nobody"),
    ("MAIL_FROM", "a@a.example\nBcc: b@b.example"),
    ("MAIL_FROM", "a@a.example, b@b.example"),
    ("LOG_FORMAT", "xml"),
    ("METRICS_TOKEN", "short"),
    ("NETWORK_DAYS", "-1"),
    ("AUTHOR_DAYS", "two years"),
]


def load(tmp_path: Path, **given: str) -> Settings:
    environ = {f"MODERATION_{name}": text for name, text in given.items()}
    environ.setdefault("MODERATION_DATA_DIR", str(tmp_path / "data"))
    return load_settings(environ, str(tmp_path / ".env"))


def test_there_is_a_good_example_of_each() -> None:
    assert set(GOOD) == set(READERS)


def test_it_reads_what_is_well_formed(tmp_path: Path) -> None:
    settings = load(tmp_path, **GOOD)
    assert (settings.trusted_proxies, settings.path) == (2, "/comments")
    assert settings.origin == "https://news.example"


@pytest.mark.parametrize(("name", "text"), BAD)
def test_it_names_what_is_malformed(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(SettingsError, match=f"^MODERATION_{name}: "):
        load(tmp_path, **{name: text})


def test_it_names_what_it_does_not_know(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"^MODERATION_BASEURL: there is no such setting"):
        load(tmp_path, BASEURL="https://news.example")


def test_it_reads_redis_at_a_socket(tmp_path: Path) -> None:
    assert load(tmp_path, REDIS_URL="unix:///run/redis.sock?db=1").redis_url.startswith("unix:")


def test_it_reads_several_sentinels(tmp_path: Path) -> None:
    address = "redis+sentinel://:word@one.example:26379,two.example:26379/mymaster"
    assert load(tmp_path, REDIS_URL=address).redis_url == address


def test_it_takes_an_empty_one_for_none(tmp_path: Path) -> None:
    assert load(tmp_path, BASE_URL=" ") == load(tmp_path)


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("MODERATION_LOG_FORMAT=json\nMODERATION_TRUSTED_PROXIES=1\n")
    settings = load(tmp_path, TRUSTED_PROXIES="2")
    assert (settings.log_format, settings.trusted_proxies) == ("json", 2)


def test_it_makes_a_secret_once_and_keeps_it_to_itself(tmp_path: Path) -> None:
    assert load(tmp_path).secret_key == load(tmp_path).secret_key != ""
    assert (tmp_path / "data" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret_key"]


def test_it_needs_a_secret_for_a_database_of_several_machines(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"^MODERATION_SECRET_KEY: "):
        load(tmp_path, DATABASE_URL="postgresql://me@db.example/moderation")


@pytest.mark.parametrize(
    ("base_url", "among"),
    [
        ("https://talk.example", {"intranet.example"}),
        ("http://127.0.0.1:8000", {"intranet.example", "localhost:9000", "[::1]:9000"}),
        ("http://localhost", {"intranet.example", "localhost:9000", "[::1]:9000"}),
        ("http://127.0.0.1.evil.example", {"intranet.example"}),
    ],
)
def test_a_service_on_loopback_serves_sites_on_loopback(base_url: str, among: set[str]) -> None:
    settings = Settings(base_url=base_url, private_hosts=("intranet.example", "other.example"))
    hosts = {"news.example", "intranet.example", "localhost:9000", "[::1]:9000", "127.0.0.1.x"}
    assert settings.private_among(hosts) == among
