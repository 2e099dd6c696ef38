"""Addresses of the classroom app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path, register_converter

from volteface.classroom.queries.paper_print import PARTS
from volteface.classroom.team_papers import PAPERS
from volteface.classroom.views import (
    again,
    agenda,
    appeals,
    card_desk,
    certificates,
    differentiation,
    kits,
    learner_cards,
    library,
    missed,
    own_techniques,
    paper_sheets,
    papers,
    plans,
    prompter,
    results,
    retro,
    rooms,
    seats,
    tables,
    teams,
)

if TYPE_CHECKING:
    from django.urls import URLPattern


class RoomCode:
    """Six of the 32 symbols, in capitals."""

    regex = "[0-9A-HJKMNP-TV-Z]{6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class KitCode(RoomCode):
    """Ten of them: a printed kit."""

    regex = "[0-9A-HJKMNP-TV-Z]{10}"


class CheckPurpose(RoomCode):
    """A check of several questions."""

    regex = "opening_check|exit_ticket"


class StaffRole(RoomCode):
    """The screens of the teacher's side."""

    regex = "presenter|projector"


class TeamPaper(RoomCode):
    """What is printed about teams."""

    regex = "|".join(PAPERS)


class PaperPart(RoomCode):
    """What is printed of a test."""

    regex = "|".join(PARTS)


register_converter(PaperPart, "paperpart")
register_converter(RoomCode, "roomcode")
register_converter(KitCode, "kitcode")
register_converter(CheckPurpose, "checkpurpose")
register_converter(StaffRole, "staffrole")
register_converter(TeamPaper, "teampaper")

app_name = "classroom"

