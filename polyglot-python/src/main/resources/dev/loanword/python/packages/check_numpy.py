"""Compiles NumPy's modules to byte code, then shows that NumPy works here.

Arguments: the folder that holds the package numpy, and the folder that it will be moved to.
"""

import compileall
import py_compile
import sys

here, later = sys.argv[1:]
# Hashes are not checked when the modules are loaded: the folder is made once and never edited.
compileall.compile_dir(
    here,
    quiet=1,
    stripdir=here,
    prependdir=later,
    invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
)

sys.path.insert(0, here)
import numpy

table = numpy.arange(6.0).reshape(2, 3)
product = table @ table.T
if product.tolist() != [[5.0, 14.0], [14.0, 50.0]]:
    sys.exit(f"error: numpy {numpy.__version__} multiplied wrongly: {product.tolist()}")
if not numpy.allclose(numpy.linalg.inv(product) @ product, numpy.eye(2)):
    sys.exit(f"error: numpy {numpy.__version__} inverted wrongly")
if numpy.random.default_rng(1).normal((5.0, 3.0), (2.0, 1.0), size=(9, 2)).shape != (9, 2):
    sys.exit(f"error: numpy {numpy.__version__} drew random numbers of a wrong shape")
print(f"numpy {numpy.__version__} works in {sys.implementation.name} {sys.version}")
