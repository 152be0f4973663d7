package dev.loanword.export.check;

import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.Marking;
import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.Simple;
import dev.loanword.memory.BorrowTable.Access;
import java.math.BigInteger;
import java.util.Optional;

/** Says whether a default is a value of its parameter's type. */
final class Defaults {
    private final CheckContext context;

    Defaults(CheckContext context) {
        this.context = context;
    }

    /** Returns what is wrong with a default, as the end of a sentence; empty if nothing is. None is judged elsewhere. */
    Optional<String> problem(PythonLiteral value, ValueType type) {
        return switch (type) {
            case Simple simple -> simple(value, simple);
            case ValueType.Nullable nullable -> problem(value, nullable.of());
            case ValueType.Optional optional -> problem(value, optional.of());
            case ValueType.NumberArray _ -> emptySequence(value);
            case ValueType.Collection _ -> emptySequence(value);
            case ValueType.Iteration _ -> emptySequence(value);
            case ValueType.Dictionary _ -> require(value instanceof PythonLiteral.EmptyDict, "a dict is wanted; write {}");
            case ValueType.Exported exported -> exported(value, exported);
            case ValueType.Borrowed borrowed -> buffer(value, borrowed);
            case ValueType.Callback _, ValueType.Future _, ValueType.Publisher _ ->
                Optional.of("no literal is one; write None");
        };
    }

    private static Optional<String> require(boolean holds, String otherwise) {
        return holds ? Optional.empty() : Optional.of(otherwise);
    }

    private static Optional<String> emptySequence(PythonLiteral value) {
        return require(value instanceof PythonLiteral.EmptyTuple || value instanceof PythonLiteral.EmptyList,
                "a sequence is wanted; write () for an empty one");
    }

    private static Optional<String> simple(PythonLiteral value, Simple type) {
        return switch (type) {
            case BOOLEAN -> require(value instanceof PythonLiteral.Bool, "a bool is wanted; write True or False");
            case INT8 -> integer(value, 8, true);
            case INT16 -> integer(value, 16, true);
            case INT32 -> integer(value, 32, true);
            case INT64 -> integer(value, 64, true);
            case UINT8 -> integer(value, 8, false);
            case UINT16 -> integer(value, 16, false);
            case UINT32 -> integer(value, 32, false);
            case UINT64 -> integer(value, 64, false);
            case BIG_INTEGER -> require(value instanceof PythonLiteral.Int, "an int is wanted, such as 1");
            case BIG_DECIMAL -> require(value instanceof PythonLiteral.Int,
                    "a decimal.Decimal is wanted, of which only whole numbers can be written, such as 1");
            case FLOAT32 -> floating(value, true);
            case FLOAT64 -> floating(value, false);
            case CHARACTER -> require(value instanceof PythonLiteral.Str text && text.value().length() == 1,
                    "a str of one character is wanted, such as 'x'");
            case STRING -> require(value instanceof PythonLiteral.Str, "a str is wanted; write it in quotes");
            case PATH -> require(value instanceof PythonLiteral.Str, "a path is wanted; write it in quotes");
            case BYTES -> require(value instanceof PythonLiteral.Bytes, "bytes are wanted, such as b''");
            case NUMBER_LIST -> emptySequence(value);
            case ANY -> require(!(value instanceof PythonLiteral.Member), "a member of an enum needs a parameter of its type");
            default -> Optional.of("no literal is one; write None");
        };
    }

    private static Optional<String> integer(PythonLiteral value, int bits, boolean isSigned) {
        if (!(value instanceof PythonLiteral.Int number)) {
            return Optional.of("an int is wanted, such as 1");
        }
        BigInteger limit = BigInteger.TWO.pow(isSigned ? bits - 1 : bits);
        BigInteger least = isSigned ? limit.negate() : BigInteger.ZERO;
        BigInteger most = limit.subtract(BigInteger.ONE);
        return require(number.value().compareTo(least) >= 0 && number.value().compareTo(most) <= 0,
                "it is not from " + least + " to " + most);
    }

    private static Optional<String> floating(PythonLiteral value, boolean isSingle) {
        double number;
        switch (value) {
            case PythonLiteral.Int whole -> number = whole.value().doubleValue();
            case PythonLiteral.Float given -> number = given.value();
            default -> {
                return Optional.of("a float is wanted, such as 0.5");
            }
        }
        double held = isSingle ? (float) number : number;
        return require(!Double.isInfinite(held), "it is too large for a " + (isSingle ? "float" : "double"));
    }

    private Optional<String> exported(PythonLiteral value, ValueType.Exported type) {
        Optional<ClassDeclaration> found = context.find(type.className());
        if (found.isEmpty() || found.get().kind() != ClassDeclaration.Kind.ENUM) {
            return Optional.of("no literal is one; write None");
        }
        ClassDeclaration declaration = found.get();
        String name = declaration.marking(Marking.Type.class).map(Marking.Type::name).filter(given -> !given.isEmpty())
                .orElse(declaration.simpleName());
        boolean isMember = value instanceof PythonLiteral.Member member && member.type().equals(name)
                && declaration.enumConstants().contains(member.member());
        return require(isMember, "it is none of "
                + String.join(", ", declaration.enumConstants().stream().map(member -> name + "." + member).toList()));
    }

    private static Optional<String> buffer(PythonLiteral value, ValueType.Borrowed type) {
        boolean takesBytes = type.access() == Access.SHARED && (type.types().isEmpty() || type.types().contains("bytes"))
                && (type.format().isEmpty() || type.format().equals("B")) && Math.abs(type.dimensions()) == 1;
        return require(takesBytes && value instanceof PythonLiteral.Bytes, takesBytes
                ? "a buffer is wanted; write b'' or None"
                : "no literal is such a buffer; write None");
    }
}
