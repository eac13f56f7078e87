"""What are the people and units of the demonstration organisation called?

Names are drawn without regard to any other attribute of a person: nothing may be inferred from
them, and the organisation shows it.
"""

import numpy as np
from numpy.typing import NDArray

FIRST = (
    "Ada Ana Anouk Arda Aiko Amal Ben Bela Bruno Cai Carla Chi Cleo Dana Dario Dilan Edda Eli Emre "
    "Esra Fay Felix Fumi Gil Gita Gus Hana Hugo Ida Ilan Ines Ivo Jan Jia Joel June Kai Karim Kira "
    "Lea Lena Leo Lou Mara Mei Milo Mina Nadia Nico Noa Noor Ola Omar Pia Priya Quinn Rafa Remy "
    "Rosa Ruth Sami Sasha Sol Suri Tala Tao Teo Uma Ugo Vera Victor Wanda Wim Xia Yara Yusuf Zara Zoe"
).split()
LAST = (
    "Abe Adler Alvarez Amari Baker Banerjee Bauer Bianchi Brandt Castro Chen Cohen Costa Diaz Dubois "
    "Egger Eriksen Farah Fischer Fontana Garcia Gupta Haddad Hansen Hassan Horvat Ibrahim Ito Ivanov "
    "Jansen Jensen Kaya Keller Khan Kim Kovac Kowalski Larsen Lee Lopez Lund Maier Marin Mbeki Mendez "
    "Meyer Moreau Mori Nakamura Nguyen Novak Okafor Olsen Ortiz Osei Park Patel Perez Petrov Popov "
    "Ramos Rao Reyes Ricci Rossi Sato Schmid Silva Singh Sousa Suzuki Tanaka Thoma Torres Ueda Vargas "
    "Vogel Wagner Wang Weiss Wolf Wu Yamada Yilmaz Young Zhang Ziegler"
).split()
DIVISIONS = (
    "Technology Operations Customers Finance Product Research Logistics Services Markets Planning "
    "Quality Energy"
).split()
DEPARTMENTS = (
    "Platform Data Payments Design Security Mobile Delivery Support Analytics Sourcing Partners Risk "
    "Labs Field Content Tools"
).split()
FAMILIES = ("engineering", "product", "commercial", "operations")
SITES = ("Lisbon", "Vienna", "Nairobi", "Osaka", "remote")
TITLES = {
    1: "associate",
    2: "specialist",
    3: "senior specialist",
    4: "staff specialist",
    5: "team lead",
    6: "head of department",
    7: "head of division",
    8: "managing director",
}


def full_names(random: np.random.Generator, people: int) -> list[str]:
    """A name for each of *people*; two people may share one, as in life."""
    first: NDArray[np.int64] = random.integers(0, len(FIRST), people)
    last: NDArray[np.int64] = random.integers(0, len(LAST), people)
    return [f"{FIRST[a]} {LAST[b]}" for a, b in zip(first.tolist(), last.tolist(), strict=True)]


def unit_name(words: list[str] | tuple[str, ...], position: int) -> str:
    """The name at *position*; past the list it gets a number: ``Platform 2``."""
    rounds, word = divmod(position, len(words))
    return words[word] if rounds == 0 else f"{words[word]} {rounds + 1}"
