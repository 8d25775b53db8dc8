"""Which part of the cluster listens where."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[2]
EXAMPLES = PROJECT / "deploy" / "cluster"
APPS = 3
WORKERS = 2
DATABASES = ("one", "two")
SENTINELS = 3


@dataclass(frozen=True)
class Places:
    """A folder, and ports counted from a first one."""

    folder: Path
    first: int

    @property
    def web(self) -> int:
        return self.first

    def app(self, number: int) -> int:
        return self.first + number  # from 1

    @property
    def pgbouncer(self) -> int:
        return self.first + 10

    @property
    def primary(self) -> int:
        return self.first + 11

    @property
    def replica(self) -> int:
        return self.first + 12

    def postgres(self, name: str) -> int:
        return self.first + 13 + DATABASES.index(name)

    def rest(self, name: str) -> int:
        return self.first + 15 + DATABASES.index(name)

    @property
    def etcd(self) -> int:
        return self.first + 17  # and the next one, for its peers

    def redis(self, number: int) -> int:
        return self.first + 20 + number

    def sentinel(self, number: int) -> int:
        return self.first + 25 + number

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.web}"

    def environment(self) -> dict[str, str]:
        """The settings that every web server and worker gets."""
        bouncer = f"postgresql://postgres@127.0.0.1:{self.pgbouncer}"
        sentinels = ",".join(f"127.0.0.1:{self.sentinel(n)}" for n in range(1, SENTINELS + 1))
        return {
            "MODERATION_DATABASE_URL": f"{bouncer}/moderation",
            "MODERATION_REPLICA_URL": f"{bouncer}/moderation_replica",
            "MODERATION_REDIS_URL": f"redis+sentinel://{sentinels}/moderation",
            "MODERATION_SECRET_KEY": "only for a look at the cluster",
            "MODERATION_BASE_URL": self.base_url,
            "MODERATION_TRUSTED_PROXIES": "1",
            "MODERATION_DATA_DIR": str(self.folder / "data"),
        }
