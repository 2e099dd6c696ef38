"""Who may use the addresses of accounts."""

from tests.access import ADMINISTRATOR, EVERYBODY, NOBODY, SIGNED_IN, Row, each

_PERSON = {"args": "person", "post": 302}

ACCESS = {
    "accounts:profile": Row(seen_by=SIGNED_IN, get=200, post=422),
    "accounts:password": Row(seen_by=SIGNED_IN, post=422),
    "accounts:end_sessions": Row(seen_by=SIGNED_IN, post=302),
    "accounts:data": Row(seen_by=SIGNED_IN, get=200),
    # The only administrator is needed.
    "accounts:erasure": Row(
        seen_by=SIGNED_IN, get=200, post=302, but=each("POST", ADMINISTRATOR, 422)
    ),
    "accounts:keep_me": Row(seen_by=SIGNED_IN, post=302),
    "accounts:data_download": Row(seen_by=SIGNED_IN, get=200),
    # Who is in already is sent on; an empty form is shown again.
    "accounts:sign_in": Row(
        seen_by=EVERYBODY, get=302, post=422, public=True, but=each("GET", NOBODY, 200)
    ),
    "accounts:ask_code": Row(seen_by=EVERYBODY, post=422, public=True),
    "accounts:sign_in_code": Row(seen_by=EVERYBODY, get=302, post=302, public=True),
    "accounts:sign_in_link": Row(seen_by=EVERYBODY, args="link", get=200, post=302, public=True),
    "accounts:second_door": Row(seen_by=EVERYBODY, get=302, post=302, public=True),
    "accounts:second_step": Row(seen_by=SIGNED_IN, get=200, post=422),
    "accounts:renew_words": Row(seen_by=SIGNED_IN, post=422),
    "accounts:leave_second_step": Row(seen_by=SIGNED_IN, post=422),
    "accounts:take_second_step": Row(seen_by=ADMINISTRATOR, **_PERSON),
    "accounts:again": Row(seen_by=SIGNED_IN, get=200, post=422),
    "accounts:sign_out": Row(seen_by=EVERYBODY, post=302, public=True),
    "accounts:people": Row(seen_by=ADMINISTRATOR, get=200, post=422),
    "accounts:person": Row(seen_by=ADMINISTRATOR, args="person", get=200),
    "accounts:erasure_of": Row(seen_by=ADMINISTRATOR, get=200, **_PERSON),
    "accounts:keep_person": Row(seen_by=ADMINISTRATOR, **_PERSON),
    "accounts:suspend": Row(seen_by=ADMINISTRATOR, **_PERSON),
    "accounts:resume": Row(seen_by=ADMINISTRATOR, **_PERSON),
    "accounts:give_role": Row(seen_by=ADMINISTRATOR, **_PERSON),
    "accounts:change_grant": Row(seen_by=ADMINISTRATOR, args="person", post=404),
    "accounts:invite": Row(seen_by=ADMINISTRATOR, **_PERSON),
    "accounts:audit": Row(seen_by=ADMINISTRATOR, get=200),
}
