"""The Jinja2 environment: what every template may call."""

from __future__ import annotations

import datetime as dt
import hashlib
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from babel.dates import format_date, format_datetime, format_time, format_timedelta
from babel.numbers import format_decimal, format_percent
from django.conf import settings
from django.template.backends.utils import csrf_input
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import (
    get_language,
    get_language_bidi,
    gettext,
    ngettext,
    npgettext,
    pgettext,
)
from django_htmx.jinja import django_htmx_script, htmx_script

from volteface.core import clock, markup, navigation
from volteface.core.icons import icon
from volteface.core.phrases import address, file_address, phrase
from volteface.core.static_files import look

if TYPE_CHECKING:
    from django.http import HttpRequest
    from jinja2.bccache import Bucket

_UNITS = (dt.timedelta(days=1), dt.timedelta(hours=1), dt.timedelta(minutes=1))


def environment(**options: object) -> jinja2.Environment:
    """Build the environment Django renders every page with."""
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    options["undefined"] = jinja2.StrictUndefined
    options.setdefault("autoescape", True)
    options.setdefault("bytecode_cache", _compiled_before())
    env = jinja2.Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], **options)  # type: ignore[arg-type]  # noqa: S701 - set just above
    env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    # The two that nearly every phrase goes through remember what they found.
    env.globals.update(_=phrase, gettext=phrase)
    env.globals.update(
        static=file_address,
        look=look,
        url=url,
        icon=icon,
        site_name=settings.SITE_NAME,
        htmx_script=htmx_script,
        django_htmx_script=django_htmx_script,
        now=clock.now,
    )
    env.filters.update(
        markdown=markup.html,
        day=day,
        short_day=short_day,
        time=time,
        moment=moment,
        until=until,
        minutes=minutes,
        worked=worked,
        clock=film_clock,
        percent=percent,
        decimal=decimal,
    )
    return env


class _Compiled(jinja2.FileSystemBytecodeCache):
    """Templates as an earlier process compiled them; each is checked against its source."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it, where that is possible."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _compiled_before() -> _Compiled | None:
    """The folder of compiled templates, another one for other settings of the environment."""
    digest = hashlib.sha256(jinja2.__version__.encode() + Path(__file__).read_bytes()).hexdigest()
    folder = Path(settings.BUILD_DIR) / "templates" / digest[:12]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return _Compiled(str(folder))


def page_context(request: HttpRequest) -> dict[str, object]:
    """What the base layout needs on every page."""
    return {
        "theme": theme_of(request),
        # Masked once for all forms of a page: Django's own does so for each.
        "csrf_input": SimpleLazyObject(lambda: csrf_input(request)),
        "language": get_language() or "en",
        "direction": "rtl" if get_language_bidi() else "ltr",
        # Asked for by the header only: pages with a slim one pay nothing.
        "navigation": SimpleLazyObject(lambda: navigation.items_for(request)),
        "account_menu": SimpleLazyObject(lambda: navigation.items_for(request, "account")),
        "footer_links": navigation.items_for(request, "footer"),
        "languages": settings.LANGUAGES,
        "zone": timezone.get_current_timezone_name(),
    }


def theme_of(request: HttpRequest) -> str:
    """``light``, ``dark``, or ``auto`` when the reader's system decides."""
    chosen = request.COOKIES.get("theme", "auto")
    return chosen if chosen in {"light", "dark"} else "auto"


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a named page."""
    return reverse(name, kwargs=kwargs) if kwargs else address(name, *args)


def day(at: dt.date) -> str:
    """``Thursday 26 November`` of a day, or of a moment in the reader's zone."""
    here = _day_of(at)
    pattern = "EEEE d MMMM" if here.year == clock.now().year else "EEEE d MMMM y"
    return format_date(here, _numbered(pattern, here), locale=_locale())


def dated(at: dt.date) -> str:
    """``26 November 2026``, the year always: for paper that is kept."""
    here = _day_of(at)
    return format_date(here, _numbered("d MMMM y", here), locale=_locale())


def short_day(at: dt.date) -> str:
    """``26 Nov`` of a day, or of a moment in the reader's zone."""
    here = _day_of(at)
    return format_date(here, _numbered("d MMM", here), locale=_locale())


def time(at: dt.datetime) -> str:
    """``10:00``, in the reader's zone."""
    return format_time(timezone.localtime(at), "HH:mm", locale=_locale())


def moment(at: dt.datetime) -> str:
    """``Thu 26 Nov, 10:00``, in the reader's zone and language."""
    here = timezone.localtime(at)
    return format_datetime(here, _numbered("EEE d MMM, HH:mm", here), locale=_locale())


def until(at: dt.datetime) -> str:
    """``in 3 hours`` or ``2 days ago``; less than a week ahead it never says more than is left."""
    left = at - clock.now()
    if not dt.timedelta() < left < dt.timedelta(days=7):
        return format_timedelta(left, add_direction=True, locale=_locale())
    # Hours until two days, minutes until two hours: one day of nearly two would be too coarse.
    whole = next((unit for unit in _UNITS if left >= 2 * unit), dt.timedelta(seconds=1))
    left -= left % whole
    return format_timedelta(left, threshold=2, add_direction=True, locale=_locale())


def minutes(count: float) -> str:
    """``12 min``."""
    return gettext("%(count)s min") % {"count": _whole(round(count), _locale())}


def worked(count: float) -> str:
    """``45 min`` of work, and hours from two on: ``8.1 h``."""
    if count < 120:  # noqa: PLR2004 - two hours
        return minutes(count)
    return gettext("%(count)s h") % {"count": decimal(count / 60, 1)}


def film_clock(seconds: int) -> str:
    """``1:05`` of 65 seconds, as players write it."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def percent(share: float) -> str:
    """``58 %`` of a share between 0 and 1."""
    return format_percent(share, "#,##0 %", locale=_locale())


def decimal(number: float, places: int = 2) -> str:
    """A number with the reader's decimal mark."""
    return format_decimal(number, "#,##0." + "0" * places, locale=_locale())


def _day_of(at: dt.date) -> dt.date:
    return timezone.localtime(at).date() if isinstance(at, dt.datetime) else at


def _numbered(pattern: str, here: dt.date) -> str:
    """The pattern with the day's number as the language says it: French has a *premier*."""
    is_premier = here.day == 1 and _locale().startswith("fr")
    return pattern.replace("d ", "d'er' ") if is_premier else pattern


@lru_cache(maxsize=1_024)
def _whole(number: int, locale: str) -> str:
    return format_decimal(number, locale=locale)


def _locale() -> str:
    language = (get_language() or "en").replace("-", "_")
    return "en_GB" if language in {"en", "en_XA"} else language
