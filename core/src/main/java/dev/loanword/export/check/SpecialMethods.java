package dev.loanword.export.check;

import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.Simple;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Python's special methods: how many arguments each takes, and what it gives. See Python's
 * <a href="https://docs.python.org/3.12/reference/datamodel.html#special-method-names">data model</a>.
 */
final class SpecialMethods {

    /** What a special method may give. */
    private enum Gives {
        NOTHING("void", type -> type == Simple.NONE),
        VALUE("a value, not void", type -> type != Simple.NONE),
        ANYTHING("anything", type -> true),
        BOOLEAN("boolean", type -> type == Simple.BOOLEAN),
        BOOLEAN_OR_NOTHING("boolean or void", type -> type == Simple.BOOLEAN || type == Simple.NONE),
        SIZE("int or long", type -> type == Simple.INT32 || type == Simple.INT64),
        INTEGER("int, long or BigInteger",
                type -> type == Simple.INT32 || type == Simple.INT64 || type == Simple.BIG_INTEGER),
        FLOAT("double or float", type -> type == Simple.FLOAT64 || type == Simple.FLOAT32),
        TEXT("String", type -> type == Simple.STRING),
        BYTES("byte[]", type -> type == Simple.BYTES),
        MEMORY("LentMemory", type -> type == Simple.LENT_MEMORY),
        ITERATOR("Iterator, Iterable, Stream or a class marked with @PyClass",
                type -> type instanceof ValueType.Iteration || type instanceof ValueType.Exported),
        ARGUMENTS("List, an array or a record",
                type -> type instanceof ValueType.Collection || type instanceof ValueType.NumberArray
                        || type instanceof ValueType.Exported),
        ASYNC_ITERATOR("Flow.Publisher or a class marked with @PyClass",
                type -> type instanceof ValueType.Publisher || type instanceof ValueType.Exported),
        AWAITABLE("CompletableFuture", type -> type instanceof ValueType.Future);

        private final String words;
        private final Predicate<ValueType> test;

        Gives(String words, Predicate<ValueType> test) {
            this.words = words;
            this.test = test;
        }
    }

    /**
     * What a special method must be like.
     *
     * @param counts how many arguments it may take; empty for any number
     */
    private record Rule(Set<Integer> counts, Gives gives) {}

    private static final Map<String, Rule> RULES = new HashMap<>();
    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("__new__", "mark a constructor with @PyConstructor"),
            Map.entry("__init__", "mark a constructor with @PyConstructor"),
            Map.entry("__del__", "make the class AutoCloseable: Python then uses it in a with statement"),
            Map.entry("__getattr__", "mark getters with @PyProperty, or export __getitem__"),
            Map.entry("__getattribute__", "mark getters with @PyProperty, or export __getitem__"),
            Map.entry("__setattr__", "mark setters with @PyProperty, or export __setitem__"),
            Map.entry("__delattr__", "export __delitem__"),
            Map.entry("__reduce__", "export __getnewargs__, which gives the constructor's arguments"),
            Map.entry("__reduce_ex__", "export __getnewargs__, which gives the constructor's arguments"),
            Map.entry("__dir__", "what is exported is listed by itself"),
            Map.entry("__doc__", "write @PyClass(doc = \"...\")"),
            Map.entry("__match_args__", "write @PyClass(matchArgs = {...})"));

    static {
        rule(0, Gives.SIZE, "len", "length_hint", "sizeof");
        rule(1, Gives.VALUE, "getitem", "missing", "deepcopy");
        rule(2, Gives.NOTHING, "setitem");
        rule(1, Gives.NOTHING, "delitem");
        rule(1, Gives.BOOLEAN, "contains", "eq", "ne", "lt", "le", "gt", "ge");
        rule(0, Gives.ITERATOR, "iter", "reversed");
        rule(0, Gives.VALUE, "next", "enter", "copy", "neg", "pos", "abs", "invert");
        rule(0, Gives.TEXT, "repr", "str", "fspath");
        rule(1, Gives.TEXT, "format");
        rule(0, Gives.BYTES, "bytes");
        rule(0, Gives.BOOLEAN, "bool");
        rule(0, Gives.INTEGER, "hash", "int", "index", "trunc", "floor", "ceil");
        rule(0, Gives.FLOAT, "float");
        rule(0, Gives.MEMORY, "buffer");
        rule(0, Gives.ARGUMENTS, "getnewargs");
        rule(0, Gives.VALUE, "getstate");
        rule(1, Gives.NOTHING, "setstate");
        rule(0, Gives.ASYNC_ITERATOR, "aiter");
        rule(0, Gives.AWAITABLE, "anext", "aenter");
        for (String operator : Set.of("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift",
                "and", "or", "xor")) {
            rule(1, Gives.VALUE, operator, "r" + operator, "i" + operator);
        }
        rule(1, Gives.VALUE, "divmod", "rdivmod");
        RULES.put("__pow__", new Rule(Set.of(1, 2), Gives.VALUE));
        RULES.put("__round__", new Rule(Set.of(0, 1), Gives.VALUE));
        RULES.put("__exit__", new Rule(Set.of(0, 3), Gives.BOOLEAN_OR_NOTHING));
        RULES.put("__aexit__", new Rule(Set.of(0, 3), Gives.AWAITABLE));
        RULES.put("__call__", new Rule(Set.of(), Gives.ANYTHING));
    }

    private SpecialMethods() {}

    private static void rule(int count, Gives gives, String... names) {
        for (String name : names) {
            RULES.put("__" + name + "__", new Rule(Set.of(count), gives));
        }
    }

    /** Returns what is wrong with a special name; empty if there is such a special method. */
    static Optional<String> problemOfName(String name) {
        if (RULES.containsKey(name)) {
            return Optional.empty();
        }
        String wayOut = REFUSED.get(name);
        return Optional.of(wayOut == null
                ? "is no special method that is known here; names with two underscores on both sides belong to Python"
                : "can't be exported; " + wayOut);
    }

    /** Returns what is wrong with a special method of a known name; empty if nothing is. */
    static Optional<String> problemOfCall(String name, CallModel call) {
        Rule rule = RULES.get(name);
        int count = call.pythonParameters().size();
        if (call.kind() == CallModel.Kind.STATIC) {
            return Optional.of("is static; special methods belong to an instance");
        }
        if (!rule.counts().isEmpty() && !rule.counts().contains(count)) {
            return Optional.of("takes " + count + (count == 1 ? " argument; " : " arguments; ") + name + " takes "
                    + String.join(" or ", rule.counts().stream().sorted().map(String::valueOf).toList()));
        }
        if (!rule.gives().test.test(call.result())) {
            return Optional.of("can't give that result; " + name + " gives " + rule.gives().words);
        }
        return Optional.empty();
    }
}
