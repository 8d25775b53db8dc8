"""All that is known about one comment, as a file to hand to an authority."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from moderation.queries.dossiers import dossier
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.http import current_moderator

bp = dashboard_blueprint("dossiers", __name__)

WHEN = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP can say: the same facts are the same bytes


@bp.get("/submissions/<int:submission_id>/dossier")
def show(submission_id: int) -> ResponseReturnValue:
    """A ZIP of the facts as JSON, the same to read as HTML, and the hashes of both; for admins."""
    facts = dossier(submission_id, moderator=current_moderator())
    files = {
        "dossier.json": json.dumps(facts, ensure_ascii=False, indent=2) + "\n",
        "dossier.html": render_template("dashboard/dossier.html", facts=facts),
    }
    packed = _zip({name: text.encode() for name, text in files.items()})
    response = Response(packed, mimetype="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="dossier-{submission_id}.zip"'
    return response


def _zip(files: dict[str, bytes]) -> bytes:
    sums = "".join(f"{hashlib.sha256(file).hexdigest()}  {name}\n" for name, file in files.items())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, file in {**files, "SHA256SUMS": sums.encode()}.items():
            archive.writestr(zipfile.ZipInfo(name, WHEN), file, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
