"""Django's entry for the courses app."""

import datetime as dt

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "volteface.courses"
    label = "courses"

    def ready(self) -> None:
        # Models exist only now.
        from volteface.accounts.events import register_scope_names  # noqa: PLC0415
        from volteface.core import jobs, navigation  # noqa: PLC0415
        from volteface.courses import handlers, lane  # noqa: PLC0415
        from volteface.courses.actions.uploads import expire_uploads  # noqa: PLC0415
        from volteface.courses.events import register_check  # noqa: PLC0415
        from volteface.courses.queries.pictures import silent_pictures  # noqa: PLC0415
        from volteface.questions.events import register_owner  # noqa: PLC0415

        register_check(silent_pictures)

        lane.register()
        jobs.every("expired uploads", dt.timedelta(hours=1), expire_uploads)
        register_owner(handlers.BankOwner())
        register_scope_names("course", handlers.course_titles)
        _register_personal_data()
        navigation.register(
            navigation.Entry(
                label=_("Courses"),
                icon="book-open",
                url_name="courses:list",
                position=20,
                shown=handlers.writes_courses,
            )
        )


def _register_personal_data() -> None:
    from volteface.accounts.events import (  # noqa: PLC0415
        kept,
        register_erasure,
        register_personal_data,
        removed,
        rows_by,
    )
    from volteface.courses.models import (  # noqa: PLC0415
        DismissedHint,
        Edition,
        StepDraft,
        StepVersion,
        Upload,
    )

    for model, label in (
        (Edition, _("What you published")),
        (StepVersion, _("Steps as you left them")),
        (StepDraft, _("Texts you typed")),
        (Upload, _("Films on their way")),
        (DismissedHint, _("Hints you put aside")),
    ):
        register_personal_data(model, rows_by(model, "by"), label=label)
    # What was made for the course stays with it; what never became part of it goes.
    for model in (Edition, StepVersion):
        register_erasure(model, kept(model, "by"))
    for model in (StepDraft, Upload, DismissedHint):
        register_erasure(model, removed(model, "by"))
