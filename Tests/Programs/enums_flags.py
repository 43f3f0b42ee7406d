from enum import Flag, IntFlag, auto


class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


class Mode(IntFlag):
    A = 1
    B = 2
    C = 4


class Down(Flag):
    HIGH = 4
    MID = 2
    LOW = 1


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


print(Perm.R, repr(Perm.R), [p.value for p in Perm], Perm.RW, repr(Perm.RW), Perm.R | Perm.W is Perm.RW, Perm.R | Perm.X, repr(Perm.R | Perm.X))
print(Perm.R & Perm.RW, Perm.R ^ Perm.RW, ~Perm.R, repr(~Perm.R), Perm(0), repr(Perm(0)), bool(Perm(0)), bool(Perm.R), Perm.R & Perm.W, Perm(5), Perm(7), repr(Perm(7)))
print(Perm.R in Perm.RW, Perm.X in Perm.RW, list(Perm.RW), list(Perm), len(Perm), len(Perm.RW), len(Perm(0)), (Perm.R | Perm.X).name, (Perm.R | Perm.X).value, Perm.RW is Perm(3), (Perm.R | Perm.X) is Perm(5), list(Perm.__members__))
print({Perm.R | Perm.W: 1}[Perm.RW], Perm.R == Perm.R, Perm.R != Perm.W, Perm.R == 1, hash(Perm.R) == hash(Perm.R), isinstance(Perm.R | Perm.X, Perm), ~(Perm.R | Perm.W), ~Perm(0), Perm['RW'])
attempt(lambda: Perm(8))
attempt(lambda: Perm.R | 1)
attempt(lambda: Perm('x'))
attempt(lambda: 1 in Perm.R)
attempt(lambda: Perm.R < Perm.W)
flags = Perm.R
flags |= Perm.X
print(flags, flags & ~Perm.R, Perm.X in flags)
flags &= Perm.R
flags ^= Perm.W
print(flags, bool(flags & Perm.W), 'yes' if flags & Perm.X else 'no')
print(Mode.A | Mode.B, repr(Mode.A | Mode.B), Mode.A | 4, repr(Mode.A | 4), repr(Mode.A | 8), repr(~Mode.A), Mode.A + 1, Mode(3), repr(Mode(0)), repr(Mode(8)), repr(8 | Mode.A), Mode.A == 1, repr(Mode.A & 3), repr(Mode(-1)), list(Mode(5)), Mode.A in Mode(3), f'{Mode.A | Mode.B}', '%d' % Mode.C, str(Mode.B), Mode.C << 1, int(Mode(6)), [10, 20, 30][Mode.B], bool(Mode(0)), len(Mode(7)), repr(Mode.A ^ Mode(3)), {3: 'x'}[Mode(3)], isinstance(Mode.A, int), Mode(3) is Mode.A | Mode.B)
print(repr(Down.HIGH | Down.LOW), list(Down(5)), ~Down.MID, Down(6).name, [d.name for d in Down(7)])
Made = Flag('Made', 'A B C')
print(list(Made), Made.A | Made.C, Flag, IntFlag, Perm, Mode)
print(0 | Mode.A, sum([1, 2]), Perm.R.name, Perm.R._value_, sorted(Mode, reverse=True), max(Mode.A, Mode.B))
