import array
import unittest

import @module@


class Test(unittest.TestCase):
    def test_shift_changes_the_array_itself(self):
        values = array.array("d", [1, 2, 3])
        @module@.shift(values, 0.5)
        self.assertEqual(values.tolist(), [1.5, 2.5, 3.5])

    def test_no_values_have_no_mean(self):
        with self.assertRaisesRegex(ValueError, "no mean of no values"):
            @module@.mean(array.array("d"))

    def test_other_elements_are_refused(self):
        with self.assertRaises(TypeError):
            @module@.mean(array.array("f", [1]))


if __name__ == "__main__":
    unittest.main()
