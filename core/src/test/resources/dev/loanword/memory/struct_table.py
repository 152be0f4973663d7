"""Prints size and alignment of each prefix, count and typecode of the struct module, on a 64-bit Linux.

One row each: prefix ("none" for none), count and typecode, size, alignment; "refused refused" for what struct refuses.
The output is struct_table.txt beside this file.
"""
import struct

CODES = "? b B h H i I l L q Q n N e f d c s p P x".split()
COUNTABLE = "s p x".split()

for prefix in ["", "@", "=", "<", ">", "!"]:
    for code in CODES:
        for count in ["", "1", "3", "8", "1000"] if code in COUNTABLE else [""]:
            try:
                size = struct.calcsize(prefix + count + code)
                # A byte before it shows the alignment: the item moves on to the next multiple.
                alignment = struct.calcsize(prefix + "c" + count + code) - size
            except struct.error:
                size = alignment = "refused"
            print(prefix or "none", count + code, size, alignment)
