from flask import Flask, render_template
from flask_babel import force_locale


def test_it_says_each_rendering_in_its_language(app: Flask) -> None:
    with app.test_request_context("/dashboard/queue"):
        said = []
        for lang in ("en", "ru", "en"):
            with force_locale(lang):
                said.append(render_template("dashboard/_key_list.html"))
    assert said[0] == said[2] != said[1]
    assert "next card, previous card" in said[0]
