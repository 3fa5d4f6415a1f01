"""Training: recipes, corpora, models."""

from refparse.training.material import from_corpora, from_recipe
from refparse.training.measure import measure
from refparse.training.recipe import Ingredient, Recipe, read_recipe
from refparse.training.train import Material, train

__all__ = [
    "Ingredient",
    "Material",
    "Recipe",
    "from_corpora",
    "from_recipe",
    "measure",
    "read_recipe",
    "train",
]
