"""Does every word of a picture fit? One measure for all pictures."""

from itertools import combinations

from matplotlib.backends.backend_agg import FigureCanvasAgg

from ketabrain.engine.draw.style import house_style
from tests.engine.draw.written import boxes_of_words, draws_words, on_axes


def crowded(figure):
    """Texts, titles and labels of axes that leave the picture, and pairs of them that lie over one another."""
    with house_style():
        FigureCanvasAgg(figure).draw()
    return crowded_as_drawn(figure)


def crowded_as_drawn(figure):
    """The same for a figure that has been drawn already, which is most of the time."""
    boxes = boxes_as_drawn(figure)
    width, height = FigureCanvasAgg(figure).get_width_height()
    out = [word for word, box in boxes if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height]
    return out + [
        (one, other)
        for (one, a), (other, b) in combinations(boxes, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 2
    ]


def boxes_as_drawn(figure):
    """Every word of a figure that has been drawn, with its box in pixels from the lower left."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    texts = [*figure.texts, *(text for axes in figure.axes for text in _words(axes))]
    boxes = [
        (text.get_text(), text.get_window_extent(renderer))
        for text in texts
        if text.get_text().strip() and text.get_visible()
    ]
    artists = [*figure.artists, *(each for axes in figure.axes for each in (*axes.collections, *on_axes(axes)))]
    return boxes + [named for each in artists if draws_words(each) for named in boxes_of_words(each, figure.dpi)]


def _words(axes):
    shown = [axes.xaxis.label, axes.yaxis.label] if axes.axison else []
    return [*axes.texts, axes._left_title, *shown]
