"""The prose of the findings; the numbers come from the ledger, see :mod:`findings_page`."""

TEXT = """\
# Findings

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
torus) Monte Carlo data on 10 × 10 give [[C1 | authors' estimator | Δ_σ at T_c]] at T_c. This is no
statistical accident: the same fit to the exact two-point function of this lattice, from the
transfer matrix, gives [[C1 | authors' estimator | Δ_σ at T_c | exact]]. On a torus the images of a
spin add to the correlation and flatten it, and a power law fitted to a flattened curve falls too
slowly. The curve passes through 1/8 elsewhere: the exact values are [[C1 | authors' estimator |
Δ_σ at 2.3 | exact]] at T = 2.3 and [[C1 | authors' estimator | Δ_σ at 2.4 | exact]] at 2.4. Where
the distance is measured by the exact critical function of the torus, we find [[C1 | exact torus
function as distance | Δ_σ at T_c]] (exact: [[C1 | exact torus function as distance | Δ_σ at T_c |
exact]]). The physics is right, the ruler was not.

**C2, [[C2]].** The energy's dimension is [[C2 | authors' estimator, bond form | Δ_ε at T_c, 10 ×
10]] on 10 × 10 and [[C2 | authors' estimator, bond form | Δ_ε at T_c, 9 × 9]] on 9 × 9, where the
exact two-point functions give [[C2 | authors' estimator, bond form | Δ_ε at T_c, 10 × 10 | exact]]
and [[C2 | authors' estimator, bond form | Δ_ε at T_c, 9 × 9 | exact]]. The energy correlation
falls eight times as fast as the spin's, so that images matter less.

![Figure 5](../figure/figure_05.png)

## The thermometer

**C3, [[C3]].** Temperature cannot be read from one configuration of 100 spins: neighbouring
temperatures produce the same configurations. How far it can be read is known exactly, because
given T a configuration's weight depends on its energy alone. No classifier can have a smaller loss
than [[C3 | validation loss | loss | exact]] nat; the perceptron ends at [[C3 | validation loss |
loss]] nat. It is as good as a thermometer can be, and far from zero. A loss that is averaged over
the 60 output classes as well, as some libraries do, would be [[C3 | validation loss, averaged over
the classes too | loss]] nat, which on a plot looks like zero.

## Where the flow goes

**C4, [[C4]].** A flow that forgets its start must end in one place, whatever that place is: the
sampled flow is a Markov chain whose stationary law is the machine's own p(v). That it ends at
*T_c* would be news. After 26 steps the authors' code ends at [[C4 | authors' code | mean class of
all configurations]], but flows of single machines differ more than this mean tells (see the seeds
in the ledger); flows that started cold and hot end at [[C4 | authors' code | energy temperature of
starts at T ≤ 1]] and [[C4 | authors' code | energy temperature of starts at T ≥ 4]]. By the text's
equations, where means instead of samples are passed on, the flow is a deterministic map and still
remembers its start: [[C4 | paper's text | energy temperature of starts at T ≤ 1]] from below and
[[C4 | paper's text | energy temperature of starts at T ≥ 4]] from above. Well-trained machines end
somewhere else again (CD-1: [[C4 | CD-1, sampled | mean class of all configurations]]). What a
machine learns is the mixture of 60 temperatures that it is shown, and where its samples lie
depends on how long it was trained, not on a fixed point.

**C5, [[C5]].** The fit of A |T_c − T|^Δ to three classes has three parameters: it goes through the
points, whatever they are, and has no error of its own. For classes 2.1, 2.2, 2.3 the authors' code
gives Δ_m = [[C5 | authors' code, window 2.1, 2.2, 2.3 | Δ_m]] with a T_c of [[C5 | authors' code,
window 2.1, 2.2, 2.3 | fitted T_c]], the text [[C5 | paper's text, window 2.1, 2.2, 2.3 | Δ_m]]
with [[C5 | paper's text, window 2.1, 2.2, 2.3 | fitted T_c]]. Monte Carlo data, put through the
same analysis, give [[C5 | monte carlo, window 2.1, 2.2, 2.3 | Δ_m]]. On so small a lattice |m|
passes through T_c without any singularity to fit. [[C5 | agreeing]] readings agree with the
verdict.

![Figure 4](../figure/figure_04.png)

**C6, [[C6]].** In class 2.2 the authors' code gives [[C6 | authors' code | Δ_σ in class 2.2]], in
class 2.3 [[C6 | authors' code | Δ_σ in class 2.3]]; the text gives [[C6 | paper's text | Δ_σ in
class 2.2]] and [[C6 | paper's text | Δ_σ in class 2.3]]. The decisive comparison is with the
controls, which sort configurations with the same thermometer: Monte Carlo gives [[C6 | monte carlo
| Δ_σ in class 2.2]] and [[C6 | monte carlo | Δ_σ in class 2.3]], independent spins with the data's
magnetization [[C6 | biased spins | Δ_σ in class 2.2]] and [[C6 | biased spins | Δ_σ in class
2.3]], and a smoothing with two numbers in place of all the machine's weights [[C6 | smoothing code
| Δ_σ in class 2.2]] and [[C6 | smoothing code | Δ_σ in class 2.3]].

**C7, [[C7]].** The energy's dimension of flows in class 2.2 is [[C7 | authors' code | Δ_ε in class
2.2]] by the code and [[C7 | paper's text | Δ_ε in class 2.2]] by the text, and no class comes to
1. But neither do Monte Carlo data that are sorted into classes: [[C7 | monte carlo | Δ_ε in class
2.2]]. The dimension is 1 at T_c only, and changes fast around it.

![Figure 6](../figure/figure_06.png)

## Bright spots

**C8, [[C8]].** Block spins do what they must: each map of RG has one spot in its own block, and
two steps make it [[C8 | block spin by average | area of the spots, two steps / one step]] times as
large.

**C9, [[C9]].** Trained with a penalty on weights, the stack's maps have [[C9 | CD-1 with L1 decay
| locality of the stack's maps / RG's]] of the locality of RG's, and a share of [[C9 | CD-1 with L1
decay | units with exactly one spot, stack]] of its units shows exactly one spot ([[C9 | CD-1 with
L1 decay | units with exactly one spot, single RBM]] in a single machine). Random weights of the
same strength give [[C9 | untrained | locality of the stack's maps / RG's]] and [[C9 | untrained |
units with exactly one spot, stack]]: the spots are learned. They come from the recipe as much as
from the data, since the penalty is what makes weights local.

![Figure 8](../figure/figure_08.png)

**C10, [[C10]]; C11, [[C11]].** A straight line explains [[C10 | block spin by average | R² of a
falling line, 0 → 1]] of the variance of RG's G(d), and [[C11 | CD-1 with L1 decay | R² of a
falling line, 0 → 1]] of the RBM's. The offset that the paper could not explain is [[C11 | CD-1
with L1 decay | (G − RG's G at the largest d) / RG's fall, 0 → 1]] times as large as RG's whole
fall, and it has a simple cause. Nothing is subtracted from <v h>, so that each map contains a
constant, the product of its unit with the magnetization. G(d) then contains the mean over units of
<m h>², at every distance alike; it makes up [[C11 | CD-1 with L1 decay | mean <m h>² / G at the
largest d, 0 → 1]] of G at the largest distance. An average of four spins is smaller than a unit
that is ±1, so RG's constant is smaller. The offset measures how loud the hidden units are, and
nothing else. For machines with random weights the verdict on the fall itself is: [[C11 |
untrained]].

![Figure 10](../figure/figure_10.png)

**C12, [[C12]].** On 64 × 64 the line's share of the variance differs by [[C12 | CD-1 with L1 decay
| R² of a falling line, 64 → 32 less 32 → 16]] from that on 32 × 32; G rises at the end by [[C12 |
CD-1 with L1 decay | rise of G at the largest distances / its range]] of its range; a share of
[[C12 | CD-1 with L1 decay | living units with several spots]] of the living units has more than
one spot.

**C13, [[C13]].** Noise has no trend, and boards of blocks of 4, 8 and 16 have [[C13 | raw maps |
inner peaks, blocks of 4]], [[C13 | raw maps | inner peaks, blocks of 8]] and [[C13 | raw maps |
inner peaks, blocks of 16]] peaks between the ends.

## Temperature along the layers

**C14, [[C14]].** From T_c one step of averaging leads to [[C14 | block spin by average | T after 1
steps]], which the paper reads as the doubling of a relevant coupling. But T_c is the fixed point:
there a step must leave the temperature alone, and what doubles is the distance T − T_c, which is
zero. An average of four spins is no ±1, its bonds are weaker, and a thermometer that was trained
on ±1 takes weak bonds for heat. Blocks that are made by majority, which are ±1 again, lead to
[[C14 | block spin by majority; exact thermometer | T after 1 steps]] with the exact thermometer,
and blocks that are rescaled by 2^(1/8) to [[C14 | block spin by rescaled; exact thermometer | T
after 1 steps]].

![Figure 14](../figure/figure_14.png)

**C15, [[C15]]; C16, [[C16]].** The layers of the stack are read at [[C15 | CD-1 with L1 decay | T
of layer 1 / 0, input T_c]] times T_c, then at [[C15 | CD-1 with L1 decay | T of layer 2 / 1, input
T_c]] and [[C15 | CD-1 with L1 decay | T of layer 3 / 2, input T_c]] times the layer below. A
hidden unit has no sign and no place of its own: exchanging units or flipping one changes no
probability, but it changes what a thermometer sees. Block-spin lattices whose sites and signs are
scrambled are read at [[C15 | scrambled block spins | T of layer 1 / 0, input T_c]] times T_c. With
signs and places fixed by the units' own maps the stack's first layer is at [[C15 | gauge fixed | T
of layer 1 / 0, input T_c]] times T_c. For the hot input the second layer exceeds the third by
[[C16 | CD-1 with L1 decay | T of layer 2 − T of layer 3, hot input]], gauge-fixed by [[C16 | gauge
fixed | T of layer 2 − T of layer 3, hot input]].

## Logic

**C17, [[C17]].** The counter-example stands, exactly: p(v) p(h) has the marginals of a machine to
[[C17 | a 6-4 machine, all states | largest difference of the marginals]] and no correlation, where
the machine has [[C17 | a 6-4 machine, all states | largest connected <vh> of the RBM]].

**C18, [[C18]].** At T_c the spins of 32 × 32 are not uncorrelated at any distance: at the largest
the correlation is [[C18 | torus diagonal (L/2, L/2) | <s s'> at the largest distance]], and the
torus function of conformal field theory says [[C18 | torus diagonal (L/2, L/2) | <s s'> at the
largest distance | exact]]. A power law with exponent 1/4 has no range. This long tail is the <m
h>² above.
"""
