"""The two wordings of every state and reason, teacher's and learner's, in one table."""

from __future__ import annotations

from dataclasses import dataclass

from volteface.core.words import N_


@dataclass(frozen=True, slots=True)
class Wording:
    """One thing said twice: to a teacher, and kindly to the learner it is about."""

    teacher: str
    learner: str


STATES = {
    "not_started": Wording(N_("not started"), N_("not started")),
    "skimmed": Wording(N_("skimmed"), N_("under way")),
    "stuck": Wording(N_("stuck"), N_("worth another look")),
    "misconceived": Wording(N_("misconceived"), N_("to look at again")),
    "ready": Wording(N_("ready"), N_("ready")),
    "ahead": Wording(N_("ahead"), N_("ready and beyond")),
}

SIGHTS = {
    "not_started": Wording(N_("not started"), N_("not started")),
    "started": Wording(N_("started"), N_("started")),
    "needs_help": Wording(N_("needs help"), N_("to look at again")),
    "ready": Wording(N_("ready"), N_("ready")),
}

REASONS = {
    "nothing_opened": Wording(
        N_("no step opened yet (%(steps)s in all)"), N_("%(steps)s steps are waiting for you")
    ),
    "same_belief": Wording(
        N_("%(count)s questions wrong through one belief: %(misconception)s"),
        N_("to look at again: %(misconception)s"),
    ),
    "certain_wrong": Wording(
        N_("%(count)s answers wrong and certain"),
        N_("to look at again: %(count)s answers you felt sure of"),
    ),
    "tried_again": Wording(
        N_("%(count)s wrong answers to one question, none right since"),
        N_("one question resists: ask, or come back to its page"),
    ),
    "few_right": Wording(
        N_("%(right)s right of %(answered)s answered"),
        N_("%(right)s right of %(answered)s so far: read the feedback, then try again"),
    ),
    "look_again": Wording(
        N_("all answered, %(right)s right of %(questions)s"),
        N_("all answered, %(right)s right of %(questions)s: try the others again"),
    ),
    "read_quickly": Wording(
        N_("read in %(spent)s min of %(minutes)s"),
        N_("read quickly: %(spent)s min of about %(minutes)s"),
    ),
    "steps_left": Wording(
        N_("%(finished)s of %(steps)s steps finished"),
        N_("%(finished)s of %(steps)s steps done"),
    ),
    "questions_left": Wording(
        N_("%(answered)s of %(questions)s questions answered"),
        N_("%(answered)s of %(questions)s questions answered"),
    ),
    "read_all": Wording(N_("all %(steps)s steps read"), N_("you read all %(steps)s steps")),
    "mostly_right": Wording(
        N_("%(right)s right of %(questions)s"), N_("you got %(right)s of %(questions)s right")
    ),
    "stretch_done": Wording(
        N_("ready, and finished the stretch steps"),
        N_("you went beyond what was asked"),
    ),
    # By hand: both read the same note.
    "overruled": Wording(N_("set by hand: %(note)s"), N_("your teacher says: %(note)s")),
}

# The stages at which a misconception is met again.
STAGES = {
    "before": N_("before the meeting"),
    "opening_check": N_("opening check"),
    "first_vote": N_("first vote"),
    "second_vote": N_("second vote"),
    "game": N_("game"),
    "exit_ticket": N_("exit ticket"),
    "refresher": N_("refreshers"),
    "delayed_check": N_("delayed check"),
}

# How well a class masters an objective.
BANDS = {
    "most": N_("most master it"),
    "divided": N_("the class is divided"),
    "few": N_("few master it"),
    "early": N_("too early to say"),
}

# The blocks of a session plan that were left without a title of their own.
TECHNIQUES = {
    "check_in": N_("Check-in"),
    "opening_check": N_("Opening check"),
    "peer_instruction": N_("Peer instruction"),
    "board_game": N_("Board game"),
    "exit_ticket": N_("Exit ticket"),
    "think_pair_share": N_("Think, pair, share"),
    "readiness_alone": N_("Readiness test, alone"),
    "readiness_team": N_("Readiness test, in teams with appeals"),
    "jigsaw": N_("Jigsaw"),
    "gallery_walk": N_("Gallery walk"),
    "concept_map": N_("Concept map"),
    "ranking_sorting": N_("Ranking and sorting"),
    "case_in_teams": N_("Case in teams"),
    "debate": N_("Debate with changed sides"),
    "snowball": N_("Snowball"),
    "muddiest_point": N_("Muddiest point"),
    "error_hunt": N_("Error hunt"),
    "question_design": N_("Questions written by learners"),
    "role_play": N_("Role play"),
    "escape_game": N_("Escape game"),
    "debrief": N_("Debrief"),
    "talk": N_("Talk"),
}
