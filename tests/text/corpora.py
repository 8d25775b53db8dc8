"""Public collections of hostile markup, when this machine has them, and a few of our own."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

OWN = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=x'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<a href='jav&#x0A;ascript:alert(1)'>x</a>",
    "<a href='&#1;javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1)) [y](JAVASCRIPT&colon;alert(1)) [z](<javascript:alert(1)>)",
    '[x](http://a.example "onmouseover=alert(1)") ![x](x"onerror=alert(1))',
    '<javascript:alert(1)> <http://a.example"onclick=alert(1)>',
    "`<b>` ```<script>``` > <iframe src=x>",
    "[a](data:text/html;base64,PHNjcmlwdD4=) [b](//evil.example) [c](vbscript:x)",
]


def payloads() -> Iterator[str]:
    """Our own payloads, then those of the collection that MODERATION_CORPORA names."""
    yield from OWN
    folder = os.environ.get("MODERATION_CORPORA")
    collection = Path(folder, "markup.jsonl") if folder else None
    if collection and collection.exists():
        with collection.open(encoding="utf-8") as lines:
            yield from (json.loads(line)["payload"] for line in lines)
