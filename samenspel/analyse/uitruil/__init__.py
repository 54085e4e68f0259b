"""A fair exchange that anyone can check."""
from samenspel.analyse.uitruil.game import Game
from samenspel.analyse.uitruil.core import Core, LeastCore, core, least_core
from samenspel.analyse.uitruil.measures import Band, Maatregel
from samenspel.analyse.uitruil.nucleolus import nucleolus
from samenspel.analyse.uitruil.values import banzhaf, shapley, shapley_sampled
