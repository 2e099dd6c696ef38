"""Django's entry for the readiness app."""

from django.apps import AppConfig
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ReadinessConfig(AppConfig):
    name = "volteface.readiness"
    label = "readiness"

    def ready(self) -> None:
        # Models exist only now.
        from volteface.readiness import handlers  # noqa: PLC0415
        from volteface.rosters.events import CohortWay, register_cohort_way  # noqa: PLC0415

        handlers.register()
        register_cohort_way(
            CohortWay(
                url_name="readiness:thresholds",
                label=_("Rules of readiness"),
                icon="sliders-horizontal",
                roles=("teacher",),
            )
        )
        _register_personal_data()


def _register_personal_data() -> None:
    # Models exist only now.
    from volteface.accounts.events import (  # noqa: PLC0415
        emptied,
        kept,
        register_erasure,
        register_personal_data,
        rows_by,
    )
    from volteface.readiness.models import (  # noqa: PLC0415
        Overruling,
        ReadinessState,
        Thresholds,
    )

    by_hand = Q(reason="overruled")
    register_erasure(
        ReadinessState,
        kept(ReadinessState, only=~by_hand),
        emptied(ReadinessState, only=by_hand, detail={"note": "–"}),
    )
    register_erasure(Overruling, emptied(Overruling, note="–"), kept(Overruling, "by"))
    register_erasure(Thresholds, kept(Thresholds, "by"))
    register_personal_data(
        ReadinessState, rows_by(ReadinessState, "subject"), label=_("How ready you were")
    )
    register_personal_data(
        Overruling, rows_by(Overruling, "subject"), label=_("States your teachers set by hand")
    )
    register_personal_data(
        Thresholds, rows_by(Thresholds, "by"), label=_("Numbers of the rules that you set")
    )
