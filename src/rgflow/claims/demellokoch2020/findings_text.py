"""The prose of the findings; numbers come from the ledger by :mod:`rgflow.ledger.pages.tokens`."""

WRITTEN_FOR = {
    "C1": {"not reproduced"},
    "C2": {"reproduced"},
    "C3": {"not reproduced"},
    "C4": {"not reproduced"},
    "C5": {"not reproduced"},
    "C6": {"not reproduced"},
    "C7": {"reproduced, not specific"},
    "C8": {"reproduced"},
    "C9": {"reproduced", "not reproduced"},
    "C10": {"reproduced"},
    "C11": {"reproduced", "not reproduced"},
    "C12": {"not reproduced"},
    "C13": {"reproduced"},
    "C14": {"not reproduced"},
    "C15": {"reproduced, not specific", "undetermined"},
    "C16": {"reproduced, not specific", "undetermined"},
    "C17": {"reproduced"},
    "C18": {"not reproduced"},
}
"""Verdicts that the words fit; the page says so where an experiment comes to another one."""

ABOUT = {"C4", "C5", "C6", "C7", "C9", "C11", "C12", "C15", "C16"}
"""Claims about the paper's machines: without a reading of any, the words have nothing to say."""

TEXT = """\
# Findings

[[notice]]

*Is deep learning a renormalization group flow?* The paper answers: partly. It lets restricted
Boltzmann machines (RBMs) learn Ising configurations, and finds the critical point where their flow
ends, the exponents of the Ising model in the configurations, and the averaging of block spins in
the correlations between visible and hidden units. We ran every one of these experiments again, in
the words of the text, as the authors' code does it, by sound methods, and with controls that
contain no RBM or no RG. This page says what came out of the experiment `[[name]]`. The rules of
judgement were fixed before any result was seen; all readings and numbers stand in the ledger.
Errors are standard errors over independently trained machines.

**[[tally]]**: this is the tally of the claims C1 to C18.

## The data

**C1, [[C1]].** A critical correlation falls as r^(-1/4), so that the spin's dimension is 1/8. With
the authors' estimator (all pairs closer than half the lattice, distances not wrapped around the
torus) Monte Carlo data on 10 × 10 give [[C1 | authors' estimator | delta_sigma
near_temperature=T_c]] at T_c. This is no statistical accident: the same fit to the exact two-point
function of this lattice, from the transfer matrix, gives [[C1 | authors' estimator | delta_sigma
near_temperature=T_c | exact]]. On a torus the images of a spin add to the correlation and flatten
it, and a power law fitted to a flattened curve falls too slowly. The curve passes through 1/8
elsewhere: the exact values are [[C1 | authors' estimator | delta_sigma near_temperature=2.3 |
exact]] at T = 2.3 and [[C1 | authors' estimator | delta_sigma near_temperature=2.4 | exact]] at
2.4. Where the distance is measured by the exact critical function of the torus, we find [[C1 |
exact torus function as distance | delta_sigma near_temperature=T_c]] (exact: [[C1 | exact torus
function as distance | delta_sigma near_temperature=T_c | exact]]). The physics is right, the ruler
was not.

**C2, [[C2]].** The energy's dimension is [[C2 | authors' estimator, bond form | delta_epsilon
L=10]] on 10 × 10 and [[C2 | authors' estimator, bond form | delta_epsilon L=9]] on 9 × 9, where the
exact two-point functions give [[C2 | authors' estimator, bond form | delta_epsilon L=10 | exact]]
and [[C2 | authors' estimator, bond form | delta_epsilon L=9 | exact]]. The energy correlation falls
eight times as fast as the spin's, so that images matter less.

[[figure 05]]

## The thermometer

**C3, [[C3]].** Temperature cannot be read from one configuration of 100 spins: neighbouring
temperatures produce the same configurations. How far it can be read is known exactly, because given
T a configuration's weight depends on its energy alone. No classifier can have a smaller loss than
[[C3 | validation loss | loss | exact]]; the perceptron ends at [[C3 | validation loss | loss]]. It
is as good as a thermometer can be, and far from zero. A loss that is averaged over the 60 output
classes as well, as some libraries do, would be [[C3 | validation loss, averaged over the classes
too | loss]], which on a plot looks like zero.

## Where the flow goes

**C4, [[C4]].** A flow that forgets its start must end in one place, whatever that place is: the
sampled flow is a Markov chain whose stationary law is the machine's own p(v). That it ends *at T_c*
would be news. The flow of the authors' code does forget: cold and hot starts end at [[C4 | authors'
code | cold_temperature]] and [[C4 | authors' code | hot_temperature]]. But where they end is a
property of the single training: the share of trainings that end at T_c is [[C4 | authors' code |
share_at_critical]], and their temperatures do not gather around one value: one peak would be split
as they are with a probability of [[C4 | authors' code | mean_class | two peaks]].

By the text's equations, where means instead of samples are passed on, the flow is a deterministic
map and still remembers its start after 26 steps: [[C4 | paper's text | cold_temperature]] from
below and [[C4 | paper's text | hot_temperature]] from above.

Sampled CD-1 ends at [[C4 | CD-1, sampled | mean_class]].

What a machine learns is the mixture of 60 temperatures that it is shown, and where its samples lie
depends on how it was trained. Most ways of asking do not lead to T_c ([[C4 | sensitivity]]).

It depends on what a machine is shown, too. The long flows of machines that saw only T ≤ 2.2 settle
at [[C4 | CD-1, sampled; 81 hidden units, trained on T = 0.0 to 2.2 | settled_temperature]], those
of machines that saw only T ≥ 2.3 at [[C4 | CD-1, sampled; 81 hidden units, trained on T = 2.3 to
5.9 | settled_temperature]]. One kind does settle near T_c, at [[C4 | CD-1, sampled; 81 hidden
units, trained on T = Tc | settled_temperature]]: the machines that were trained at T_c and nowhere
else. The size decides as well: machines that saw all temperatures settle at [[C4 | CD-1, sampled;
16 hidden units, trained on T = 0.0 to 5.9 | settled_temperature]] with 16 hidden units and at [[C4
| CD-1, sampled; 196 hidden units, trained on T = 0.0 to 5.9 | settled_temperature]] with 196.
Longer training moves all of them on.

[[figure b7]]

**C5, [[C5]].** The fit of A |T_c − T|^Δ to three classes has three parameters: it goes through the
points, whatever they are, and has no error of its own. For classes 2.1, 2.2, 2.3 the text gives Δ_m
= [[C5 | paper's text, window 2.1, 2.2, 2.3 | delta_m]] with a T_c of [[C5 | paper's text, window
2.1, 2.2, 2.3 | t_c]], the authors' code [[C5 | authors' code, window 2.1, 2.2, 2.3 | delta_m]] with
[[C5 | authors' code, window 2.1, 2.2, 2.3 | t_c]].

Now the control: Monte Carlo data, sorted by the same thermometer, give [[C5 | monte carlo, window
2.1, 2.2, 2.3 | delta_m]] with [[C5 | monte carlo, window 2.1, 2.2, 2.3 | t_c]]; even independent
spins with nothing but the data's magnetization give [[C5 | biased spins, window 2.1, 2.2, 2.3 |
t_c]]. That T_c comes out right says nothing about a machine.

T_c belongs to the thermometer that sorts: sorted by the exact posterior instead, the text's flows
give [[C5 | paper's text, window 2.1, 2.2, 2.3; exact thermometer | t_c]].

The exponent is a number between one point and the next: for classes 2.0, 2.1, 2.2 the text gives
[[C5 | paper's text, window 2.0, 2.1, 2.2 | delta_m]]. On so small a lattice |m| passes through T_c
without any singularity to fit.

[[figure 04]]

**C6, [[C6]].** In classes 2.2 and 2.3 the text gives [[C6 | paper's text | delta_sigma
near_temperature=2.2]] and [[C6 | paper's text | delta_sigma near_temperature=2.3]], the authors'
code [[C6 | authors' code | delta_sigma near_temperature=2.2]] and [[C6 | authors' code |
delta_sigma near_temperature=2.3]]: correlations that hardly fall with distance, as those of
independent spins on a magnetized background do not fall at all ([[C6 | biased spins | delta_sigma
near_temperature=2.2]]). Monte Carlo data in the same classes give [[C6 | monte carlo | delta_sigma
near_temperature=2.2]] and [[C6 | monte carlo | delta_sigma near_temperature=2.3]], more than the
flows and less than at fixed temperature (exact: [[C6 | paper's text | delta_sigma
near_temperature=2.2 | exact]] and [[C6 | paper's text | delta_sigma near_temperature=2.3 |
exact]]), since a class collects configurations of many temperatures. One control does what the
paper says of the RBM: smoothing by two numbers in place of the text's machine gives [[C6 |
smoothing like paper's text | delta_sigma near_temperature=2.2]] and [[C6 | smoothing like paper's
text | delta_sigma near_temperature=2.3]]. An exponent near 1/8 on 10 × 10 is no mark of a fixed
point.

**C7, [[C7]].** The energy's dimension of flows is [[C7 | paper's text | delta_epsilon
near_temperature=2.2]] in class 2.2 by the text and [[C7 | authors' code | delta_epsilon
near_temperature=2.3]] in class 2.3 by the code; no class comes to 1. But neither do Monte Carlo
data that the thermometer has sorted into classes, [[C7 | monte carlo | delta_epsilon
near_temperature=2.2]] and [[C7 | monte carlo | delta_epsilon near_temperature=2.3]]. The failure
that the paper reads as a difference between RBM and RG belongs to the sorting.

[[figure 06]]

## Bright spots

**C8, [[C8]].** Block spins do what they must: each map of RG has one spot in its own block, and two
steps make it [[C8 | block spin by average | spot_growth]] times as large as one.

**C9, [[C9]].** Trained with a penalty on weights, the stack's maps have [[C9 | CD-1 with L1 decay |
relative_locality]] of the locality of RG's, and a share of [[C9 | CD-1 with L1 decay |
one_spot_stack]] of its units shows exactly one spot ([[C9 | CD-1 with L1 decay | one_spot_single]]
in a single machine). Random weights of the same strength give [[C9 | untrained like CD-1 with L1
decay | relative_locality]] and [[C9 | untrained like CD-1 with L1 decay | one_spot_stack]]: the
spots are learned. They come from the recipe as much as from the data, since the penalty is what
makes weights local.

By the equations of the text, without a penalty, the same numbers are [[C9 | paper's text |
relative_locality]], [[C9 | paper's text | one_spot_stack]] and [[C9 | paper's text |
one_spot_single]]: blobs rather than spots. Its G(d) ends on the other side of RG's, by [[C11 |
paper's text | relative_offset lower=0 upper=1]] of RG's fall, see below.

[[figure 08]]

**C10, [[C10]]; C11, [[C11]].** A straight line explains [[C10 | block spin by average |
straightness lower=0 upper=1]] of the variance of RG's G(d), and [[C11 | CD-1 with L1 decay |
straightness lower=0 upper=1]] of the RBM's, where distances are taken on the torus. The offset that
the paper could not explain is [[C11 | CD-1 with L1 decay | relative_offset lower=0 upper=1]] times
as large as RG's whole fall, and it has a simple cause. Nothing is subtracted from ⟨v h⟩, so that
each map contains a constant, the product of its unit with the magnetization. G(d) then contains the
mean over units of ⟨m h⟩², at every distance alike; it is [[C11 | CD-1 with L1 decay | overlap_share
lower=0 upper=1]] of G at the largest distance, that is all of it. An average of four spins is
smaller than a unit that is ±1, so RG's constant is smaller; random weights make faint units, whose
G lies *below* RG's ([[C11 | untrained like CD-1 with L1 decay | relative_offset lower=0 upper=1]]).
The offset measures how loud the hidden units are, and nothing else. The fall itself needs no
training either: for random weights the line explains [[C11 | untrained like CD-1 with L1 decay |
straightness lower=0 upper=1]].

[[figure 10]]

**C12, [[C12]].** On 64 × 64 the line's share of the variance differs by [[C12 | CD-1 with L1 decay
| clearer_fall]] from that on 32 × 32, and a share of [[C12 | CD-1 with L1 decay | several_spots]]
of the living units has more than one spot. With distances on the torus G rises at the end by [[C12
| CD-1 with L1 decay | upturn]] of its range; with distances that are not wrapped by [[C12 | CD-1
with L1 decay; distance not wrapped | upturn]]. Two corners of the square are far apart on paper and
neighbours on the torus.

**C13, [[C13]].** Noise has no trend, and boards of blocks of 4, 8 and 16 have [[C13 | raw maps |
inner_peaks block=4]], [[C13 | raw maps | inner_peaks block=8]] and [[C13 | raw maps | inner_peaks
block=16]] peaks between the ends.

## Temperature along the layers

**C14, [[C14]].** The paper expects the temperature to double with each step, as a relevant
coupling. But T_c is the fixed point: there a step must leave the temperature alone, and what
doubles is the distance T − T_c, which is zero. This is what we find. From equilibrated 64 × 64
lattices at T_c one, two and three steps of averaging are read at [[C14 | block spin by average |
temperature layer=1]], [[C14 | block spin by average | temperature layer=2]] and [[C14 | block spin
by average | temperature layer=3]] by the perceptron. The slow rise has its reason too: an average
of four spins is no ±1, its bonds are weaker, and weak bonds look hot. By their energies the
averages are at [[C14 | block spin by average; energy thermometer | temperature layer=1]], [[C14 |
block spin by average; energy thermometer | temperature layer=2]] and [[C14 | block spin by average;
energy thermometer | temperature layer=3]]; rescaled by 2^(1/8) per step, as the spin's dimension
demands, they are at [[C14 | block spin by rescaled; energy thermometer | temperature layer=1]],
[[C14 | block spin by rescaled; energy thermometer | temperature layer=2]] and [[C14 | block spin by
rescaled; energy thermometer | temperature layer=3]]. Three steps of RG do not move the critical
point.

[[figure 14]]

**C15, [[C15]]; C16, [[C16]].** The first layer of the stack is read at [[C15 | CD-1 with L1 decay |
temperature_factor layer=1 input=T_c]] times T_c, the others at [[C15 | CD-1 with L1 decay |
temperature_factor layer=2 input=T_c]] and [[C15 | CD-1 with L1 decay | temperature_factor layer=3
input=T_c]] times the layer below: a jump, then rest. But a hidden unit has no sign and no place of
its own. Exchanging two units or flipping one changes no probability, and it changes what a
thermometer sees. So we did the same to RG: block-spin lattices whose sites are permuted and whose
signs are flipped, in one way for all, are read at [[C15 | scrambled block spins |
temperature_factor layer=1 input=T_c]] times T_c, and then at [[C15 | scrambled block spins |
temperature_factor layer=2 input=T_c]] and [[C15 | scrambled block spins | temperature_factor
layer=3 input=T_c]] times the layer below. The jump is that of a scrambled lattice, whatever is on
it. In the other direction, with every unit's sign and place taken from its own map, the stack's
first layer is at [[C15 | CD-1 with L1 decay, gauge fixed | temperature_factor layer=1 input=T_c]]
times T_c and the second at [[C15 | CD-1 with L1 decay, gauge fixed | temperature_factor layer=2
input=T_c]] times the first, close to what RG does; the third freezes, at [[C15 | CD-1 with L1
decay, gauge fixed | temperature_factor layer=3 input=T_c]] times the second. For the hot input the
second layer exceeds the third by [[C16 | CD-1 with L1 decay | cooling]] as the units come, by [[C16
| scrambled block spins | cooling]] for scrambled RG, and by [[C16 | CD-1 with L1 decay, gauge fixed
| cooling]] with the gauge fixed.

## Logic

**C17, [[C17]].** The counter-example stands, exactly: p(v) p(h) has the marginals of a machine to
[[C17 | a 6-4 machine, all states | marginal_difference]] and no correlation, where the machine has
[[C17 | a 6-4 machine, all states | connected_machine]].

**C18, [[C18]].** At T_c the spins of 32 × 32 are not uncorrelated at any distance: at the largest
the correlation is [[C18 | torus diagonal (L/2, L/2) | correlation]], and the torus function of
conformal field theory says [[C18 | torus diagonal (L/2, L/2) | correlation | exact]]. A power law
with exponent 1/4 has no range. This long tail is the ⟨m h⟩² above.

## What remains

Of what the paper sees in RBMs, bright spots can be learned, by a recipe that makes weights local,
and the counter-example is exact. What looked like critical exponents, a flow to the fixed point, an
unexplained offset and a jump in temperature comes from small lattices, from sorting by a
thermometer, from a constant that was not subtracted, and from the arbitrary gauge of hidden units.
None of these needs an RBM, and none is RG.
"""
