"""One frozen Settings, read once from the environment (EXPERTIZA_*).

Sizes are bytes, times are seconds. README lists every variable; a test compares the two.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from review.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Mapping

MB = 1 << 20
PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost us. Reasons and measurements: CONTRIBUTING.md, decisions."""

    file_bytes: int = 50 * MB
    kit_files: int = 200
    zip_members: int = 5_000
    zip_part_bytes: int = 64 * MB
    zip_total_bytes: int = 256 * MB  # media is not counted: it is never inflated
    zip_ratio: int = 200
    grid_columns: int = 1_000
    table_cells: int = 200_000
    table_depth: int = 20
    pdf_pages: int = 500
    image_pixels: int = 50_000_000
    parse_memory_bytes: int = 1_024 * MB
    parse_cpu_seconds: int = 20
    parse_wall_seconds: int = 90  # a busy PC stalls; a reader that runs wild is ended by the line above long before
    ocr_page_seconds: int = 20
    ocr_document_seconds: int = 900  # of the clock: pages that are not reached by then are named unread
    ocr_min_confidence: float = 0.55
    child_documents: int = 200  # a reading child is replaced after so many documents


def _data_folder(name: str) -> Path:
    """Rubrics, templates and samples stand beside the package: in the checkout or inside an installed wheel."""
    packaged = Path(__file__).resolve().parent / "_data" / name
    return packaged if packaged.is_dir() else PROJECT / name


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a body may set for its installation."""

    data: Path = field(default_factory=lambda: Path("data"))
    database_url: str = ""
    secret_key: str = ""
    host: str = "127.0.0.1"
    port: int = 8500
    behind_https: bool = False
    public_url: str = ""
    rubrics: Path = field(default_factory=lambda: _data_folder("rubrics"))
    templates: Path = field(default_factory=lambda: _data_folder("templates"))
    samples: Path = field(default_factory=lambda: _data_folder("samples"))
    soffice: str = "soffice"
    tesseract: str = "tesseract"
    smtp: str = ""  # smtp://user:password@host:587, smtps://… ; empty: letters stay in the service
    mail_from: str = ""
    workers: int = 1
    lease_seconds: int = 60
    sweep_seconds: int = 5
    limits: Limits = field(default_factory=Limits)

    @property
    def files(self) -> Path:
        """Folder of uploaded and issued files, by content hash."""
        return self.data / "files"

    @property
    def url(self) -> str:
        """SQLAlchemy URL: the one that was set, else SQLite in the data folder."""
        return self.database_url or f"sqlite:///{self.data / 'expertiza.sqlite3'}"

    @property
    def own_rubrics(self) -> Path:
        """A body's own rubric editions."""
        return self.data / "rubrics"

    @property
    def own_templates(self) -> Path:
        """A body's own paper templates."""
        return self.data / "templates"


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name, "")
    if not text:
        return default
    try:
        return int(text)
    except ValueError as error:
        message = f"Настройка {name} должна быть целым числом, а не «{text}»."
        raise BadInput(message, "Исправьте переменную окружения и запустите ещё раз.") from error


def from_environment(env: Mapping[str, str] = os.environ) -> Settings:
    """Settings of this process. Raises BadInput for a value that cannot be read."""
    base = Settings()
    return Settings(
        data=Path(env.get("EXPERTIZA_DATA") or base.data),
        database_url=env.get("EXPERTIZA_DATABASE_URL", ""),
        secret_key=env.get("EXPERTIZA_SECRET_KEY", ""),
        host=env.get("EXPERTIZA_HOST") or base.host,
        port=_number(env, "EXPERTIZA_PORT", base.port),
        behind_https=env.get("EXPERTIZA_HTTPS", "") == "1",
        public_url=env.get("EXPERTIZA_PUBLIC_URL", "").rstrip("/"),
        rubrics=Path(env.get("EXPERTIZA_RUBRICS") or base.rubrics),
        templates=Path(env.get("EXPERTIZA_TEMPLATES") or base.templates),
        samples=Path(env.get("EXPERTIZA_SAMPLES") or base.samples),
        soffice=env.get("EXPERTIZA_SOFFICE") or base.soffice,
        tesseract=env.get("EXPERTIZA_TESSERACT") or base.tesseract,
        smtp=env.get("EXPERTIZA_SMTP", ""),
        mail_from=env.get("EXPERTIZA_MAIL_FROM", ""),
        workers=_number(env, "EXPERTIZA_WORKERS", base.workers),
    )
