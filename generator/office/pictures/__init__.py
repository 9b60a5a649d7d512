"""Pictures from outside, as they go into Word and Excel files."""

from generator.office.pictures.picture import (
    EMU_PER_INCH,
    BrokenPicture,
    Picture,
    PictureSource,
    no_pictures,
)
from generator.office.pictures.reading import LARGEST, read_picture

__all__ = [
    "EMU_PER_INCH",
    "LARGEST",
    "BrokenPicture",
    "Picture",
    "PictureSource",
    "no_pictures",
    "read_picture",
]
