/**
 * The melodies of the task of music, in the notation of `notation.ts`, each in C major or A minor: old tunes in a plain
 * form, some without their repeats or their second half, and then our own.
 */
export const MELODY_TEXT = `
title: Ah ! vous dirai-je, maman
origin: traditional, France, 1761
metre: 4/4
C4/4 C4/4 G4/4 G4/4 | A4/4 A4/4 G4/2 | F4/4 F4/4 E4/4 E4/4 | D4/4 D4/4 C4/2 |
G4/4 G4/4 F4/4 F4/4 | E4/4 E4/4 D4/2 | G4/4 G4/4 F4/4 F4/4 | E4/4 E4/4 D4/2 |
C4/4 C4/4 G4/4 G4/4 | A4/4 A4/4 G4/2 | F4/4 F4/4 E4/4 E4/4 | D4/4 D4/4 C4/2 |

title: Frère Jacques
origin: traditional, France
metre: 4/4
C4/4 D4/4 E4/4 C4/4 | C4/4 D4/4 E4/4 C4/4 | E4/4 F4/4 G4/2 | E4/4 F4/4 G4/2 |
G4/8 A4/8 G4/8 F4/8 E4/4 C4/4 | G4/8 A4/8 G4/8 F4/8 E4/4 C4/4 | C4/4 G3/4 C4/2 | C4/4 G3/4 C4/2 |

title: Greensleeves
origin: traditional, England, 1580
metre: 6/8
A4/8 | C5/4 D5/8 E5/8. F#5/16 E5/8 | D5/4 B4/8 G4/8. A4/16 B4/8 | C5/4 A4/8 A4/8. G#4/16 A4/8 |
B4/4 G#4/8 E4/4 A4/8 | C5/4 D5/8 E5/8. F#5/16 E5/8 | D5/4 B4/8 G4/8. A4/16 B4/8 | C5/8. B4/16 A4/8 G#4/8. F#4/16 G#4/8 |
A4/4. A4/4 |

title: Scarborough Fair
origin: traditional, England
metre: 3/4
A3/2 A3/4 | E4/2 E4/4 | B3/4. C4/8 B3/4 | A3/2. |
r/4 E4/4 G4/4 | A4/2 G4/4 | E4/4 F#4/4 D4/4 | E4/2. |
r/2 A4/4 | A4/2 A4/4 | G4/2 E4/4 | E4/4 D4/4 C4/4 |
B3/4 G3/2 | A3/2 E4/4 | D4/2 C4/4 | B3/4 A3/4 G3/4 |
A3/2. |

title: Sakura
origin: traditional, Japan
metre: 4/4
A4/4 A4/4 B4/2 | A4/4 A4/4 B4/2 | A4/4 B4/4 C5/4 B4/4 | A4/4 B4/8 A4/8 F4/2 |
E4/4 C4/4 E4/4 F4/4 | E4/4 E4/8 C4/8 B3/2 | A4/4 B4/4 C5/4 B4/4 | A4/4 B4/8 A4/8 F4/2 |
E4/4 C4/4 E4/4 F4/4 | E4/4 E4/8 C4/8 B3/2 | A4/4 A4/4 B4/2 | A4/4 A4/4 B4/2 |
E4/4 F4/4 B4/8 A4/8 F4/4 | E4/1 |

title: Auld Lang Syne
origin: traditional, Scotland, 1799
metre: 4/4
G3/4 | C4/4. C4/8 C4/4 E4/4 | D4/4. C4/8 D4/4 E4/4 | C4/4. C4/8 E4/4 G4/4 |
A4/2. A4/4 | G4/4. E4/8 E4/4 C4/4 | D4/4. C4/8 D4/4 E4/4 | C4/4. A3/8 A3/4 G3/4 |
C4/2. A4/4 | G4/4. E4/8 E4/4 C4/4 | D4/4. C4/8 D4/4 A4/4 | G4/4. E4/8 E4/4 G4/4 |
A4/2. A4/4 | G4/4. E4/8 E4/4 C4/4 | D4/4. C4/8 D4/4 E4/4 | C4/4. A3/8 A3/4 G3/4 |
C4/2. |

title: Au clair de la lune
origin: traditional, France, 18th century
metre: 4/4
C4/4 C4/4 C4/4 D4/4 | E4/2 D4/2 | C4/4 E4/4 D4/4 D4/4 | C4/1 |
C4/4 C4/4 C4/4 D4/4 | E4/2 D4/2 | C4/4 E4/4 D4/4 D4/4 | C4/1 |
D4/4 D4/4 D4/4 D4/4 | A3/2 A3/2 | D4/4 C4/4 B3/4 A3/4 | G3/1 |
C4/4 C4/4 C4/4 D4/4 | E4/2 D4/2 | C4/4 E4/4 D4/4 D4/4 | C4/1 |

title: Ode to Joy
origin: Ludwig van Beethoven, Vienna, 1824
metre: 4/4
E4/4 E4/4 F4/4 G4/4 | G4/4 F4/4 E4/4 D4/4 | C4/4 C4/4 D4/4 E4/4 | E4/4. D4/8 D4/2 |
E4/4 E4/4 F4/4 G4/4 | G4/4 F4/4 E4/4 D4/4 | C4/4 C4/4 D4/4 E4/4 | D4/4. C4/8 C4/2 |
D4/4 D4/4 E4/4 C4/4 | D4/4 E4/8 F4/8 E4/4 C4/4 | D4/4 E4/8 F4/8 E4/4 D4/4 | C4/4 D4/4 G3/2 |
E4/4 E4/4 F4/4 G4/4 | G4/4 F4/4 E4/4 D4/4 | C4/4 C4/4 D4/4 E4/4 | D4/4. C4/8 C4/2 |

title: London Bridge
origin: traditional, England
metre: 4/4
G4/4. A4/8 G4/4 F4/4 | E4/4 F4/4 G4/2 | D4/4 E4/4 F4/2 | E4/4 F4/4 G4/2 |
G4/4. A4/8 G4/4 F4/4 | E4/4 F4/4 G4/2 | D4/2 G4/2 | E4/4 C4/2. |

title: Yankee Doodle
origin: traditional, North America, 18th century
metre: 4/4
C5/4 C5/4 D5/4 E5/4 | C5/4 E5/4 D5/4 G4/4 | C5/4 C5/4 D5/4 E5/4 | C5/2 B4/2 |
C5/4 C5/4 D5/4 E5/4 | F5/4 E5/4 D5/4 C5/4 | B4/4 G4/4 A4/4 B4/4 | C5/2 C5/2 |
A4/4. B4/8 A4/4 G4/4 | A4/4 B4/4 C5/2 | G4/4. A4/8 G4/4 F4/4 | E4/2 G4/2 |
A4/4. B4/8 A4/4 G4/4 | A4/4 B4/4 C5/4 A4/4 | G4/4 C5/4 B4/4 D5/4 | C5/2 C5/2 |

title: Oh! Susanna
origin: Stephen Foster, United States, 1848
metre: 4/4
C4/8 D4/8 | E4/4 G4/4 G4/4. A4/8 | G4/4 E4/4 C4/4. D4/8 | E4/4 E4/4 D4/4 C4/4 |
D4/2. C4/8 D4/8 | E4/4 G4/4 G4/4. A4/8 | G4/4 E4/4 C4/4. D4/8 | E4/4 E4/4 D4/4 D4/4 |
C4/1 | F4/2 F4/2 | A4/4 A4/2 A4/4 | G4/4 G4/4 E4/4 C4/4 |
D4/2. C4/8 D4/8 | E4/4 G4/4 G4/4. A4/8 | G4/4 E4/4 C4/4. D4/8 | E4/4 E4/4 D4/4 D4/4 |
C4/2. |

title: Amazing Grace
origin: traditional, United States, 1829
metre: 3/4
G3/4 | C4/2 E4/8 C4/8 | E4/2 D4/4 | C4/2 A3/4 |
G3/2 G3/4 | C4/2 E4/8 C4/8 | E4/2 D4/4 | G4/2. |
r/2 E4/4 | G4/2 E4/8 C4/8 | E4/2 D4/4 | C4/2 A3/4 |
G3/2 G3/4 | C4/2 E4/8 C4/8 | E4/2 D4/4 | C4/2. |

title: Korobeiniki
origin: traditional, Russia
metre: 4/4
E4/4 B3/8 C4/8 D4/4 C4/8 B3/8 | A3/4 A3/8 C4/8 E4/4 D4/8 C4/8 | B3/4. C4/8 D4/4 E4/4 | C4/4 A3/4 A3/2 |
D4/4. F4/8 A4/4 G4/8 F4/8 | E4/4. C4/8 E4/4 D4/8 C4/8 | B3/4 B3/8 C4/8 D4/4 E4/4 | C4/4 A3/4 A3/2 |

title: Hänschen klein
origin: traditional, Germany
metre: 2/4
G4/8 E4/8 E4/4 | F4/8 D4/8 D4/4 | C4/8 D4/8 E4/8 F4/8 | G4/8 G4/8 G4/4 |
G4/8 E4/8 E4/4 | F4/8 D4/8 D4/4 | C4/8 E4/8 G4/8 G4/8 | C4/2 |
D4/8 D4/8 D4/8 D4/8 | D4/8 E4/8 F4/4 | E4/8 E4/8 E4/8 E4/8 | E4/8 F4/8 G4/4 |
G4/8 E4/8 E4/4 | F4/8 D4/8 D4/4 | C4/8 E4/8 G4/8 G4/8 | C4/2 |

title: Alle Vögel sind schon da
origin: traditional, Germany, 18th century
metre: 4/4
C4/4. E4/8 G4/4 C5/4 | A4/4 C5/8 A4/8 G4/2 | F4/4. G4/8 E4/4 C4/4 | D4/2 C4/2 |
G4/4 G4/4 F4/4 F4/4 | E4/4 G4/8 E4/8 D4/2 | G4/4 G4/4 F4/4 F4/4 | E4/4 G4/8 E4/8 D4/2 |
C4/4. E4/8 G4/4 C5/4 | A4/4 C5/8 A4/8 G4/2 | F4/4. G4/8 E4/4 C4/4 | D4/2 C4/2 |

title: Drunken Sailor
origin: traditional, sea shanty
metre: 4/4
E4/4 E4/8 E4/8 E4/4 E4/8 E4/8 | E4/4 A3/4 C4/4 E4/4 | D4/4 D4/8 D4/8 D4/4 D4/8 D4/8 | D4/4 G3/4 B3/4 D4/4 |
E4/4 E4/8 E4/8 E4/4 E4/8 E4/8 | E4/4 F#4/4 G4/4 A4/4 | G4/4 E4/4 D4/4 B3/4 | A3/2 A3/2 |
E4/2. E4/4 | E4/4 A3/4 C4/4 E4/4 | D4/2. D4/4 | D4/4 G3/4 B3/4 D4/4 |
E4/2. E4/4 | E4/4 F#4/4 G4/4 A4/4 | G4/4 E4/4 D4/4 B3/4 | A3/2 A3/2 |

title: Loch Lomond
origin: traditional, Scotland
metre: 4/4
G3/4 | C4/4 C4/8 D4/8 E4/4 D4/8 C4/8 | D4/4 D4/8 C4/8 A3/4 G3/4 | C4/4 C4/4 C4/4 E4/8 G4/8 |
A4/2 G4/4 G4/4 | A4/4 A4/8 G4/8 E4/4 E4/8 G4/8 | F4/8 E4/8 D4/8 C4/8 A3/4 G3/8 A3/8 | C4/4 E4/8 G4/8 A4/4 G4/8 E4/8 |
D4/2 C4/4 |

title: Skye Boat Song
origin: traditional, Scotland
metre: 6/8
G3/8. A3/16 G3/8 C4/4 C4/8 | D4/8. E4/16 D4/8 G4/4. | E4/8. D4/16 E4/8 A3/4 A3/8 | G3/4. G3/4. |
G3/8. A3/16 G3/8 C4/8. C4/16 C4/8 | D4/8. E4/16 D4/8 G4/4. | E4/8. D4/16 E4/8 A3/4 A3/8 | G3/4. G3/4. |

title: Simple Gifts
origin: Joseph Brackett, United States, 1848
metre: 4/4
G3/8 G3/8 | C4/4 C4/8 D4/8 E4/8 C4/8 E4/8 F4/8 | G4/4 G4/8 F4/8 E4/4 D4/8 C4/8 | D4/4 D4/4 D4/4 C4/4 |
D4/8 E4/8 D4/8 B3/8 G3/4 G3/8 G3/8 | C4/4 C4/8 D4/8 E4/8 C4/8 E4/8 F4/8 | G4/4 G4/8 F4/8 E4/4 D4/8 C4/8 | D4/4 D4/4 E4/4 D4/4 |
C4/4 C4/4 C4/4 |

title: When the Saints Go Marching In
origin: traditional, United States
metre: 4/4
r/4 C4/4 E4/4 F4/4 | G4/1 | r/4 C4/4 E4/4 F4/4 | G4/1 |
r/4 C4/4 E4/4 F4/4 | G4/2 E4/2 | C4/2 E4/2 | D4/1 |
r/4 E4/4 E4/4 D4/4 | C4/2. C4/4 | E4/2 G4/2 | G4/4 F4/2. |
r/4 E4/4 F4/2 | G4/2 E4/2 | C4/2 D4/2 | C4/1 |

title: Stille Nacht
origin: Franz Xaver Gruber, Austria, 1818
metre: 6/8
G4/8. A4/16 G4/8 E4/4. | G4/8. A4/16 G4/8 E4/4. | D5/4 D5/8 B4/4. | C5/4 C5/8 G4/4. |
A4/4 A4/8 C5/8. B4/16 A4/8 | G4/8. A4/16 G4/8 E4/4. | A4/4 A4/8 C5/8. B4/16 A4/8 | G4/8. A4/16 G4/8 E4/4. |
D5/4 D5/8 F5/8. D5/16 B4/8 | C5/4. E5/4. | C5/8. G4/16 E4/8 G4/8. F4/16 D4/8 | C4/2. |

title: O Tannenbaum
origin: traditional, Germany
metre: 3/4
G3/4 | C4/8. C4/16 C4/4. D4/8 | E4/8. E4/16 E4/4. E4/8 | D4/8 E4/8 F4/4 B3/4 |
D4/4 C4/4 G3/4 | C4/8. C4/16 C4/4. D4/8 | E4/8. E4/16 E4/4. E4/8 | D4/8 E4/8 F4/4 B3/4 |
D4/4 C4/4 r/8 G4/8 | G4/8 E4/8 A4/4. G4/8 | G4/8 F4/8 F4/4. F4/8 | F4/8 D4/8 G4/4. F4/8 |
F4/8 E4/8 E4/4 G3/4 | C4/8. C4/16 C4/4. D4/8 | E4/8. E4/16 E4/4. E4/8 | D4/8 E4/8 F4/4 B3/4 |
D4/4 C4/4 |

title: Deck the Halls
origin: traditional, Wales
metre: 4/4
G4/4. F4/8 E4/4 D4/4 | C4/4 D4/4 E4/4 C4/4 | D4/8 E4/8 F4/8 D4/8 E4/4. D4/8 | C4/4 B3/4 C4/2 |
D4/4. E4/8 F4/4 D4/4 | E4/4. F4/8 G4/4 D4/4 | E4/8 F#4/8 G4/4 A4/8 B4/8 C5/4 | B4/4 A4/4 G4/2 |
G4/4. F4/8 E4/4 D4/4 | C4/4 D4/4 E4/4 C4/4 | A4/8 A4/8 A4/8 A4/8 G4/4. F4/8 | E4/4 D4/4 C4/2 |

title: God Rest You Merry, Gentlemen
origin: traditional, England
metre: 4/4
A3/4 | A3/4 E4/4 E4/4 D4/4 | C4/4 B3/4 A3/4 G3/4 | A3/4 B3/4 C4/4 D4/4 |
E4/2. E4/4 | F4/4 D4/4 E4/4 F4/4 | G4/4 A4/4 E4/4 D4/4 | C4/4 A3/4 B3/4 C4/4 |
D4/2 C4/4 D4/4 | E4/2 F4/4 E4/4 | E4/4 D4/4 C4/4 B3/4 | A3/2 C4/8 B3/8 A3/4 |
D4/2 C4/4 D4/4 | E4/4 F4/4 G4/4 A4/4 | E4/4 D4/4 C4/4 B3/4 | A3/2. |

title: We Three Kings
origin: John Henry Hopkins, United States, 1857
metre: 3/4
E4/2 D4/4 | C4/2 A3/4 | B3/4 C4/4 B3/4 | A3/2. |
E4/2 D4/4 | C4/2 A3/4 | B3/4 C4/4 B3/4 | A3/2. |
C4/2 C4/4 | D4/2 D4/4 | E4/2 E4/4 | G4/4 F4/4 E4/4 |
D4/4 E4/4 D4/4 | C4/2 B3/4 | A3/2. |

title: Mo li hua
origin: traditional, China
metre: 4/4
E4/4 E4/8 G4/8 A4/8 C5/8 C5/8 A4/8 | G4/4 G4/8 A4/8 G4/2 | G4/4 G4/4 G4/4 E4/8 G4/8 | A4/4 A4/4 G4/2 |
E4/4 D4/8 E4/8 G4/4 E4/8 D4/8 | C4/4 C4/8 D4/8 C4/2 | E4/8 D4/8 C4/8 E4/8 D4/4. E4/8 | G4/4 A4/8 C5/8 G4/2 |
D4/4 E4/8 G4/8 D4/8 E4/8 C4/8 A3/8 | G3/2 A3/4 C4/4 | D4/4. E4/8 C4/8 D4/8 C4/8 A3/8 | G3/1 |

title: Arirang
origin: traditional, Korea
metre: 3/4
G3/4. A3/8 G3/8 A3/8 | C4/4. D4/8 C4/8 D4/8 | E4/4 D4/8 E4/8 C4/8 A3/8 | G3/4. A3/8 G3/8 A3/8 |
C4/4. D4/8 C4/16 A3/16 G3/16 A3/16 | C4/4. D4/8 C4/4 | C4/2. | G4/2 G4/4 |
G4/4 E4/4 D4/4 | E4/4 D4/8 E4/8 C4/8 A3/8 | G3/4. A3/8 G3/8 A3/8 | C4/4. D4/8 C4/16 A3/16 G3/16 A3/16 |
C4/4. D4/8 C4/4 | C4/2. |

title: Kōjō no tsuki
origin: Taki Rentarō, Japan, 1901
metre: 4/4
E4/4 E4/4 A4/4 B4/4 | C5/4 B4/4 A4/2 | F4/4 F4/4 E4/4 D#4/4 | E4/2. r/4 |
E4/4 E4/4 A4/4 B4/4 | C5/4 B4/4 A4/2 | F4/4 D4/4 E4/4 E4/4 | A3/2. r/4 |
C4/4 C4/4 B3/4 A3/4 | F4/4 F4/4 E4/2 | D4/4 E4/4 F4/4 F4/4 | E4/2. r/4 |
E4/4 E4/4 A4/4 B4/4 | C5/4 B4/4 A4/2 | F4/4 D4/4 E4/4 E4/4 | A3/2. r/4 |

title: Oh My Darling, Clementine
origin: traditional, United States, 1884
metre: 3/4
C4/8. C4/16 | C4/4 G3/4 E4/8. E4/16 | E4/4 C4/4 C4/8. E4/16 | G4/4 G4/4 F4/8. E4/16 |
D4/2 D4/8. E4/16 | F4/4 F4/4 E4/8. D4/16 | E4/4 C4/4 C4/8. E4/16 | D4/4 G3/4 B3/8. D4/16 |
C4/2 |

title: My Bonnie Lies over the Ocean
origin: traditional, Scotland
metre: 3/4
G4/4 | E5/4 D5/4 C5/4 | D5/4 C5/4 A4/4 | G4/4 E4/2 |
r/2 G4/4 | E5/4 D5/4 C5/4 | C5/4 B4/4 C5/4 | D5/2. |
r/2 G4/4 | E5/4 D5/4 C5/4 | D5/4 C5/4 A4/4 | G4/4 E4/2 |
r/2 G4/4 | A4/4 D5/4 C5/4 | B4/4 A4/4 B4/4 | C5/2. |

title: Pop Goes the Weasel
origin: traditional, England, 1853
metre: 6/8
G3/8 | C4/4 C4/8 D4/4 D4/8 | E4/8 G4/8 E4/8 C4/4 G3/8 | C4/4 C4/8 D4/4 D4/8 |
E4/4. C4/4 G3/8 | C4/4 C4/8 D4/4 D4/8 | E4/8 G4/8 E4/8 C4/4. | A4/4. D4/4 F4/8 |
E4/4. C4/4 |

title: Three Blind Mice
origin: traditional, England, 1609
metre: 6/8
E4/4. D4/4. | C4/2. | E4/4. D4/4. | C4/2. |
G4/4. F4/4 F4/8 | E4/2. | G4/4. F4/4 F4/8 | E4/4. r/4 G4/8 |
C5/4 C5/8 B4/8 A4/8 B4/8 | C5/4 G4/8 G4/4 G4/8 | C5/8 C5/8 C5/8 B4/8 A4/8 B4/8 | C5/4 G4/8 G4/4 G4/8 |
C5/4 C5/8 B4/8 A4/8 B4/8 | C5/4 G4/8 G4/4 F4/8 | E4/4. D4/4. | C4/2. |

title: Old Hundredth
origin: Genevan Psalter, 1551
metre: 4/4
C4/4 | C4/4 B3/4 A3/4 G3/4 | C4/4 D4/4 E4/4 E4/4 | E4/4 E4/4 D4/4 C4/4 |
F4/4 E4/4 D4/4 C4/4 | D4/4 E4/4 D4/4 C4/4 | A3/4 B3/4 C4/4 G4/4 | E4/4 C4/4 D4/4 F4/4 |
E4/4 D4/4 C4/4 |

title: Summ, summ, summ
origin: traditional, Bohemia
metre: 4/4
G4/4 F4/4 E4/2 | D4/8 E4/8 F4/8 D4/8 C4/2 | E4/8 F4/8 G4/8 E4/8 D4/8 E4/8 F4/8 D4/8 | E4/8 F4/8 G4/8 E4/8 D4/8 E4/8 F4/8 D4/8 |
G4/4 F4/4 E4/2 | D4/8 E4/8 F4/8 D4/8 C4/2 |

title: Kuckuck, Kuckuck
origin: traditional, Austria
metre: 3/4
G4/4 E4/4 r/4 | G4/4 E4/4 r/4 | D4/4 C4/4 D4/4 | C4/2 r/4 |
D4/4 D4/4 E4/4 | F4/2 D4/4 | E4/4 E4/4 F4/4 | G4/2 E4/4 |
G4/4 E4/4 r/4 | G4/4 E4/4 r/4 | F4/4 E4/4 D4/4 | C4/2 r/4 |

title: La Cucaracha
origin: traditional, Spain and Mexico
metre: 4/4
r/8 G3/8 G3/8 G3/8 C4/4 E4/4 | r/8 G3/8 G3/8 G3/8 C4/4 E4/4 | C4/4 C4/4 B3/4 B3/4 | A3/4 A3/4 G3/2 |
r/8 G3/8 G3/8 G3/8 B3/4 D4/4 | r/8 G3/8 G3/8 G3/8 B3/4 D4/4 | G4/4 A4/4 G4/4 F4/4 | E4/4 D4/4 C4/2 |

title: Paper Boats
origin: our own
metre: 3/4
C4/4 E4/4 G4/4 | A4/2 G4/4 | F4/4 A4/4 C5/4 | G4/2. |
E4/4 G4/4 E4/4 | D4/2 F4/4 | E4/4 D4/4 C4/4 | D4/2. |
C4/4 E4/4 G4/4 | A4/2 G4/4 | F4/4 A4/4 C5/4 | E5/2. |
D5/4 C5/4 A4/4 | G4/2 E4/4 | F4/4 D4/4 B3/4 | C4/2. |

title: The Clockmaker’s Dance
origin: our own
metre: 2/4
C4/8 E4/8 G4/8 E4/8 | F4/8 A4/8 G4/4 | F4/8 E4/8 D4/8 C4/8 | D4/4 G3/4 |
C4/8 E4/8 G4/8 E4/8 | F4/8 A4/8 G4/4 | F4/8 D4/8 B3/8 D4/8 | C4/2 |
G4/8 G4/8 A4/8 G4/8 | C5/4 G4/4 | F4/8 F4/8 G4/8 F4/8 | A4/4 F4/4 |
E4/8 G4/8 C5/8 G4/8 | A4/8 F4/8 D4/4 | E4/8 C4/8 D4/8 B3/8 | C4/2 |

title: Rain on the Skylight
origin: our own
metre: 4/4
A4/4 C5/8 B4/8 A4/4 E4/4 | F4/4 A4/8 G4/8 E4/2 | D4/4 F4/8 E4/8 D4/4 B3/4 | C4/4 E4/4 E4/2 |
A4/4 C5/4 B4/8 A4/8 E4/4 | F4/4 A4/4 G4/8 F4/8 E4/4 | D4/4 E4/4 F4/4 G#4/4 | A4/1 |

title: Snow before Morning
origin: our own
metre: 3/4
A4/2 B4/4 | C5/2 A4/4 | E4/2 A4/4 | B4/2. |
C5/2 D5/4 | E5/2 C5/4 | B4/4 A4/4 G#4/4 | A4/2. |
E5/2 D5/4 | C5/2 B4/4 | D5/2 C5/4 | B4/2. |
A4/2 B4/4 | C5/4 B4/4 A4/4 | E4/4 F4/4 G#4/4 | A4/2. |

title: The Hill Answers
origin: our own
metre: 4/4
E5/4 C5/8 D5/8 G4/2 | E4/4 C4/8 D4/8 G3/2 | D5/4 B4/8 C5/8 G4/2 | D4/4 B3/8 C4/8 G3/2 |
A4/8 B4/8 C5/4 D5/4 E5/4 | A3/8 B3/8 C4/4 D4/4 E4/4 | G4/4 F4/4 E4/4 D4/4 | C4/1 |

title: Ferry to the Island
origin: our own
metre: 6/8
G3/8 | C4/4 D4/8 E4/4 G4/8 | A4/4 G4/8 E4/4 C4/8 | D4/4 E4/8 F4/4 A4/8 |
G4/4. G4/4 E4/8 | F4/4 A4/8 C5/4 A4/8 | G4/4 E4/8 C4/4 E4/8 | D4/8 E4/8 D4/8 B3/4 G3/8 |
C4/4. C4/4 |

title: Fox in the Stubble
origin: our own
metre: 4/4
A4/8 A4/8 B4/8 C5/8 D5/8 C5/8 B4/8 A4/8 | G4/8 G4/8 A4/8 B4/8 C5/4 B4/4 | A4/8 A4/8 B4/8 C5/8 E5/8 D5/8 C5/8 A4/8 | B4/8 G4/8 E4/8 G4/8 A4/2 |
E5/8 E5/8 D5/8 C5/8 D5/4 B4/4 | C5/8 C5/8 B4/8 A4/8 B4/4 G4/4 | A4/8 B4/8 C5/8 D5/8 E5/8 D5/8 C5/8 B4/8 | C5/8 A4/8 B4/8 G#4/8 A4/2 |

title: Going Downhill
origin: our own
metre: 4/4
C5/4 B4/8 A4/8 G4/2 | A4/4 G4/8 F4/8 E4/2 | F4/4 E4/8 D4/8 C4/4 E4/4 | D4/2 G4/2 |
C5/4 B4/8 A4/8 G4/2 | A4/4 G4/8 F4/8 E4/2 | F4/8 E4/8 D4/8 C4/8 E4/8 C4/8 D4/8 B3/8 | C4/1 |
`;
