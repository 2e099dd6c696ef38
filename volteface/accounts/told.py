"""What is held about a person, in words they know: names of columns, what was done, dates.

Tables come from every app with the names their columns have. A name without an entry here is
shown as it is; the file to download always has them all as they are.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from django.utils.timezone import localtime
from django.utils.translation import gettext

from volteface.core import jinja
from volteface.core.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

_COLUMNS = {
    "about": N_("About"),
    "accepted_at": N_("Arrived"),
    "acknowledged_at": N_("Read"),
    "active": N_("May sign in"),
    "activity": N_("Block of the meeting"),
    "address": N_("Address"),
    "answer": N_("Your answer"),
    "answer_id": N_("Number of the answer"),
    "answered_at": N_("Was answered"),
    "answers": N_("Answers it rests on"),
    "archived_at": N_("Put away on"),
    "asked_at": N_("Asked"),
    "at": N_("When"),
    "at_home": N_("Working at home"),
    "at_home_at": N_("Said"),
    "attempts": N_("Tries"),
    "batch": N_("From the import"),
    "belief": N_("Belief it is to catch"),
    "body": N_("Words"),
    "by_teacher": N_("Said as a teacher"),
    "card": N_("Card, or memory of the question"),
    "certain_wrong": N_("Sure and wrong answers that call for help"),
    "certainty": N_("How sure you were"),
    "changed_at": N_("Changed"),
    "channel": N_("Way"),
    "chosen": N_("Chosen"),
    "claimed_at": N_("Taken up"),
    "cleared_at": N_("Let stand"),
    "closes_at": N_("Open until"),
    "code": N_("Code"),
    "cohort": N_("Cohort"),
    "comment": N_("Comment"),
    "computed_at": N_("Computed"),
    "content": N_("Content"),
    "context": N_("Details"),
    "correct": N_("Right"),
    "countable": N_("Counts"),
    "counter": N_("Change on the device"),
    "counts": N_("Seconds watched"),
    "course": N_("Course"),
    "created_at": N_("Made"),
    "cycle": N_("Cycle"),
    "decided_at": N_("Decided on"),
    "detail": N_("Details"),
    "device": N_("Device"),
    "did": N_("What was done"),
    "doubtful_at": N_("Did not see the point"),
    "draw": N_("Set of questions"),
    "due_at": N_("Due"),
    "email": N_("E-mail address"),
    "ended_at": N_("Ended"),
    "ended_because": N_("Ended because"),
    "error": N_("Error"),
    "evidence": N_("Mark of what was known"),
    "expires_at": N_("Valid until"),
    "film": N_("Film"),
    "finished": N_("Finished"),
    "finished_at": N_("Finished"),
    "fraction": N_("Share of the mark"),
    "grader_version": N_("Rules of marking"),
    "group": N_("Group"),
    "handed_in_at": N_("Handed in"),
    "has_ballot": N_("Voted on paper"),
    "hidden_at": N_("Hidden since"),
    "is_absent": N_("Absent"),
    "is_clear": N_("Called clear"),
    "is_right": N_("Called right"),
    "joined_at": N_("Joined"),
    "kind": N_("Kind"),
    "language": N_("Language"),
    "last_login": N_("Last sign-in"),
    "late": N_("Late"),
    "left_at": N_("Left"),
    "level": N_("Level"),
    "line": N_("From the teacher"),
    "made_at": N_("Made"),
    "minutes": N_("Minutes"),
    "misconceptions": N_("Beliefs it shows"),
    "module": N_("Module"),
    "moved_at": N_("Changed teams"),
    "name": N_("Name"),
    "nonce": N_("Sent only once as"),
    "note": N_("Note"),
    "noun": N_("What"),
    "number": N_("Number"),
    "objective": N_("Objective"),
    "opened_at": N_("Opened"),
    "options_shown": N_("Options shown"),
    "plan": N_("Teams of"),
    "planned_minutes": N_("Minutes planned"),
    "position": N_("Place reached"),
    "published_at": N_("Published"),
    "purpose": N_("Purpose"),
    "question": N_("Question"),
    "quick_share": N_("Read too quickly below one part in"),
    "quiet_from": N_("No mail from"),
    "quiet_until": N_("No mail until"),
    "quote": N_("Passage"),
    "rated_at": N_("Rated"),
    "rating": N_("How it went"),
    "read_at": N_("Opened"),
    "ready_parts": N_("Right for ready: so many"),
    "ready_whole": N_("Right for ready: of so many"),
    "reason": N_("Reason"),
    "report": N_("Reported as"),
    "response": N_("Answer number"),
    "reusable": N_("Works more than once"),
    "reviewed_at": N_("Asked again"),
    "role": N_("Role"),
    "room": N_("Room"),
    "row": N_("Row"),
    "said": N_("What was said"),
    "said_at": N_("Said"),
    "same_belief": N_("Wrong answers from one belief that call for help"),
    "scope": N_("For"),
    "scope_code": N_("Code"),
    "second": N_("Second of the film"),
    "seconds": N_("Seconds taken"),
    "sent_at": N_("Sent"),
    "series": N_("Series"),
    "shared_at": N_("Shared since"),
    "shown_at": N_("Shown"),
    "signed": N_("With your name"),
    "since": N_("Since"),
    "skipped_at": N_("Skipped"),
    "skipped_because": N_("Not sent because"),
    "state": N_("State"),
    "step": N_("Step"),
    "step_key": N_("Step"),
    "suspended_at": N_("Suspended"),
    "team": N_("Team"),
    "technique": N_("Technique"),
    "text": N_("Words"),
    "thread": N_("Question asked"),
    "time_factor": N_("Time factor"),
    "time_zone": N_("Time zone"),
    "title": N_("Title"),
    "told_at": N_("Told"),
    "tries": N_("Wrong answers to one question that call for help"),
    "until": N_("Until"),
    "used_at": N_("Used"),
    "useless_after": N_("Too late after"),
    "verb": N_("Did"),
    "verdict": N_("How it went"),
    "version": N_("Version"),
    "wording": N_("Wording"),
    "words": N_("Words"),
}
_DONE = {
    "accept": N_("took in"),
    "acknowledge": N_("read the why-page"),
    "add": N_("added"),
    "add_round": N_("added a round"),
    "answer": N_("answered"),
    "archive": N_("put away"),
    "arrange_plan": N_("arranged the plan"),
    "ask": N_("asked"),
    "ask_erasure": N_("asked to erase"),
    "begin_meeting": N_("began the meeting"),
    "call_off_erasure": N_("called the erasure off"),
    "cancel": N_("called off"),
    "change": N_("changed"),
    "choose": N_("chose"),
    "choose_run_sheet": N_("chose a run sheet"),
    "clear_seats": N_("forgot who sits where"),
    "close_room": N_("closed the room"),
    "copy": N_("copied"),
    "create": N_("made"),
    "decline": N_("left out"),
    "dismiss": N_("dismissed"),
    "duplicate": N_("duplicated"),
    "erase": N_("erased"),
    "export": N_("exported"),
    "extend": N_("gave more time"),
    "hand_in": N_("gave in"),
    "hand_out": N_("handed out"),
    "import": N_("imported"),
    "invite": N_("invited"),
    "let stand": N_("let stand"),
    "lift_state": N_("let the rules speak again"),
    "lock_teams": N_("locked the teams"),
    "make_teams": N_("made teams"),
    "mark": N_("marked"),
    "mark_absent": N_("marked somebody absent"),
    "mend": N_("mended"),
    "move": N_("moved"),
    "move_people": N_("moved somebody to another team"),
    "move_round": N_("went on to the next step of a round"),
    "note_block": N_("noted how a block went"),
    "note_line": N_("noted a line after the meeting"),
    "open_room": N_("opened the room"),
    "open_teams": N_("opened the teams again"),
    "overrule_state": N_("set a state by hand"),
    "pin": N_("pinned"),
    "plan": N_("planned"),
    "publish": N_("published"),
    "put away": N_("put away"),
    "regrade": N_("marked again"),
    "release_debrief": N_("released the debrief"),
    "remove": N_("removed"),
    "rename": N_("renamed"),
    "renew": N_("renewed"),
    "report": N_("flagged"),
    "restore": N_("took back"),
    "resume": N_("let in again"),
    "rotate": N_("replaced"),
    "save": N_("saved"),
    "save_plan": N_("saved the plan"),
    "say": N_("said"),
    "send back": N_("returned"),
    "set up": N_("set up"),
    "set_check_in": N_("set the check-in"),
    "set_seats": N_("noted who sits where"),
    "set_thresholds": N_("set the rules of readiness"),
    "share_notes": N_("shared notes of a meeting"),
    "show": N_("showed"),
    "show_round": N_("showed a round"),
    "sign in": N_("signed in"),
    "start_plan_again": N_("began the plan again"),
    "stop": N_("stopped"),
    "suspend": N_("suspended"),
    "take away": N_("took away"),
    "take back": N_("took back"),
    "take_back": N_("took back"),
    "take_debrief_back": N_("hid the debrief"),
    "take_from_room": N_("went by who joined the room"),
    "take_in": N_("put somebody late into a team"),
    "teach_again": N_("planned a module again"),
    "tell_room": N_("said how people sit"),
    "test": N_("tested"),
    "undo_teams": N_("took a change of the teams back"),
    "unpublish": N_("took off line"),
    "unshare_notes": N_("stopped sharing notes of a meeting"),
    "use": N_("used"),
    "write": N_("wrote"),
    "write_debrief": N_("wrote the debrief"),
}
_THINGS = {
    "activity": N_("activity"),
    "at home": N_("working at home"),
    "certificate": N_("certificate"),
    "closing": N_("closing"),
    "cohort": N_("cohort"),
    "course": N_("course"),
    "cycle": N_("cycle"),
    "feed": N_("calendar address"),
    "file": N_("file"),
    "designer": N_("question designer"),
    "explainer": N_("explainer at a table"),
    "game_master": N_("game master"),
    "group": N_("group"),
    "hint": N_("hint"),
    "hints": N_("hints"),
    "key": N_("key"),
    "link": N_("link"),
    "mail": N_("mail"),
    "mails": N_("mails"),
    "meeting": N_("meeting"),
    "membership": N_("place in a cohort"),
    "module": N_("module"),
    "note": N_("note"),
    "own note": N_("note of one’s own"),
    "password": N_("password"),
    "person": N_("person"),
    "plan": N_("plan"),
    "preferences": N_("preferences"),
    "profile": N_("profile"),
    "question": N_("question"),
    "questions": N_("questions"),
    "recovery word": N_("recovery word"),
    "recovery words": N_("recovery words"),
    "response": N_("answer"),
    "role": N_("role"),
    "room": N_("room"),
    "round": N_("round"),
    "seats": N_("seats"),
    "second step": N_("second step"),
    "session plan": N_("session plan"),
    "sheet": N_("technique sheet"),
    "slot": N_("learning time"),
    "step": N_("step"),
    "card": N_("card"),
    "comment": N_("comment"),
    "teams": N_("teams"),
    "term": N_("term"),
}


def column(name: str) -> str:
    """A column's name in the reader's language."""
    return gettext(_COLUMNS[name]) if name in _COLUMNS else name.replace("_", " ")


def done(verb: str) -> str:
    """What an entry of the audit says was done."""
    return gettext(_DONE[verb]) if verb in _DONE else verb.replace("_", " ")


def thing(noun: str) -> str:
    """What it was done to."""
    return gettext(_THINGS.get(noun, noun)) if noun else ""


def value(name: str, said: object, choices: Mapping[str, str]) -> str:
    """What a column says: a date as people write it, a choice in its words."""
    if isinstance(said, bool):
        return gettext("yes") if said else gettext("no")
    if isinstance(said, (dict, list)):
        return json.dumps(said, ensure_ascii=False)
    text = str(said)
    if text in choices:
        return choices[text]
    if name in {"verb", "noun"}:
        return done(text) if name == "verb" else thing(text)
    return _date(text)


def _date(text: str) -> str:
    """A moment among words, with its year; anything else as it is."""
    if len(text) < len("2026-01-01 00:00") or not text[:4].isdecimal():
        return text
    try:
        at = dt.datetime.fromisoformat(text)
    except ValueError:
        return text
    if at.tzinfo is None:
        return text
    here = localtime(at)
    return f"{jinja.short_day(here)} {here.year}, {jinja.time(here)}"
