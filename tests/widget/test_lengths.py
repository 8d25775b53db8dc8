"""Lengths are counted in the browser exactly as the server counts them."""

import json

from playwright.sync_api import Page

from tests.widget.service import BASE, PROJECT, Service

pytest_plugins = ["tests.widget.fixtures"]

EXAMPLES = PROJECT / "tests" / "examples" / "lengths.json"
MEASURE = """async ([module, texts]) => {
  const { stored, count } = await import(module);
  return texts.map((raw) => ({ raw, stored: stored(raw), count: count(raw) }));
}"""


def test_it_stores_and_counts_as_the_server_does(reader: Page, service: Service) -> None:
    examples = [one for one in json.loads(EXAMPLES.read_text()) if "stored" in one]
    reader.goto(service.page("empty", ""))
    texts = [example["raw"] for example in examples]
    measured = reader.evaluate(MEASURE, [f"{BASE}/widget/form.js", texts])
    wanted = [{name: one[name] for name in ("raw", "stored", "count")} for one in examples]
    assert len(examples) > 20
    assert measured == wanted
