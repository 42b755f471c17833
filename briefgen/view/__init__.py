"""Issue + audience + language -> what that audience may see.

Owns the cut: items not meant for the audience are gone, references to them are
gone, wording is resolved, remarks for the authors are gone. What comes out is plain
data with every key of the format there, empty where there is nothing. It runs
before any template, and no template can reach behind it. Owns also what authors are
told of it: who sees which item (`sights`), and what was left out and why (`omissions`).
"""

from briefgen.view.cutter import view
from briefgen.view.sights import Omission, Sight, omissions, sights

__all__ = ["Omission", "Sight", "omissions", "sights", "view"]
