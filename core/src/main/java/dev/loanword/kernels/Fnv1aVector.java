package dev.loanword.kernels;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NOT;
import static jdk.incubator.vector.VectorOperators.OR;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * FNV-1a over whole blocks, all bytes of a block at the same time. To be loaded only where {@link VectorModule#PRESENT}.
 *
 * <p><b>What makes it possible.</b> Let h be the hash before the byte b, with the lowest byte l. With x = l ^ b the step is
 * h' = (h ^ b) · P = (h + d) · P, where d = x − l: the byte changes only the lowest byte of h. So the hash after n steps is
 *
 * <pre>h · P<sup>n</sup> + Σ d<sub>t</sub> · P<sup>n−t</sup>,   t = 0 … n−1   (all modulo 2<sup>64</sup>),</pre>
 *
 * <p>a sum whose terms can be added in any order, once the lowest bytes l<sub>t</sub> are known. These depend on each other
 * alone: modulo 256, P is 179, so l' = 179 · x.
 *
 * <p><b>The lowest bytes, bit by bit.</b> 179 · x = y + 16 · y + 128 · x with y = x + 2 · x. Written as additions with
 * carries, bit k of it is x<sub>k</sub> ^ r<sub>k</sub>, where r<sub>k</sub> depends on bits 0 to k−1 of x alone:
 *
 * <pre>
 * y<sub>k</sub> = x<sub>k</sub> ^ x<sub>k−1</sub> ^ c<sub>k</sub>      c<sub>k+1</sub> = majority(x<sub>k</sub>, x<sub>k−1</sub>, c<sub>k</sub>)
 *                          e<sub>k+1</sub> = majority(y<sub>k</sub>, y<sub>k−4</sub>, e<sub>k</sub>)
 * r<sub>k</sub> = x<sub>k−1</sub> ^ c<sub>k</sub> ^ y<sub>k−4</sub> ^ e<sub>k</sub>, and for k = 7 also ^ x<sub>0</sub>
 * </pre>
 *
 * <p>(what has a negative index, c<sub>0</sub>, c<sub>1</sub>'s x<sub>−1</sub>, and e up to index 4, is 0). As x = l ^ b, bit k
 * of the lowest byte goes from step to step as l<sub>k</sub>' = l<sub>k</sub> ^ b<sub>k</sub> ^ r<sub>k</sub>. So, for all times at
 * once, it is its start value combined with all earlier b<sub>k</sub> ^ r<sub>k</sub>: an exclusive-or over prefixes. The planes
 * (bit k of all bytes, 64 times in a {@code long}) are computed from k = 0 to 7, and each one knows all that r<sub>k</sub> needs.
 *
 * <p><b>A block</b> of 4096 bytes goes through four loops: {@link #slice} turns bytes into planes, {@link #plane} finds the
 * planes of the lowest bytes, {@link #unslice} turns these back into bytes, and {@link #weigh} adds up d · P<sup>n−t</sup>.
 *
 * <p><b>Each loop must be compiled on its own.</b> Where C2 inlines several of them into one method, it reaches its limit of
 * nodes among the calls of the Vector API, leaves some uncompiled, and the hash takes twice the time. C2 inlines no method of
 * more than 325 bytes of bytecode (its flag FreqInlineSize); that is why these methods repeat what helpers could do.
 *
 * <p>The way of thinking is known as bit slicing (Eli Biham, "A fast new DES implementation in software", 1997).
 */
final class Fnv1aVector {
    /** The lengths that it takes are multiples of this. */
    static final int BLOCK = 4096;

    private static final int WORD = Long.SIZE;
    private static final int WORDS = BLOCK / WORD;

    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final int STEP = BYTES.length();
    private static final int LANES = LONGS.length();
    private static final long ALL_LANES = -1L >>> Long.SIZE - LANES;

    private static final long P1 = Fnv1a.PRIME;
    private static final long P2 = P1 * P1;
    private static final long P3 = P2 * P1;
    private static final long P4 = P3 * P1;
    private static final long P5 = P4 * P1;
    private static final long P6 = P5 * P1;
    private static final long P7 = P6 * P1;
    private static final long P8 = P7 * P1;
    /** For each eight bytes of a block, P to the number of bytes behind them. */
    private static final long[] WEIGHTS = new long[BLOCK / 8];
    private static final long PRIME_TO_BLOCK;

    // In `work`: four planes of zeros, the planes of y, and what goes from one plane to the next.
    private static final int ZEROS = 0;
    private static final int SUMS = 4 * WORDS;
    private static final int RIPPLES = 12 * WORDS;
    private static final int INNER_CARRIES = 13 * WORDS;
    private static final int OUTER_CARRIES = 14 * WORDS;
    private static final int PREVIOUS = 15 * WORDS;

    static {
        long weight = 1;
        for (int i = WEIGHTS.length - 1; i >= 0; i--) {
            WEIGHTS[i] = weight;
            weight *= P8;
        }
        PRIME_TO_BLOCK = weight;
    }

    private final long[] planes = new long[8 * WORDS];
    private final long[] lowPlanes = new long[8 * WORDS];
    private final long[] work = new long[16 * WORDS];
    private final byte[] lows = new byte[BLOCK];

    /**
     * Goes on with a hash over blocks in an array.
     *
     * @param hash so far
     * @param length a multiple of {@link #BLOCK}
     */
    long hash(long hash, byte[] bytes, int offset, int length) {
        long result = hash;
        for (int at = offset; at < offset + length; at += BLOCK) {
            slice(bytes, at, planes);
            low(result);
            unslice(lowPlanes, lows);
            result = result * PRIME_TO_BLOCK + weigh(bytes, at, lows);
        }
        return result;
    }

    /** Finds the planes of the lowest bytes. */
    private void low(long hash) {
        Arrays.fill(work, RIPPLES, work.length, 0);
        for (int k = 0; k < 8; k++) {
            plane(planes, lowPlanes, work, k * WORDS, SUMS + k * WORDS, k == 3 ? SUMS : ZEROS, -(hash >>> k & 1));
        }
    }

    /** Bit k of the bytes becomes plane k, the first byte's in the lowest bit of the first word. */
    private static void slice(byte[] bytes, int offset, long[] planes) {
        for (int word = 0; word < WORDS; word++) {
            long bit0 = 0;
            long bit1 = 0;
            long bit2 = 0;
            long bit3 = 0;
            long bit4 = 0;
            long bit5 = 0;
            long bit6 = 0;
            long bit7 = 0;
            for (int at = 0; at < WORD; at += STEP) {
                // There is no shift of bytes. One of shorts moves foreign bits in from below, and only the top ones count.
                ShortVector values = ByteVector.fromArray(BYTES, bytes, offset + word * WORD + at).reinterpretAsShorts();
                bit0 |= values.lanewise(LSHL, 7).reinterpretAsBytes().compare(LT, (byte) 0).toLong() << at;
                bit1 |= values.lanewise(LSHL, 6).reinterpretAsBytes().compare(LT, (byte) 0).toLong() << at;
                bit2 |= values.lanewise(LSHL, 5).reinterpretAsBytes().compare(LT, (byte) 0).toLong() << at;
                bit3 |= values.lanewise(LSHL, 4).reinterpretAsBytes().compare(LT, (byte) 0).toLong() << at;
                bit4 |= values.lanewise(LSHL, 3).reinterpretAsBytes().compare(LT, (byte) 0).toLong() << at;
                bit5 |= values.lanewise(LSHL, 2).reinterpretAsBytes().compare(LT, (byte) 0).toLong() << at;
                bit6 |= values.lanewise(LSHL, 1).reinterpretAsBytes().compare(LT, (byte) 0).toLong() << at;
                bit7 |= values.reinterpretAsBytes().compare(LT, (byte) 0).toLong() << at;
            }
            planes[word] = bit0;
            planes[WORDS + word] = bit1;
            planes[2 * WORDS + word] = bit2;
            planes[3 * WORDS + word] = bit3;
            planes[4 * WORDS + word] = bit4;
            planes[5 * WORDS + word] = bit5;
            planes[6 * WORDS + word] = bit6;
            planes[7 * WORDS + word] = bit7;
        }
    }

    /**
     * Plane k of the lowest bytes, and what plane k+1 needs.
     *
     * @param at where the plane begins in {@code planes} and {@code lowPlanes}
     * @param sum where y's plane begins in {@code work}
     * @param extra a plane that is added to y's: plane 3 is needed by plane 7 alone, and together with x0 (as y0 is)
     * @param start the bit before the first byte, in all bits of the number
     */
    private static void plane(long[] planes, long[] lowPlanes, long[] work, int at, int sum, int extra, long start) {
        long before = start;
        for (int i = 0; i < WORDS; i += LANES) {
            LongVector b = LongVector.fromArray(LONGS, planes, at + i);
            LongVector prefixes = prefixes(b.lanewise(XOR, LongVector.fromArray(LONGS, work, RIPPLES + i)));
            // The last bit of each word, and so the start of the next one, is known once those of all words before it are.
            long ends = lanePrefixes(prefixes.compare(LT, 0).toLong());
            LongVector l = prefixes.lanewise(LSHL, 1)
                    .lanewise(NOT, VectorMask.fromLong(LONGS, (ends << 1 ^ before) & ALL_LANES));
            before ^= -(ends >>> LANES - 1 & 1);
            l.intoArray(lowPlanes, at + i);

            LongVector x = l.lanewise(XOR, b);
            LongVector previous = LongVector.fromArray(LONGS, work, PREVIOUS + i);
            LongVector inner = LongVector.fromArray(LONGS, work, INNER_CARRIES + i);
            LongVector y = x.lanewise(XOR, previous).lanewise(XOR, inner);
            inner = majority(x, previous, inner);
            LongVector outer = majority(y, LongVector.fromArray(LONGS, work, sum - 4 * WORDS + i),
                    LongVector.fromArray(LONGS, work, OUTER_CARRIES + i));
            x.intoArray(work, PREVIOUS + i);
            inner.intoArray(work, INNER_CARRIES + i);
            outer.intoArray(work, OUTER_CARRIES + i);
            y.lanewise(XOR, LongVector.fromArray(LONGS, work, extra + i)).intoArray(work, sum + i);
            x.lanewise(XOR, inner).lanewise(XOR, outer)
                    .lanewise(XOR, LongVector.fromArray(LONGS, work, sum - 3 * WORDS + i))
                    .intoArray(work, RIPPLES + i);
        }
    }

    /** In each word, each bit combined with all lower ones by exclusive or. */
    private static LongVector prefixes(LongVector words) {
        LongVector result = words.lanewise(XOR, words.lanewise(LSHL, 1));
        result = result.lanewise(XOR, result.lanewise(LSHL, 2));
        result = result.lanewise(XOR, result.lanewise(LSHL, 4));
        result = result.lanewise(XOR, result.lanewise(LSHL, 8));
        result = result.lanewise(XOR, result.lanewise(LSHL, 16));
        return result.lanewise(XOR, result.lanewise(LSHL, 32));
    }

    /** The same for one bit a lane, of which there are 8 at most. */
    private static long lanePrefixes(long bits) {
        long result = bits ^ bits << 1;
        result ^= result << 2;
        return result ^ result << 4;
    }

    private static LongVector majority(LongVector a, LongVector b, LongVector c) {
        return a.lanewise(AND, b).lanewise(OR, a.lanewise(XOR, b).lanewise(AND, c));
    }

    /** Planes become bytes again. */
    private static void unslice(long[] planes, byte[] bytes) {
        for (int word = 0; word < WORDS; word++) {
            long bit0 = planes[word];
            long bit1 = planes[WORDS + word];
            long bit2 = planes[2 * WORDS + word];
            long bit3 = planes[3 * WORDS + word];
            long bit4 = planes[4 * WORDS + word];
            long bit5 = planes[5 * WORDS + word];
            long bit6 = planes[6 * WORDS + word];
            long bit7 = planes[7 * WORDS + word];
            for (int at = 0; at < WORD; at += STEP) {
                ByteVector values = ByteVector.zero(BYTES);
                VectorMask<Byte> set = VectorMask.fromLong(BYTES, bit0 >>> at);
                values = values.lanewise(OR, (byte) 0x01, set);
                set = VectorMask.fromLong(BYTES, bit1 >>> at);
                values = values.lanewise(OR, (byte) 0x02, set);
                set = VectorMask.fromLong(BYTES, bit2 >>> at);
                values = values.lanewise(OR, (byte) 0x04, set);
                set = VectorMask.fromLong(BYTES, bit3 >>> at);
                values = values.lanewise(OR, (byte) 0x08, set);
                set = VectorMask.fromLong(BYTES, bit4 >>> at);
                values = values.lanewise(OR, (byte) 0x10, set);
                set = VectorMask.fromLong(BYTES, bit5 >>> at);
                values = values.lanewise(OR, (byte) 0x20, set);
                set = VectorMask.fromLong(BYTES, bit6 >>> at);
                values = values.lanewise(OR, (byte) 0x40, set);
                set = VectorMask.fromLong(BYTES, bit7 >>> at);
                values = values.lanewise(OR, (byte) 0x80, set);
                values.intoArray(bytes, word * WORD + at);
            }
        }
    }

    /** The sum of d · P<sup>n−t</sup>. Differences are taken of 16 bits, products of 64, each lane over eight bytes. */
    private static long weigh(byte[] bytes, int offset, byte[] lows) {
        LongVector total = LongVector.zero(LONGS);
        for (int i = 0; i < BLOCK; i += STEP) {
            LongVector l = ByteVector.fromArray(BYTES, lows, i).reinterpretAsLongs();
            LongVector x = ByteVector.fromArray(BYTES, bytes, offset + i).reinterpretAsLongs().lanewise(XOR, l);
            LongVector even = evenBytes(x).sub(evenBytes(l)).reinterpretAsLongs();
            LongVector odd = oddBytes(x).sub(oddBytes(l)).reinterpretAsLongs();
            LongVector sum = even.lanewise(LSHL, 48).lanewise(ASHR, 48).mul(P8);
            LongVector other = odd.lanewise(LSHL, 48).lanewise(ASHR, 48).mul(P7);
            sum = sum.add(even.lanewise(LSHL, 32).lanewise(ASHR, 48).mul(P6));
            other = other.add(odd.lanewise(LSHL, 32).lanewise(ASHR, 48).mul(P5));
            sum = sum.add(even.lanewise(LSHL, 16).lanewise(ASHR, 48).mul(P4));
            other = other.add(odd.lanewise(LSHL, 16).lanewise(ASHR, 48).mul(P3));
            sum = sum.add(even.lanewise(ASHR, 48).mul(P2));
            other = other.add(odd.lanewise(ASHR, 48).mul(P1));
            total = total.add(sum.add(other).mul(LongVector.fromArray(LONGS, WEIGHTS, i / 8)));
        }
        return total.reduceLanes(ADD);
    }

    private static ShortVector evenBytes(LongVector words) {
        return words.lanewise(AND, 0x00ff00ff00ff00ffL).reinterpretAsShorts();
    }

    private static ShortVector oddBytes(LongVector words) {
        return words.reinterpretAsShorts().lanewise(LSHR, 8);
    }

    /** Some blocks of random bytes in both ways. */
    static final class Trial implements VectorGate.Trial {
        private final Fnv1aVector vectors = new Fnv1aVector();
        private final byte[] bytes = new byte[8 * BLOCK];
        /** Kept, so that the compiler can't leave the work out. */
        private long hash;

        @Override
        public void plain() {
            hash = Fnv1a.serial(hash, bytes, 0, bytes.length);
        }

        @Override
        public void vectors() {
            hash = vectors.hash(hash, bytes, 0, bytes.length);
        }
    }
}
