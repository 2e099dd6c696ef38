"""The commonest words of English and French, folded: they say nothing of what a text is about."""

from __future__ import annotations

_ENGLISH = """
a about all also am an and any are as at be because been being but by can could did do
does doing don for from get had has have having he her here him his how i if in into is isn it its
just like ll me more most my no not of on one only or other our out over own re s same she should
so some such t than that the their them then there these they this those to too up ve very was we
were what when where which who why will with would you your
"""
_FRENCH = """
a ai aie ainsi alors as au aussi autre aux avec avoir c ca car ce cela ces cet cette ceux chaque
comme comment d dans de des dois doit donc du elle elles en encore es est et etait etc ete etre eu
fait faut ils il j je l la le les leur leurs lui m ma mais me meme mes moi mon n ne ni nos notre
nous on ont ou par parce pas peu peut plus pour pourquoi puis qu quand que quel quelle qui quoi s sa
sans se sera ses si son sont sur t ta te tes toi ton tous tout toute tres tu un une va vos votre
vous y
"""
STOP_WORDS = frozenset(f"{_ENGLISH} {_FRENCH}".split())
