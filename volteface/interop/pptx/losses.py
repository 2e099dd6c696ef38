"""Why something of a deck did not come in, in sentences to translate."""

from __future__ import annotations

from volteface.core.words import N_

ANIMATIONS = N_("Animations do not come in: everything on the slide is shown at once.")
CHART = N_("The chart came in as a table of its numbers; draw it again as a picture if needed.")
CHART_LOST = N_("The chart could not be read. Save it as a picture and add it.")
SMART_ART = N_("The diagram (SmartArt) came in as its words. Save it as a picture and add it.")
EMBEDDED = N_("An embedded object does not come in. Add its file to the course's files.")
COMMENTS = N_("Comments do not come in.")
EQUATION = N_("The equation could not be turned into a formula; its signs came in as text.")
DRAWING = N_("A drawing made of shapes does not come in. Save it as a picture and add it.")
PICTURE = N_("This kind of picture is not shown by browsers. Save it as PNG and add it.")
SILENT = N_("A picture has no alternative text: write what it shows.")
FILM = N_("This kind of film or sound is not played by browsers. Save it as MP4 and add it.")
FAR_FILM = N_("The film lies outside the file. Add it to the course's files.")
HIDDEN = N_("The slide is hidden in the deck; its text came in. Leave it out if it is not meant.")
EMPTY = N_("The slide is empty.")
