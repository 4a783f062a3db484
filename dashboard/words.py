"""Everything the dashboard says, in English and German, with numbers and dates in each language's form."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from dashboard import taxonomy

_MONTHS = (
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),  # noqa: SIM905 - reads as what it is
    "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.".split(),  # noqa: SIM905
)


def _read(path: Path) -> dict[str, tuple[str, str]]:
    lines = (line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return {key: (english, german) for key, english, german in (line.split("\t") for line in lines)}


TEXTS = _read(Path(__file__).with_name("texts.tsv"))


@dataclass(frozen=True)
class Words:
    """One language: ``index`` 0 is English, 1 is German."""

    index: int

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key with its values filled in; numbers in the language's form."""
        shown = {
            name: self.number(value) if isinstance(value, int | float) else value
            for name, value in values.items()
        }
        return TEXTS[key][self.index].format(**shown)

    def plural(self, key: str, number: int, **values: object) -> str:
        """The text of ``key.one`` or ``key.many``."""
        return self(f"{key}.one" if number == 1 else f"{key}.many", n=number, **values)

    def either(self, key: str, otherwise: str) -> str:
        """The text of a key, or another text where there is none."""
        return TEXTS[key][self.index] if key in TEXTS else otherwise

    def number(self, value: float) -> str:
        """1,234 or 1.234; 0.5 or 0,5."""
        text = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"
        return text if self.index == 0 else text.translate(str.maketrans(",.", ".,"))

    def role(self, choice: str | None) -> str:
        """Name of a role or group."""
        return taxonomy.name(choice, self.index)

    def day(self, value: date, today: date | None = None) -> str:
        """22 Nov 2026 or 22. Nov. 2026; with ``today``: in words where it is near."""
        if today is not None:
            distance = (today - value).days
            if distance in (0, 1):
                return self("today" if distance == 0 else "yesterday")
            if 1 < distance < 7:
                return self("days_ago", n=distance)
        return f"{self.short_day(value)} {value.year}"

    def short_day(self, value: date) -> str:
        """22 Nov or 22. Nov."""
        return f"{value.day}{'.' if self.index else ''} {_MONTHS[self.index][value.month - 1]}"

    def moment(self, value: datetime) -> str:
        """Day and time, UTC."""
        return f"{self.day(value.date())}, {value:%H:%M} UTC"

    def duration(self, seconds: float) -> str:
        """40 s, 3 min 20 s, 2 h 5 min."""
        whole = round(seconds)
        if whole < 60:
            return f"{whole} s"
        if whole < 3600:
            return f"{whole // 60} min {whole % 60} s"
        return f"{whole // 3600} h {whole % 3600 // 60} min"


def of(language: str | None, browser: str | None = None) -> Words:
    """Words of the chosen language, else of the browser's, else English."""
    return Words(1 if (language or browser or "en").lower().startswith("de") else 0)
