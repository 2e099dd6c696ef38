"""Readiness test, in teams with appeals: the same questions again, one sheet for the team."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from volteface.classroom.rules.provisions import Thing
from volteface.classroom.rules.talk import Talk
from volteface.classroom.techniques.sheet import Sheet

SHEET = Sheet(
    name="readiness_team",
    after="readiness_alone",
    title=_("Readiness test, in teams with appeals"),
    summary=_(
        "The same questions again, one sheet for the team. They agree, uncover an answer, and know "
        "at once. Whoever thinks the key is wrong appeals in writing."
    ),
    least_minutes=20,
    minutes=30,
    most_minutes=40,
    talk=Talk(fixed=3, share=0.1),
    goals=("understand", "judge", "convince"),
    least_people=8,
    most_people=None,
    rooms=("tables", "rows"),
    needs=("paper",),
    sits="teams",
    team=5,
    things=(Thing(name="team_test", per="team", printed=True),),
    audience=_("Teams that have just answered the same questions alone."),
    knowledge=_("The basics, and above all the reasons: why the other answers are not right."),
    group_size=_("Teams of 5 to 7 that stay together; as many teams as the room holds."),
    duration=_(
        "20 to 40 minutes: about 15 for the test, 5 for appeals, 10 to clear up what is left."
    ),
    room=_("Tables are best. In rows, teams of six sit three in front of three."),
    equipment=_(
        "For each team one answer sheet that uncovers (fold or scratch) and one appeal form."
    ),
    why_for_learners=_(
        "You hear at once whether the team is right, and why. Quiet people turn out to have known; "
        "next time they are asked."
    ),
    why_for_teacher=_(
        "The room corrects itself. What is left for you to explain is short, and people ask for it."
    ),
    framework=_(
        "The second step of team-based learning: agree, get the answer immediately, argue with the "
        "key. Over 11 studies teams scored far above their own members alone (standardised "
        "difference 2.03, interval 1.66 to 2.49). That is a result of the team on the day; what "
        "each keeps is for the delayed check to say."
    ),
    preparation=(
        _("Print one uncovering sheet for each team, aligned to the key. Try one yourself."),
        _("Settle the points: 4 at the first try, then 2, 1 and 0."),
        _("Print a few appeal forms: claim, reason, where it stands in the module."),
    ),
    process=(
        _("Teams sit together, one sheet each. Nobody has their own answers back yet."),
        _("For each question everybody says their answer before anybody argues."),
        _("The team agrees and uncovers one letter. Wrong: talk again, uncover another."),
        _("Walk about. Listen for the question that keeps several tables busy."),
        _("Appeals: five minutes, in writing, by the team, with a reason and the passage."),
        _("Take up the one or two questions that stayed open. Five minutes, no more."),
        _("Answer appeals by the next day. A good one credits that team; nobody loses points."),
    ),
    vigilance=(
        _("The sheet lies in the middle; another person uncovers each time."),
        _(
            "Do not answer while teams work: send the question back with “what does the team "
            "think?”."
        ),
        _("Appeals are arguments, not bargaining: no reason, no appeal."),
        _("No table of winners on the screen."),
    ),
    if_it_does_not_work=(
        _("One person decides for the team: everybody lays a letter on the table first."),
        _("A team is done early: let it write the best wrong answer for two questions."),
        _(
            "Most teams miss the same question: your key or your module is unclear. Thank them, "
            "and mend it."
        ),
    ),
    sources=(
        _("L. K. Michaelsen, A. B. Knight and L. D. Fink (eds), Team-Based Learning (2002)."),
        _("D. Parmelee and others (2012), AMEE Guide 65 on team-based learning, Medical Teacher."),
        _(
            "A synthesis of 11 studies of team against individual readiness tests, BMC Medical "
            "Education (2020)."
        ),
        _("Sheet written for Volteface; change it to what you learn with your groups."),
    ),
    keywords=(
        _("team-based learning"),
        _("appeal"),
        _("immediate feedback"),
        _("teams"),
    ),
)
