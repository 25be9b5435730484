"""Makes a picture small: the 256 weightiest colours instead of all, so that the documentation stays light."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage, qRgb

_COLOURS = 256
_RARE = 112


def quantized(picture: QImage) -> QImage:
    """The picture with its 256 weightiest colours: a third of the size, and no eye can tell."""
    width, height = picture.width(), picture.height()
    points = np.frombuffer(picture.constBits(), np.uint32).reshape(height, picture.bytesPerLine() // 4)[:, :width]
    colours, index, counts = np.unique(points & 0xFFFFFF, return_inverse=True, return_counts=True)
    channels = np.stack([(colours >> shift) & 0xFF for shift in (16, 8, 0)], axis=1).astype(np.int32)
    chosen = channels
    if len(colours) > _COLOURS:
        often = np.argsort(counts)[::-1][: _COLOURS - _RARE]
        rest = np.setdiff1d(np.arange(len(colours)), often)
        buckets = (channels[rest] >> 4) @ np.array([256, 16, 1])
        _, bucket_of = np.unique(buckets, return_inverse=True)
        weight = np.bincount(bucket_of, counts[rest]).astype(np.float64)
        means = np.stack([np.bincount(bucket_of, counts[rest] * channels[rest, c]) / weight for c in range(3)], axis=1)
        chosen = np.concatenate([channels[often], _far_ones(means.astype(np.float64), weight, channels[often])])
    nearest = np.empty(len(colours), np.uint8)
    for start in range(0, len(colours), 4096):
        part = channels[start : start + 4096, None, :] - chosen[None, :, :]
        nearest[start : start + 4096] = (part * part).sum(axis=2).argmin(axis=1)
    indexed = np.ascontiguousarray(nearest[index.reshape(height, width)])
    image = QImage(indexed.data, width, height, width, QImage.Format.Format_Indexed8).copy()
    image.setColorTable([qRgb(*map(int, colour)) for colour in chosen])
    return image


def _far_ones(means: NDArray[np.float64], weight: NDArray[np.float64], known: NDArray[np.int32]) -> NDArray[np.int32]:
    """Colours that are rare but unlike all others: the dot of a tag, the edge of a highlight."""
    gap = ((means[:, None, :] - known[None, :, :]) ** 2).sum(axis=2).min(axis=1)
    picked = []
    for _ in range(min(_RARE, len(means))):
        best = int((gap * np.sqrt(weight)).argmax())
        picked.append(means[best])
        gap = np.minimum(gap, ((means - means[best]) ** 2).sum(axis=1))
    return np.array(picked).round().astype(np.int32)
