"""Choosing left or right from noisy evidence: two pools of pyramidal cells that compete (wong2006).

Each pool excites itself through slow NMDA receptors and holds down the other by way of interneurons. The two NMDA
gatings S are the whole memory of the circuit; a pool whose firing reaches 15 Hz has decided.

    x_1 = J_11 S_1 − J_12 S_2 + I_0 + J_ext mu_0 (1 + c/100) + noise
    dS_1/dt = −S_1 / tau_NMDA + (1 − S_1) gamma F(x_1)

c is the coherence (%), the share of dots that move together. All constants are published (table circuit_parameters).
Ours are three things. Block on pyramidal cells takes away a share of J_11 and so lowers excitation against
inhibition. Block on interneurons takes away a share of J_12 and so raises it: the model has no interneurons of its own,
so this is a reduction. And a circuit that has not decided when time is up tosses a coin.
"""

from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.errors import ModelError
from ketabrain.topics.circuit.disinhibition import firing_rate
from ketabrain.topics.circuit.parameters import checked_share, constants

COHERENCES_PERCENT = (0.0, 3.2, 6.4, 12.8, 25.6)
DEADLINES_S = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
TRIAL_S = max(DEADLINES_S)
BLOCKS_E_PERCENT = tuple(range(11))
BLOCKS_I_PERCENT = (0, 10, 20, 30, 40, 50)
"""What was simulated and stored: shares of block on pyramidal cells and on interneurons."""
TRIALS = 2000
SAMPLES = 8
SAMPLE_SD_PERCENT = 20.0
"""For the weights of early and late evidence: coherence changes at random this often in a trial, by this much."""


@dataclass(frozen=True)
class DecisionTrials:
    """Many decisions: the choice (1 right, −1 wrong, 0 none), its time (s; nan if none) and the evidence (%) seen.

    Shapes: trials; evidence: samples by trials.
    """

    choice: Array
    time_s: Array
    evidence_percent: Array

    def decided(self, choice: int, deadline_s: float) -> float:
        """Share of trials (0–1) with this choice made by the deadline."""
        return float(np.mean((self.choice == choice) & (self.time_s <= deadline_s)))

    @property
    def weights(self) -> Array:
        """By sample: mean evidence before a right choice minus that before a wrong one, in SD of the evidence."""
        right, wrong = (self.evidence_percent[:, self.choice == side].mean(axis=1) for side in (1, -1))
        return (right - wrong) / SAMPLE_SD_PERCENT


