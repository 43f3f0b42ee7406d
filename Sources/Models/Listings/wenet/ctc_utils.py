"""From the best token of every frame to the recognised tokens.

Follows WeNet 015469960, wenet/utils/ctc_utils.py.
"""
from typing import List


def remove_duplicates_and_blank(hyp: List[int], blank_id: int = 0) -> List[int]:
    """Merge runs of one token, then drop the blanks.

    With "-" for blank: "aa-ab-b" -> "aabb". A blank between two equal
    tokens keeps both.
    """
    new_hyp = []
    cur = 0
    while cur < len(hyp):
        if hyp[cur] != blank_id:
            new_hyp.append(hyp[cur])
        prev = cur
        while cur < len(hyp) and hyp[cur] == hyp[prev]:
            cur += 1
    return new_hyp
