"""Links to the classroom's papers on pages of lower apps."""

from django.utils.translation import gettext_lazy as _

from volteface.courses.events import Tool, register_tool
from volteface.questions.events import BankTool, register_bank_tool


def register() -> None:
    """Called once when the apps are ready."""
    label = _("Print as a paper")
    register_tool(
        Tool(page="module", label=label, icon="printer", url_name="classroom:module_papers")
    )
    register_bank_tool(BankTool(label=label, icon="printer", url_name="classroom:bank_papers"))