def simulate_decisions(
    coherence_percent: float,
    block_e: float = 0.0,
    block_i: float = 0.0,
    *,
    trials: int = TRIALS,
    sample_sd_percent: float = 0.0,
    seed: int = 0,
) -> DecisionTrials:
    """Run many decisions of at most TRIAL_S by Euler steps of the published length (wong2006).

    `coherence_percent` is the share of dots that move together (0–100; below 0 they move to the left), `block_e` and
    `block_i` are the shares (0–1) of J_11 and J_12 taken away. `trials` counts decisions, `sample_sd_percent` is by how
    much coherence changes at random SAMPLES times in a trial (0: not at all), and the same `seed` gives the same
    decisions. Raises ModelError for a share outside 0–1.

    >>> easy = simulate_decisions(51.2, trials=20)
    >>> easy.decided(1, deadline_s=2) > easy.decided(-1, deadline_s=2)
    True
    """
    checked_share(block_e, "NMDA receptors on pyramidal cells")
    checked_share(block_i, "NMDA receptors on interneurons")
    p = constants("wong2006")
    random = np.random.default_rng(seed)
    evidence = coherence_percent + sample_sd_percent * random.normal(size=(SAMPLES, trials))
    steps = round(TRIAL_S / p["dt"])
    gating, noise = np.full((2, trials), p["S_start"]), np.zeros((2, trials))
    choice, time_s = np.zeros(trials, dtype=int), np.full(trials, np.nan)
    kick = p["sigma"] * np.sqrt(p["dt"] / p["tau_AMPA"])
    for step in range(steps):
        lean = evidence[step * SAMPLES // steps] / 100
        current = (1 - block_e) * p["J_11"] * gating - (1 - block_i) * p["J_12"] * gating[::-1] + p["I_0"] + noise
        current += p["J_ext"] * p["mu_0"] * np.stack([1 + lean, 1 - lean])
        rate = firing_rate(current, p["a"], p["b"], p["d"])
        gating += p["dt"] * (-gating / p["tau_NMDA"] + (1 - gating) * p["gamma"] * rate)
        noise += -noise * p["dt"] / p["tau_AMPA"] + kick * random.normal(size=(2, trials))
        now = (choice == 0) & (rate.max(axis=0) >= p["threshold"])
        choice[now] = np.where(rate[0, now] > rate[1, now], 1, -1)
        time_s[now] = (step + 1) * p["dt"]
    return DecisionTrials(choice, time_s, evidence)


@dataclass(frozen=True)
class Choices:
    """Stored decisions under block, and without it (`normal`), when time is up at `deadline_s`.

    Rows of `under` and `normal`: coherence_percent, right, wrong, none (shares 0–1), accuracy (a coin toss for none)
    and its standard error. `weights`, `normal_weights`: weight of early to late evidence over two seconds, in SD.
    """

    block_e: float
    block_i: float
    deadline_s: float
    under: pd.DataFrame
    normal: pd.DataFrame
    weights: Array
    normal_weights: Array

    @property
    def early(self) -> float:
        """Share of the weight that lies in the first quarter of the trial under block."""
        return float(self.weights[:2].sum() / self.weights.sum())

    @property
    def normal_early(self) -> float:
        """The same without block."""
        return float(self.normal_weights[:2].sum() / self.normal_weights.sum())


def choices(block_e_percent: float, block_i_percent: float, deadline_s: float) -> Choices:
    """What the stored decisions say for blocks (%) on pyramidal cells and on interneurons and a deadline (s).

    Raises ModelError for what was not simulated. Block on pyramidal cells makes the circuit dither:

    >>> blocked = choices(block_e_percent=10, block_i_percent=0, deadline_s=2)
    >>> bool(blocked.under["none"].mean() > 10 * blocked.normal["none"].mean())
    True
    """
    under, weights = _stored(block_e_percent, block_i_percent, deadline_s)
    normal, normal_weights = _stored(0, 0, deadline_s)
    return Choices(block_e_percent / 100, block_i_percent / 100, deadline_s, under, normal, weights, normal_weights)


@dataclass(frozen=True)
class Balance:
    """Accuracy, its standard error and undecided trials (shares 0–1) along one line of E/I balance.

    `labels` run from the largest block on pyramidal cells (%) over "none" to the largest on interneurons (%).
    """

    coherence_percent: float
    deadline_s: float
    labels: tuple[str, ...]
    accuracy: Array
    accuracy_se: Array
    undecided: Array

    @property
    def normal(self) -> int:
        """The place without block on the line."""
        return self.labels.index("none")

    @property
    def clearly_best(self) -> int | None:
        """Where accuracy is largest; None if it is not more than two standard errors above that without block."""
        best, normal = int(self.accuracy.argmax()), self.normal
        error = np.hypot(self.accuracy_se[best], self.accuracy_se[normal])
        return best if self.accuracy[best] - self.accuracy[normal] > 2 * error else None


def balance(coherence_percent: float, deadline_s: float) -> Balance:
    """Stored decisions from low to high E/I at a coherence (%) and a deadline (s).

    Raises ModelError for a coherence or deadline that was not simulated.
    """
    line = [(block, 0) for block in reversed(BLOCKS_E_PERCENT)] + [(0, block) for block in BLOCKS_I_PERCENT if block]
    labels = [str(max(blocks)) if any(blocks) else "none" for blocks in line]
    rows = _along(deadline_s, coherence_percent).loc[line]
    return Balance(
        coherence_percent,
        deadline_s,
        tuple(labels),
        *(rows[name].to_numpy() for name in ("accuracy", "accuracy_se", "none")),
    )


@cache
def _decided() -> pd.DataFrame:
    """Every stored setting with the columns none, accuracy and accuracy_se (shares 0–1) added."""
    rows = tables.load("decision_grid")
    none = 1 - rows["right"] - rows["wrong"]
    accuracy = rows["right"] + none / 2
    error = np.sqrt((accuracy * (1 - accuracy)).clip(lower=0) / TRIALS)
    return rows.assign(none=none, accuracy=accuracy, accuracy_se=error)


def _along(deadline_s: float, coherence_percent: float) -> pd.DataFrame:
    """Stored decisions at one deadline and coherence by blocks (%). Raises ModelError for what was not simulated."""
    _check_simulated("dots that agree (%)", "coherence_percent", coherence_percent)
    _check_simulated("time to choose (s)", "deadline_s", deadline_s)
    rows = _decided()
    rows = rows[(rows["deadline_s"] == deadline_s) & (rows["coherence_percent"] == coherence_percent)]
    return rows.set_index(["block_e_percent", "block_i_percent"])


def _check_simulated(name: str, column: str, value: float) -> None:
    stored = sorted(_decided()[column].unique())
    if value not in stored:
        one_of = ", ".join(f"{each:g}" for each in stored)
        raise ModelError(f"Decisions were simulated for {name}: {one_of}; got {value:g}. Choose one of these.")


def _stored(block_e_percent: float, block_i_percent: float, deadline_s: float) -> tuple[pd.DataFrame, Array]:
    def of(table: pd.DataFrame) -> pd.DataFrame:
        return table[(table["block_e_percent"] == block_e_percent) & (table["block_i_percent"] == block_i_percent)]

    _check_simulated("block on pyramidal cells (%)", "block_e_percent", block_e_percent)
    _check_simulated("block on interneurons (%)", "block_i_percent", block_i_percent)
    _check_simulated("time to choose (s)", "deadline_s", deadline_s)
    rows, weights = of(_decided()), of(tables.load("decision_weights")).sort_values("sample")["weight"].to_numpy()
    return rows[rows["deadline_s"] == deadline_s].reset_index(drop=True), weights


# The grids


def block_settings() -> list[tuple[int, int]]:
    """Every stored pair of blocks (%): pyramidal cells, interneurons."""
    return list(product(BLOCKS_E_PERCENT, BLOCKS_I_PERCENT))


def grid_settings() -> list[tuple[int, int, float]]:
    """Every stored pair of blocks with every coherence (%)."""
    return [(*blocks, coherence) for blocks in block_settings() for coherence in COHERENCES_PERCENT]


def grid_rows(setting: tuple[int, int, float]) -> list[dict[str, float]]:
    """Shares of right and wrong choices by every deadline, as stored, for one setting."""
    block_e, block_i, coherence = setting
    trials = simulate_decisions(coherence, block_e / 100, block_i / 100)
    return [
        {
            "block_e_percent": block_e,
            "block_i_percent": block_i,
            "coherence_percent": coherence,
            "deadline_s": deadline,
            "right": trials.decided(1, deadline),
            "wrong": trials.decided(-1, deadline),
        }
        for deadline in DEADLINES_S
    ]


def weight_rows(blocks: tuple[int, int]) -> list[dict[str, float]]:
    """Weight of each sample of evidence on the choice, as stored, for one pair of blocks (%)."""
    block_e, block_i = blocks
    trials = simulate_decisions(0, block_e / 100, block_i / 100, sample_sd_percent=SAMPLE_SD_PERCENT)
    return [
        {"block_e_percent": block_e, "block_i_percent": block_i, "sample": i + 1, "weight": round(float(weight), 4)}
        for i, weight in enumerate(trials.weights)
    ]
