#!/bin/sh
# Extracts every translatable string and merges it into the catalogues; translations are kept.
set -eu
bin=.venv/bin
locale=volteface/core/locale
template=$locale/django.pot

# Replaces the header of a catalogue by one that says only what readers of the file need,
# so that the same strings always give the same file.
settle() {
    {
        printf 'msgid ""\nmsgstr ""\n'
        [ -z "$2" ] || printf '"Language: %s\\n"\n' "$2"
        printf '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        printf '"Content-Transfer-Encoding: 8bit\\n"\n'
        [ -z "$3" ] || printf '"Plural-Forms: nplurals=2; plural=%s;\\n"\n' "$3"
        sed '1,/^$/d' "$1" | sed '1s/^/\n/'
    } >"$1.new"
    mv "$1.new" "$1"
}

$bin/pybabel -q extract -F $locale/babel.cfg --no-location --sort-output --no-wrap \
    -k gettext_lazy -k ngettext_lazy:1,2 -k pgettext_lazy:1c,2 -k npgettext_lazy:1c,2,3 \
    -o $template volteface
settle $template "" ""

for language in en fr; do
    case $language in
        fr) plural='(n > 1)' ;;
        *) plural='(n != 1)' ;;
    esac
    folder=$locale/$language/LC_MESSAGES
    mkdir -p "$folder"
    [ -f "$folder/django.po" ] ||
        $bin/pybabel -q init -i $template -l $language -o "$folder/django.po"
    $bin/pybabel -q update -i $template -l $language -o "$folder/django.po" \
        --no-fuzzy-matching --ignore-obsolete --no-wrap
    settle "$folder/django.po" $language "$plural"
done
