"""Who may use the addresses of messaging."""

from tests.access import ADMINISTRATOR, EVERYBODY, SIGNED_IN, Row

ACCESS = {
    "messaging:inbox": Row(seen_by=SIGNED_IN, get=200),
    "messaging:read_all": Row(seen_by=SIGNED_IN, post=302),
    "messaging:preferences": Row(seen_by=SIGNED_IN, get=200, post=422),
    # The address in a mail's foot: whoever holds it; opening it writes nothing.
    "messaging:stop": Row(seen_by=EVERYBODY, args="stop", get=200, post=200, public=True),
    "messaging:mail_settings": Row(seen_by=ADMINISTRATOR, get=200),
    "messaging:send_test": Row(seen_by=ADMINISTRATOR, post=200),
    "messaging:open": Row(seen_by=frozenset({"learner"}), args="message", post=302),
}
