"""Numbers over time as pictures. Drawn off the loop: a chart takes tenths of a second."""

from __future__ import annotations

import asyncio
import importlib
import io
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

DAYS_A_LABEL = 3
"""Every date would be too small for a phone."""

INK, PAPER, ACCENT, SECOND = "#2b2230", "#fbf7f4", "#b0304f", "#7d6a9c"


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart. None means that nothing is known of that day."""

    label: str
    values: Sequence[int | None]


class Charts:
    """Draws charts one at a time on a thread of its own."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="charts")

    def warm_up(self) -> None:
        """Load what drawing needs while somebody is on the way to a chart."""
        self._thread.submit(_load)

    async def days(self, title: str, days: Sequence[date], panels: Sequence[Series]) -> bytes:
        """A PNG with one panel of daily bars per series."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, _draw_days, title, days, panels)

    def close(self) -> None:
        """Finish what is being drawn and end the thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)


def _load() -> None:
    import matplotlib as mpl

    mpl.use("Agg")
    importlib.import_module("matplotlib.figure")


def _draw_days(title: str, days: Sequence[date], panels: Sequence[Series]) -> bytes:
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib.figure import Figure

    figure = Figure(figsize=(4.4, 1.35 * len(panels) + 0.7), dpi=200, facecolor=PAPER)
    axes = figure.subplots(len(panels), 1, sharex=True, squeeze=False)[:, 0]
    positions = range(len(days))
    for axis, panel, colour in zip(axes, panels, (ACCENT, SECOND, INK) * 3, strict=False):
        heights = [value or 0 for value in panel.values]
        axis.bar(positions, heights, color=colour, width=0.7)
        axis.set_facecolor(PAPER)
        axis.set_title(panel.label, loc="left", color=INK, fontsize=11)
        axis.set_ylim(0, max([*heights, 1]) * 1.25)
        axis.yaxis.get_major_locator().set_params(integer=True)
        axis.spines[["top", "right", "left"]].set_visible(False)
        axis.tick_params(colors=INK, length=0, labelsize=9)
        for x, value in zip(positions, panel.values, strict=True):
            if value:
                axis.annotate(str(value), (x, value), ha="center", va="bottom", fontsize=9)
    shown = list(positions)[::-DAYS_A_LABEL]  # today always has one
    axes[-1].set_xticks(shown, [days[x].strftime("%d/%m") for x in shown], fontsize=9)
    figure.suptitle(title, x=0.02, ha="left", color=INK, fontsize=14, weight="bold")
    figure.tight_layout()
    picture = io.BytesIO()
    figure.savefig(picture, format="png")
    return picture.getvalue()
