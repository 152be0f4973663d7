package dev.loanword.export.check;

import dev.loanword.export.Borrow;
import dev.loanword.export.FileAccess;
import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstant;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyException;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyParameter;
import dev.loanword.export.PyProperty;
import dev.loanword.export.Unsigned;
import dev.loanword.export.model.ParameterKind;
import dev.loanword.kernels.Checkpoint;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.LentMemory;
import dev.loanword.memory.NumberList;
import java.io.IOException;
import java.nio.file.Path;

/** A module with one of everything that the checks must understand. */
@PyModule(doc = "Prices of options.")
public final class Pricing {
    /** A constant. */
    @PyConstant
    public static final int DAYS_IN_YEAR = 365;

    /** A constant of another name. */
    @PyConstant(name = "__version__")
    public static final String VERSION = "1";

    /** Not exported. */
    public static int hidden() {
        return 1;
    }

    /** Floats and a default. */
    @PyFunction(doc = "The price of a call.")
    public static double callPrice(double spot, double strike, @PyParameter(defaultValue = "0.01") double rate) {
        return Math.max(0, spot - strike * (1 - rate));
    }

    /** An instance method, with kinds of parameters. */
    @PyFunction
    public void addAll(
            @PyParameter(kind = ParameterKind.POSITIONAL_ONLY) String lambda,
            Integer maybe,
            @PyParameter(name = "scale", defaultValue = "None", kind = ParameterKind.KEYWORD_ONLY) String factorName) {}

    /** Any number of arguments. */
    @PyFunction
    public static long sum(boolean exact, double... values) {
        return values.length;
    }

    /** Buffers, and what the host supplies. */
    @PyFunction(name = "crc", releasesGil = true)
    @Unsigned
    public static int checksum(
            @Borrow(value = Access.EXCLUSIVE, format = "d", dimensions = 2, contiguous = true, types = "memoryview")
                    BorrowedBuffer data,
            BorrowedBuffer any,
            NumberList numbers,
            @Unsigned byte[] salt,
            Checkpoint checkpoint,
            FileAccess files) throws IOException {
        return 0;
    }

    /** Bytes, paths, lent memory. */
    @PyFunction
    public static LentMemory readFile(Path path, byte[] head) {
        return null;
    }

    /** What went wrong. */
    @PyException(doc = "No market.")
    public static class NoMarketException extends IllegalStateException {
        private static final long serialVersionUID = 1;
    }

    /** What went wrong in particular. */
    @PyException(name = "Closed")
    public static final class ClosedMarketException extends NoMarketException {
        private static final long serialVersionUID = 1;
    }

    /** What is inherited. */
    public abstract static class Shape<T> {
        /** A method whose result is known in the subclass only. */
        @PyFunction
        public abstract T centre();
    }

    /** A type. */
    @PyClass(name = "Option", doc = "An option.", matchArgs = {"strike"})
    public static final class VanillaOption extends Shape<String> implements AutoCloseable {
        /** A constant of a type. */
        @PyConstant
        public static final double TICK = 0.01;

        /** A constructor. */
        @PyConstructor
        public VanillaOption(double strike) {}

        @Override
        public String centre() {
            return "";
        }

        /** Another constructor. */
        @PyFunction(classMethod = true)
        public static VanillaOption atTheMoney(double spot) {
            return new VanillaOption(spot);
        }

        /** A static method. */
        @PyFunction
        public static boolean isValid(VanillaOption option) {
            return true;
        }

        /** A getter. */
        @PyProperty(doc = "The strike.")
        public double getStrike() {
            return 1;
        }

        /** Its setter. */
        @PyProperty
        public void setStrike(double strike) {}

        /** A special method. */
        @PyFunction(name = "__len__")
        public int size() {
            return 1;
        }

        @Override
        public void close() {}
    }
}
