"""Small drawings of a harbour, one for each seed: pictures that are nobody's but ours."""

import random


def draw(seed: str) -> str:
    """An SVG of sky, sea, a sun and a few sails; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - a game, no secret
    hue = chance.randint(190, 230)
    horizon = chance.randint(180, 240)
    sails = "".join(_sail(chance, horizon) for _ in range(chance.randint(2, 6)))
    waves = "".join(_wave(chance, horizon, hue) for _ in range(9))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360" role="img">'
        f'<rect width="640" height="360" fill="hsl({hue} 55% 86%)"/>'
        f'<circle cx="{chance.randint(60, 580)}" cy="{chance.randint(40, 130)}" r="34"'
        f' fill="hsl({chance.randint(28, 48)} 90% 74%)"/>'
        f'<rect y="{horizon}" width="640" height="{360 - horizon}" fill="hsl({hue} 48% 44%)"/>'
        f"{waves}{sails}</svg>"
    )


def _sail(chance: random.Random, horizon: int) -> str:
    x, size = chance.randint(40, 600), chance.randint(26, 78)
    y = horizon + size // 2
    return (
        f'<path d="M{x} {y}v-{size}l{size // 2} {size - 6}z" fill="#fdfbf5"/>'
        f'<path d="M{x - 4} {y}v-{size - 12}l-{size // 3} {size - 16}z"'
        f' fill="hsl({chance.randint(0, 360)} 60% 58%)"/>'
        f'<path d="M{x - size // 2} {y + 3}h{size}l-{size // 6} {size // 7}h-{2 * size // 3}z"'
        ' fill="#37302c"/>'
    )


def _wave(chance: random.Random, horizon: int, hue: int) -> str:
    x, y = chance.randint(0, 560), chance.randint(horizon + 10, 350)
    return (
        f'<path d="M{x} {y}q12 -7 24 0t24 0t24 0" fill="none" stroke-width="2"'
        f' stroke="hsl({hue} 60% 62%)"/>'
    )
