#!/bin/sh
# Extracts every translatable string and merges it into the catalogues; translations are kept.
set -eu
bin=.venv/bin
locale=volteface/core/locale
template=$locale/django.pot
# Everything is made here and put in place whole: an interrupted run leaves the catalogues alone.
making=$(mktemp -d)
trap 'rm -rf "$making"' EXIT

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
    -o "$making/django.pot" volteface
settle "$making/django.pot" "" ""

for language in en fr; do
    case $language in
        fr) plural='(n > 1)' ;;
        *) plural='(n != 1)' ;;
    esac
    folder=$locale/$language/LC_MESSAGES
    mkdir -p "$folder"
    made=$making/$language.po
    if [ -f "$folder/django.po" ]; then
        cp "$folder/django.po" "$made"
    else
        $bin/pybabel -q init -i "$making/django.pot" -l $language -o "$made"
    fi
    $bin/pybabel -q update -i "$making/django.pot" -l $language -o "$made" \
        --no-fuzzy-matching --ignore-obsolete --no-wrap
    settle "$made" $language "$plural"
    cp "$made" "$folder/.django.po.new"
    mv "$folder/.django.po.new" "$folder/django.po"
done
cp "$making/django.pot" $template
