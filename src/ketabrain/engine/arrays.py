"""What an array of numbers is called in this package."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