urlpatterns: list[URLPattern] = [
    path("techniques/", library.library, name="techniques"),
    path("techniques/new/", own_techniques.new, name="technique_new"),
    path("techniques/<slug:name>/", library.technique, name="technique"),
    path("techniques/<slug:name>/pdf/", library.technique_paper, name="technique_pdf"),
    path("techniques/<slug:name>/adapt/", own_techniques.adapt, name="technique_adapt"),
    path("techniques/<slug:name>/edit/", own_techniques.edit, name="technique_edit"),
    path("techniques/<slug:name>/share/", own_techniques.share, name="technique_share"),
    path("techniques/<slug:name>/archive/", own_techniques.archive, name="technique_archive"),
    path("techniques/<slug:name>/restore/", own_techniques.restore, name="technique_restore"),
    path("plan/<slug:cycle>/", plans.plan_page, name="plan"),
    path("plan/<slug:cycle>/pdf/", plans.plan_paper, name="plan_pdf"),
    path("plan/<slug:cycle>/keep/", plans.keep, name="plan_keep"),
    path("plan/<slug:cycle>/again/", plans.again, name="plan_again"),
    path("plan/<slug:cycle>/undo/", plans.undo, name="plan_undo"),
    path("plan/<slug:cycle>/check_in/", plans.check_in, name="plan_check_in"),
    path("plan/<slug:cycle>/add/", plans.add, name="plan_add"),
    path("plan/<slug:cycle>/sheets/", agenda.run_sheets, name="run_sheets"),
    path("plan/<slug:cycle>/choose/", agenda.choose, name="run_sheet_choose"),
    path("plan/<slug:cycle>/room/", agenda.room, name="plan_room"),
    path("plan/<slug:cycle>/times/", agenda.times, name="plan_times"),
    path("plan/<slug:cycle>/now/", prompter.prompter, name="prompter"),
    path("plan/<slug:cycle>/now/start/", prompter.start, name="prompter_start"),
    path("plan/<slug:cycle>/corner/", differentiation.corner, name="corner"),
    path("plan/<slug:cycle>/corner/pdf/", differentiation.corner_paper, name="corner_pdf"),
    path("plan/<slug:cycle>/route/", differentiation.route, name="route"),
    path("plan/<slug:cycle>/route/pdf/", differentiation.route_paper, name="route_pdf"),
    path("plan/<slug:cycle>/<slug:activity>/", plans.change, name="activity"),
    path("plan/<slug:cycle>/<slug:activity>/move/", plans.move, name="activity_move"),
    path("plan/<slug:cycle>/<slug:activity>/remove/", plans.remove, name="activity_remove"),
    path("kit/<slug:cycle>/", kits.kit_page, name="kit"),
    path("kit/<slug:cycle>/pdf/", kits.kit_paper, name="kit_pdf"),
    path("kit/<slug:cycle>/calibration/", kits.kit_calibration, name="kit_calibration"),
    path("kit/<slug:cycle>/print/", kits.kit_print, name="kit_print"),
    path("kit/<slug:cycle>/print/<slug:order>/", kits.kit_order, name="kit_order"),
    path("kit/<slug:cycle>/print/<slug:order>/file/", kits.kit_file, name="kit_file"),
    path("cards/<slug:cycle>/", learner_cards.cards, name="cards"),
    path("cards/<slug:cycle>/new/", learner_cards.new, name="card_new"),
    path("cards/<slug:cycle>/next/", learner_cards.try_next, name="card_next"),
    path("cards/<slug:cycle>/desk/", card_desk.desk, name="card_desk"),
    path("cards/<slug:cycle>/desk/<slug:card>/", card_desk.look, name="card_look"),
    path("cards/<slug:cycle>/desk/<slug:card>/again/", card_desk.show_again, name="card_again"),
    path("cards/<slug:cycle>/desk/<slug:card>/comment/", card_desk.drop, name="card_comment"),
    path("cards/<slug:cycle>/try/<slug:card>/", learner_cards.try_card, name="card_try"),
    path("cards/<slug:cycle>/try/<slug:card>/rate/", learner_cards.rate, name="card_rate"),
    path("cards/<slug:cycle>/<slug:card>/", learner_cards.card, name="card"),
    path("cards/<slug:cycle>/<slug:card>/away/", learner_cards.take_back, name="card_away"),
    path("teams/<slug:cycle>/", teams.teams, name="teams"),
    path("teams/<slug:cycle>/make/", teams.make, name="teams_make"),
    path("teams/<slug:cycle>/change/", teams.change, name="teams_change"),
    path("teams/<slug:cycle>/seats/", teams.seats, name="team_seats"),
    path("teams/<slug:cycle>/<teampaper:paper>/", teams.paper, name="team_paper"),
    path("attendance/<slug:cycle>/", certificates.attendance, name="attendance"),
    path("attendance/<slug:cycle>/note/", certificates.note, name="attendance_note"),
    path("attendance/<slug:cycle>/pdf/", certificates.attendance_paper, name="attendance_pdf"),
    path("certificates/<slug:cohort>/", certificates.certificates, name="certificates"),
    path("certificates/<slug:cohort>/hand-out/", certificates.handing_out, name="hand_out"),
    path("certificates/<slug:cohort>/pdf/", certificates.all_paper, name="certificates_pdf"),
    path(
        "certificates/<slug:cohort>/own/",
        certificates.own_paper,
        name="own_certificate",
    ),
    path("kit/<slug:cycle>/print/<slug:order>/results/", results.results, name="kit_results"),
    path("kit/<slug:cycle>/print/<slug:order>/debrief/", results.debrief, name="kit_debrief"),
    path("kit/<slug:cycle>/print/<slug:order>/debrief/pdf/", results.paper, name="kit_debrief_pdf"),
    path("kit/<slug:cycle>/print/<slug:order>/pages/", results.pages, name="kit_pages"),
    path("kit/<slug:cycle>/print/<slug:order>/<int:number>/", results.leave, name="kit_leave_out"),
    path("papers/bank/<slug:bank>/", papers.from_bank, name="bank_papers"),
    path("papers/bank/<slug:bank>/pdf/", papers.bank_paper, name="bank_paper"),
    path("papers/module/<slug:module>/", papers.module_papers, name="module_papers"),
    path("papers/<slug:cycle>/", papers.choose, name="papers"),
    path("papers/<slug:cycle>/<slug:test>/", papers.paper, name="paper"),
    path(
        "papers/<slug:cycle>/<slug:test>/pdf/<paperpart:part>/",
        papers.paper_part,
        name="paper_part",
    ),
    path("papers/<slug:cycle>/<slug:test>/people/", paper_sheets.people, name="paper_people"),
    path("papers/<slug:cycle>/<slug:test>/teams/", paper_sheets.teams, name="paper_teams"),
    path("papers/<slug:cycle>/<slug:test>/archive/", papers.archive, name="paper_archive"),
    path("papers/<slug:cycle>/<slug:test>/restore/", papers.restore, name="paper_restore"),
    path("papers/<slug:cycle>/<slug:test>/appeal/", appeals.accept, name="appeal"),
    path(
        "papers/<slug:cycle>/<slug:test>/appeal/<slug:appeal>/undo/",
        appeals.undo,
        name="appeal_undo",
    ),
    path("papers/<slug:cycle>/<slug:test>/count/", paper_sheets.count, name="paper_count"),
    path(
        "papers/<slug:cycle>/<slug:test>/undo/<slug:sheet>/",
        paper_sheets.undo,
        name="paper_undo",
    ),
    path("missed/<slug:cycle>/", missed.missed, name="missed"),
    path("missed/<slug:cycle>/pdf/", missed.missed_paper, name="missed_pdf"),
    path("debrief/<slug:cycle>/", missed.debrief, name="debrief"),
    path("retro/<slug:cycle>/", retro.retro, name="retro"),
    path("again/<slug:cycle>/", again.again, name="teach_again"),
    path("retro/<slug:cycle>/share/", retro.share, name="retro_share"),
    path("retro/<slug:cycle>/<slug:note>/", retro.words, name="retro_words"),
    path("sheet/<slug:module>/<slug:note>/", retro.to_sheet, name="retro_sheet"),
    path("open/<slug:cycle>/", rooms.open_for, name="open"),
    path("", seats.door, name="door"),
    path("<kitcode:code>/", tables.table, name="table"),
    path("<kitcode:code>/mark/", tables.mark, name="table_mark"),
    path("<kitcode:code>/done/", tables.done, name="table_done"),
    path("<roomcode:code>/", seats.phone, name="phone"),
    path("<roomcode:code>/join/", seats.join, name="join"),
    path("<roomcode:code>/seat/", teams.own_seat, name="own_seat"),
    path("<roomcode:code>/state/", seats.state, name="state"),
    path("<roomcode:code>/<staffrole:role>/state/", rooms.staff_state, name="staff_state"),
    path("<roomcode:code>/presenter/", rooms.presenter, name="presenter"),
    path("<roomcode:code>/projector/", rooms.projector, name="projector"),
    path("<roomcode:code>/ask/", rooms.ask, name="ask"),
    path("<roomcode:code>/check/<checkpurpose:purpose>/", rooms.check, name="check"),
    path("<roomcode:code>/round/<slug:round_code>/", rooms.move, name="move"),
    path("<roomcode:code>/round/<slug:round_code>/time/", rooms.more_time, name="more_time"),
    path("<roomcode:code>/black/", rooms.black, name="black"),
    path("<roomcode:code>/guests/", rooms.guests, name="guests"),
    path("<roomcode:code>/anonymous/", rooms.anonymous, name="anonymous"),
    path("<roomcode:code>/close/", rooms.close, name="close"),
]
