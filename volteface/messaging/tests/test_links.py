"""Addresses in a message are words on its page."""

from __future__ import annotations

from volteface.messaging.links import paragraphs

SITE = "https://flip.example"


def test_an_option_and_its_address_become_one_link() -> None:
    text = f"What lasts?\n\n• <Gaps>\n  {SITE}/refresh/r/abc/?o=1&p=2\n\nA tap opens it."
    assert paragraphs(text, SITE) == [
        "What lasts?",
        '• <a href="/refresh/r/abc/?o=1&amp;p=2">&lt;Gaps&gt;</a>',
        "A tap opens it.",
    ]


def test_an_address_alone_says_open_it_and_another_site_stays_itself() -> None:
    (made,) = paragraphs(f"One tap: {SITE}/why/ or https://b.example/ <b>", SITE)
    assert 'One tap: <a href="/why/">Open it</a> or ' in made
    assert 'href="https://b.example/"' in made
    assert "&lt;b&gt;" in made
