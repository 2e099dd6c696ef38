#!/bin/sh
# Extracts every translatable string and merges it into the catalogues.
set -eu
bin=.venv/bin
$bin/pybabel -q extract -F volteface/core/locale/babel.cfg --no-location --sort-output \
    -k gettext_lazy -k _lazy -k ngettext_lazy:1,2 -o volteface/core/locale/django.pot volteface
for language in en fr; do
    mkdir -p "volteface/core/locale/$language/LC_MESSAGES"
    catalogue="volteface/core/locale/$language/LC_MESSAGES/django.po"
    [ -f "$catalogue" ] || $bin/pybabel -q init -i volteface/core/locale/django.pot -l "$language" -o "$catalogue"
    $bin/pybabel -q update -i volteface/core/locale/django.pot -l "$language" -o "$catalogue" --no-fuzzy-matching --omit-header --ignore-obsolete 2>/dev/null || \
    $bin/pybabel -q update -i volteface/core/locale/django.pot -l "$language" -o "$catalogue" --no-fuzzy-matching
done
