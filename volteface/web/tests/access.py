"""Who may use the addresses of the composed pages."""

from tests.access import ADMINISTRATOR, CYCLE, EVERYBODY, SIGNED_IN, Row

ACCESS = {
    "web:home": Row(seen_by=SIGNED_IN, get=200),
    "web:cycle": Row(seen_by=CYCLE, args="cycle", get=200),
    "web:alive": Row(seen_by=EVERYBODY, get=200, public=True),
    "web:ready": Row(seen_by=EVERYBODY, get=200, public=True),
    "web:security_contact": Row(seen_by=EVERYBODY, get=200, public=True),
    "web:system": Row(seen_by=ADMINISTRATOR, get=200),
    "web:accessibility": Row(seen_by=EVERYBODY, get=200, public=True),
    "web:styleguide": Row(seen_by=EVERYBODY, get=200, public=True),
}
